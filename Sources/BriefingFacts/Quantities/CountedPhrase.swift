internal import BriefingRecords
internal import BriefingText

/// Finds the noun phrase that a figure counts, by the classes of the words around it.
struct CountedPhrase {
  let view: TokenView
  let lexicon: MeasureLexicon
  let sentence: Range<Int>
  /// The figures of the block up to and without the one asked for.
  let earlier: [QuantityMention]

  /// The bytes of what `figure` counts and, for a count, the token after the phrase; nil where
  /// nothing near says it.
  func phrase(of figure: Figure) -> Range<Int>? {
    let mention = figure.mention
    switch mention.kind {
    case .money: return forMoney(figure)
    case .age: return forAge(figure)
    case .percent, .ratio:
      return ofPhrase(figure.next) ?? labelled(mention) ?? sameKind(mention.kind)
    case .length, .area, .duration, .mass, .calibre:
      if figure.isCompound { return following(hyphen(figure.next)) }
      if mention.kind == .calibre, let phrase = following(figure.next) { return phrase }
      let next = view.after(figure.next)
      if mention.kind == .mass, view.word(next) == ":" {
        return following(skippingDeterminers(next + 1))
      }
      return mention.kind == .mass || mention.kind == .duration ? ofPhrase(figure.next) : nil
    case .count: return forCount(figure)
    }
  }

  private func hyphen(_ index: Int) -> Int { view.isHyphen(index) ? index + 1 : index }

  private func bytes(_ tokens: Range<Int>) -> Range<Int>? {
    guard !tokens.isEmpty else { return nil }
    return view.tokens[tokens.lowerBound].bytes
      .lowerBound..<view.tokens[tokens.upperBound - 1]
      .bytes.upperBound
  }

  private func following(_ start: Int) -> Range<Int>? { bytes(nounPhrase(from: start)) }

  // MARK: Counts

  private func forCount(_ figure: Figure) -> Range<Int>? {
    var next = view.after(figure.next)
    if view.isHyphen(next), view.kind(next + 1) == .number { return nil }
    while view.kind(next) == .closeQuote || view.kind(next) == .openQuote { next += 1 }
    if isTableCell(figure.mention) {
      return label(before: figure.mention.tokens.lowerBound) ?? earlier.last?.of
    }
    if view.word(next) == "+" { next += 1 }
    if view.isHyphen(next) { next += 1 }
    if view.word(next) == "strong" { next += 1 }
    if let (_, end) = lexicon.numerals.boundsAfter.match(at: next, in: view) { next = end }
    if CountedWords.skipped.contains(view.word(next)), view.word(next) != "other" { next += 1 }
    if CountedWords.harms.contains(view.word(next)), !view.looksPlural(next + 1),
      let last = earlier.last(where: { $0.kind == .count && $0.of != nil }), let of = last.of,
      sentence.contains(last.tokens.lowerBound), !isHarm(of)
    {
      return of
    }
    if view.word(next) == "of" { return ofCounted(next + 1) }
    if view.word(next) == ":", view.contains(next + 1) { next += 1 }
    if let phrase = following(next) { return phrase }
    let before = view.before(figure.mention.tokens.lowerBound)
    if view.word(before) == "at" || view.word(before) == "to" || view.word(before) == ":",
      let phrase = preceding(before)
    {
      return phrase
    }
    if let last = earlier.last(where: { $0.kind == .count && $0.of != nil }),
      sentence.contains(last.tokens.lowerBound)
    {
      return last.of
    }
    return earlier.last(where: { $0.kind == .count && $0.of != nil })?.of
  }

  private func isHarm(_ phrase: Range<Int>) -> Bool {
    CountedWords.harms.contains(Word(folding: view.content.span.extracting(phrase)))
  }

  /// `of them`, `of the 24 drones`, `of shells`.
  private func ofCounted(_ start: Int) -> Range<Int>? {
    if CountedWords.pronouns.contains(view.word(start)) {
      let noun = nounPhrase(from: start + 1)
      if !noun.isEmpty, view.looksPlural(noun.upperBound - 1) { return bytes(noun) }
      return antecedent(of: start)
    }
    var next = start
    while CountedWords.determiners.contains(view.word(next)) { next += 1 }
    next = view.after(next)
    while view.isMarkup(next) { next += 1 }
    if view.kind(next) == .number || lexicon.numerals.part(view.word(next)) != nil {
      let reader = NumeralReader(
        view: view, lexicon: lexicon.numerals, floor: next, hasDecimalCommas: false)
      if let numeral = reader.numeral(at: next) {
        return following(view.after(numeral.tokens.upperBound))
      }
    }
    return following(next)
  }

