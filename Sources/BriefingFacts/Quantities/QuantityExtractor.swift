internal import BriefingRecords
public import BriefingText

/// Finds the figures of a document: what they measure, their value, bound and unit, and the noun
/// phrase they count.
///
/// A scanner by hand over the tokens: each token is asked once whether a figure can begin at it, and
/// only there rules look around. Sums, measures and counts come out by what stands beside the
/// number; numbers that name, date or list something do not.
public struct QuantityExtractor: Sendable {
  private let lexicon: MeasureLexicon

  /// An extractor that knows the given units, currencies and number words.
  public init(lexicon: MeasureLexicon) {
    self.lexicon = lexicon
  }

  /// The figures of the blocks that carry facts, in the order of the file; none overlaps another.
  ///
  /// `dates` and `names`, both in the order of the file, hold the numbers that are no figures.
  public func mentions(
    in document: TextDocument, dates: [DateMention], names: EntityIndex
  ) -> [QuantityMention] {
    var scan = QuantityScan(document: document, dates: dates, names: names, lexicon: lexicon)
    for block in document.blocks.indices where document.blocks[block].role.carriesFacts {
      scan.read(block: block)
    }
    scan.settleDollars()
    return scan.found
  }
}

/// One pass over a document.
struct QuantityScan {
  let document: TextDocument
  let dates: [DateMention]
  let names: EntityIndex
  let lexicon: MeasureLexicon
  var found: [QuantityMention] = []
  /// The figures of the block that is being read; `converts` counts from the block's first.
  private var current: [QuantityMention] = []
  private let groupsThousands: Bool
  private let hasDecimalCommas: Bool
  private let lowered: Set<Word>
  private var capitals: (sentence: Range<Int>, habits: CapitalHabits)?
  private var date = 0
  private var mention = 0

  init(
    document: TextDocument, dates: [DateMention], names: EntityIndex, lexicon: MeasureLexicon
  ) {
    self.document = document
    self.dates = dates
    self.names = names
    self.lexicon = lexicon
    let habits = NumberHabits(document)
    groupsThousands = habits.groupsThousands
    hasDecimalCommas = habits.hasDecimalCommas
    lowered = Set(document.tokens.lazy.filter { $0.shape == .lower }.map(\.word))
  }

  /// Appends the figures of a block.
  mutating func read(block: Int) {
    let tokens = document.blocks[block].tokens
    guard !tokens.isEmpty else { return }
    let view = TokenView(tokens: document.tokens, content: document.content, range: tokens)
    let first = found.count
    current.removeAll(keepingCapacity: true)
    var sentence = document.blocks[block].sentences.lowerBound
    var floor = tokens.lowerBound
    var index = tokens.lowerBound
    while index < tokens.upperBound {
      guard mayBegin(at: index, in: view) else {
        index += 1
        continue
      }
      if let end = endOfDate(at: index) ?? endOfName(at: index) {
        index = max(index + 1, end)
        floor = index
        continue
      }
      let bounds = sentenceRange(around: index, from: &sentence, block: block)
      let reader = makeReader(view, floor: floor, sentence: bounds, block: block)
      switch reader.read(at: index) {
      case .none(let next): index = max(index + 1, next)
      case .figure(let figure):
        append(figure, in: view, sentence: bounds)
        index = max(index + 1, figure.next)
        floor = index
      case .figures(let one, let other):
        append(one, in: view, sentence: bounds)
        append(other, in: view, sentence: bounds)
        index = max(index + 1, other.next)
        floor = index
      }
    }
    for var mention in current {
      if let converted = mention.converts { mention.converts = converted + first }
      found.append(mention)
    }
  }

  private func mayBegin(at index: Int, in view: TokenView) -> Bool {
    let token = view.tokens[index]
    switch token.kind {
    case .number: return true
    case .word:
      return lexicon.numerals.part(token.word) != nil
        || token.shape == .mixed && view.lastByte(index) <= 0x39
    default: return false
    }
  }

