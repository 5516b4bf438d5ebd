/// What the daemon tells the service manager, in the words of sd_notify(3).
public enum Notification: Sendable, Hashable, CustomStringConvertible {
  /// Start-up, or a reload, has ended.
  case ready
  /// The configuration is being read again; the time is of CLOCK_MONOTONIC, taken after the signal
  /// arrived, in microseconds.
  case reloading(monotonicMicroseconds: UInt64)
  /// The service is going down.
  case stopping
  /// The service has made progress.
  case watchdog
  /// One line for `systemctl status`.
  case status(String)

  /// The assignment as the protocol writes it.
  public var description: String {
    switch self {
    case .ready: "READY=1"
    case .reloading(let time): "RELOADING=1\nMONOTONIC_USEC=\(time)"
    case .stopping: "STOPPING=1"
    case .watchdog: "WATCHDOG=1"
    // A line feed would begin another assignment.
    case .status(let text):
      "STATUS=\(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }
  }
}