  /// What `them` means: what was counted before in the sentence, else the noun in the plural that
  /// stands nearest before it, else what was counted before in the block.
  private func antecedent(of index: Int) -> Range<Int>? {
    let counted = earlier.last(where: { $0.kind == .count && $0.of != nil })
    if let counted, sentence.contains(counted.tokens.lowerBound) { return counted.of }
    var noun = index - 1
    while noun >= sentence.lowerBound {
      if view.isLower(noun), view.looksPlural(noun), !CountedWords.verbs.contains(view.word(noun)) {
        return bytes(nounPhrase(endingAt: noun))
      }
      noun -= 1
    }
    return counted?.of
  }

  /// A figure behind a label: `tanks – 6,458 (+12)`.
  private func isTableCell(_ mention: QuantityMention) -> Bool {
    var before = mention.tokens.lowerBound - 1
    if view.word(before) == "(" {
      return earlier.last.map { $0.tokens.upperBound == before } ?? false
    }
    if let (_, start) = lexicon.numerals.bounds.match(endingAt: before, in: view) {
      before = start - 1
    }
    guard
      view.isDash(before) && !view.isGlued(before) || view.word(before) == "|"
        || view.isAfterGap(before + 1),
      !view.isWord(mention.tokens.upperBound)
    else { return false }
    return before >= view.range.lowerBound && before - view.range.lowerBound < 8
      && earlier.allSatisfy {
        $0.tokens.lowerBound > before || !view.range.contains($0.tokens.lowerBound)
      }
  }

  private func label(before index: Int) -> Range<Int>? {
    var end = index - 1
    if view.word(end) == "(" { return earlier.last?.of }
    if view.isAfterGap(index) { return bytes(view.range.lowerBound..<index) }
    while end > view.range.lowerBound, !view.isDash(end), view.word(end) != "|" { end -= 1 }
    return end > view.range.lowerBound ? bytes(view.range.lowerBound..<end) : nil
  }

  // MARK: Money, ages

  private func forMoney(_ figure: Figure) -> Range<Int>? {
    var next = view.after(hyphen(figure.next))
    if view.word(next) == "(", let close = closing(next) { next = close + 1 }
    if view.word(next) == "worth" {
      next += view.word(next + 1) == "of" ? 2 : 1
      if let phrase = following(next) { return phrase }
      return bytes(nounPhrase(endingAt: view.before(figure.mention.tokens.lowerBound) - 1))
    }
    if view.isWord(next), !CountedWords.prepositions.contains(view.word(next)),
      let phrase = following(next)
    {
      return phrase
    }
    var before = view.before(figure.mention.tokens.lowerBound)
    if let (_, start) = lexicon.numerals.bounds.match(endingAt: before, in: view) {
      before = view.before(start)
    }
    if view.word(before) == "worth" || view.word(before) == "of" {
      var head = view.word(before - 1) == "," ? before - 2 : before - 1
      // "help in the amount of", "cuts to the tune of"
      if CountedWords.sumNouns.contains(view.word(head)),
        CountedWords.prepositions.contains(view.word(head - 2))
      {
        head -= 3
      }
      if let phrase = bytes(nounPhrase(endingAt: head)) { return phrase }
    }
    return purpose(after: next)
  }

  /// What money is for: `of reserves`, `for shells`, `would be grants`, `: the package`.
  private func purpose(after next: Int) -> Range<Int>? {
    switch view.word(next) {
    case "of", "for", "into", ":": return following(skippingDeterminers(next + 1))
    case "in", "on":
      let noun = skippingDeterminers(next + 1)
      if view.isLower(noun), let phrase = following(noun) { return phrase }
    case "would", "will", "is", "are", "was", "were":
      let noun = view.word(next + 1) == "be" ? next + 2 : next + 1
      let phrase = nounPhrase(from: skippingDeterminers(noun))
      return !phrase.isEmpty && view.looksPlural(phrase.upperBound - 1) ? bytes(phrase) : nil
    default: break
    }
    var index = next
    while index < next + 9, view.contains(index), view.kind(index) == .word {
      if view.word(index) == "for" { return following(skippingDeterminers(index + 1)) }
      if CountedWords.verbs.contains(view.word(index)) { return nil }
      index += 1
    }
    return nil
  }

  private func closing(_ open: Int) -> Int? {
    var index = open + 1
    while index < open + 8, view.contains(index) {
      if view.word(index) == ")" { return index }
      index += 1
    }
    return nil
  }

