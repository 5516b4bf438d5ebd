import Glibc
import LinuxIO
import SystemPackage

/// The daemon under measurement, with this process as its service manager: a STATUS= message means
/// that everything dropped so far is durable.
final class MeasuredDaemon {
  let folder: BenchFolder
  let drop: FilePath
  let store: FilePath
  private(set) var usage: ProcessUsage
  private let arguments: [String]
  private let socket: Int32
  private var process: pid_t = 0
  /// What it said last of how far it is.
  private var status = ""

  init(in parent: FilePath, arguments: [String] = []) throws {
    folder = try BenchFolder(in: parent)
    drop = folder.path.appending("drop")
    store = folder.path.appending("store")
    guard mkdir(drop.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    socket = try Self.listen(at: folder.path.appending("notify"))
    self.arguments = arguments
    usage = ProcessUsage(of: 0)
  }

  /// Starts it, and returns the nanoseconds until it is ready.
  @discardableResult
  func start() throws -> UInt64 {
    let program = try CurrentProcess.executable().removingLastComponent().appending("briefingd")
    let words = [program.string, "--drop", drop.string, "--store", store.string] + arguments
    let variables = ["NOTIFY_SOCKET=\(folder.path.appending("notify"))", "PATH=/usr/bin:/bin"]
    var argv = words.map { strdup($0) } + [nil]
    var envp = variables.map { strdup($0) } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, 2, folder.path.appending("messages").string, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    let begin = MonotonicClock.now()
    let result = posix_spawn(&process, program.string, &actions, nil, &argv, &envp)
    guard result == 0 else { throw Errno(rawValue: result) }
    try wait(for: "READY=1")
    usage = ProcessUsage(of: process)
    return MonotonicClock.now() - begin
  }

  /// Waits for a message with a line that begins with `prefix` and satisfies `isWanted`.
  func wait(for prefix: String, where isWanted: (String) -> Bool = { _ in true }) throws {
    while true {
      var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard Glibc.poll(&poll, 1, 1000) > 0 else {
        guard kill(process, 0) == 0, waitpid(process, nil, WNOHANG) == 0 else { throw Ended() }
        continue
      }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { throw Errno(rawValue: errno) }
      let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
      if let told = lines.last(where: { $0.hasPrefix("STATUS=") }) { status = String(told) }
      if lines.contains(where: { $0.hasPrefix(prefix) && isWanted(String($0)) }) { return }
    }
  }

  /// It ended by itself; its messages tell why.
  struct Ended: Error {}

  /// Waits until so many files were accepted.
  func wait(forAccepted count: Int) throws {
    let wanted = "STATUS=\(count) accepted"
    if !status.hasPrefix(wanted) { try wait(for: wanted) }
  }

  /// Writes `bytes` beside the drop folder; a rename then brings them in at once.
  func stage(_ text: String, as name: String) throws -> FilePath {
    let path = folder.path.appending(name)
    let file = try Descriptor(opening: path, .writeOnly, options: [.create, .truncate])
    let bytes = Array(text.utf8)
    try file.writeAll(bytes.span)
    return path
  }

  func drop(_ staged: FilePath, as name: String) throws {
    try LinuxFileSystem().rename(staged, to: drop.appending(name))
  }

  /// Ends the daemon with a signal, and forgets what it said.
  func stop(_ signal: Int32 = SIGTERM) {
    guard process > 0 else { return }
    kill(process, signal)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    process = 0
    self.status = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
  }

  deinit {
    stop()
    close(socket)
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
