internal import BriefingRecords
internal import BriefingText

/// Where a noun phrase begins and ends.
extension CountedPhrase {
  /// The most tokens of a noun phrase.
  private static let longest = 60

  /// The tokens of the noun phrase that begins at `start`; empty where none does.
  func nounPhrase(from start: Int) -> Range<Int> {
    nounPhrase(from: start, limit: start + Self.longest)
  }

  private func nounPhrase(from start: Int, limit: Int) -> Range<Int> {
    var index = start
    var end = start
    var hasHead = false
    var quote = false
    while view.contains(index), index < limit {
      let word = view.word(index)
      switch view.tokens[index].kind {
      case .word:
        if word == "of" {
          guard hasHead || end > start else { return start..<end }
          let inner = nounPhrase(from: afterOf(index + 1), limit: limit)
          return inner.isEmpty ? start..<end : start..<inner.upperBound
        }
        if word == "and", index > start, hasHead || view.looksPlural(index - 1) {
          return start..<(coordinated(index + 1) ?? end)
        }
        if stops(at: index) { return start..<end }
        if hasHead, !goesOn(at: index) { return start..<end }
        if view.endsInEd(index), end > start, view.isLower(index), !view.isHyphen(index - 1),
          !view.looksPlural(index + 1) || lexicon.numerals.part(view.word(index + 1)) != nil
        {
          return start..<end
        }
        if view.looksPlural(index), !view.isHyphen(index + 1), view.isLower(index) {
          hasHead = true
        }
        end = index + 1
      case .number:
        // The number of a name: `Leopard 2 tanks`.
        guard
          view.isCapitalised(index - 1) || view.isHyphen(index - 1) || view.isGlued(index)
            || view.isHyphen(index + 1) || view.isWord(index + 1) && view.isGlued(index + 1)
            || view.word(index - 1) == "calibre" || view.kind(index - 1) == .clitic && index > start
        else { return start..<end }
        end = index + 1
        hasHead = false
      case .clitic:
        guard end > start, word == "'s" || word == "'" else { return start..<end }
        hasHead = false
        end = index + 1
      case .openQuote:
        quote = true
      case .closeQuote:
        guard quote else { return start..<end }
        quote = false
        end = index + 1
      case .punctuation where view.isHyphen(index): break
      case .punctuation where word == "/" && view.isGlued(index) && view.isGlued(index + 1): break
      default: return start..<end
      }
      index += 1
    }
    return start..<end
  }

  func afterOf(_ index: Int) -> Int {
    var index = index
    while CountedWords.determiners.contains(view.word(index))
      || view.word(index) == "so" || view.word(index) == "called" || view.isHyphen(index)
    {
      index += 1
    }
    return index
  }

  /// After a head in the plural: another plural (`missile strikes`) or a name in apposition.
  func goesOn(at index: Int) -> Bool {
    if view.isHyphen(index - 1) { return true }
    return view.looksPlural(index) && view.isLower(index)
      || view.isCapitalised(index) && !view.endsInEd(index)
  }

  /// The end of `and entities` after a plural, where the phrase ends with it.
  func coordinated(_ index: Int) -> Int? {
    guard view.isLower(index), view.looksPlural(index) else { return nil }
    let next = index + 1
    let isEnd =
      !view.contains(next) || view.kind(next) != .word || stops(at: next)
      || CountedWords.conjunctions.contains(view.word(next))
    return isEnd ? next : nil
  }

  func stops(at index: Int) -> Bool {
    let word = view.word(index)
    if CountedWords.prepositions.contains(word) || CountedWords.conjunctions.contains(word)
      || CountedWords.pronouns.contains(word) || CountedWords.verbs.contains(word)
      || CountedWords.determiners.contains(word)
    {
      return !view.isHyphen(index - 1) && !view.isHyphen(index + 1)
    }
    return false
  }

  /// The tokens of the noun phrase whose last token is `end`.
  func nounPhrase(endingAt end: Int) -> Range<Int> {
    var index = end
    var start = end + 1
    while view.contains(index), index >= sentence.lowerBound, end - index < Self.longest {
      switch view.tokens[index].kind {
      case .word:
        let word = view.word(index)
        if stops(at: index) || word == "of" { return trimmed(start..<end + 1) }
        start = index
      case .number where view.isCapitalised(index - 1) || view.isHyphen(index + 1):
        start = index
      case .clitic: start = index
      case .punctuation where view.isHyphen(index): break
      default: return trimmed(start..<end + 1)
      }
      index -= 1
    }
    return trimmed(start..<end + 1)
  }

  /// Without a verb before the phrase: `includes export bans`.
  func trimmed(_ tokens: Range<Int>) -> Range<Int> {
    var start = tokens.lowerBound
    while tokens.count > 1, start < tokens.upperBound - 1,
      view.kind(start) == .clitic || view.isLower(start) && isVerbal(start)
    {
      start += 1
    }
    return start..<tokens.upperBound
  }

  func isVerbal(_ index: Int) -> Bool {
    view.endsInEd(index)
      || view.lastByte(index) == 0x79
        && view.content[view.tokens[index].bytes.upperBound - 2] == 0x6c
  }
}
