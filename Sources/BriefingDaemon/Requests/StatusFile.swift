import LinuxIO
import SystemPackage

/// Replaces the status file: at most five times a second, at once when the state is another one, and not at
/// all when there is nothing new. Not made durable: after a power cut it tells of nothing that is.
struct StatusFile {
  let path: FilePath
  private var written: [UInt8] = []
  private var state: DaemonStatus.State?
  private var nextWrite: UInt64 = 0

  private static let interval: UInt64 = 200_000_000

  init(path: FilePath) { self.path = path }

  /// When ``update(_:now:)`` may write again, in nanoseconds of the monotonic clock.
  var deadline: UInt64 { nextWrite }

  /// Whether it is worth while to make a status for ``update(_:now:)``.
  func isDue(now: UInt64) -> Bool { now >= nextWrite }

  mutating func update(
    _ status: DaemonStatus, now: UInt64 = MonotonicClock.now()
  ) throws(SystemCallError) {
    guard status.state != state || isDue(now: now) else { return }
    nextWrite = now + Self.interval
    let bytes = status.bytes
    if bytes == written { return }
    let files = LinuxFileSystem()
    let draft = path.removingLastComponent().appending("status.tmp")
    let file = try files.open(
      draft, .writeOnly, options: [.create, .truncate], permissions: Archive.filePermissions)
    try files.writeAll(bytes.span, to: file)
    try files.rename(draft, to: path)
    written = bytes
    state = status.state
  }
}
