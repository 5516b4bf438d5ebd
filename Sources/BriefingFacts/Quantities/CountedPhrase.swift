internal import BriefingRecords
internal import BriefingText

/// Finds the noun phrase that a figure counts, by the classes of the words around it.
struct CountedPhrase {
  let view: TokenView
  let lexicon: MeasureLexicon
  let sentence: Range<Int>
  /// The nearest figures of the block up to and without the one asked for.
  let earlier: ArraySlice<QuantityMention>

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

  func hyphen(_ index: Int) -> Int { view.isHyphen(index) ? index + 1 : index }

  func bytes(_ tokens: Range<Int>) -> Range<Int>? {
    guard !tokens.isEmpty else { return nil }
    return view.tokens[tokens.lowerBound].bytes
      .lowerBound..<view.tokens[tokens.upperBound - 1]
      .bytes.upperBound
  }

  func following(_ start: Int) -> Range<Int>? { bytes(nounPhrase(from: start)) }

  // MARK: Counts

  func forCount(_ figure: Figure) -> Range<Int>? {
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

  func isHarm(_ phrase: Range<Int>) -> Bool {
    CountedWords.harms.contains(Word(folding: view.content.span.extracting(phrase)))
  }

  /// `of them`, `of the 24 drones`, `of shells`.
  func ofCounted(_ start: Int) -> Range<Int>? {
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
  func antecedent(of index: Int) -> Range<Int>? {
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
  func isTableCell(_ mention: QuantityMention) -> Bool {
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

  func label(before index: Int) -> Range<Int>? {
    var end = index - 1
    if view.word(end) == "(" { return earlier.last?.of }
    if view.isAfterGap(index) { return bytes(view.range.lowerBound..<index) }
    while end > view.range.lowerBound, !view.isDash(end), view.word(end) != "|" { end -= 1 }
    return end > view.range.lowerBound ? bytes(view.range.lowerBound..<end) : nil
  }
}
