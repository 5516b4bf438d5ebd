internal import BriefingRecords
internal import BriefingText

/// Words and blanks that stand twice, and a currency told by sign and word.
struct DoubledIssues {
  let document: TextDocument

  func issues(in block: Block, index: Int) -> [FoundIssue] {
    doubledWords(block, index) + doubledSpaces(block, index) + redundantCurrencies(block, index)
  }

  /// Doublings that English allows.
  private static let allowed: Set<Word> = [
    "had", "that", "very", "so", "no", "much", "many", "far", "long", "again", "never", "really",
    "now", "well", "yes", "ha", "bye", "hear", "there", "come", "go", "please", "more", "over",
    "half", "side", "year", "day", "face", "step", "arm", "neck", "back", "shoulder", "do", "who",
    "wait", "stop", "help", "run", "thank", "big", "fierce", "old", "little", "walla", "baden",
    "is", "her", "in", "on",
  ]

  private func doubledWords(_ block: Block, _ index: Int) -> [FoundIssue] {
    var found: [FoundIssue] = []
    guard block.tokens.count > 1 else { return [] }
    for token in block.tokens.dropFirst() {
      let one = document.tokens[token - 1]
      let two = document.tokens[token]
      guard one.kind == .word, two.kind == .word, one.word == two.word, !two.isGlued,
        // "Duran Duran", "Sirhan Sirhan": names double by choice. "The the" is none of them.
        one.shape == .lower || two.shape == .lower, one.end - one.start > 1,
        !Self.allowed.contains(one.word)
      else { continue }
      // "fierce, fierce" never comes here: a mark stands between. Verbs that double as particles
      // ("what it is is") are in the list of the allowed.
      found.append(
        FoundIssue(
          .doubledWord, bytes(token - 1, token), block: index, suggestion: document.text(one),
          rule: "issue.doubled_word"))
    }
    for token in block.tokens.dropFirst() {
      // Small words that never double, even where the longer list allows a doubling.
      let one = document.tokens[token - 1]
      let two = document.tokens[token]
      guard one.word == two.word, !two.isGlued, one.kind == .word, one.shape == .lower,
        two.shape == .lower, one.word == "a" || one.word == "i"
      else { continue }
      found.append(
        FoundIssue(
          .doubledWord, bytes(token - 1, token), block: index, suggestion: document.text(one),
          rule: "issue.doubled_word"))
    }
    return found
  }

  private func bytes(_ first: Int, _ last: Int) -> Range<Int> {
    document.bytes(ofTokens: first..<(last + 1))
  }

  private func doubledSpaces(_ block: Block, _ index: Int) -> [FoundIssue] {
    guard block.role != .headline, block.tokens.count > 1 else { return [] }
    var found: [FoundIssue] = []
    for token in block.tokens.dropFirst() {
      let gap = Int(document.tokens[token - 1].end)..<Int(document.tokens[token].start)
      // Four blanks and more set out columns.
      guard gap.count > 1, (2...3).contains(blanks(in: gap)) else { continue }
      if isAfterStop(token), hasWideStops { continue }
      let stretch = bytes(token - 1, token)
      found.append(
        FoundIssue(
          .doubledSpace, stretch, block: index,
          suggestion: document.text(document.tokens[token - 1]) + " "
            + document.text(document.tokens[token]), rule: "issue.doubled_space"))
    }
    // Columns that blanks set out are a table's, not a slip.
    return found.count > 2 ? [] : found
  }

  private func isAfterStop(_ token: Int) -> Bool {
    [".", "?", "!"].contains(document.tokens[token - 1].word)
  }

  /// Whether the writer sets two blanks after full stops throughout.
  private var hasWideStops: Bool {
    var count = 0
    for token in document.tokens.indices.dropFirst() where isAfterStop(token) {
      let gap = Int(document.tokens[token - 1].end)..<Int(document.tokens[token].start)
      if gap.count == 2, blanks(in: gap) == 2 { count += 1 }
    }
    return count > 3
  }

  /// The number of blanks in a gap; 0 where it holds a line end or a tab.
  private func blanks(in gap: Range<Int>) -> Int {
    var count = 0
    for scalar in document.text(gap).unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": return 0
      case "\u{200B}", "\u{FEFF}": break
      default: count += 1
      }
    }
    return count
  }

  private static let currencyWords: Set<Word> = [
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "usd", "eur", "gbp", "hryvnia",
    "hryvnias", "rubles", "roubles", "rupees", "yuan", "won", "shekels", "lira",
  ]
  private static let scales: Set<Word> = [
    "million", "billion", "trillion", "thousand", "hundred", "m", "bn", "mln", "bln", "tn", "k",
    "mn",
  ]

  /// "$11.7 billion dollars": the sign says it already.
  private func redundantCurrencies(_ block: Block, _ index: Int) -> [FoundIssue] {
    var found: [FoundIssue] = []
    for token in block.tokens where document.tokens[token].kind == .currency {
      var next = token + 1
      guard next < block.tokens.upperBound, document.tokens[next].kind == .number else { continue }
      next += 1
      while next < block.tokens.upperBound,
        Self.scales.contains(document.tokens[next].word)
          || document.tokens[next].word == "-" && document.tokens[next].isGlued
      {
        next += 1
      }
      guard next < block.tokens.upperBound, Self.currencyWords.contains(document.tokens[next].word),
        signSays(document.tokens[next].word, document.text(document.tokens[token]))
      else { continue }
      found.append(
        FoundIssue(
          .redundantCurrency, bytes(token, next), block: index,
          suggestion: document.text(bytes(token, next - 1)), rule: "issue.redundant_currency"))
    }
    return found
  }

  private func signSays(_ word: Word, _ sign: String) -> Bool {
    switch word {
    case "dollar", "dollars", "usd": sign.hasSuffix("$")
    case "euro", "euros", "eur": sign == "€"
    case "pound", "pounds", "gbp": sign == "£"
    case "yen", "yuan": sign == "¥"
    case "hryvnia", "hryvnias": sign == "₴"
    case "rubles", "roubles": sign == "₽"
    case "rupees": sign == "₹"
    case "won": sign == "₩"
    case "shekels": sign == "₪"
    case "lira": sign == "₺"
    default: false
    }
  }
}
