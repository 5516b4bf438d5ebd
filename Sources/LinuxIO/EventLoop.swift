import CLinux
import Glibc

/// Waits for many descriptors in one thread, and calls what belongs to those that are ready.
///
/// Not for more than one thread: all calls come from the thread that runs the loop. Readiness is
/// told again and again as long as it lasts (level-triggered), so a handler need not take all that
/// there is.
public final class EventLoop {
  /// What a descriptor is ready for.
  public struct Readiness: OptionSet, Sendable, Hashable {
    /// The kernel's bits.
    public let rawValue: UInt32

    /// The set of those bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// There is something to read, or the end.
    public static let readable = Readiness(rawValue: EPOLLIN.rawValue)
    /// There is room to write.
    public static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
    /// The other end is gone; always told, and need not be asked for.
    public static let hungUp = Readiness(rawValue: EPOLLHUP.rawValue)
    /// An error waits; always told, and need not be asked for.
    public static let failed = Readiness(rawValue: EPOLLERR.rawValue)
  }

  /// Names a registration, so that it can be removed.
  public struct Registration: Sendable, Hashable {
    fileprivate let serial: UInt64
    fileprivate let descriptor: CInt
  }

  /// What is called when a descriptor is ready; an error it throws ends the loop.
  public typealias Handler = (Readiness) throws -> Void

  /// Readable while a descriptor that is waited for is ready: so one loop can wait for another.
  public var descriptor: Descriptor {
    _read { yield epoll }
  }

  private let epoll: Descriptor
  /// By serial number and not by descriptor: a descriptor that one handler closes may be another
  /// file's before the next event of the same batch is looked at.
  private var handlers: [UInt64: Handler] = [:]
  private var nextSerial: UInt64 = 0
  private var stopped = false

  /// A loop that waits for nothing.
  ///
  /// The corresponding C function is `epoll_create1`.
  public init() throws(SystemCallError) {
    epoll = Descriptor(owning: try SystemCalls.epollCreate().get("epoll_create1"))
  }

  /// Calls `handler` whenever the descriptor is ready. It must stay open until it is removed.
  ///
  /// The corresponding C function is `epoll_ctl`.
  public func register(
    _ descriptor: borrowing Descriptor, for readiness: Readiness = .readable,
    handler: @escaping Handler
  ) throws(SystemCallError) -> Registration {
    nextSerial += 1
    var event = unsafe epoll_event(events: readiness.rawValue, data: epoll_data_t(u64: nextSerial))
    _ = try unsafe SystemCalls.epollControl(epoll.number, EPOLL_CTL_ADD, descriptor.number, &event)
      .get("epoll_ctl", descriptor.path)
    handlers[nextSerial] = handler
    return Registration(serial: nextSerial, descriptor: descriptor.number)
  }

  /// Changes what a registered descriptor is waited for; the empty set pauses it.
  ///
  /// The corresponding C function is `epoll_ctl`.
  public func change(
    _ registration: Registration, to readiness: Readiness
  ) throws(SystemCallError) {
    var event = unsafe epoll_event(
      events: readiness.rawValue, data: epoll_data_t(u64: registration.serial))
    _ = try unsafe SystemCalls.epollControl(
      epoll.number, EPOLL_CTL_MOD, registration.descriptor, &event
    ).get("epoll_ctl")
  }

  /// Stops calling the handler of a registration, at once. Call it before the descriptor is closed.
  ///
  /// The corresponding C function is `epoll_ctl`.
  public func remove(_ registration: Registration) throws(SystemCallError) {
    guard handlers.removeValue(forKey: registration.serial) != nil else { return }
    var event = unsafe epoll_event()
    _ = try unsafe SystemCalls.epollControl(
      epoll.number, EPOLL_CTL_DEL, registration.descriptor, &event
    ).get("epoll_ctl")
  }

  /// Waits once, for at most `timeout` (nil: without end), and calls the handlers of what is ready.
  /// Returns how many were called.
  ///
  /// The corresponding C function is `epoll_wait`.
  @discardableResult
  public func step(timeout: Duration? = nil) throws -> Int {
    var ready = unsafe [epoll_event](repeating: epoll_event(), count: 32)
    // Rounded up: a wait of 0.5 ms must not become a busy loop.
    let milliseconds =
      timeout.map { CInt(clamping: ($0 + .nanoseconds(999_999)).nanoseconds / 1_000_000) } ?? -1
    let count = try unsafe ready.withUnsafeMutableBufferPointer {
      unsafe SystemCalls.epollWait(epoll.number, $0.baseAddress, CInt($0.count), milliseconds)
    }.get("epoll_wait")
    var called = 0
    for index in 0..<Int(count) {
      let event = unsafe ready[index]
      guard let handler = unsafe handlers[event.data.u64] else { continue }
      try handler(Readiness(rawValue: unsafe event.events))
      called += 1
    }
    return called
  }

  /// Waits and calls handlers until one of them calls ``stop()`` or throws.
  public func run() throws {
    stopped = false
    while !stopped { try step() }
  }

  /// Lets ``run()`` return once the handlers of this round have been called.
  public func stop() { stopped = true }
}
