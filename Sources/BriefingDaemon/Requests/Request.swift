/// Something that a person asks of the store while a daemon may have it open.
public struct Request: Hashable, Sendable {
  /// What is asked.
  public enum Action: String, Sendable, CaseIterable {
    /// Sources are to go through extraction again.
    case replay
    /// Sources are to be removed from the quarantine for good.
    case drop
  }

  /// What is asked.
  public var action: Action
  /// The sources: names below the drop folder, hashes, or names in the quarantine.
  public var targets: [String]

  /// That `action` is done with `targets`.
  public init(_ action: Action, _ targets: [String]) {
    self.action = action
    self.targets = targets
  }

  /// The request that a file holds; nil when it holds none.
  init?(parsing bytes: [UInt8]) {
    let text = KeyValueText(parsing: bytes)
    guard let action = text["action"].flatMap(Action.init(rawValue:)) else { return nil }
    self.init(action, text.all("target"))
  }

  var bytes: [UInt8] {
    var text = KeyValueText()
    text.add("action", action.rawValue)
    for target in targets { text.add("target", target) }
    return text.bytes
  }
}

/// What came of a request.
public struct Answer: Hashable, Sendable {
  /// A line for each target that it was done with.
  public var done: [String] = []
  /// A line for each target that it was not done with, and why.
  public var failed: [String] = []

  init(done: [String] = [], failed: [String] = []) {
    self.done = done
    self.failed = failed
  }

  init(parsing bytes: [UInt8]) {
    let text = KeyValueText(parsing: bytes)
    self.init(done: text.all("done"), failed: text.all("failed"))
  }

  var bytes: [UInt8] {
    var text = KeyValueText()
    for line in done { text.add("done", line) }
    for line in failed { text.add("failed", line) }
    text.add("state", failed.isEmpty ? "done" : "failed")
    return text.bytes
  }
}
