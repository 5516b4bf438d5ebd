internal import BriefingText

/// Tells from the words around a time expression which way its clause looks.
///
/// A heuristic on the surface: the nearest verb that shows its tense, first to the left within the
/// clause, then to the right, then beyond its commas.
struct ClauseTense {
  let document: TextDocument
  let calendar: CalendarLexicon

  /// How many words away a verb may stand; keeps endless sentences from costing endless time.
  private static let reach = 60
  private static let breaks = DateWords.set("that which who when while where but after as because")
  private static let futurePrepositions = DateWords.set("by until till")
  private static let have = DateWords.set("have 've")
  private static let be = DateWords.set("is are was were be")
  private static let had = DateWords.set("had 'd")
  private static let negation = DateWords.set("not n't")
  private static let possible = DateWords.set("could can might may")
  private static let punctuation = DateWords.set(", ; : ( ) – — ·")

  /// The tense of the clause around `tokens` in `sentence`; nil where no verb shows one.
  func tense(around tokens: Range<Int>, in sentence: Range<Int>) -> Tense? {
    let before = word(tokens.lowerBound - 1, sentence)
    if ClauseTense.futurePrepositions.contains(before) {
      return isPastDeadline(tokens, in: sentence) ? .past : .future
    }
    if before == DateWords.since || before == DateWords.following { return .past }
    if before == DateWords.of, word(tokens.lowerBound - 2, sentence) == DateWords.asWord {
      return .past
    }
    if before == DateWords.of, word(tokens.lowerBound - 2, sentence) == DateWords.ahead {
      return .present
    }
    let left = scan(from: tokens.lowerBound - 1, by: -1, in: sentence, stopsAtClause: true)
    let right = scan(from: tokens.upperBound, by: 1, in: sentence, stopsAtClause: true)
    if let left, let right {
      // "ministers who said … Wednesday would look": a modal next to the expression is its own.
      return right.distance <= 2 && right.tense == .future && left.distance > 2
        ? .future : left.tense
    }
    if let near = left ?? right { return near.tense }
    // "On Tuesday, the council approved": what follows the comma.
    let isFronted = tokens.lowerBound - sentence.lowerBound <= 3
    let farRight = scan(from: tokens.upperBound, by: 1, in: sentence, stopsAtClause: false)
    let farLeft = scan(from: tokens.lowerBound - 1, by: -1, in: sentence, stopsAtClause: false)
    return isFronted ? (farRight ?? farLeft)?.tense : (farLeft ?? farRight)?.tense
  }

  /// "By Thursday shelling had resumed": a deadline that the clause looks back on.
  private func isPastDeadline(_ tokens: Range<Int>, in sentence: Range<Int>) -> Bool {
    let preposition = tokens.lowerBound - 1
    if let left = scan(from: preposition - 1, by: -1, in: sentence, stopsAtClause: true) {
      return left.isPerfect
    }
    let right = scan(from: tokens.upperBound, by: 1, in: sentence, stopsAtClause: false)
    let isFronted =
      preposition - sentence.lowerBound <= 1 || word(preposition - 1, sentence) == DateWords.and
      || ClauseTense.punctuation.contains(word(preposition - 1, sentence))
    return isFronted && right?.tense == .past
  }

  private struct Found {
    var tense: Tense
    var distance: Int
    /// Whether "had" stands before the verb.
    var isPerfect: Bool
  }

  private func word(_ index: Int, _ sentence: Range<Int>) -> Word {
    sentence.contains(index) ? document.tokens[index].word : DateWords.none
  }

