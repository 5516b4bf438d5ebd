/// How this record or block stands to another.
public struct Link: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.link

  /// How two records stand to each other.
  public enum Relation: String, Vocabulary {
    case repeats
    case nearDuplicate = "near_duplicate"
    case wireCopy = "wire_copy"
    case sameStory = "same_story"
    case sameQuote = "same_quote"
    case sameClaim = "same_claim"
    case sameEvent = "same_event"
    case contradicts
  }

  /// How they stand to each other.
  public var relation: Relation
  /// Id of the other record.
  public var otherID: String?
  /// Content hash of the other source.
  public var otherSHA256: String?
  /// First byte in the other content.
  public var otherByteStart: Int?
  /// Byte after the last in the other content.
  public var otherByteEnd: Int?
  /// Share in common, 0 to 1.
  public var similarity: Double?

  /// A link of the given parts.
  public init(
    relation: Relation, otherID: String? = nil, otherSHA256: String? = nil,
    otherByteStart: Int? = nil, otherByteEnd: Int? = nil, similarity: Double? = nil
  ) {
    self.relation = relation
    self.otherID = otherID
    self.otherSHA256 = otherSHA256
    self.otherByteStart = otherByteStart
    self.otherByteEnd = otherByteEnd
    self.similarity = similarity
  }

  /// Every key empty.
  public static var blank: Link { Link(relation: .repeats) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("relation", relation)
    visitor.field("other_id", otherID)
    visitor.field("other_sha256", otherSHA256)
    visitor.field("other_byte_start", otherByteStart)
    visitor.field("other_byte_end", otherByteEnd)
    visitor.field("similarity", similarity)
  }

  /// The relation, and what is linked: a passage, or the whole source.
  public func summary(of envelope: Envelope) -> String {
    let share = similarity.map { ", \(Int(($0 * 100).rounded())) %" } ?? ""
    let passage = envelope.text.flatMap { Envelope.snippet($0, limit: 60) }
    return "\(relation.rawValue)\(share): \(passage ?? envelope.sourceName)"
  }
}
