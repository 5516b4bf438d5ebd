internal import BriefingRecords
internal import BriefingText

/// Units of measure, and letters that may be a unit or a scale.
extension QuantityReader {
  /// Whether `m` after a number means millions: what follows is counted, or a population is told.
  func isMillion(_ next: Int) -> Bool? {
    if tellsPopulation { return true }
    guard view.isWord(next), !CountedWords.prepositions.contains(view.word(next)) else {
      return nil
    }
    return view.looksPlural(next) || view.isCapitalised(next) && view.looksPlural(next + 1)
      || view.isLower(next) && view.looksPlural(next + 1)
        && !CountedWords.verbs.contains(view.word(next))
  }

  /// Whether the sentence speaks of a population: `a city of 2.1m`.
  var tellsPopulation: Bool {
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      if view.word(index) == "population" { return true }
      index += 1
    }
    return false
  }

  func readUnit(_ measured: inout Measured, _ next: Int, isHyphen: Bool) {
    if isHyphen || !view.isHyphen(next) {
      if measured.numeral.form == .digits,
        let (unit, end) = lexicon.unitSymbols.match(at: next, in: view),
        !view.isHyphen(end) || view.isLower(end + 1) || view.kind(end + 1) == .number,
        view.isGlued(next) || isHyphen || !view.isSingleCapital(next)
      {
        take(unit, to: end, &measured)
        measured.isCompound = isHyphen
        return
      }
      if let (unit, end) = lexicon.unitWords.match(at: next, in: view, allowsHyphens: isHyphen) {
        take(unit, to: end, &measured)
        measured.isCompound = isHyphen
        return
      }
    }
    if isHyphen {
      measured.isCompound = true
      return
    }
    // "two full years"
    guard CountedWords.beforeUnits.contains(view.word(next)),
      let (unit, end) = lexicon.unitWords.match(at: next + 1, in: view), unit.kind == .duration
    else { return readPoints(&measured, next) }
    take(unit, to: end, &measured)
  }

  func take(_ unit: MeasureLexicon.Unit, to end: Int, _ measured: inout Measured) {
    measured.kind = unit.kind
    measured.unit = unit.ucum
    measured.factor = unit.factor
    measured.isBare = false
    measured.rule = "quantity." + unit.kind.rawValue
    extend(&measured, to: end)
    if unit.ucum == "mm", isCalibre(end, measured) {
      measured.kind = .calibre
      measured.rule = "quantity.calibre"
    }
    // "two and a half years" is taken with its number; "a year and a half" has none.
    if measured.kind == .duration, view.word(end) == "and", view.word(end + 1) == "a",
      view.word(end + 2) == "half"
    {
      measured.numeral.mantissa += 0.5 * measured.numeral.divisor / measured.numeral.scale
      extend(&measured, to: end + 3)
    }
  }

  /// Millimetres measure a weapon's bore unless they measure rain or the like.
  func isCalibre(_ end: Int, _ measured: Measured) -> Bool {
    if view.word(end) == "of" {
      return !CountedWords.fallsAndLayers.contains(view.word(end + 1))
    }
    return !CountedWords.lengthAdjectives.contains(view.word(end))
  }

  /// `3.1 points` are percentage points where percentages stand around.
  func readPoints(_ measured: inout Measured, _ next: Int) {
    guard view.word(next) == "points" || view.word(next) == "point" else { return }
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      if view.word(index) == "%" || view.word(index) == "percent" || view.word(index) == "margin"
        || view.word(index) == "cent" && view.word(index - 1) == "per"
      {
        measured.kind = .percent
        measured.unit = "%"
        measured.isBare = false
        measured.rule = "quantity.percent_points"
        extend(&measured, to: next + 1)
        return
      }
      index += 1
    }
  }

  /// `half an hour`, `half-hour`, `half a day`.
  func readHalfUnit(_ measured: inout Measured, _ next: Int) {
    let isArticle = view.word(next) == "a" || view.word(next) == "an"
    let word = isArticle || view.isHyphen(next) ? next + 1 : next
    guard let (unit, end) = lexicon.unitWords.match(at: word, in: view), unit.kind != .percent
    else { return }
    take(unit, to: end, &measured)
  }
}
