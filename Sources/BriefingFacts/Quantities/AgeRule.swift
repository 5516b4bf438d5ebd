internal import BriefingRecords
internal import BriefingText

/// Tells a number that is somebody's age: after a name, after `aged`, in `6-year-old`.
struct AgeRule {
  let view: TokenView
  let lexicon: MeasureLexicon
  let names: EntityIndex
  let numeral: Numeral

  /// UCUM code of the unit that the age is given in.
  var unit: String {
    let next = numeral.tokens.upperBound
    let word = view.isHyphen(next) ? next + 1 : next
    guard let (unit, _) = lexicon.unitWords.match(at: word, in: view), unit.kind == .duration else {
      return "a"
    }
    return unit.ucum
  }

  /// The rule that fits and the token after the age.
  func match() -> (rule: String, end: Int)? {
    guard numeral.form == .digits || numeral.form == .words, !numeral.hasScale else { return nil }
    if let end = yearsOld() { return ("quantity.age_years_old", end) }
    guard numeral.value > 0, numeral.value < 120, numeral.form == .words || numeral.digits < 4
    else {
      return nil
    }
    let end = numeral.tokens.upperBound
    if isUnit(end) || view.isHyphen(end) && view.kind(end + 1) != .number { return nil }
    if isAged() { return ("quantity.age_aged", end) }
    if isApposition() { return ("quantity.age_apposition", end) }
    if isManOf() { return ("quantity.age_man_of", end) }
    return nil
  }

  /// The upper end of `aged 18 to 60`.
  func upperEnd() -> Numeral? {
    let next = numeral.tokens.upperBound
    guard isAged(), view.word(next) == "to" || view.word(next) == "and" || view.isHyphen(next)
    else {
      return nil
    }
    if view.word(next) == "and", view.word(view.before(numeral.tokens.lowerBound)) != "between" {
      return nil
    }
    let reader = NumeralReader(
      view: view, lexicon: lexicon.numerals, floor: next, hasDecimalCommas: false)
    guard let high = reader.numeral(at: next + 1), high.value > numeral.value, high.value < 120
    else { return nil }
    return high
  }

  private func isUnit(_ index: Int) -> Bool {
    lexicon.unitWords.match(at: index, in: view) != nil
      || lexicon.unitSymbols.match(at: index, in: view) != nil
  }

  /// `6-year-old`, `58 years old`, `3 months of age`.
  private func yearsOld() -> Int? {
    let next = numeral.tokens.upperBound
    let isHyphen = view.isHyphen(next)
    let word = isHyphen ? next + 1 : next
    guard let (unit, end) = lexicon.unitWords.match(at: word, in: view), unit.kind == .duration
    else { return nil }
    if view.word(end) == "of", view.word(end + 1) == "age" { return end + 2 }
    let old = view.isHyphen(end) ? end + 1 : end
    guard view.word(old) == "old" || view.word(old) == "olds" else { return nil }
    return old + 1
  }

  private func isAged() -> Bool {
    let before = view.before(boundStart(numeral.tokens.lowerBound))
    switch view.word(before) {
    case "between":
      return view.word(before - 1) == "aged" || view.word(before - 1) == "ages"
    case "aged", "ages": return true
    case "age": return view.word(before - 1) != "of" || view.word(before - 2) == "the"
    case "of": return view.word(before - 1) == "age" || view.word(before - 1) == "ages"
    case "than":
      return view.word(before - 1) == "older" || view.word(before - 1) == "younger"
    default: return false
    }
  }

  /// The first token of a bound that stands before `index`, else `index`.
  private func boundStart(_ index: Int) -> Int {
    lexicon.numerals.bounds.match(endingAt: view.before(index), in: view)?.start ?? index
  }

  /// `said Jane Roe, 58, a nurse`; `Jane Roe (58)`.
  private func isApposition() -> Bool {
    let open = numeral.tokens.lowerBound - 1
    let close = numeral.tokens.upperBound
    let isBracketed = view.word(open) == "("
    guard isBracketed || view.word(open) == "," else { return false }
    if isBracketed {
      guard view.word(close) == ")" else { return false }
    } else if view.contains(close), view.word(close) != ",", view.word(close) != "." {
      return false
    }
    let name = open - 1
    if CountedWords.personNouns.contains(view.word(name)) { return true }
    if let mention = names.mention(atToken: name) {
      return names.entity(of: mention).type == .person
    }
    guard view.isCapitalised(name), view.isCapitalised(name - 1) || view.isHyphen(name - 1),
      !CountedWords.months.contains(view.word(name)), view.tokens[name].shape != .upper
    else { return false }
    return names.mentions.isEmpty || view.isCapitalised(name - 1)
  }

  /// `she was 34`, `the youngest is 15`.
  private func isPredicate(_ verb: Int) -> Bool {
    switch view.word(verb) {
    case "is", "was", "turned", "turns", "just": break
    default: return false
    }
    switch view.word(verb - 1) {
    case "he", "she", "youngest", "oldest", "eldest": return true
    default: return false
    }
  }

  /// `a man of 67 was killed`; `men over 60`.
  private func isManOf() -> Bool {
    let first = numeral.tokens.lowerBound
    let next = numeral.tokens.upperBound
    if view.isWord(next), !CountedWords.verbs.contains(view.word(next)),
      !CountedWords.prepositions.contains(view.word(next)),
      !CountedWords.conjunctions.contains(view.word(next))
    {
      return false
    }
    let before = view.before(first)
    if view.word(before) == "of" {
      // A mother of five has five children.
      return CountedWords.personNouns.contains(view.word(before - 1))
        && !CountedWords.parents.contains(view.word(before - 1))
    }
    if isPredicate(before) { return true }
    let start = boundStart(first)
    guard start < first else { return false }
    switch view.word(start) {
    case "under", "over", "above", "below":
      return CountedWords.personGroups.contains(view.word(view.before(start)))
    default: return false
    }
  }
}
