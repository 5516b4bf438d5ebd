internal import BriefingRecords
internal import BriefingText

/// Two numbers that make one figure, and figures that are none.
extension QuantityReader {
  /// `one` counts only in compounds, with percent, and in larger numbers.
  func isPronoun(_ measured: Measured) -> Bool {
    let numeral = measured.numeral
    if numeral.form == .words, numeral.tokens.count == 1,
      view.word(numeral.tokens.lowerBound) == "one"
    {
      if measured.isCompound { return measured.isBare }
      return measured.kind != .percent && measured.kind != .money
    }
    // "a day or two"
    return numeral.form == .words && measured.isBare && numeral.tokens.count == 1
      && view.word(numeral.tokens.lowerBound - 1) == "or"
      && lexicon.unitWords.match(endingAt: numeral.tokens.lowerBound - 2, in: view) != nil
  }

  /// `two years ago`, `past two years`: a date, also where the date rules have not been.
  func isPlaced(_ measured: Measured) -> Bool {
    guard measured.kind == .duration, !measured.isCompound else { return false }
    let before = view.word(view.before(measured.tokens.lowerBound))
    if CountedWords.beforePlacedLengths.contains(before) { return true }
    guard CountedWords.afterPlacedLengths.contains(view.word(measured.tokens.upperBound)) else {
      return false
    }
    return !CountedWords.beforeBareLengths.contains(before)
  }

  /// `one in four`, `nine out of ten`.
  func oneIn(_ numeral: Numeral) -> Figure? {
    guard numeral.form == .digits || numeral.form == .words, !numeral.hasScale else { return nil }
    var next = numeral.tokens.upperBound
    let isOutOf = view.word(next) == "out" && view.word(next + 1) == "of"
    guard isOutOf || view.word(next) == "in" else { return nil }
    next += isOutOf ? 2 : 1
    if view.word(next) == "every" { next += 1 }
    guard let base = reader.numeral(at: next), base.form == numeral.form,
      base.value > numeral.value,
      numeral.value > 0, base.value <= 100, !base.hasScale || base.value == 1000,
      lexicon.unitWords.match(at: base.tokens.upperBound, in: view) == nil
    else { return nil }
    guard numeral.value == 1 || isOutOf || [3, 4, 5, 10, 100].contains(base.value) else {
      return nil
    }
    var measured = measure(numeral)
    measured.kind = .ratio
    measured.rule = "quantity.ratio_one_in"
    measured.numeral.divisor *= base.value
    extend(&measured, to: base.tokens.upperBound)
    return figure(measured)
  }

  func joined(_ first: inout Measured) -> Outcome? {
    let end = first.tokens.upperBound
    var next = end
    var hangs = false
    if view.isDash(next), view.isGlued(next), !view.isGlued(next + 1),
      view.word(next + 1) == "to" || view.word(next + 1) == "or" || view.word(next + 1) == "and"
    {
      // "two- to three-day", "105- and 155-millimetre"
      hangs = true
      next += 1
    }
    let joint = view.word(next)
    let isBetween = isAfterBetween(first)
    switch joint {
    case "to", "or": next += 1
    case "and" where isBetween || hangs: next += 1
    case _ where view.isHyphen(next): next += 1
    case "–" where first.numeral.form == .digits && view.kind(next + 1) == .number: next += 1
    case "-" where first.isBare == false && view.isGlued(next): next += 1
    default: return nil
    }
    // A currency sign may stand before the second number too.
    var second = next
    while second < next + 2,
      view.kind(second) == .currency
        || view.isWord(second)
          && view.kind(second + 1) == .currency
    {
      second += 1
    }
    var inner = self
    inner.reader.floor = next
    guard let numeral = inner.startingNumeral(at: second), numeral.tokens.lowerBound >= next,
      numeral.form == first.numeral.form, numeral.form == .digits || numeral.form == .words
    else { return nil }
    var last = inner.measure(numeral)
    guard last.tokens.lowerBound == next || last.tokens.lowerBound == second else { return nil }
    if hangs, joint == "and" {
      adopt(last, into: &first)
      return .figures(figure(first), figure(last))
    }
    if view.isDash(next - 1), numeral.hasLeadingZero || isFollowedByMore(last) {
      return Outcome.none(next: last.tokens.upperBound)
    }
    share(&first, &last)
    if view.isHyphen(next - 1), first.isBare, last.isBare, isModel(last.tokens.upperBound) {
      return Outcome.none(next: last.tokens.upperBound)
    }
    let isBackwards = first.value >= last.value
    if view.isDash(next - 1), first.isBare, last.isBare, isBackwards || isScore(first) {
      if isVote(first) { return .figures(figure(first), figure(last)) }
      return Outcome.none(next: last.tokens.upperBound)
    }
    guard !isBackwards, first.kind == last.kind, first.unit == last.unit,
      first.currency == last.currency, !names.isYearPair(first.numeral, last.numeral)
    else { return nil }
    if joint == "to", isChange(first) { return nil }
    if joint == "or", last.value > first.value * 3 { return nil }
    return .figure(range(first, last))
  }

