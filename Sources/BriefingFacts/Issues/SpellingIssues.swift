internal import BriefingRecords
internal import BriefingText

/// Misspelt words and misnamed offices. Only what no other reading allows is told.
struct SpellingIssues {
  let document: TextDocument
  let lexicon: IssueLexicon
  let dated: Set<Int>
  /// How often each word stands in the file.
  private let counts: [Word: Int]

  init(document: TextDocument, lexicon: IssueLexicon, dated: Set<Int>) {
    self.document = document
    self.lexicon = lexicon
    self.dated = dated
    var counts: [Word: Int] = [:]
    for token in document.tokens where token.kind == .word { counts[token.word, default: 0] += 1 }
    self.counts = counts
  }

  func issues(in block: Block, index: Int) -> [FoundIssue] {
    var found: [FoundIssue] = []
    for token in block.tokens where document.tokens[token].kind == .word {
      if dated.contains(token) { continue }
      if let right = lexicon.misspellings[document.tokens[token].word] {
        found.append(
          FoundIssue(
            .misspeltWord, document.tokens[token].bytes, block: index, suggestion: right,
            rule: "issue.misspelt_common"))
      } else if let right = transposed(token) {
        found.append(
          FoundIssue(
            .misspeltWord, document.tokens[token].bytes, block: index, suggestion: right,
            rule: "issue.misspelt_transposed"))
      }
      if let title = wrongTitle(token, block) {
        found.append(
          FoundIssue(
            .wrongTitle, title.bytes, block: index, suggestion: title.right,
            rule: "issue.wrong_title"))
      }
    }
    return found
  }

  // MARK: Transposed letters

  /// Words that differ from another word by two neighbouring letters only.
  private static let pairs: Set<Word> = [
    "complaint", "complaints", "compliant", "discreet", "discrete", "discreetly", "discretely",
    "marital", "martial", "calvary", "cavalry", "parental", "conservation", "conversation",
  ]

  /// The right word that differs by two neighbouring letters swapped: a common one, or one that
  /// stands elsewhere in the file. A form that stands twice is meant so.
  private func transposed(_ token: Int) -> String? {
    let item = document.tokens[token]
    guard item.shape == .lower || item.shape == .title, item.end - item.start >= 8,
      !lexicon.words.contains(item.word), !Self.pairs.contains(item.word),
      counts[item.word] == 1
    else { return nil }
    let letters = Array(document.text(item).lowercased())
    guard letters.allSatisfy(\.isLetter) else { return nil }
    for at in 0..<(letters.count - 1) where letters[at] != letters[at + 1] {
      var swapped = letters
      swapped.swapAt(at, at + 1)
      let word = Word(String(swapped))
      let isKnown =
        item.shape == .lower && lexicon.words.contains(word)
        || counts[word] != nil
      if isKnown { return String(swapped) }
    }
    return nil
  }

  // MARK: Offices

  /// A capitalised title whose first word is near the right one but another: "Security General".
  private func wrongTitle(_ token: Int, _ block: Block) -> (bytes: Range<Int>, right: String)? {
    guard document.tokens[token].isCapitalised else { return nil }
    for title in lexicon.titles where title.count > 1 {
      let end = token + title.count
      guard end <= block.tokens.upperBound else { continue }
      let words = (token..<end).map { document.tokens[$0].word }
      guard words.dropFirst().elementsEqual(title.dropFirst().map { Word($0) }),
        document.tokens[end - 1].isCapitalised, !lexicon.known.contains(words),
        isNear(document.text(document.tokens[token]).lowercased(), title[0].lowercased())
      else { continue }
      var first = token
      // The body the office belongs to, so that the reader sees whose it is.
      if first > block.tokens.lowerBound, document.tokens[first - 1].shape == .upper { first -= 1 }
      let before =
        first < token ? document.text(document.tokens[first]) + " " : ""
      return (
        document.bytes(ofTokens: first..<end), before + title.joined(separator: " ")
      )
    }
    return nil
  }

  /// Whether two different words share their beginning and last letter and are hardly of another
  /// length: what a writer or a spell checker mixes up.
  private func isNear(_ one: String, _ other: String) -> Bool {
    guard one != other, abs(one.count - other.count) <= 1, one.count >= 5,
      one.prefix(3) == other.prefix(3), one.last == other.last
    else { return false }
    return EditDistance.between(Array(one.utf8), Array(other.utf8), limit: 4) <= 4
  }
}
