internal import BriefingRecords
internal import BriefingText

/// A figure read with its unit, before it is known what it counts.
struct Figure {
  var mention: QuantityMention
  /// The token after the figure and its unit.
  var next: Int
  /// The number alone stands in a compound: `17-article`, `two-day`.
  var isCompound = false
  /// Nothing beside the number told its kind.
  var isBare = false
  var isDigits = false
}

/// Puts number, range, unit, currency and bound together at one place of a block.
struct QuantityReader {
  let view: TokenView
  let lexicon: MeasureLexicon
  let document: TextDocument
  let names: NumberNames
  var reader: NumeralReader
  let block: Int
  let sentence: Range<Int>

  /// What stands at a token that may begin a figure.
  enum Outcome {
    case figure(Figure)
    /// Two figures that share a unit: `105- and 155-millimetre`.
    case figures(Figure, Figure)
    /// No figure; the next token to look at.
    case none(next: Int)
  }

  /// A number with the currency before it and the unit after it.
  private struct Measured {
    var numeral: Numeral
    /// From the first to the last token, sign and unit in.
    var tokens: Range<Int>
    var bytes: Range<Int>
    var kind: Quantity.Kind = .count
    var unit = "1"
    var factor = 1.0
    var currency: String?
    var isCompound = false
    var isBare = true
    var rule = "quantity.count_digits"

    var value: Double { numeral.value * factor }
  }

  /// Reads the figure that begins at `index`, or says where to go on.
  func read(at index: Int) -> Outcome {
    guard let numeral = startingNumeral(at: index) else { return .none(next: skip(index)) }
    if let end = lexicon.numerals.idiom(around: index, in: view) { return .none(next: end) }
    if let ratio = oneIn(numeral) { return .figure(ratio) }
    if let age = age(numeral) { return .figure(age) }
    var first = measure(numeral)
    if names.names(first.numeral, hasUnit: !first.isBare) { return .none(next: skip(index)) }
    if isPlaced(first) { return .none(next: first.tokens.upperBound) }
    if let outcome = joined(&first) { return outcome }
    if isPronoun(first) { return .none(next: index + 1) }
    // "555-0134": digits on both sides of a hyphen that are no range.
    let end = first.tokens.upperBound
    if view.isHyphen(end), view.kind(end + 1) == .number { return .none(next: skip(index)) }
    return .figure(figure(first))
  }

  private func startingNumeral(at index: Int) -> Numeral? {
    if let numeral = reader.numeral(at: index) { return numeral }
    guard view.isWord(index), let start = gluedCurrency(at: index) else { return nil }
    return reader.digits(at: index, from: start)
  }

  /// The first digit in a token that begins with a currency: `RM41`.
  private func gluedCurrency(at index: Int) -> Int? {
    let bytes = view.tokens[index].bytes
    var digit = bytes.lowerBound
    while digit < bytes.upperBound, view.content[digit] > 0x39 { digit += 1 }
    guard digit < bytes.upperBound, digit - bytes.lowerBound > 1 else { return nil }
    var rest = digit
    while rest < bytes.upperBound {
      guard view.content[rest] >= 0x30, view.content[rest] <= 0x39 else { return nil }
      rest += 1
    }
    return prefixCurrency(of: index) == nil ? nil : digit
  }

  private func prefixCurrency(of index: Int) -> Int? {
    let bytes = view.tokens[index].bytes
    var digit = bytes.lowerBound
    while digit < bytes.upperBound, view.content[digit] > 0x39 { digit += 1 }
    let token = Token(
      bytes: bytes.lowerBound..<digit, kind: .word, shape: .upper, isGlued: false,
      word: Word(folding: view.content.span.extracting(bytes.lowerBound..<digit)))
    let alone = TokenView(tokens: [token], content: view.content, range: 0..<1)
    return lexicon.currencySigns.match(at: 0, in: alone)?.value
      ?? lexicon.currencyCodes.match(at: 0, in: alone)?.value
  }

  /// Past digits that are no number, with all that is glued to them.
  private func skip(_ index: Int) -> Int {
    var next = index + 1
    guard view.kind(index) == .number else { return next }
    while view.isGlued(next), view.kind(next) == .number || view.kind(next + 1) == .number {
      next += 1
    }
    return next
  }

