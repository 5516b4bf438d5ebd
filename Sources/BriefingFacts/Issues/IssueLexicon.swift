internal import BriefingText

/// The words that writers get wrong: misspellings, and the offices whose names they mix up.
public struct IssueLexicon: Sendable {
  /// The columns of the table `common-misspellings`.
  public static let misspellingColumns = ["wrong", "right"]
  /// The columns of the table `office-titles`.
  public static let titleColumns = ["title"]

  /// The columns of the table `common-words`.
  public static let wordColumns = ["word"]

  /// What a misspelling stands for.
  let misspellings: [Word: String]
  /// The offices as their words.
  let titles: [[String]]
  /// Every office by its folded words, to tell that a title is right as it stands.
  let known: Set<[Word]>

  /// Common words as they are spelt.
  let words: Set<Word>

  /// The lexicon of its tables; `words` has one column, words in lower case.
  public init(misspellings: LexiconTable, titles: LexiconTable, words: LexiconTable) {
    self.words = Set(words.rows.map { Word($0.cells[0]) })
    var wrong: [Word: String] = [:]
    for row in misspellings.rows { wrong[Word(row.cells[0])] = row.cells[1] }
    self.misspellings = wrong
    self.titles = titles.rows.map { row in
      row.cells[0].split(separator: " ").map(String.init)
    }
    known = Set(self.titles.map { words in words.map { Word($0) } })
  }
}