  private mutating func endOfDate(at token: Int) -> Int? {
    while date < dates.count, dates[date].tokens.upperBound <= token { date += 1 }
    guard date < dates.count, dates[date].tokens.contains(token) else { return nil }
    return dates[date].tokens.upperBound
  }

  private mutating func endOfName(at token: Int) -> Int? {
    while mention < names.mentions.count, names.mentions[mention].tokens.upperBound <= token {
      mention += 1
    }
    guard mention < names.mentions.count, names.mentions[mention].tokens.contains(token) else {
      return nil
    }
    return names.mentions[mention].tokens.upperBound
  }

  private func sentenceRange(
    around token: Int, from sentence: inout Int, block: Int
  ) -> Range<Int> {
    let all = document.blocks[block].sentences
    while sentence < all.upperBound, document.sentences[sentence].tokens.upperBound <= token {
      sentence += 1
    }
    guard sentence < all.upperBound, document.sentences[sentence].tokens.contains(token) else {
      return document.blocks[block].tokens
    }
    return document.sentences[sentence].tokens
  }

  private mutating func capitals(of sentence: Range<Int>, in view: TokenView) -> CapitalHabits {
    if let known = capitals, known.sentence == sentence { return known.habits }
    let habits = CapitalHabits(view: view, sentence: sentence)
    capitals = (sentence, habits)
    return habits
  }

  private mutating func makeReader(
    _ view: TokenView, floor: Int, sentence: Range<Int>, block: Int
  ) -> QuantityReader {
    let capitals = capitals(of: sentence, in: view)
    let numberNames = NumberNames(
      view: view, lexicon: lexicon.numerals, names: names, lowered: lowered,
      groupsThousands: groupsThousands,
      isTitleCase: capitals.isTitleCase, isAllCapitals: capitals.isAllCapitals,
      sentenceStart: sentence.lowerBound)
    let numerals = NumeralReader(
      view: view, lexicon: lexicon.numerals, floor: floor, hasDecimalCommas: hasDecimalCommas)
    return QuantityReader(
      view: view, lexicon: lexicon, document: document, names: numberNames, reader: numerals,
      block: block, sentence: sentence)
  }

  private mutating func append(_ figure: Figure, in view: TokenView, sentence: Range<Int>) {
    // In a function of its own: while it looks at `current`, an append would copy all of it.
    let mention = related(figure, in: view, sentence: sentence)
    current.append(mention)
  }

  /// The figure with what it takes from the words and figures beside it.
  private func related(
    _ figure: Figure, in view: TokenView, sentence: Range<Int>
  ) -> QuantityMention {
    var figure = figure
    let earlier = current.suffix(32)
    let parallel = Parallels(view: view, sentence: sentence, earlier: earlier)
    parallel.inherit(&figure)
    let phrases = CountedPhrase(view: view, lexicon: lexicon, sentence: sentence, earlier: earlier)
    figure.mention.of = phrases.phrase(of: figure)
    if let converted = parallel.converted(figure) {
      figure.mention.converts = converted
      if figure.mention.kind == .money { figure.mention.of = current[converted].of }
    }
    RateReader(view: view, lexicon: lexicon, phrases: phrases).read(&figure)
    return figure.mention
  }

  /// `$` is the dollar that the document prints the same sum with.
  mutating func settleDollars() {
    var others: [Double: String] = [:]
    for mention in found {
      guard let amount = mention.amount, let currency = mention.currency, others[amount] == nil,
        CapitalHabits.dollars.contains(currency)
      else { continue }
      others[amount] = currency
    }
    for index in found.indices where found[index].rule == "quantity.money_sign" {
      guard found[index].currency == "USD", let amount = found[index].amount,
        document.content[found[index].bytes.lowerBound] == 0x24, let other = others[amount]
      else { continue }
      found[index].currency = other
    }
  }
}
