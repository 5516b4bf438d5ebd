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

  /// Collects messages until one has a line that begins with `prefix`; returns that line.
  func wait(for prefix: String, timeout: Duration = .seconds(20)) -> String? {
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline {
      for line in receive() where line.hasPrefix(prefix) { return line }
    }
    return nil
  }

  /// Collects what has come: whoever notifies waits while the socket is full.
  func drain() {
    while !receive(timeout: 0).isEmpty {}
  }

  private func receive(timeout: Int32 = 20) -> [String] {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, timeout) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return [] }
    let message = String(decoding: buffer[..<count], as: UTF8.self)
    messages.append(message)
    return message.split(separator: "\n").map(String.init)
  }
}
