import BriefingText

/// The writers that bylines name.
struct Bylines {
  private(set) var authors: [String] = []
  private(set) var spans: [Range<Int>] = []
  /// The first byline as it stands.
  private(set) var text: String?
  private(set) var bytes: Range<Int>?

  init(_ document: TextDocument, names: CreditNames) {
    for block in document.blocks where block.role == .byline {
      if text == nil {
        text = document.text(block.body)
        bytes = block.body
      }
      read(block, in: document, names)
    }
  }

  /// "By A, B and C in Kyiv": names until something else comes.
  private mutating func read(_ block: Block, in document: TextDocument, _ names: CreditNames) {
    var index = block.tokens.lowerBound
    let limit = block.tokens.upperBound
    while index < limit,
      Self.openers.contains(document.tokens[index].word)
        || document.tokens[index].kind == .punctuation
    {
      index += 1
    }
    while index < limit, document.tokens[index].isCapitalised {
      let end = names.runEnd(index, limit: limit)
      let name = names.withoutTitle(index..<end)
      guard names.isPerson(name, single: false) else { return }
      let text = names.name(name)
      if !authors.contains(text) {
        authors.append(text)
        spans.append(document.bytes(ofTokens: name))
      }
      index = end
      // A bracket after a name holds a place or a post.
      if index < limit, names.text(index) == "(" {
        while index < limit, names.text(index) != ")" { index += 1 }
        index += 1
      }
      // "in Kyiv" after a name is where the writer sits.
      if index + 1 < limit,
        document.tokens[index].word == "in" || document.tokens[index].word == "from",
        document.tokens[index + 1].isCapitalised
      {
        index = names.runEnd(index + 1, limit: limit)
      }
      var isJoined = false
      while index < limit, Self.joiners.contains(names.text(index)) {
        isJoined = true
        index += 1
      }
      if !isJoined { return }
    }
  }

  private static let openers: Set<Word> = ["by", "from", "von", "par", "words", "written", "story"]
  private static let joiners: Set<String> = [",", "and", "&", ";"]
}
