/// What every record carries first: who it is, where it stands and why it was written.
public struct Envelope: Sendable, Hashable {
  /// The SchemaVer of the contract: MODEL-REVISION-ADDITION.
  public static let schema = "1-0-0"

  /// What a log reader does with the record.
  public enum Operation: String, Vocabulary {
    case add, change, retract
  }

  /// The record's identity over re-runs and revisions.
  public var id: RecordID
  /// 1, 2, … for the same id.
  public var rev: Int
  /// What a log reader does with the record.
  public var op: Operation
  /// Name of the rule that produced the record.
  public var rule: String
  /// Path below the drop folder; bytes that are not UTF-8, and `%`, are percent-encoded.
  public var sourceName: String
  /// SHA-256 of the content, as 64 hexadecimal digits; null when no content could be read.
  public var sourceSHA256: String?
  /// The story, stable over its revisions; null when no content could be read.
  public var storyID: RecordID?
  /// Text of the nearest heading above.
  public var section: String?
  /// 1-based line of `bytes`, for people.
  public var line: Int?
  /// Half-open byte span in the content.
  public var bytes: Range<Int>?
  /// What a reader sees in `bytes`, cut to the configured length.
  public var text: String?
  /// One proof an extracted field.
  public var spans: [FieldSpan]
  /// The records this one was derived from.
  public var refs: [RecordID]

  /// An envelope of the given parts, at its first revision.
  public init(
    id: RecordID, rev: Int = 1, op: Operation = .add, rule: String, sourceName: String,
    sourceSHA256: String?, storyID: RecordID?, section: String? = nil, line: Int? = nil,
    bytes: Range<Int>? = nil, text: String? = nil, spans: [FieldSpan] = [], refs: [RecordID] = []
  ) {
    self.id = id
    self.rev = rev
    self.op = op
    self.rule = rule
    self.sourceName = sourceName
    self.sourceSHA256 = sourceSHA256
    self.storyID = storyID
    self.section = section
    self.line = line
    self.bytes = bytes
    self.text = text
    self.spans = spans
    self.refs = refs
  }
}

/// The proof of one extracted field: `quote@2014-2062`.
public struct FieldSpan: Sendable, Hashable, CustomStringConvertible {
  /// The field, as a key of the record or a part of it.
  public var field: String
  /// Half-open byte span in the content.
  public var bytes: Range<Int>

  /// The proof of `field` at `bytes`.
  public init(_ field: String, _ bytes: Range<Int>) {
    self.field = field
    self.bytes = bytes
  }

  /// `field@start-end`, as the contract writes it.
  public var description: String { "\(field)@\(bytes.lowerBound)-\(bytes.upperBound)" }
}

extension Envelope {
  /// `text` cut to `limit` code points, the last one `…` where it was cut; null where `limit` is 0.
  public static func snippet(_ text: String, limit: Int) -> String? {
    guard limit > 0 else { return nil }
    let scalars = text.unicodeScalars
    guard
      let cut = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      cut != scalars.endIndex
    else { return text }
    let kept = scalars.index(before: cut)
    return String(scalars[..<kept]) + "…"
  }
}
