public import BriefingRecords

/// When a briefing was published, as far as the file itself says, and the day its relative
/// expressions are counted from.
public struct DocumentTime: Sendable, Hashable {
  /// A stamp: a date that says of the document itself when it was published or updated.
  public struct Stamp: Sendable, Hashable {
    /// The day as EDTF, without a clock time; `XXXX` for a year that is not printed.
    public var edtf: String
    /// The bytes of the expression.
    public var bytes: Range<Int>
    /// The block it stands in, as an index into the document's blocks.
    public var block: Int

    /// A stamp of the given parts.
    public init(edtf: String, bytes: Range<Int>, block: Int) {
      self.edtf = edtf
      self.bytes = bytes
      self.block = block
    }
  }

  /// The day of publication; only ever from a stamp.
  public var published: Stamp?
  /// The day of the latest update, where a stamp is labelled so.
  public var updated: Stamp?
  /// What relative expressions are counted from: the publication, else the first expression in the
  /// file that names month and day.
  public var anchor: Stamp?
  /// What the anchor rests on: `dateline` for a stamp, `document` for an expression in the text.
  public var basis: When.Basis

  /// The times of a document; nothing known by default.
  public init(
    published: Stamp? = nil, updated: Stamp? = nil, anchor: Stamp? = nil,
    basis: When.Basis = .none
  ) {
    self.published = published
    self.updated = updated
    self.anchor = anchor
    self.basis = basis
  }
}
