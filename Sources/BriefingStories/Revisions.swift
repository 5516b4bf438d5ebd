public import BriefingRecords

/// What a new version of a story has to write, given what the store says already.
public struct Revisions: Sendable {
  /// New and changed facts, in document order, with their revision and operation.
  public private(set) var lines: [EncodedBatch.Line] = []
  /// Facts that no longer stand.
  public private(set) var retractions: [Retraction] = []
  /// Facts that stand as they did, and are not written again.
  public private(set) var unchanged = 0
  /// Ids that the version has more than once. Only the first record of each was looked at: the same
  /// id and revision twice would be one fact to every reader.
  public private(set) var repeatedIDs: [String] = []

  /// Compares the records of a version with the story.
  ///
  /// - Parameters:
  ///   - batch: all records of the new version, as of a first version.
  ///   - state: the story so far; empty for a first version.
  ///   - types: the types of records that the version was made with. Whether facts of other types
  ///     still stand is not known: they stay as they were.
  /// - Throws: `RecordLine.Malformed` when a line of the batch cannot be read.
  public init(
    of batch: EncodedBatch, after state: StoryState,
    types: Set<RecordType> = Set(RecordType.allCases)
  ) throws(RecordLine.Malformed) {
    let isWanted = { (line: RecordLine) in line.type.map(types.contains) ?? false }
    var stated: Set<String> = []
    for var line in batch.lines {
      let record = try batch.record(line)
      let id = record.string("id") ?? ""
      guard stated.insert(id).inserted else {
        repeatedIDs.append(id)
        continue
      }
      if let known = state.facts[id] {
        // A version made with fewer types could not refer to the others.
        let before = FactContent(known.line) { state.facts[$0].map { isWanted($0.line) } ?? true }
        if !known.isRetracted, FactContent(record) == before {
          unchanged += 1
          continue
        }
        line.revision = known.revision + 1
        // What was taken back and now stands again is an addition, not a change of what stood.
        line.operation = known.isRetracted ? .add : .change
      }
      lines.append(line)
    }
    for id in state.order where !stated.contains(id) {
      guard let known = state.facts[id], !known.isRetracted, isWanted(known.line) else { continue }
      retractions.append(Retraction(of: known.line))
    }
  }
}

/// What a fact says, without where it stands and when it was written.
struct FactContent: Equatable {
  private var said: [String: RecordLine.Value] = [:]

  /// Keys whose value may differ between two versions that say the same.
  private static let circumstances: Set<String> = [
    "seq", "emitted_at", "schema", "rev", "op", "summary",
    "source_name", "source_sha256", "line", "byte_start", "byte_end", "spans",
    "mention_bytes", "coref_bytes", "ordinal", "other_byte_start", "other_byte_end",
  ]

  /// What `line` says, of its references those only for which `isCounted` is true.
  init(_ line: RecordLine, references isCounted: (String) -> Bool = { _ in true }) {
    for key in line.keys where !Self.circumstances.contains(key) {
      switch line[key] {
      // A later program may write keys that an earlier one did not know.
      case nil, .null: continue
      case .list(let items) where key == "refs":
        said[key] = .list(
          items.filter { isCounted(Self.text($0)) }.sorted { Self.text($0) < Self.text($1) })
      // A link within the source itself.
      case .string(let hash) where key == "other_sha256" && hash == line.string("source_sha256"):
        said[key] = .string("")
      case .some(let value): said[key] = value
      }
    }
  }

  private static func text(_ value: RecordLine.Value) -> String {
    if case .string(let text) = value { text } else { "" }
  }
}
