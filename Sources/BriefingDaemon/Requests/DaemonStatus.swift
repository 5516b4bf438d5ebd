public import BriefingRecords
public import LinuxIO
import RecordStore
public import SystemPackage

/// What the daemon does just now, as it tells it in `STORE/status`: lines of `key=value`.
public struct DaemonStatus: Hashable, Sendable {
  /// What the daemon is at.
  public enum State: String, Sendable {
    case starting, running, paused, stopping, stopped
  }

  /// A file that is not complete yet.
  public struct Waiting: Hashable, Sendable {
    /// The name below the drop folder.
    public var name: String
    /// What is waited for.
    public var reason: String
    /// Since when, RFC 3339 UTC.
    public var since: String

    /// A file that is waited for.
    public init(name: String, reason: String, since: String) {
      self.name = name
      self.reason = reason
      self.since = since
    }
  }

  /// What the daemon is at.
  public var state: State
  /// Why it is paused, or what else is the matter.
  public var trouble: String?
  /// The daemon's process.
  public var process: Int
  /// The folder that is watched.
  public var drop: String
  /// Versions of sources by what became of them.
  public var account: [Document.Outcome: Int]
  /// Complete files that wait for their turn.
  public var queue: Int
  /// Files whose records are stored, that wait to be removed.
  public var removals: Int
  /// The files that are waited for, the longest waiting first; not more than a hundred are named.
  public var waiting: [Waiting]
  /// How many are waited for in all.
  public var waitingCount: Int
  /// The last messages about something that went wrong, the newest last.
  public var errors: [String]

  /// A daemon that has just begun.
  public init(process: Int, drop: String) {
    state = .starting
    self.process = process
    self.drop = drop
    account = [:]
    queue = 0
    removals = 0
    waiting = []
    waitingCount = 0
    errors = []
  }

  /// The status that a file holds; nil when it holds none.
  init?(parsing bytes: [UInt8]) {
    let text = KeyValueText(parsing: bytes)
    guard let state = text["state"].flatMap(State.init(rawValue:)),
      let process = text["process"].flatMap({ Int($0) })
    else { return nil }
    self.init(process: process, drop: text["drop"] ?? "")
    self.state = state
    trouble = text["trouble"]
    for outcome in Document.Outcome.allCases {
      account[outcome] = text[outcome.rawValue].flatMap { Int($0) }
    }
    queue = text["queue"].flatMap { Int($0) } ?? 0
    removals = text["removals"].flatMap { Int($0) } ?? 0
    waitingCount = text["waiting_count"].flatMap { Int($0) } ?? 0
    waiting = text.all("waiting").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 2).map(String.init)
      return parts.count == 3
        ? Waiting(name: parts[2], reason: parts[1], since: parts[0]) : nil
    }
    errors = text.all("error")
  }

  var bytes: [UInt8] {
    var text = KeyValueText()
    text.add("state", state.rawValue)
    if let trouble { text.add("trouble", trouble) }
    text.add("process", process)
    text.add("drop", drop)
    for outcome in Document.Outcome.allCases {
      if let count = account[outcome] { text.add(outcome.rawValue, count) }
    }
    text.add("queue", queue)
    text.add("removals", removals)
    text.add("waiting_count", waitingCount)
    for file in waiting.prefix(100) {
      text.add("waiting", "\(file.since)\t\(file.reason)\t\(file.name)")
    }
    for error in errors { text.add("error", error) }
    return text.bytes
  }

  /// The status in a file; nil where there is none.
  public static func read(_ path: FilePath) throws(SystemCallError) -> DaemonStatus? {
    do {
      return DaemonStatus(
        parsing: try Descriptor(opening: path, .readOnly).readToEnd(limit: 1 << 20))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }

  /// Whether the daemon that wrote this is still there.
  public var isAlive: Bool {
    guard state != .stopped,
      let file = try? Descriptor(opening: FilePath("/proc/\(process)/comm"), .readOnly),
      let name = try? file.readToEnd(limit: 64)
    else { return false }
    return name.starts(with: "briefingd".utf8)
  }
}
