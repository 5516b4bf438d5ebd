import BriefingRecords

/// What of a fact holds in any language.
enum ForeignFacts {
  /// A quotation without what English words would say of it: who speaks, how surely, when.
  static func unattributed(_ fact: Fact) -> Fact {
    guard var quote = fact.payload as? Quote else { return fact }
    quote.attribution = Attribution(kind: .direct, how: .unresolved)
    quote.occasion = nil
    quote.when = When()
    // Whether it has subject and verb is not known: whole is what ends as a sentence does, or begins
    // so and has some length.
    if quote.kind != .split {
      let endsWhole = quote.quote.last.map { ".!?…。！？؟।".contains($0) } ?? false
      let beginsWhole = quote.quote.first.map { !$0.isLowercase } ?? false
      let words = quote.quote.split(whereSeparator: \.isWhitespace).count
      let isWhole = endsWhole || beginsWhole && words >= 4
      quote.kind = isWhole ? .full : .partial
      quote.attribution.kind = isWhole ? .direct : .partial
    }
    var result = fact
    result.payload = quote
    result.rule = "quote.marks"
    result.spans = fact.spans.filter { "\($0.field)" == "quote" }
    return result
  }

  /// Whether an issue does not hang on English words or marks.
  static func holds(_ fact: Fact) -> Bool {
    guard let issue = fact.payload as? Issue else { return true }
    switch issue.code {
    case .duplicateHeadline, .duplicateCaption, .duplicatePassage, .doubledSpace,
      .undecodableBytes, .mojibake, .replacementCharacter, .unbalancedQuotes, .unsupportedCharset:
      return true
    case .doubledWord, .misspeltWord, .misspeltDate, .impossibleDate, .missingDate,
      .redundantCurrency, .wrongTitle, .wrongQuoteMark:
      return false
    }
  }
}
