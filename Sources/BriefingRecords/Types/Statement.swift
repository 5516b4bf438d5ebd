/// Reported speech or belief without quotation marks.
public struct Statement: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.statement

  /// Who says so.
  public var attribution: Attribution
  /// The content clause, never cut.
  public var claim: String
  /// announce, deny, warn, …
  public var speechAct: String?
  /// When it was.
  public var when: When

  /// A statement of the given parts.
  public init(
    attribution: Attribution, claim: String, speechAct: String? = nil, when: When = When()
  ) {
    self.attribution = attribution
    self.claim = claim
    self.speechAct = speechAct
    self.when = when
  }

  /// Every key empty.
  public static var blank: Statement {
    Statement(attribution: Attribution(kind: .author), claim: "")
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    attribution.visit(&visitor)
    visitor.field("claim", claim)
    visitor.field("speech_act", speechAct)
    when.visit(&visitor)
  }

  /// Who says so, and what.
  public func summary(of envelope: Envelope) -> String {
    return "\(attribution.speakerName ?? "source not found"): \(claim)"
  }
}
