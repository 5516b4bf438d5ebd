/// A stretch of lines that belong together, with its role in the article.
public struct BlockRecord: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.block

  /// What a block is for.
  public enum Role: String, Vocabulary {
    case headline, subhead, paragraph
    case listItem = "list_item"
    case caption, byline, dateline, credit, notice, nav, promo, ui, related, bio, `repeat`
  }

  /// What the block is for.
  public var role: Role
  /// 1-based position among the blocks of its section.
  public var ordinal: Int

  /// A block of the given parts.
  public init(role: Role, ordinal: Int) {
    self.role = role
    self.ordinal = ordinal
  }

  /// Every key empty.
  public static var blank: BlockRecord { BlockRecord(role: .paragraph, ordinal: 0) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("role", role)
    visitor.field("ordinal", ordinal)
  }

  /// The block's role.
  public var headword: String { role.rawValue.uppercased() }

  /// The section and the beginning of the text.
  public func summary(of envelope: Envelope) -> String {
    let place = envelope.section.map { "in \($0): " } ?? ""
    let text = envelope.text ?? ""
    let start = Envelope.snippet(text, limit: 60) ?? ""
    return "\(place)\(start)"
  }
}
