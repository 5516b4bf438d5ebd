internal import BriefingRecords

extension DateMention {
  /// The record of the expression; its words are its identity.
  public var fact: Fact {
    Fact(
      DateRecord(timexType: type, timexValue: value, when: when), bytes: bytes,
      spans: [FieldSpan("date", bytes)] + spans, rule: rule, anchor: when.text ?? value,
      block: block)
  }
}
