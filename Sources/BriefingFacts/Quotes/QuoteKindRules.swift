internal import BriefingRecords
internal import BriefingText

/// Tells how much of an utterance a quotation is.
struct QuoteKindRules {
  let grammar: SpeechGrammar

  /// A quotation at item `position` of a view; `cue` is the one that governs it.
  func kind(_ stretch: QuotedStretch, at position: Int, in view: SpeechView, cue: SpeechCue?)
    -> Quote.Kind
  {
    let isCapital = stretch.inner.first.map { grammar.token($0).shape != .lower } ?? false
    if let cue, cue.cue.isNounLike, cue.isInverted, grammar.lexicon.cries.contains(cue.cue.lemma) {
      return .full
    }
    if view.isQuoteOnly { return .full }
    let closes = endsWithStop(stretch)
    if position == 0 {
      // At the head of the sentence the cue follows at once, or the words are woven in.
      if let cue, cue.start >= 1, cue.start <= 2, isCapital { return .full }
      return closes && isCapital && cue == nil ? .full : .partial
    }
    if holdsSentences(stretch), isAfterCue(position, view, cue) || isCapital { return .full }
    guard isAfterCue(position, view, cue) else {
      if isCapital, closes, isAfterStop(position, view) { return .full }
      return .partial
    }
    if !isCapital, cue?.cue.kind == .urge { return .partial }
    if isCapital, hasFiniteVerb(stretch) || closes { return .full }
    return hasSubjectAndVerb(stretch) ? .full : .partial
  }

  /// Kind in a heading, where a sentence needs no full stop.
  func headingKind(_ stretch: QuotedStretch) -> Quote.Kind {
    hasSubjectAndVerb(stretch) ? .full : .partial
  }

  func endsWithStop(_ stretch: QuotedStretch) -> Bool {
    guard let last = stretch.inner.last else { return false }
    return isStop(last) || grammar.token(last).kind == .closeQuote && last > 0 && isStop(last - 1)
  }

  private func isStop(_ token: Int) -> Bool {
    [".", "?", "!", "…", "..."].contains(grammar.word(token))
  }

  /// Whether a full stop stands inside with more words after it.
  private func holdsSentences(_ stretch: QuotedStretch) -> Bool {
    stretch.inner.dropLast().contains {
      isStop($0) && $0 + 1 < stretch.inner.upperBound && grammar.token($0 + 1).isCapitalised
    }
  }

  /// Whether nothing but "that", "only" or a mark parts the quotation from its cue.
  private func isAfterCue(_ position: Int, _ view: SpeechView, _ cue: SpeechCue?) -> Bool {
    guard let before = beforeMark(position, view) else { return true }
    if before.isColon { return true }
    guard let cue else { return false }
    if cue.isInverted {
      if case .phrase(let phrase) = cue.source { return before.index < phrase.items.upperBound }
      return false
    }
    if cue.items.contains(before.index) { return true }
    // "told reporters: “…”" is caught by the colon; "he said, “…”" by the comma.
    return before.isComma && before.index >= cue.items.upperBound
  }

  private func isAfterStop(_ position: Int, _ view: SpeechView) -> Bool {
    position > 0 && view.items[position - 1].stretch == nil
      && [".", ":", "—", "–", ";"].contains(grammar.word(view.items[position - 1].token))
  }

  private func beforeMark(
    _ position: Int, _ view: SpeechView
  ) -> (index: Int, isColon: Bool, isComma: Bool)? {
    var index = position - 1
    var isColon = false
    var isComma = false
    while index >= 0 {
      let item = view.items[index]
      guard item.stretch == nil else { return (index, isColon, isComma) }
      let word = grammar.word(item.token)
      if grammar.token(item.token).kind == .punctuation {
        isColon = isColon || word == ":"
        isComma = isComma || word == ","
      } else if word != "that", word != "only" {
        return (index, isColon, isComma)
      }
      index -= 1
    }
    return nil
  }

  func hasFiniteVerb(_ stretch: QuotedStretch) -> Bool {
    stretch.inner.contains { isFinite($0) }
  }

  private func isFinite(_ token: Int) -> Bool {
    let item = grammar.token(token)
    if item.kind == .clitic { return item.word != "'" }
    guard item.kind == .word else { return false }
    if FunctionWords.finite.contains(item.word) || grammar.lexicon.cue(item.word) != nil {
      return true
    }
    return item.shape == .lower && grammar.ends(token, with: "ed")
  }

  /// Whether a verb stands after a word that can be its subject.
  func hasSubjectAndVerb(_ stretch: QuotedStretch) -> Bool {
    guard let first = stretch.inner.first, stretch.inner.count > 2 else { return false }
    let word = grammar.word(first)
    if FunctionWords.clauseStarts.contains(word), word != "that" { return false }
    if FunctionWords.prepositions.contains(word) || isFinite(first) { return false }
    return stretch.inner.dropFirst().contains { isFinite($0) }
  }

  /// Factuality by the first verb of the words: the modals of the guide, else certain.
  func factuality(_ stretch: QuotedStretch) -> Attribution.Factuality {
    for token in stretch.inner {
      switch grammar.word(token) {
      case "will", "would", "'ll", "wo": return .probable
      case "may", "might", "could", "can": return .possible
      case "must", "should": return .unknown
      case "not", "n't", "cannot": return .certainNot
      default:
        if isFinite(token) {
          let next = token + 1
          if next < stretch.inner.upperBound, ["not", "n't"].contains(grammar.word(next)) {
            return .certainNot
          }
          return .certain
        }
      }
    }
    return .certain
  }
}
