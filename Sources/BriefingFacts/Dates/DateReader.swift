internal import BriefingText

/// Reads the small parts of time expressions from the tokens of one block.
///
/// Outside the block there are no tokens, so that no expression crosses its edge.
struct DateReader {
  let document: TextDocument
  let calendar: CalendarLexicon
  /// The tokens of the block.
  let tokens: Range<Int>
  let style: DateStyle
  /// Misspelt names of months and weekdays, by their token.
  var misspelt: [Int: Misspelling] = [:]

  /// A value read from tokens that end before `end`.
  struct Read<Value> {
    var value: Value
    var end: Int
  }

  // MARK: Tokens

  func token(_ index: Int) -> Token? {
    tokens.contains(index) ? document.tokens[index] : nil
  }

  func word(_ index: Int) -> Word {
    tokens.contains(index) ? document.tokens[index].word : DateWords.none
  }

  func sense(_ index: Int) -> CalendarSense? {
    guard tokens.contains(index) else { return nil }
    return misspelt[index]?.sense ?? calendar.sense(of: document.tokens[index].word)
  }

  func isGlued(_ index: Int) -> Bool { token(index)?.isGlued ?? false }

  func isDash(_ index: Int) -> Bool { DateWords.dashes.contains(word(index)) }

  /// Whether the token hangs on a word, a number or a hyphen before it, as in `F-16` or `Kh101`.
  func hangsOn(_ index: Int) -> Bool {
    guard isGlued(index), let before = token(index - 1) else { return false }
    switch before.kind {
    case .word, .number, .ordinal, .address, .currency: return true
    case .clitic, .openQuote, .closeQuote: return false
    case .punctuation:
      // "mid-June", "pre-2014": the prefix places the date.
      return before.word == DateWords.slash
        || before.word == DateWords.hyphen && !DateWords.prefixes.contains(word(index - 2))
    }
  }

  /// Whether a hyphen ties the token to the next, as in `week-long`.
  func isTied(_ index: Int) -> Bool {
    word(index + 1) == DateWords.hyphen && isGlued(index + 1) && isGlued(index + 2)
  }

  // MARK: Numbers

  /// The digits of a number token without separators, and how many they are.
  func digits(_ index: Int) -> (value: Int, count: Int)? {
    guard let token = token(index), token.kind == .number else { return nil }
    return DateReader.number(document.content[token.bytes])
  }

