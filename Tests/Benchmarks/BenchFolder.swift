import Glibc
import SystemPackage

/// A folder for one benchmark, removed with all it holds.
final class BenchFolder {
  let path: FilePath

  init(in parent: FilePath) throws {
    // sd_notify(3) takes an absolute path only.
    let here = FilePath(String(cString: getcwd(nil, 0)))
    path = here.pushing(parent).lexicallyNormalized().appending("briefingd-benchmark.\(getpid())")
    guard mkdir(path.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
  }

  deinit {
    let words = ["/bin/rm", "-rf", path.string]
    var argv = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var remover: pid_t = 0
    var status: Int32 = 0
    posix_spawn(&remover, "/bin/rm", nil, nil, &argv, nil)
    waitpid(remover, &status, 0)
  }
}
