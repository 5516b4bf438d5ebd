internal import BriefingRecords
internal import BriefingText

/// Number words, bounds, set phrases and the nouns that numbers name one of.
struct NumeralLexicon: Sendable {
  /// What a number word does in a numeral.
  enum Part: Sendable, Equatable {
    case small(Double)
    case ten(Double)
    case hundred
    case scale(Double)
    case dozen
    case fraction(Double)
    case vague(Double)
  }

  /// A scale written in letters after digits.
  struct Suffix: Sendable {
    let factor: Double
    /// Too short to be a scale in anything but a sum of money: `m`, `b`.
    let isMoneyOnly: Bool
  }

  /// A set phrase with a number word that counts nothing.
  struct Idiom: Sendable {
    let pieces: [Word]
    /// The position of the number word in it.
    let position: Int
  }

  private var parts: [Word: Part] = [:]
  /// One bit for each value that the low bits of a number word's hash take: most words of a text
  /// are told from number words without a look into `parts`.
  private var sieve = [UInt64](repeating: 0, count: 64)
  private(set) var suffixes: [Word: Suffix] = [:]
  private(set) var bounds = PhraseTable<Bound>()
  private(set) var boundsAfter = PhraseTable<Bound>()
  private(set) var ordinalUnits: Set<Word> = []
  private var idioms: [Word: [Idiom]] = [:]
  private var openIdioms: [Idiom] = []

  init(_ table: LexiconTable) throws(LexiconError) {
    for row in table.rows {
      func fail(_ cause: String) -> LexiconError {
        LexiconError(table: table.name, line: row.line, cause: cause)
      }
      let phrase = row.cells[0]
      switch row.cells[1] {
      case "bound", "bound_after":
        guard let bound = Bound(rawValue: row.cells[2]) else {
          throw fail("“\(row.cells[2])” is no bound")
        }
        if row.cells[1] == "bound" {
          bounds.add(phrase, isExact: false, bound)
        } else {
          boundsAfter.add(phrase, isExact: false, bound)
        }
      case "idiom": add(idiom: phrase)
      case "ordinal_unit": ordinalUnits.insert(Word(phrase))
      case let name:
        guard let value = Double(row.cells[2]) else {
          throw fail("the value “\(row.cells[2])” is no number")
        }
        switch name {
        case "small": add(phrase, .small(value))
        case "ten": add(phrase, .ten(value))
        case "hundred": add(phrase, .hundred)
        case "scale": add(phrase, .scale(value))
        case "dozen": add(phrase, .dozen)
        case "fraction": add(phrase, .fraction(value))
        case "vague": add(phrase, .vague(value))
        case "suffix": suffixes[Word(phrase)] = Suffix(factor: value, isMoneyOnly: false)
        case "suffix_money": suffixes[Word(phrase)] = Suffix(factor: value, isMoneyOnly: true)
        default: throw fail("“\(name)” is no class of this table")
        }
      }
    }
  }

  private mutating func add(_ phrase: String, _ part: Part) {
    let word = Word(phrase)
    parts[word] = part
    sieve[Int(word.hash >> 6 & 63)] |= 1 << (word.hash & 63)
  }

  private mutating func add(idiom phrase: String) {
    let pieces = phrase.split(separator: " ").map { Word($0) }
    for (position, piece) in pieces.enumerated() {
      let idiom = Idiom(pieces: pieces, position: position)
      if piece == "number" {
        openIdioms.append(idiom)
      } else {
        idioms[piece, default: []].append(idiom)
      }
    }
  }

  /// What `word` does in a numeral, if it is a number word.
  func part(_ word: Word) -> Part? {
    guard sieve[Int(word.hash >> 6 & 63)] & 1 << (word.hash & 63) != 0 else { return nil }
    return parts[word]
  }

  /// The token after the set phrase that holds the number at `index`, if there is one.
  func idiom(around index: Int, in view: TokenView) -> Int? {
    if let fixed = idioms[view.word(index)] {
      for idiom in fixed where fits(idiom, at: index, in: view) {
        return index - idiom.position + idiom.pieces.count
      }
    }
    if case .small = part(view.word(index)) {
      for idiom in openIdioms where fits(idiom, at: index, in: view) {
        return index - idiom.position + idiom.pieces.count
      }
    }
    return nil
  }

  private func fits(_ idiom: Idiom, at index: Int, in view: TokenView) -> Bool {
    let start = index - idiom.position
    var piece = 0
    while piece < idiom.pieces.count {
      if piece != idiom.position, view.word(start + piece) != idiom.pieces[piece] { return false }
      piece += 1
    }
    return true
  }
}
