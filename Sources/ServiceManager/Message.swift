import Glibc

/// A message to whoever runs the daemon: one line on standard error.
///
/// Under the journal each line begins with its priority (`<4>`, sd-daemon(3)), so that `journalctl -p
/// warning` finds it; in a shell it reads as `briefingd: …`.
public struct Message: Sendable {
  /// How much it matters, as in syslog(3).
  public enum Priority: Int, Sendable {
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6
  }

  /// Writes one line. A line that standard error does not take is lost; there is nobody else to tell.
  public static func write(_ priority: Priority, _ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let prefix = isUnderJournal ? "<\(priority.rawValue)>" : "briefingd: "
    var bytes = Array((prefix + line + "\n").utf8)
    while !bytes.isEmpty {
      let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes.removeFirst(written)
    }
  }

  private static let isUnderJournal = unsafe getenv("JOURNAL_STREAM") != nil
}
