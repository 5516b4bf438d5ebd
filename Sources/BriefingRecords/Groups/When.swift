/// When something was, as far as the source proves it (EDTF, TIMEX3).
public struct When: Sendable, Hashable {
  /// What the place on the calendar rests on.
  public enum Basis: String, Vocabulary {
    case explicit, dateline, metadata, document, relative
    case crossDocument = "cross_document"
    case none
  }

  /// The expression as it stands.
  public var text: String?
  /// What this file proves, as EDTF.
  public var edtf: String?
  /// First day as a plain ISO date.
  public var start: String?
  /// Last day as a plain ISO date.
  public var end: String?
  /// What the place on the calendar rests on; null without `text`.
  public var basis: Basis?

  /// A time; all null where the source gives none.
  public init(
    text: String? = nil, edtf: String? = nil, start: String? = nil, end: String? = nil,
    basis: Basis? = nil
  ) {
    self.text = text
    self.edtf = edtf
    self.start = start
    self.end = end
    self.basis = basis
  }

  func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("when_text", text)
    visitor.field("when_edtf", edtf)
    visitor.field("when_start", start)
    visitor.field("when_end", end)
    visitor.field("when_basis", basis)
  }
}