  // MARK: Unit and currency

  private func measure(_ numeral: Numeral) -> Measured {
    var measured = Measured(numeral: numeral, tokens: numeral.tokens, bytes: numeral.bytes)
    switch numeral.form {
    case .digits: measured.rule = "quantity.count_digits"
    case .words: measured.rule = "quantity.count_words"
    case .vague: measured.rule = "quantity.count_vague"
    case .ratio:
      measured.rule = "quantity.ratio_fraction"
      measured.kind = .ratio
    }
    readCurrencyBefore(&measured)
    readAfter(&measured)
    return measured
  }

  private func readCurrencyBefore(_ measured: inout Measured) {
    let first = measured.numeral.tokens.lowerBound
    guard measured.numeral.form == .digits else { return }
    if measured.numeral.bytes.lowerBound > view.tokens[first].bytes.lowerBound {
      guard let slot = prefixCurrency(of: first) else { return }
      take(slot, from: first, rule: "quantity.money_code", into: &measured)
      return
    }
    let before = first - 1
    guard before >= reader.floor else { return }
    if let (slot, start) = lexicon.currencySigns.match(endingAt: before, in: view) {
      // The letters before a sign belong to it only where they touch it.
      guard start >= reader.floor, start == before || view.isGlued(before) else {
        if view.kind(before) == .currency,
          let (slot, start) = lexicon.currencySigns.match(at: before, in: view), start == first
        {
          take(slot, from: before, rule: "quantity.money_sign", into: &measured)
        }
        return
      }
      if view.isWord(before), !isPrefix(before) { return }
      take(slot, from: start, rule: "quantity.money_sign", into: &measured)
    } else if let (slot, start) = lexicon.currencyCodes.match(endingAt: before, in: view),
      start >= reader.floor, !names.isAllCapitals
    {
      take(slot, from: start, rule: "quantity.money_code", into: &measured)
    }
  }

  /// A one-letter sign that is a word stands glued or with a scale: `R 500` may be a road.
  private func isPrefix(_ index: Int) -> Bool {
    view.tokens[index].bytes.count > 1
  }

  private func take(_ slot: Int, from token: Int, rule: String, into measured: inout Measured) {
    let currency = CurrencyChoice(document: document, view: view, sentence: sentence)
      .currency(of: lexicon.currencies[slot], near: token)
    measured.kind = .money
    measured.currency = currency.code
    measured.factor = currency.factor
    measured.isBare = false
    measured.rule = rule
    if let suffix = measured.numeral.suffixEnd {
      measured.numeral.scale *= suffix.factor
      measured.numeral.suffixEnd = nil
      measured.numeral.bytes = measured.numeral.bytes.lowerBound..<suffix.byte
      measured.numeral.tokens = measured.numeral.tokens.lowerBound..<suffix.token
    }
    let start = min(token, measured.tokens.lowerBound)
    let end = max(measured.tokens.upperBound, measured.numeral.tokens.upperBound)
    measured.tokens = start..<end
    measured.bytes =
      min(
        view.tokens[token].bytes.lowerBound, measured.bytes.lowerBound)..<max(
        measured.bytes.upperBound, measured.numeral.bytes.upperBound)
  }

  private func extend(_ measured: inout Measured, to end: Int) {
    measured.tokens = measured.tokens.lowerBound..<end
    measured.bytes = measured.bytes.lowerBound..<view.tokens[end - 1].bytes.upperBound
  }

