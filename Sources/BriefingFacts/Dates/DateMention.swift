public import BriefingRecords

/// A time expression and what the file proves of its place on the calendar.
public struct DateMention: Sendable {
  /// The tokens of the expression, as a range of the document's tokens.
  public var tokens: Range<Int>
  /// The bytes of the expression.
  public var bytes: Range<Int>
  /// The block it stands in.
  public var block: Int
  /// The TIMEX3 type.
  public var type: DateRecord.TimexType
  /// The TIMEX3 value of the expression alone.
  public var value: String
  /// What the file proves.
  public var when: When
  /// Proofs from elsewhere in the file: the year, the anchor.
  public var spans: [FieldSpan]
  /// Name of the rule that read the expression.
  public var rule: String
  /// What is wrong with the expression as printed, if anything.
  public var fault: Fault?

  /// An error in a printed date.
  public struct Fault: Sendable, Hashable {
    /// What is wrong.
    public var code: Issue.Code
    /// The bytes that are wrong.
    public var bytes: Range<Int>
    /// What the writer probably meant.
    public var suggestion: String?

    /// A fault of the given parts.
    public init(code: Issue.Code, bytes: Range<Int>, suggestion: String?) {
      self.code = code
      self.bytes = bytes
      self.suggestion = suggestion
    }
  }

  /// An expression of the given parts.
  public init(
    tokens: Range<Int>, bytes: Range<Int>, block: Int, type: DateRecord.TimexType, value: String,
    when: When, spans: [FieldSpan] = [], rule: String, fault: Fault? = nil
  ) {
    self.tokens = tokens
    self.bytes = bytes
    self.block = block
    self.type = type
    self.value = value
    self.when = when
    self.spans = spans
    self.rule = rule
    self.fault = fault
  }
}
