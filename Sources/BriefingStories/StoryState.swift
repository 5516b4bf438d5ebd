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

  /// Share of what the story says that `lines` say too, from 0 to 1; nil where nothing can be
  /// compared.
  ///
  /// That is its running text: paragraphs and list items, since mastheads, headlines and bylines are
  /// the same in every piece of a column. Where blocks are not written, it is the facts.
  ///
  /// - Parameters:
  ///   - lines: the records of a version.
  ///   - types: the types of records that the version was made with.
  /// - Returns: the share.
  public func overlap(
    with lines: [RecordLine], in types: Set<RecordType> = Set(RecordType.allCases)
  ) -> Double? {
    let comparable = standing.filter { $0.type.map(types.contains) ?? false }
    var known = comparable.filter(Self.isRunningText)
    if known.isEmpty { known = comparable.filter(Self.isOwnToItsBlock) }
    guard !known.isEmpty else { return nil }
    // Ids are equal only if the version was made as one of this story; texts only if snippets were
    // as long then as they are now.
    let ids = Set(lines.lazy.compactMap { $0.string("id") })
    let words = Set(lines.lazy.compactMap(Self.words))
    let common = known.count { line in
      line.string("id").map(ids.contains) ?? false || Self.words(line).map(words.contains) ?? false
    }
    return Double(common) / Double(known.count)
  }

  /// Whether the fact's id is made of the words of its block.
  private static func isOwnToItsBlock(_ line: RecordLine) -> Bool {
    switch line.type {
    case nil, .article, .block, .entity, .link, .revision, .document: false
    default: true
    }
  }

  /// What a fact says, where that is enough to know it by: every other text has a “Monday”.
  private static func words(_ line: RecordLine) -> String? {
    switch line.type {
    case nil, .article, .entity, .link, .revision, .document, .quantity, .date, .issue: nil
    case .some(let type): line.string("text").map { "\(type.rawValue) \($0)" }
    }
  }

  private static func isRunningText(_ line: RecordLine) -> Bool {
    guard line.type == .block, let role = line.string("role") else { return false }
    return role == BlockRecord.Role.paragraph.rawValue
      || role == BlockRecord.Role.listItem.rawValue
  }
}