  private func skippingDeterminers(_ index: Int) -> Int {
    var index = index
    while CountedWords.determiners.contains(view.word(index)) { index += 1 }
    return index
  }

  private func forAge(_ figure: Figure) -> Range<Int>? {
    let first = figure.mention.tokens.lowerBound
    if figure.isCompound { return following(hyphen(figure.next)) }
    var before = view.before(first)
    if view.word(before) == "," || view.word(before) == "(" {
      var start = before
      while view.isCapitalised(start - 1) || view.isHyphen(start - 1) { start -= 1 }
      if start == before, view.isLower(before - 1) { start -= 1 }
      return bytes(start..<before)
    }
    while before > first - 4, !CountedWords.personNouns.contains(view.word(before)),
      !CountedWords.personGroups.contains(view.word(before))
    {
      before -= 1
    }
    return before > first - 4 && view.contains(before) ? bytes(before..<before + 1) : nil
  }

  private func ofPhrase(_ next: Int) -> Range<Int>? {
    let next = view.after(next)
    if view.word(next) == "of" {
      if CountedWords.pronouns.contains(view.word(next + 1)) { return antecedent(of: next + 1) }
      return following(skippingDeterminers(next + 1))
    }
    return view.isLower(next) && !CountedWords.periods.contains(view.word(next))
      ? following(next) : nil
  }

  /// `margin of error: 3.1 points`, `put support at 52%`.
  private func labelled(_ mention: QuantityMention) -> Range<Int>? {
    let before = view.before(mention.tokens.lowerBound)
    guard view.word(before) == ":" || view.word(before) == "at", view.isLower(before - 1) else {
      return nil
    }
    var phrase = nounPhrase(endingAt: before - 1)
    guard !phrase.isEmpty else { return nil }
    while view.word(phrase.lowerBound - 1) == "of" || view.word(phrase.lowerBound - 1) == "for" {
      let outer = nounPhrase(endingAt: phrase.lowerBound - 2)
      guard !outer.isEmpty, outer.lowerBound >= sentence.lowerBound else { break }
      phrase = outer.lowerBound..<phrase.upperBound
    }
    return bytes(phrase)
  }

  private func sameKind(_ kind: Quantity.Kind) -> Range<Int>? {
    earlier.last(where: {
      ($0.kind == .percent || $0.kind == .ratio) && $0.of != nil
    })?.of
  }

  private func preceding(_ index: Int) -> Range<Int>? {
    bytes(nounPhrase(endingAt: index - 1))
  }

  // MARK: Noun phrases

  /// The tokens of the noun phrase that begins at `start`; empty where none does.
  func nounPhrase(from start: Int) -> Range<Int> {
    var index = start
    var end = start
    var hasHead = false
    var quote = false
    while view.contains(index) {
      let word = view.word(index)
      switch view.tokens[index].kind {
      case .word:
        if word == "of" {
          guard hasHead || end > start else { return start..<end }
          let inner = nounPhrase(from: afterOf(index + 1))
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

  private func afterOf(_ index: Int) -> Int {
    var index = index
    while CountedWords.determiners.contains(view.word(index))
      || view.word(index) == "so" || view.word(index) == "called" || view.isHyphen(index)
    {
      index += 1
    }
    return index
  }

  /// After a head in the plural: another plural (`missile strikes`) or a name in apposition.
  private func goesOn(at index: Int) -> Bool {
    if view.isHyphen(index - 1) { return true }
    return view.looksPlural(index) && view.isLower(index)
      || view.isCapitalised(index) && !view.endsInEd(index)
  }

  /// The end of `and entities` after a plural, where the phrase ends with it.
  private func coordinated(_ index: Int) -> Int? {
    guard view.isLower(index), view.looksPlural(index) else { return nil }
    let next = index + 1
    let isEnd =
      !view.contains(next) || view.kind(next) != .word || stops(at: next)
      || CountedWords.conjunctions.contains(view.word(next))
    return isEnd ? next : nil
  }

  private func stops(at index: Int) -> Bool {
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
    while view.contains(index), index >= sentence.lowerBound {
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
  private func trimmed(_ tokens: Range<Int>) -> Range<Int> {
    var start = tokens.lowerBound
    while tokens.count > 1, start < tokens.upperBound - 1,
      view.kind(start) == .clitic || view.isLower(start) && isVerbal(start)
    {
      start += 1
    }
    return start..<tokens.upperBound
  }

  private func isVerbal(_ index: Int) -> Bool {
    view.endsInEd(index)
      || view.lastByte(index) == 0x79
        && view.content[view.tokens[index].bytes.upperBound - 2] == 0x6c
  }
}
