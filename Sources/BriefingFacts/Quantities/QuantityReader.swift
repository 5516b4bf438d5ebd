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
  struct Measured {
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
    if isPhraseOfNumbers(numeral.tokens.upperBound) { return .none(next: index + 1) }
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

  /// `9-to-5`, `1-in-100-year`: numbers joined into an adjective.
  func isPhraseOfNumbers(_ end: Int) -> Bool {
    guard view.isHyphen(end), view.isHyphen(end + 2) else { return false }
    switch view.word(end + 1) {
    case "to", "in", "on", "by", "for": return true
    default: return false
    }
  }

  func startingNumeral(at index: Int) -> Numeral? {
    if let numeral = reader.numeral(at: index) { return numeral }
    guard view.isWord(index), let start = gluedCurrency(at: index) else { return nil }
    return reader.digits(at: index, from: start)
  }

  /// The first digit in a token that begins with a currency: `RM41`.
  func gluedCurrency(at index: Int) -> Int? {
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

  func prefixCurrency(of index: Int) -> Int? {
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
  func skip(_ index: Int) -> Int {
    var next = index + 1
    guard view.kind(index) == .number else { return next }
    while view.isGlued(next), view.kind(next) == .number || view.kind(next + 1) == .number {
      next += 1
    }
    return next
  }

  // MARK: What comes out

  func range(_ first: Measured, _ last: Measured) -> Figure {
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

  func figure(_ measured: Measured) -> Figure {
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
  func sign(_ measured: inout Measured) {
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

  func age(_ numeral: Numeral) -> Figure? {
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
