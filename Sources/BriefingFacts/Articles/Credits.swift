import BriefingRecords
import BriefingText

/// Who reported and contributed, from where, and which agencies supplied the story.
struct Credits {
  /// A person named as reporting or contributing.
  struct Contributor {
    var name: String
    var place: String?
    var bytes: Range<Int>
  }

  private(set) var contributors: [Contributor] = []
  private(set) var sources: [(name: String, entry: Int?, bytes: Range<Int>)] = []
  private let document: TextDocument
  private let names: CreditNames
  private let authors: [String]

  init(_ document: TextDocument, names: CreditNames, authors: [String]) {
    self.document = document
    self.names = names
    self.authors = authors
    for block in document.blocks where block.role == .credit {
      for clause in clauses(block) { read(clause) }
    }
    for block in document.blocks where block.role == .paragraph || block.role == .headline {
      guard let dateline = Dateline(block, in: document), let agency = dateline.agency else {
        continue
      }
      source(agency)
      break
    }
  }

  /// "Reporting by A; editing by B": each clause has its own verb.
  private func clauses(_ block: Block) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for sentence in document.sentences[block.sentences] {
      var start = sentence.tokens.lowerBound
      for index in sentence.tokens where names.text(index) == ";" {
        if index > start { result.append(start..<index) }
        start = index + 1
      }
      if start < sentence.tokens.upperBound { result.append(start..<sentence.tokens.upperBound) }
    }
    return result
  }

  private mutating func read(_ clause: Range<Int>) {
    var words: Set<Word> = []
    for index in clause { words.insert(document.tokens[index].word) }
    if words.contains("files"), words.contains("from") || words.contains("by") {
      files(clause)
      return
    }
    guard !words.isDisjoint(with: Self.reporting), words.isDisjoint(with: Self.editing) else {
      return
    }
    people(clause, isContribution: words.contains("contributed"))
  }

  private static let reporting: Set<Word> = [
    "reported", "reporting", "reports", "contributed", "contribution", "contributions",
  ]
  private static let editing: Set<Word> = ["edited", "editing", "translated", "writing"]

  /// "With files from A and B".
  private mutating func files(_ clause: Range<Int>) {
    guard
      let from = clause.first(where: {
        document.tokens[$0].word == "from" || document.tokens[$0].word == "by"
      })
    else { return }
    var index = from + 1
    while index < clause.upperBound {
      guard document.tokens[index].isCapitalised || names.known(index..<index + 1) != nil else {
        index += 1
        continue
      }
      let end = names.runEnd(index, limit: clause.upperBound)
      source(index..<end)
      index = end
    }
  }

  /// "A reported from B, C and D from E", "reporting by A in B": names wait for their place.
  private mutating func people(_ clause: Range<Int>, isContribution: Bool) {
    var waiting: [Int] = []
    var index = clause.lowerBound
    while index < clause.upperBound {
      let token = document.tokens[index]
      if token.word == "from" || token.word == "in",
        token.shape == .lower || index == clause.lowerBound,
        index + 1 < clause.upperBound, document.tokens[index + 1].isCapitalised
      {
        let end = placeEnd(index + 1, limit: clause.upperBound)
        let place = document.text(ofTokens: index + 1..<end)
        for person in waiting { contributors[person].place = place }
        waiting = []
        index = end
        continue
      }
      guard token.isCapitalised, !Self.reporting.contains(token.word), token.word != "additional"
      else {
        index += 1
        continue
      }
      let end = names.runEnd(index, limit: clause.upperBound)
      let name = names.withoutTitle(index..<end)
      if isPerson(name, clause: clause) {
        waiting.append(contributors.count)
        contributors.append(
          Contributor(
            name: fullest(names.name(name)), place: nil, bytes: document.bytes(ofTokens: name)))
      } else if isContribution, isSubject(end, of: clause) {
        source(index..<end)
      }
      index = end
    }
  }

  /// One word is a surname where others are credited with it; alone it is an agency.
  private func isPerson(_ range: Range<Int>, clause: Range<Int>) -> Bool {
    guard names.isPerson(range, single: true) else { return false }
    if range.count > 1 { return true }
    let surname = names.name(range)
    if authors.contains(where: { $0.hasSuffix(" " + surname) }) { return true }
    let isAlone =
      range.lowerBound == clause.lowerBound
      && range.upperBound < clause.upperBound
      && document.tokens[range.upperBound].word == "contributed"
    return !isAlone && document.tokens[range.lowerBound].shape != .upper
  }

  /// "Associated Press writers A and B contributed" credits the writers only.
  private func isSubject(_ end: Int, of clause: Range<Int>) -> Bool {
    guard end < clause.upperBound else { return false }
    let next = document.tokens[end]
    return next.word == "contributed" || next.word == "and" || names.text(end) == ","
  }

  /// "Lviv, Ukraine": a comma goes on only with a country or a state.
  private func placeEnd(_ start: Int, limit: Int) -> Int {
    let end = names.runEnd(start, limit: limit)
    guard end + 1 < limit, names.text(end) == ",", document.tokens[end + 1].isCapitalised else {
      return end
    }
    let second = names.runEnd(end + 1, limit: limit)
    guard let entry = names.known(end + 1..<second) else { return end }
    let known = names.scanner.lexicon.entries[entry]
    let isLast =
      second >= limit || document.tokens[second].kind == .punctuation
      || document.tokens[second].word == "and" || document.tokens[second].shape == .lower
    return known.type == .geopolitical && isLast ? second : end
  }

  /// The full name of a surname, from the byline.
  private func fullest(_ name: String) -> String {
    guard !name.contains(" ") else { return name }
    return authors.first { $0.hasSuffix(" " + name) } ?? name
  }

  private mutating func source(_ range: Range<Int>) {
    var range = range
    while let first = range.first, document.tokens[first].shape == .lower,
      names.known(range) == nil, range.count > 1
    {
      range = first + 1..<range.upperBound
    }
    let entry = names.known(range)
    let name = names.scanner.name(of: range)
    if sources.contains(where: { $0.name == name || entry != nil && $0.entry == entry }) { return }
    sources.append((name, entry, document.bytes(ofTokens: range)))
  }
}
