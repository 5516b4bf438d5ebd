import CSystemd

/// The service manager that started the process, if one did.
///
/// Without `NOTIFY_SOCKET` in the environment everything here does nothing and succeeds, so that the
/// daemon runs the same from a shell.
public enum ServiceManager {
  /// Why the service manager could not be told something.
  public struct Failure: Error, Hashable, CustomStringConvertible {
    /// The errno of the call.
    public let errno: Int32

    /// What failed and what to look at.
    public var description: String {
      "sd_notify failed with errno \(errno): look at NOTIFY_SOCKET and NotifyAccess= of the unit"
    }
  }

  /// Tells the service manager all of `notifications` in one message.
  ///
  /// The corresponding C function is `sd_notify`.
  public static func notify(_ notifications: [Notification]) throws(Failure) {
    let state = notifications.map(\.description).joined(separator: "\n")
    let result = unsafe sd_notify(0, state)
    guard result >= 0 else { throw Failure(errno: -result) }
  }

  /// The time within which the service manager wants to hear of progress, in nanoseconds; nil where
  /// it does not watch.
  ///
  /// The corresponding C function is `sd_watchdog_enabled`.
  public static func watchdogInterval() -> UInt64? {
    var microseconds: UInt64 = 0
    guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return microseconds * 1000
  }
}
