import CLinux
import Glibc
import SystemPackage

/// A moment that the event loop waits for.
public struct Timer: ~Copyable, Sendable {
  /// Readable from the moment on that the timer was armed for.
  public let descriptor: Descriptor

  /// A timer that is not armed.
  ///
  /// The corresponding C function is `timerfd_create`.
  public init() throws(SystemCallError) {
    descriptor = Descriptor(owning: try SystemCalls.timerfdCreate().get("timerfd_create"))
  }

  /// Arms the timer for a moment in nanoseconds of ``MonotonicClock``, in place of an earlier one.
  /// A moment that has passed lets it fire at once; nil disarms it.
  ///
  /// The corresponding C function is `timerfd_settime`.
  public func arm(at moment: UInt64?) throws(SystemCallError) {
    var time = itimerspec()
    if let moment {
      // All zero would disarm.
      let moment = max(moment, 1)
      time.it_value.tv_sec = Int(moment / 1_000_000_000)
      time.it_value.tv_nsec = Int(moment % 1_000_000_000)
    }
    _ = try SystemCalls.timerfdSet(descriptor.number, &time).get("timerfd_settime")
  }

  /// Arms the timer for `duration` from now.
  ///
  /// The corresponding C function is `timerfd_settime`.
  public func arm(after duration: Duration) throws(SystemCallError) {
    try arm(at: MonotonicClock.now() + duration.nanoseconds)
  }

  /// Tells whether the timer has fired since it was armed, and makes it unreadable again.
  ///
  /// The corresponding C function is `read`.
  public func consume() throws(SystemCallError) -> Bool {
    var count: [UInt8] = []
    do {
      return try descriptor.read(into: &count, upTo: 8) > 0
    } catch {
      guard error.errno == .wouldBlock else { throw error }
      return false
    }
  }
}

extension Duration {
  /// Whole nanoseconds, from 0 to about 584 years.
  public var nanoseconds: UInt64 {
    guard self > .zero else { return 0 }
    let (seconds, attoseconds) = components
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? .max : whole &+ UInt64(attoseconds / 1_000_000_000)
  }
}
