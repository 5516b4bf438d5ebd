internal import BriefingRecords
internal import BriefingText

/// What sums, shares and ages belong to.
extension CountedPhrase {
  func forMoney(_ figure: Figure) -> Range<Int>? {
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
  func purpose(after next: Int) -> Range<Int>? {
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

  func closing(_ open: Int) -> Int? {
    var index = open + 1
    while index < open + 8, view.contains(index) {
      if view.word(index) == ")" { return index }
      index += 1
    }
    return nil
  }

  func skippingDeterminers(_ index: Int) -> Int {
    var index = index
    while CountedWords.determiners.contains(view.word(index)) { index += 1 }
    return index
  }

  func forAge(_ figure: Figure) -> Range<Int>? {
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

  func ofPhrase(_ next: Int) -> Range<Int>? {
    let next = view.after(next)
    if view.word(next) == "of" {
      if CountedWords.pronouns.contains(view.word(next + 1)) { return antecedent(of: next + 1) }
      return following(skippingDeterminers(next + 1))
    }
    return view.isLower(next) && !CountedWords.periods.contains(view.word(next))
      ? following(next) : nil
  }

  /// `margin of error: 3.1 points`, `put support at 52%`.
  func labelled(_ mention: QuantityMention) -> Range<Int>? {
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

  func sameKind(_ kind: Quantity.Kind) -> Range<Int>? {
    earlier.last(where: {
      ($0.kind == .percent || $0.kind == .ratio) && $0.of != nil
    })?.of
  }

  func preceding(_ index: Int) -> Range<Int>? {
    bytes(nounPhrase(endingAt: index - 1))
  }
}
