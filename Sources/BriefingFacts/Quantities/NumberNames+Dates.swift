internal import BriefingText

/// Times and dates, where the date rules have not been.
extension NumberNames {
  func isClock(_ numeral: Numeral) -> Bool {
    let next = numeral.tokens.upperBound
    if CountedWords.clockWords.contains(view.word(next)) { return true }
    guard numeral.divisor == 100, numeral.mantissa < 2400,
      numeral.mantissa.truncatingRemainder(dividingBy: 100) < 60
    else { return false }
    if view.word(next) == "local" || view.word(next) == "hours" { return true }
    return view.word(numeral.tokens.lowerBound - 1) == "at"
  }

  func isDay(_ numeral: Numeral) -> Bool {
    guard numeral.isPlain, numeral.digits <= 4 else { return false }
    let first = numeral.tokens.lowerBound
    var next = numeral.tokens.upperBound
    if isMonth(first - 1) { return true }
    if view.isDash(first - 1), view.kind(first - 2) == .number, isMonth(first - 3) { return true }
    if view.word(next) == "of" { next += 1 }
    return numeral.digits < 3 && isMonth(next)
  }

  func isMonth(_ index: Int) -> Bool {
    guard view.isCapitalised(index) else { return false }
    return view.word(index) == "may" || CountedWords.months.contains(view.word(index))
  }

  func isYear(_ numeral: Numeral) -> Bool {
    guard numeral.isPlain, numeral.digits == 4, !numeral.hasScale,
      numeral.mantissa >= 1500, numeral.mantissa < 2100
    else { return false }
    let first = numeral.tokens.lowerBound
    let next = numeral.tokens.upperBound
    if numeral.mantissa >= 1900, groupsThousands { return true }
    if CountedWords.beforeYears.contains(view.word(view.before(first))) { return true }
    if numeral.mantissa < 1900, groupsThousands { return false }
    return
      !(view.isLower(next) && !CountedWords.prepositions.contains(view.word(next))
      && (view.looksPlural(next) || view.looksPlural(next + 1)))
  }

  /// `2012–13`, `2024–2027`.
  func isYearPair(_ first: Numeral, _ last: Numeral) -> Bool {
    guard first.isPlain, last.isPlain, first.digits == 4, first.mantissa >= 1900,
      first.mantissa < 2100
    else { return false }
    if last.digits == 4 { return last.mantissa < 2100 && isYear(first) }
    return last.digits == 2 && view.isDash(last.tokens.lowerBound - 1)
  }
}