  /// `5 to 6 million`, `$5 to $6 billion`, `30-40 km`: what only the second number has is the
  /// first's too.
  func share(_ first: inout Measured, _ last: inout Measured) {
    if last.numeral.hasScale, !first.numeral.hasScale,
      first.numeral.value < last.numeral.value / last.numeral.scale
    {
      first.numeral.scale = last.numeral.scale
    }
    if first.isBare, !last.isBare { adopt(last, into: &first) }
    if last.isBare, !first.isBare, first.kind == .money { adopt(first, into: &last) }
  }

  func adopt(_ other: Measured, into measured: inout Measured) {
    measured.kind = other.kind
    measured.unit = other.unit
    measured.factor = other.factor
    measured.currency = other.currency
    measured.rule = other.rule
    measured.isBare = other.isBare
  }

  func isAfterBetween(_ measured: Measured) -> Bool {
    var before = view.before(measured.tokens.lowerBound)
    if let (_, start) = lexicon.numerals.bounds.match(endingAt: before, in: view) {
      before = view.before(start)
    }
    return view.word(before) == "between"
  }

  /// `rose from 60 to 70`: two figures, not a range.
  func isChange(_ measured: Measured) -> Bool {
    let before = view.before(measured.tokens.lowerBound)
    guard view.word(before) == "from" else { return false }
    var index = before - 1
    let stop = max(sentence.lowerBound, before - 10)
    while index >= stop {
      if CountedWords.changes.contains(view.word(index)) { return true }
      index -= 1
    }
    return false
  }

  /// `the 737-800 crash`: a range counts something in the plural.
  func isModel(_ next: Int) -> Bool {
    view.isLower(next) && !view.looksPlural(next) && !view.looksPlural(next + 1)
      && !CountedWords.verbs.contains(view.word(next))
      && !CountedWords.prepositions.contains(view.word(next))
      && !CountedWords.conjunctions.contains(view.word(next)) && !isVoteWord(next)
  }

  func isVoteWord(_ index: Int) -> Bool { CountedWords.votes.contains(view.word(index)) }

  /// `1-800-555`: three numbers between hyphens are no range.
  func isFollowedByMore(_ last: Measured) -> Bool {
    let end = last.tokens.upperBound
    return view.isHyphen(end) && view.kind(end + 1) == .number
  }

  func isVote(_ measured: Measured) -> Bool {
    hasNear(measured, CountedWords.votes)
  }

  func isScore(_ measured: Measured) -> Bool {
    hasNear(measured, CountedWords.scores) && !isVote(measured)
  }

  func hasNear(_ measured: Measured, _ words: Set<Word>) -> Bool {
    let from = max(sentence.lowerBound, measured.tokens.lowerBound - 6)
    let to = min(sentence.upperBound, measured.tokens.upperBound + 6)
    var index = from
    while index < to {
      if words.contains(view.word(index)) { return true }
      index += 1
    }
    return false
  }
}
