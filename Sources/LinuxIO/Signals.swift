import CLinux
import Glibc
import SystemPackage

/// A request from outside.
public struct Signal: RawRepresentable, Sendable, Hashable {
  /// The signal's number.
  public let rawValue: CInt

  /// The signal of that number.
  public init(rawValue: CInt) { self.rawValue = rawValue }

  /// Read the configuration again.
  public static var hangUp: Signal { Signal(rawValue: SIGHUP) }
  /// Stop; from a keyboard.
  public static var interrupt: Signal { Signal(rawValue: SIGINT) }
  /// Stop.
  public static var terminate: Signal { Signal(rawValue: SIGTERM) }
  /// A child process ended.
  public static var child: Signal { Signal(rawValue: SIGCHLD) }
}

/// Signals as something to read, instead of code that runs at any moment.
public struct Signals: ~Copyable, Sendable {
  /// Readable when a signal has arrived.
  public let descriptor: Descriptor

  /// Blocks the signals in this thread and in all that it will start, and collects them.
  ///
  /// Call it before anything starts a thread: another thread that does not block a signal would
  /// get it in the old way. Child processes inherit the block.
  ///
  /// The corresponding C functions are `pthread_sigmask` and `signalfd`.
  public init(_ signals: [Signal]) throws(SystemCallError) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in signals { unsafe sigaddset(&set, signal.rawValue) }
    _ = try SystemCalls.blockSignals(&set).get("pthread_sigmask")
    descriptor = Descriptor(owning: try SystemCalls.signalfd(&set).get("signalfd"))
  }

  /// The signals that have arrived since the last call; equal ones may have become one.
  ///
  /// The corresponding C function is `read`.
  public func arrived() throws(SystemCallError) -> [Signal] {
    let size = MemoryLayout<signalfd_siginfo>.size
    var buffer: [UInt8] = []
    do {
      while try descriptor.read(into: &buffer, upTo: 16 * size) > 0 {}
    } catch {
      guard error.errno == .wouldBlock else { throw error }
    }
    // struct signalfd_siginfo begins with the number, as a u32.
    return stride(from: 0, to: buffer.count, by: size).map { start in
      Signal(rawValue: CInt(buffer.word(at: start)))
    }
  }
}

extension [UInt8] {
  /// The 32 bits from byte `offset` on, in the machine's own order; checked against the end.
  func word(at offset: Int) -> UInt32 {
    unsafe withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
  }
}