  static func number(_ bytes: ArraySlice<UInt8>) -> (value: Int, count: Int)? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return (value, bytes.count)
  }

  /// The numbers between the separators of a number token: `14.02.2023`, `06:00`.
  func fields(_ index: Int, separator: UInt8) -> [(value: Int, count: Int)]? {
    guard let token = token(index), token.kind == .number else { return nil }
    var result: [(value: Int, count: Int)] = []
    let bytes = document.content[token.bytes]
    for part in bytes.split(separator: separator, omittingEmptySubsequences: false) {
      guard let field = DateReader.number(part) else { return nil }
      result.append(field)
    }
    return result.count > 1 ? result : nil
  }

  /// A day of the month in digits, up to 31.
  func dayNumber(_ index: Int) -> Read<Int>? {
    if let (value, count) = digits(index), count <= 2, (1...31).contains(value) {
      return Read(value: value, end: index + 1)
    }
    guard let token = token(index), token.kind == .ordinal, token.bytes.count <= 4,
      let (value, _) = DateReader.number(document.content[token.bytes].dropLast(2)),
      (1...31).contains(value)
    else { return nil }
    return Read(value: value, end: index + 1)
  }

  /// A year in four digits, 1900 to 2099.
  func year(_ index: Int) -> Int? {
    guard let (value, count) = digits(index), count == 4, (1900...2099).contains(value) else {
      return nil
    }
    if word(index + 1) == DateWords.slash, isGlued(index + 1), isGlued(index + 2) { return nil }
    return value
  }

  /// A number of units: `24`, `two`, `twenty-five`, `a couple of`; nil inside for "a few".
  func count(_ index: Int) -> Read<Int?>? {
    if let (value, digitCount) = digits(index), digitCount <= 4, value > 0 {
      return Read(value: value, end: index + 1)
    }
    let isArticle = word(index) == DateWords.articleA
    if isArticle, word(index + 1) == DateWords.couple {
      return Read(value: 2, end: word(index + 2) == DateWords.of ? index + 3 : index + 2)
    }
    if isArticle, word(index + 1) == DateWords.few { return Read(value: nil, end: index + 2) }
    if word(index) == DateWords.couple, word(index + 1) == DateWords.of {
      return Read(value: 2, end: index + 2)
    }
    if DateWords.several.contains(word(index)) { return Read(value: nil, end: index + 1) }
    guard case .number(let value) = sense(index) else { return nil }
    if value >= 20, word(index + 1) == DateWords.hyphen, case .number(let rest) = sense(index + 2),
      rest < 10
    {
      return Read(value: value + rest, end: index + 3)
    }
    return Read(value: value, end: index + 1)
  }

  /// Whether the token after a number makes it a measure or a count of something.
  func countsSomething(_ next: Int, isDoubtful: Bool) -> Bool {
    guard let token = token(next) else { return false }
    let text = document.content[token.bytes]
    if text.first == 0x25 || token.kind == .currency { return true }
    guard token.kind == .word else { return false }
    if DateWords.measures.contains(token.word) { return true }
    if token.isGlued { return true }
    guard isDoubtful else { return false }
    return token.shape == .lower && !DateWords.followers.contains(token.word)
      && sense(next) == nil
  }

  // MARK: Names

  func month(_ index: Int) -> Read<Int>? {
    guard let token = token(index), token.isCapitalised, !hangsOn(index),
      case .month(let number, let isShort) = sense(index)
    else { return nil }
    let hasStop = isShort && word(index + 1) == DateWords.stop && isGlued(index + 1)
    return Read(value: number, end: hasStop ? index + 2 : index + 1)
  }

  /// Whether the month at `index` is written short: `Feb.`, `Oct`.
  func isShortName(_ index: Int) -> Bool {
    switch sense(index) {
    case .month(_, let isShort), .weekday(_, let isShort): isShort
    default: false
    }
  }

  func weekday(_ index: Int) -> Read<Int>? {
    guard let token = token(index), token.isCapitalised, !hangsOn(index),
      case .weekday(let number, let isShort) = sense(index)
    else { return nil }
    let hasStop = isShort && word(index + 1) == DateWords.stop && isGlued(index + 1)
    return Read(value: number, end: hasStop ? index + 2 : index + 1)
  }

  func unit(_ index: Int) -> (unit: TimeUnit, isPlural: Bool)? {
    guard case .unit(let unit, let isPlural) = sense(index), !isTied(index) else { return nil }
    return (unit, isPlural)
  }

  func part(_ index: Int) -> DayPart? {
    guard case .part(let part) = sense(index), !isTied(index) else { return nil }
    return part
  }

  /// The longest phrase of the lexicon that begins at `index`.
  func phrase(_ index: Int) -> Read<CalendarLexicon.Phrase>? {
    guard let phrases = calendar.phrases(from: word(index)) else { return nil }
    var best: Read<CalendarLexicon.Phrase>?
    for phrase in phrases where phrase.words.count > (best?.value.words.count ?? 0) {
      if phrase.words.indices.allSatisfy({ word(index + $0) == phrase.words[$0] }) {
        best = Read(value: phrase, end: index + phrase.words.count)
      }
    }
    return best
  }
}

/// How a document writes its dates.
struct DateStyle: Sendable {
  /// `02/03/2023` is 3 February.
  var isMonthFirst = false
  /// Clock times are written with a full stop: `10.15`.
  var usesDottedClock = false
}
