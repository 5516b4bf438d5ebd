import BriefingRecords
import LinuxIO
public import RecordStore

/// What `briefing status` prints.
public struct StatusReport {
  /// Whether a daemon has the store open.
  public let isRunning: Bool
  private let status: DaemonStatus?
  private let account: [Document.Outcome: Int]
  private let quarantine: [Quarantine.Entry]

  /// The report of a store: by its daemon's word, or from the ledger where none runs.
  ///
  /// - Throws: `SystemCallError` or `StoreError`.
  public init(_ layout: StoreLayout) throws {
    status = try DaemonStatus.read(layout.status)
    isRunning = status?.isAlive ?? false
    quarantine = try Quarantine(directory: layout.quarantine).entries()
    if isRunning, let status {
      account = status.account
    } else {
      account = try StoreSnapshot(directory: layout.directory).account
    }
  }

  /// Lines for a person.
  public var text: String {
    var lines: [String] = []
    if isRunning, let status {
      lines.append(
        "briefingd (\(status.process)) is \(status.state.rawValue), watching \(status.drop)")
      if let trouble = status.trouble { lines.append("trouble: \(trouble)") }
    } else {
      lines.append("no daemon is running")
    }
    lines.append("")
    for outcome in Document.Outcome.allCases {
      if let count = account[outcome] { lines.append(Self.row(outcome.rawValue, count)) }
    }
    lines.append(Self.row("seen", account.sum))
    if isRunning, let status {
      lines.append("")
      lines.append(Self.row("queued", status.queue))
      lines.append(Self.row("to be removed", status.removals))
      lines.append(Self.row("incomplete", status.waitingCount))
      for file in status.waiting {
        lines.append("  \(Self.plain(file.name)): \(file.reason) (since \(file.since))")
      }
    }
    if !quarantine.isEmpty {
      lines.append("")
      lines.append("in quarantine (briefing quarantine retry|drop NAME):")
      for entry in quarantine {
        lines.append("  \(entry.id): \(Self.plain(entry.reason)) (since \(entry.since))")
      }
    }
    if let errors = status?.errors, !errors.isEmpty {
      lines.append("")
      lines.append("last errors:")
      lines += errors.map { "  " + Self.plain($0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line of JSON.
  public var json: String {
    var account = JSONObject()
    for outcome in Document.Outcome.allCases {
      account.add(outcome.rawValue, "\(self.account[outcome] ?? 0)")
    }
    var object = JSONObject()
    object.add("running", isRunning ? "true" : "false")
    object.add("state", JSONObject.string(isRunning ? status?.state.rawValue ?? "" : "stopped"))
    object.add("trouble", isRunning ? status?.trouble.map(JSONObject.string) ?? "null" : "null")
    object.add("process", isRunning ? "\(status?.process ?? 0)" : "null")
    object.add("drop", status.map { JSONObject.string($0.drop) } ?? "null")
    object.add("account", account.text)
    object.add("seen", "\(self.account.sum)")
    object.add("queued", isRunning ? "\(status?.queue ?? 0)" : "0")
    object.add("to_be_removed", isRunning ? "\(status?.removals ?? 0)" : "0")
    object.add("incomplete", isRunning ? "\(status?.waitingCount ?? 0)" : "0")
    object.add(
      "waiting",
      JSONObject.list(
        (isRunning ? status?.waiting ?? [] : []).map { file in
          var entry = JSONObject()
          entry.add("name", JSONObject.string(file.name))
          entry.add("reason", JSONObject.string(file.reason))
          entry.add("since", JSONObject.string(file.since))
          return entry.text
        }))
    object.add(
      "quarantine",
      JSONObject.list(
        quarantine.map { file in
          var entry = JSONObject()
          entry.add("id", JSONObject.string(file.id))
          entry.add("source_name", JSONObject.string(file.sourceName))
          entry.add("reason", JSONObject.string(file.reason))
          entry.add("since", JSONObject.string(file.since))
          entry.add("source_sha256", JSONObject.string(file.sha256))
          entry.add("source_bytes", "\(file.bytes)")
          return entry.text
        }))
    object.add("errors", JSONObject.list((status?.errors ?? []).map(JSONObject.string)))
    return object.text + "\n"
  }

  private static func row(_ name: String, _ count: Int) -> String {
    let number = String(count)
    return String(repeating: " ", count: max(0, 8 - number.utf8.count)) + number + " " + name
  }

  /// Nothing in a name may move the cursor of the person who looks.
  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "�" : $0 }))
  }
}

/// The few forms of JSON that a status needs; records have a writer of their own.
private struct JSONObject {
  private var members: [String] = []

  var text: String { "{" + members.joined(separator: ",") + "}" }

  /// Adds a member whose value is JSON already.
  mutating func add(_ key: String, _ value: String) {
    members.append("\"\(key)\":\(value)")
  }

  static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
