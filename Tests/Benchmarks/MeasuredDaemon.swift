import Glibc
import LinuxIO
import SystemPackage

/// The daemon under measurement, with this process as its service manager: a STATUS= message means
/// that everything dropped so far is durable.
final class MeasuredDaemon {
  let folder: FilePath
  let drop: FilePath
  let store: FilePath
  private let socket: Int32
  private let process: pid_t

  init(in parent: FilePath, arguments: [String] = []) throws {
    // sd_notify(3) takes an absolute path only.
    let directory = FilePath(String(cString: getcwd(nil, 0))).pushing(parent)
    folder = directory.appending("briefingd-benchmark.\(getpid())")
    drop = folder.appending("drop")
    store = folder.appending("store")
    for path in [folder, drop] {
      guard mkdir(path.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    }
    let address = folder.appending("notify")
    socket = try Self.listen(at: address)
    let program = try CurrentProcess.executable().removingLastComponent().appending("briefingd")
    let words =
      [program.string, "--drop", drop.string, "--store", store.string] + arguments
    var argv = words.map { strdup($0) } + [nil]
    var envp = [strdup("NOTIFY_SOCKET=\(address)"), strdup("PATH=/usr/bin:/bin"), nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process: pid_t = 0
    let result = posix_spawn(&process, program.string, nil, nil, &argv, &envp)
    guard result == 0 else { throw Errno(rawValue: result) }
    self.process = process
  }

  /// Waits for a message with a line that begins with `prefix` and satisfies `isWanted`.
  func wait(for prefix: String, where isWanted: (String) -> Bool = { _ in true }) throws {
    while true {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { throw Errno(rawValue: errno) }
      let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
      if lines.contains(where: { $0.hasPrefix(prefix) && isWanted(String($0)) }) { return }
    }
  }

  /// Writes `bytes` beside the drop folder; a rename then brings them in at once.
  func stage(_ text: String, as name: String) throws -> FilePath {
    let path = folder.appending(name)
    let file = try Descriptor(opening: path, .writeOnly, options: [.create, .truncate])
    let bytes = Array(text.utf8)
    try file.writeAll(bytes.span)
    return path
  }

  /// Ends the daemon and removes its folders.
  func end() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(socket)
    let words = ["/bin/rm", "-rf", folder.string]
    var argv = words.map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var remover: pid_t = 0
    posix_spawn(&remover, "/bin/rm", nil, nil, &argv, nil)
    waitpid(remover, &status, 0)
  }

  private static func listen(at path: FilePath) throws -> Int32 {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard socket >= 0 else { throw Errno(rawValue: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.string.utf8)) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Errno(rawValue: errno) }
    return socket
  }
}