  private func readAfter(_ measured: inout Measured) {
    var next = measured.tokens.upperBound
    let isHyphen = view.isHyphen(next)
    if isHyphen { next += 1 }
    if measured.kind == .money {
      // "$11.7 billion dollars", "$5 million USD"
      if let (_, end) = lexicon.currencyWords.match(at: next, in: view, allowsHyphens: isHyphen) {
        extend(&measured, to: end)
        measured.isCompound = isHyphen
      } else if let (_, end) = lexicon.currencyCodes.match(at: next, in: view) {
        extend(&measured, to: end)
      } else if isHyphen {
        measured.isCompound = true
      }
      return
    }
    if measured.numeral.form == .vague, view.word(next) == "of" {
      if let (slot, end) = lexicon.currencyWords.match(at: next + 1, in: view) {
        money(slot, at: next + 1, to: end, "quantity.money_vague", &measured)
      } else if let (unit, end) = lexicon.unitWords.match(at: next + 1, in: view) {
        take(unit, to: end, &measured)
      }
      return
    }
    if measured.numeral.form == .ratio { return readHalfUnit(&measured, next) }
    // "8m people"
    if let suffix = measured.numeral.suffixEnd, suffix.factor == 1e6,
      let isScale = isMillion(suffix.token), isScale
    {
      measured.numeral.scale *= suffix.factor
      measured.numeral.suffixEnd = nil
      extend(&measured, to: suffix.token)
      measured.numeral.bytes = measured.bytes
      measured.numeral.tokens = measured.tokens
      return readUnit(&measured, suffix.token, isHyphen: false)
    }
    if let suffix = measured.numeral.suffixEnd, let money = suffixedMoney(suffix, &measured) {
      measured = money
      return
    }
    if let (slot, end) = currencyAfter(next, isHyphen: isHyphen) {
      if !isPoundsOfMass(slot, at: next, end, measured), !isVictory(next, measured) {
        money(slot, at: next, to: end, "quantity.money_word", &measured)
        measured.isCompound = isHyphen
        return
      }
    }
    readUnit(&measured, next, isHyphen: isHyphen)
  }

  private func currencyAfter(_ next: Int, isHyphen: Bool) -> (value: Int, end: Int)? {
    if let found = lexicon.currencyWords.match(at: next, in: view, allowsHyphens: isHyphen) {
      return found
    }
    if let found = lexicon.currencyCodes.match(at: next, in: view), !names.isAllCapitals {
      return found
    }
    guard let found = lexicon.currencySigns.match(at: next, in: view) else { return nil }
    if view.kind(next) == .currency {
      // The sign belongs to a figure of its own if a number follows it.
      return view.kind(next + 1) == .number ? nil : found
    }
    let bytes = view.tokens[next].bytes
    return bytes.count > 1 && view.kind(found.end) != .number && view.kind(found.end) != .currency
      ? found : nil
  }

  private func money(
    _ slot: Int, at token: Int, to end: Int, _ rule: String, _ measured: inout Measured
  ) {
    let start = measured.tokens.lowerBound
    take(slot, from: token, rule: rule, into: &measured)
    measured.tokens = start..<end
    measured.bytes = measured.numeral.bytes.lowerBound..<view.tokens[end - 1].bytes.upperBound
  }

  /// `900m euros`, `4m dollars`.
  private func suffixedMoney(
    _ suffix: (token: Int, byte: Int, factor: Double), _ measured: inout Measured
  ) -> Measured? {
    guard let (slot, end) = currencyAfter(suffix.token, isHyphen: false) else { return nil }
    var result = measured
    money(slot, at: suffix.token, to: end, "quantity.money_word", &result)
    return result
  }

  /// `500 pounds of explosive` weigh; `500 million pounds` are spent.
  private func isPoundsOfMass(_ slot: Int, at next: Int, _ end: Int, _ measured: Measured) -> Bool {
    let word = view.word(end - 1)
    guard word == "pound" || word == "pounds", end == next + 1 else { return false }
    if measured.numeral.scale >= 1e6 { return false }
    if view.word(end) == "of" || view.isHyphen(next - 1) { return true }
    return !document.mentionsSterling(lexicon)
  }

  /// `Team 2 won`: few sums in won are as small.
  private func isVictory(_ next: Int, _ measured: Measured) -> Bool {
    view.word(next) == "won" && !measured.numeral.hasScale && measured.numeral.value < 100
  }

  private func isMillion(_ next: Int) -> Bool? {
    guard view.isWord(next), !CountedWords.prepositions.contains(view.word(next)) else {
      return nil
    }
    return view.looksPlural(next) || view.isCapitalised(next) && view.looksPlural(next + 1)
      || view.isLower(next) && view.looksPlural(next + 1)
        && !CountedWords.verbs.contains(view.word(next))
  }

