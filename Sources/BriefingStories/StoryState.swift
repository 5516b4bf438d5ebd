public import BriefingRecords

/// What is known of a story: its facts, each by its last line.
public struct StoryState: Sendable {
  struct Fact: Sendable {
    var line: RecordLine
    var revision: Int
    var isRetracted: Bool
  }

  /// By id, as the lines write it.
  private(set) var facts: [String: Fact] = [:]
  /// The ids in the order in which they first came.
  private(set) var order: [String] = []

  /// A story of which nothing is known.
  public init() {}

  /// What the lines of a story's batches say, in the order of the store.
  public init(_ lines: some Sequence<RecordLine>) {
    for line in lines { take(line) }
  }

  /// Takes in one more line. The highest revision of an id counts, and of equal ones the later.
  ///
  /// Records about a version, `document` and `revision`, are no facts of the story.
  public mutating func take(_ line: RecordLine) {
    guard let id = line.string("id"), let revision = line.integer("rev"),
      let type = line.type, StoryState.isFact(type)
    else { return }
    if let known = facts[id] {
      guard revision >= known.revision else { return }
    } else {
      order.append(id)
    }
    facts[id] = Fact(
      line: line, revision: revision,
      isRetracted: line.string("op") == Envelope.Operation.retract.rawValue)
  }

  static func isFact(_ type: RecordType) -> Bool {
    type != .document && type != .revision
  }

  /// The lines of the facts that stand, in the order in which they first came.
  public var standing: [RecordLine] {
    order.compactMap { id in
      facts[id].flatMap { $0.isRetracted ? nil : $0.line }
    }
  }

  /// Share of the standing paragraphs and list items whose text is that of a block in `lines`, from
  /// 0 to 1. Mastheads, headlines and bylines are the same in every piece of a column.
  ///
  /// Asked before ids can be compared: they depend on the story.
  public func overlap(with lines: [RecordLine]) -> Double {
    let known = standing.filter(Self.isRunningText).compactMap { $0.string("text") }
    guard !known.isEmpty else { return 0 }
    let texts = Set(lines.lazy.filter { $0.type == .block }.compactMap { $0.string("text") })
    return Double(known.count { texts.contains($0) }) / Double(known.count)
  }

  private static func isRunningText(_ line: RecordLine) -> Bool {
    guard line.type == .block, let role = line.string("role") else { return false }
    return role == BlockRecord.Role.paragraph.rawValue
      || role == BlockRecord.Role.listItem.rawValue
  }
}
