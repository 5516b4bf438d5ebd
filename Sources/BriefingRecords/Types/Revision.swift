/// What became of a block between two versions of a briefing.
public struct Revision: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.revision

  /// What became of a block.
  public enum Change: String, Vocabulary {
    case added, removed, edited, moved, closed
  }

  /// Content hash of the previous version.
  public var previousSHA256: String?
  /// What became of the block.
  public var change: Change
  /// First byte in the previous content.
  public var previousByteStart: Int?
  /// Byte after the last in the previous content.
  public var previousByteEnd: Int?

  /// A revision of the given parts.
  public init(
    previousSHA256: String? = nil, change: Change, previousByteStart: Int? = nil,
    previousByteEnd: Int? = nil
  ) {
    self.previousSHA256 = previousSHA256
    self.change = change
    self.previousByteStart = previousByteStart
    self.previousByteEnd = previousByteEnd
  }

  /// Every key empty.
  public static var blank: Revision { Revision(change: .edited) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("prev_sha256", previousSHA256)
    visitor.field("change", change)
    visitor.field("prev_byte_start", previousByteStart)
    visitor.field("prev_byte_end", previousByteEnd)
  }

  /// The change and the beginning of the text.
  public func summary(of envelope: Envelope) -> String {
    return "\(change.rawValue): \(Envelope.snippet(envelope.text ?? "", limit: 60) ?? "")"
  }
}
