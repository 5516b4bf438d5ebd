import Glibc
import SystemPackage

/// A service manager as far as sd_notify(3) goes: a datagram socket that collects assignments.
final class NotifySocket {
  let path: FilePath
  private let descriptor: Int32
  private(set) var messages: [String] = []

  init(in folder: FilePath) throws {
    path = folder.appending("notify")
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.string.utf8)) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw Errno(rawValue: errno) }
  }

  deinit { close(descriptor) }

  /// Lines that came in and that nobody has waited for yet.
  private var unread: [String] = []

  /// Collects messages until one has a line that begins with `prefix` and has `part` in it; returns
  /// that line.
  func wait(
    for prefix: String, with part: String = "", timeout: Duration = .seconds(20)
  ) -> String? {
    let deadline = ContinuousClock.now + timeout
    repeat {
      if let found = unread.firstIndex(where: {
        $0.hasPrefix(prefix) && (part.isEmpty || $0.contains(part))
      }) {
        defer { unread.removeFirst(found + 1) }
        return unread[found]
      }
      receive(wait: 20)
    } while ContinuousClock.now < deadline
    return nil
  }

  /// Takes in what has come, as a service manager does all the time: the kernel keeps ten messages,
  /// and lets the sender of another one wait.
  func collect() {
    while receive(wait: 0) {}
  }

  @discardableResult
  private func receive(wait milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    let message = String(decoding: buffer[..<count], as: UTF8.self)
    messages.append(message)
    unread += message.split(separator: "\n").map(String.init)
    return true
  }
}
