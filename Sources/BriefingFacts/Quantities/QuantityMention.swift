public import BriefingRecords

/// A figure and what it measures.
public struct QuantityMention: Sendable {
  /// The tokens of the figure, as a range of the document's tokens.
  public var tokens: Range<Int>
  /// The bytes of the figure.
  public var bytes: Range<Int>
  /// The block it stands in.
  public var block: Int
  /// What is measured.
  public var kind: Quantity.Kind
  /// The value, its bound and unit; for money only ranges and vague numerals.
  public var measurement: Measurement
  /// The exact sum, for money.
  public var amount: Double?
  /// ISO 4217 code, for money.
  public var currency: String?
  /// The bytes of the noun phrase that is counted.
  public var of: Range<Int>?
  /// For a conversion in brackets: the index of the figure it converts.
  public var converts: Int?
  /// Name of the rule that read the figure.
  public var rule: String

  /// A figure of the given parts.
  public init(
    tokens: Range<Int>, bytes: Range<Int>, block: Int, kind: Quantity.Kind,
    measurement: Measurement, amount: Double? = nil, currency: String? = nil,
    of: Range<Int>? = nil, converts: Int? = nil, rule: String
  ) {
    self.tokens = tokens
    self.bytes = bytes
    self.block = block
    self.kind = kind
    self.measurement = measurement
    self.amount = amount
    self.currency = currency
    self.of = of
    self.converts = converts
    self.rule = rule
  }
}
