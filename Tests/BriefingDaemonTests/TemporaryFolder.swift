import Glibc
import LinuxIO
import SystemPackage

/// A fresh directory that goes, with all that is in it, when the test is done with it.
final class TemporaryFolder {
  let path: FilePath

  init() throws {
    // In memory where that can be: thousands of crashes need not wait for a disk.
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = [CChar]("\(parent)/briefingd-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    path = FilePath(platformString: template)
  }

  deinit { try? Self.empty(path) }

  func file(_ name: String) -> FilePath { path.appending(name) }

  /// Removes all below a directory, and the directory.
  static func empty(_ directory: FilePath) throws {
    for entry in try Directory(directory).entries() {
      let path = directory.pushing(FilePath(bytes: entry.name))
      if entry.kind == .directory {
        try empty(path)
      } else {
        _ = path.withPlatformString { unlink($0) }
      }
    }
    _ = directory.withPlatformString { rmdir($0) }
  }

  /// Removes the files of a directory whose names begin with `prefix`.
  static func remove(_ directory: FilePath, prefix: String) throws {
    let open = try Directory(directory)
    for entry in try open.entries() where entry.name.starts(with: prefix.utf8) {
      try open.remove(FilePath(bytes: entry.name))
    }
  }
}