  private func scan(
    from start: Int, by step: Int, in sentence: Range<Int>, stopsAtClause: Bool
  ) -> Found? {
    var index = start
    var distance = 0
    while sentence.contains(index), distance < ClauseTense.reach {
      let token = document.tokens[index]
      distance += 1
      if let beyond = beyondBracket(at: index, by: step, in: sentence) {
        index = beyond
        continue
      }
      if stopsAtClause, isBreak(token) { return nil }
      if let tense = tense(at: index, sentence) {
        let had = max(sentence.lowerBound, index - 3)...index
        let isPerfect = had.contains { ClauseTense.had.contains(document.tokens[$0].word) }
        return Found(tense: tense, distance: distance, isPerfect: isPerfect)
      }
      index += step
    }
    return nil
  }

  /// What stands in brackets is no part of the clause: the token on their other side.
  private func beyondBracket(at index: Int, by step: Int, in sentence: Range<Int>) -> Int? {
    let opening = step > 0 ? DateWords.openBracket : DateWords.closeBracket
    let closing = step > 0 ? DateWords.closeBracket : DateWords.openBracket
    guard document.tokens[index].word == opening else { return nil }
    var other = index + step
    while sentence.contains(other), abs(other - index) < 12 {
      if document.tokens[other].word == closing { return other + step }
      other += step
    }
    return nil
  }

  private func isBreak(_ token: Token) -> Bool {
    switch token.kind {
    case .openQuote, .closeQuote: true
    case .punctuation: ClauseTense.punctuation.contains(token.word)
    default: ClauseTense.breaks.contains(token.word)
    }
  }

  /// The tense that the word at `index` shows, with the auxiliaries before it.
  private func tense(at index: Int, _ sentence: Range<Int>) -> Tense? {
    let token = document.tokens[index]
    guard token.kind == .word || token.kind == .clitic else { return nil }
    let before = word(index - 1, sentence)
    let next = word(index + 1, sentence)
    if token.shape == .title, index > sentence.lowerBound { return nil }
    if let tense = calendar.tense(of: token.word) {
      // "set for December", "set to meet".
      if token.word == DateWords.setWord, next == DateWords.to || next == DateWords.forWord {
        return .future
      }
      switch tense {
      case .future:
        // "could not be verified", "may have been hit".
        if ClauseTense.possible.contains(token.word), ClauseTense.negation.contains(next) {
          return .past
        }
        return ClauseTense.have.contains(next) ? .past : .future
      case .present:
        if ClauseTense.be.contains(token.word), next == DateWords.to { return .future }
        if before == DateWords.to { return infinitive(before: index - 1, sentence) }
        return auxiliary(before: index, sentence) ?? .present
      case .past:
        if ClauseTense.be.contains(token.word), next == DateWords.to { return .future }
        if before == DateWords.to { return infinitive(before: index - 1, sentence) }
        return auxiliary(before: index, sentence) ?? .past
      }
    }
    guard isRegularPast(token) else { return nil }
    return auxiliary(before: index, sentence) ?? .past
  }

  /// "will be delivered", "is to be presented": what stands up to four words before a verb decides.
  private func auxiliary(before index: Int, _ sentence: Range<Int>) -> Tense? {
    var position = index - 1
    while position >= sentence.lowerBound, index - position <= 4 {
      let token = document.tokens[position]
      if isBreak(token) || ClauseTense.have.contains(token.word) { return nil }
      // The month of May is no modal.
      let isName = token.shape == .title && position > sentence.lowerBound
      if !isName, calendar.tense(of: token.word) == .future { return .future }
      if token.word == DateWords.to, word(position + 1, sentence) == DateWords.be { return .future }
      position -= 1
    }
    return nil
  }

  /// "wants to meet": an infinitive takes its side from the verb before it.
  private func infinitive(before index: Int, _ sentence: Range<Int>) -> Tense? {
    auxiliary(before: index, sentence)
  }

  /// A word in -ed of five letters or more: regular past tenses and participles.
  private func isRegularPast(_ token: Token) -> Bool {
    guard token.kind == .word, token.shape == .lower, token.bytes.count >= 5 else { return false }
    let end = token.bytes.upperBound
    return document.content[end - 1] == 0x64 && document.content[end - 2] == 0x65
      && document.content[end - 3] != 0x65
  }
}