  private func readUnit(_ measured: inout Measured, _ next: Int, isHyphen: Bool) {
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

  private func take(_ unit: MeasureLexicon.Unit, to end: Int, _ measured: inout Measured) {
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
  private func isCalibre(_ end: Int, _ measured: Measured) -> Bool {
    if view.word(end) == "of" {
      return !CountedWords.fallsAndLayers.contains(view.word(end + 1))
    }
    return !CountedWords.lengthAdjectives.contains(view.word(end))
  }

  /// `3.1 points` are percentage points where percentages stand around.
  private func readPoints(_ measured: inout Measured, _ next: Int) {
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
  private func readHalfUnit(_ measured: inout Measured, _ next: Int) {
    let isArticle = view.word(next) == "a" || view.word(next) == "an"
    let word = isArticle || view.isHyphen(next) ? next + 1 : next
    guard let (unit, end) = lexicon.unitWords.match(at: word, in: view), unit.kind != .percent
    else { return }
    take(unit, to: end, &measured)
  }

  // MARK: Ones, ranges, ratios

  /// `one` counts only in compounds, with percent, and in larger numbers.
  private func isPronoun(_ measured: Measured) -> Bool {
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
  private func isPlaced(_ measured: Measured) -> Bool {
    guard measured.kind == .duration, !measured.isCompound else { return false }
    let before = view.word(view.before(measured.tokens.lowerBound))
    if CountedWords.beforePlacedLengths.contains(before) { return true }
    guard CountedWords.afterPlacedLengths.contains(view.word(measured.tokens.upperBound)) else {
      return false
    }
    return !CountedWords.beforeBareLengths.contains(before)
  }

  /// `one in four`, `nine out of ten`.
  private func oneIn(_ numeral: Numeral) -> Figure? {
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

  private func joined(_ first: inout Measured) -> Outcome? {
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
  private func share(_ first: inout Measured, _ last: inout Measured) {
    if last.numeral.hasScale, !first.numeral.hasScale,
      first.numeral.value < last.numeral.value / last.numeral.scale
    {
      first.numeral.scale = last.numeral.scale
    }
    if first.isBare, !last.isBare { adopt(last, into: &first) }
    if last.isBare, !first.isBare, first.kind == .money { adopt(first, into: &last) }
  }

  private func adopt(_ other: Measured, into measured: inout Measured) {
    measured.kind = other.kind
    measured.unit = other.unit
    measured.factor = other.factor
    measured.currency = other.currency
    measured.rule = other.rule
    measured.isBare = other.isBare
  }

  private func isAfterBetween(_ measured: Measured) -> Bool {
    var before = view.before(measured.tokens.lowerBound)
    if let (_, start) = lexicon.numerals.bounds.match(endingAt: before, in: view) {
      before = view.before(start)
    }
    return view.word(before) == "between"
  }

  /// `rose from 60 to 70`: two figures, not a range.
  private func isChange(_ measured: Measured) -> Bool {
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
  private func isModel(_ next: Int) -> Bool {
    view.isLower(next) && !view.looksPlural(next) && !view.looksPlural(next + 1)
      && !CountedWords.verbs.contains(view.word(next))
      && !CountedWords.prepositions.contains(view.word(next))
      && !CountedWords.conjunctions.contains(view.word(next)) && !isVoteWord(next)
  }

  private func isVoteWord(_ index: Int) -> Bool { CountedWords.votes.contains(view.word(index)) }

  /// `1-800-555`: three numbers between hyphens are no range.
  private func isFollowedByMore(_ last: Measured) -> Bool {
    let end = last.tokens.upperBound
    return view.isHyphen(end) && view.kind(end + 1) == .number
  }

  private func isVote(_ measured: Measured) -> Bool {
    hasNear(measured, CountedWords.votes)
  }

  private func isScore(_ measured: Measured) -> Bool {
    hasNear(measured, CountedWords.scores) && !isVote(measured)
  }

  private func hasNear(_ measured: Measured, _ words: Set<Word>) -> Bool {
    let from = max(sentence.lowerBound, measured.tokens.lowerBound - 6)
    let to = min(sentence.upperBound, measured.tokens.upperBound + 6)
    var index = from
    while index < to {
      if words.contains(view.word(index)) { return true }
      index += 1
    }
    return false
  }

  // MARK: What comes out

  private func range(_ first: Measured, _ last: Measured) -> Figure {
    var whole = last
    whole.tokens = first.tokens.lowerBound..<last.tokens.upperBound
    whole.bytes = first.bytes.lowerBound..<last.bytes.upperBound
    whole.rule += "_range"
    var result = figure(whole)
    result.mention.measurement.value = nil
    result.mention.amount = nil
    result.mention.measurement.low = first.value
    result.mention.measurement.high = last.value
    let modTokens = view.before(first.tokens.lowerBound)
    result.mention.measurement.mod =
      lexicon.numerals.bounds.match(endingAt: modTokens, in: view)?.value
    return result
  }

  private func figure(_ measured: Measured) -> Figure {
    var measured = measured
    sign(&measured)
    if view.word(measured.tokens.lowerBound - 1) == "minus",
      measured.tokens.lowerBound - 1 >= reader.floor
    {
      measured.numeral.mantissa.negate()
      measured.tokens = measured.tokens.lowerBound - 1..<measured.tokens.upperBound
      let start = view.tokens[measured.tokens.lowerBound].bytes.lowerBound
      measured.bytes = start..<measured.bytes.upperBound
    }
    var measurement = Measurement(unit: measured.unit)
    var amount: Double?
    let value = measured.value
    if measured.numeral.form == .vague {
      measurement.low = value
    } else if measured.kind == .money {
      amount = value
    } else if measured.kind == .ratio {
      measurement.value = (value * 10_000).rounded() / 10_000
    } else {
      measurement.value = value
    }
    measurement.mod = BoundReader(view: view, lexicon: lexicon.numerals, floor: reader.floor)
      .bound(of: measured.tokens, kind: measured.kind)
    let mention = QuantityMention(
      tokens: measured.tokens, bytes: measured.bytes, block: block, kind: measured.kind,
      measurement: measurement, amount: amount, currency: measured.currency, rule: measured.rule)
    return Figure(
      mention: mention, next: measured.tokens.upperBound, isCompound: measured.isCompound,
      isBare: measured.isBare, isDigits: measured.numeral.form == .digits)
  }

  /// Takes in the sign of `(+12)` and `−5 °C`.
  private func sign(_ measured: inout Measured) {
    let first = measured.tokens.lowerBound
    guard measured.numeral.form == .digits, view.isGlued(first), first - 1 >= reader.floor,
      !view.isGlued(first - 1) || view.word(first - 2) == "("
    else { return }
    let isNegative: Bool
    switch view.word(first - 1) {
    case "+": isNegative = false
    case "−": isNegative = true
    case "-" where view.word(first - 2) == "(" || measured.unit == "Cel": isNegative = true
    default: return
    }
    if isNegative { measured.numeral.mantissa.negate() }
    measured.tokens = first - 1..<measured.tokens.upperBound
    measured.bytes = view.tokens[first - 1].bytes.lowerBound..<measured.bytes.upperBound
  }

  private func age(_ numeral: Numeral) -> Figure? {
    let rule = AgeRule(view: view, lexicon: lexicon, names: names.names, numeral: numeral)
    guard let (name, last) = rule.match() else { return nil }
    var end = last
    let high = rule.upperEnd()
    if let high { end = high.tokens.upperBound }
    var measured = Measured(numeral: numeral, tokens: numeral.tokens, bytes: numeral.bytes)
    measured.kind = .age
    measured.unit = rule.unit
    measured.rule = name
    measured.isBare = false
    measured.isCompound = view.isHyphen(numeral.tokens.upperBound)
    if end > numeral.tokens.upperBound { extend(&measured, to: end) }
    var result = figure(measured)
    if let high {
      result.mention.measurement.low = numeral.value
      result.mention.measurement.high = high.value
      result.mention.measurement.value = nil
      result.mention.rule += "_range"
    }
    return result
  }
}
