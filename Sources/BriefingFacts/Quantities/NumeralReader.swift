internal import BriefingText

/// Reads the number that begins at a token: digits with any grouping, words, scales, vague numerals
/// and fractions.
struct NumeralReader {
  let view: TokenView
  let lexicon: NumeralLexicon
  /// Tokens before this one belong to another figure.
  var floor: Int
  /// Whether the document writes decimals with a comma.
  let hasDecimalCommas: Bool

  /// The number at `index`, or nil.
  func numeral(at index: Int) -> Numeral? {
    switch view.kind(index) {
    case .number: return digits(at: index, from: view.tokens[index].bytes.lowerBound)
    case .word: return words(at: index)
    default: return nil
    }
  }

  /// The number in digits whose first digit is the byte `start` in the token `index`.
  func digits(at index: Int, from start: Int) -> Numeral? {
    let blockEnd = view.tokens[view.range.upperBound - 1].bytes.upperBound
    let reader = DigitReader(content: view.content, end: blockEnd)
    guard let figure = reader.figure(at: start) else { return nil }
    var next = index + 1
    while view.contains(next), view.tokens[next].bytes.lowerBound < figure.end { next += 1 }
    var numeral = Numeral(
      tokens: index..<next, bytes: start..<figure.end, form: .digits, mantissa: figure.mantissa,
      divisor: figure.divisor)
    numeral.digits = figure.digits
    numeral.isPlain = figure.isPlain
    numeral.hasLeadingZero = figure.hasLeadingZero
    numeral.isAmbiguous = figure.isAmbiguous
    readScale(after: &numeral)
    if numeral.isAmbiguous { settle(&numeral) }
    return numeral
  }

  /// `1.300` is a thousand and more where decimals have commas, and where no unit or scale could
  /// make sense of three decimals.
  func settle(_ numeral: inout Numeral) {
    let next = numeral.tokens.upperBound
    if hasDecimalCommas || !numeral.hasScale && view.isLower(next) && view.looksPlural(next) {
      numeral.divisor = 1
    }
  }

  /// Takes in `million`, ` mln`, `bn`, `-million` and `and a half`.
  func readScale(after numeral: inout Numeral) {
    var next = numeral.tokens.upperBound
    var isFirst = true
    while true {
      let word = view.isHyphen(next) ? next + 1 : next
      guard view.isWord(word) else { return }
      switch lexicon.part(view.word(word)) {
      case .scale(let factor): numeral.scale *= factor
      case .hundred: numeral.scale *= 100
      case .dozen: numeral.scale *= 12
      default:
        if isFirst { readSuffix(at: word, into: &numeral) }
        return
      }
      isFirst = false
      extend(&numeral, to: word)
      next = word + 1
    }
  }

  func readSuffix(at word: Int, into numeral: inout Numeral) {
    guard let suffix = lexicon.suffixes[view.word(word)] else { return }
    if suffix.isMoneyOnly {
      numeral.suffixEnd = (word + 1, view.tokens[word].bytes.upperBound, suffix.factor)
      return
    }
    guard view.tokens[word].bytes.count > 1 || view.isGlued(word) else { return }
    numeral.scale *= suffix.factor
    extend(&numeral, to: word)
    if view.word(word + 1) == ".", view.isGlued(word + 1), view.isLower(word + 2) {
      // "22 mln. tons"
      numeral.tokens = numeral.tokens.lowerBound..<word + 2
    }
  }

  func extend(_ numeral: inout Numeral, to token: Int) {
    numeral.tokens = numeral.tokens.lowerBound..<token + 1
    numeral.bytes = numeral.bytes.lowerBound..<view.tokens[token].bytes.upperBound
  }
}
