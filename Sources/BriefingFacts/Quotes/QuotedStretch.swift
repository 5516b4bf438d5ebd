internal import BriefingText

/// A stretch between quotation marks.
struct QuotedStretch {
  /// The token of the opening mark; for words without marks the token before the first, or less.
  var open: Int
  /// The token after the last: of the closing mark, or where the block ends when the next
  /// paragraph opens the quotation again.
  var end: Int
  /// The tokens between the marks.
  var inner: Range<Int>
  /// The words as a reader takes them: no white space at the edges, no comma of the writer's.
  var bytes: Range<Int>
  var block: Int
  /// How many quotations it stands in.
  var depth: Int
  /// The quotation it stands in, as an index into the list.
  var parent: Int?

  /// The quotations of all blocks that carry facts, in the order of their opening marks.
  ///
  /// A mark without a partner silences its own block's rest at most: everything else stands.
  static func all(in document: TextDocument) -> [QuotedStretch] {
    var found: [QuotedStretch] = []
    for (index, block) in document.blocks.enumerated() where block.role.carriesFacts {
      if let pulled = PullQuote.unmarked(index, document) {
        found.append(pulled)
        continue
      }
      var pairs: [(open: Int, close: Int?)] = []
      var stack: [(open: Int, isSingle: Bool)] = []
      for token in block.tokens {
        switch document.tokens[token].kind {
        case .openQuote: stack.append((token, isSingle(token, document)))
        case .closeQuote:
          let single = isSingle(token, document)
          guard let at = stack.lastIndex(where: { $0.isSingle == single }) else { continue }
          pairs.append((stack[at].open, token))
          stack.removeSubrange(at...)
        default: break
        }
      }
      if let first = stack.first, isReopened(after: index, isSingle: first.isSingle, document) {
        pairs.append((first.open, nil))
      }
      pairs.sort { $0.open < $1.open }
      var enclosing: [Int] = []
      for pair in pairs {
        let end = pair.close.map { $0 + 1 } ?? block.tokens.upperBound
        let inner = (pair.open + 1)..<max(pair.open + 1, pair.close ?? block.tokens.upperBound)
        while let last = enclosing.last, found[last].end <= pair.open { enclosing.removeLast() }
        // What is quoted deeper than that belongs to the quotation around it.
        guard enclosing.count < 4, let bytes = words(inner, document) else { continue }
        let parent = enclosing.last
        found.append(
          QuotedStretch(
            open: pair.open, end: end, inner: inner, bytes: bytes, block: index,
            depth: enclosing.count, parent: parent))
        enclosing.append(found.count - 1)
      }
    }
    return found
  }

  /// The bytes of the words: a final comma is the writer's, other marks are the speaker's.
  static func words(_ inner: Range<Int>, _ document: TextDocument) -> Range<Int>? {
    var last = inner.upperBound - 1
    guard last >= inner.lowerBound else { return nil }
    if document.tokens[last].kind == .punctuation, document.tokens[last].word == "," { last -= 1 }
    guard last >= inner.lowerBound else { return nil }
    return document.bytes(ofTokens: inner.lowerBound..<(last + 1))
  }

  private static func isReopened(
    after block: Int, isSingle: Bool, _ document: TextDocument
  ) -> Bool {
    var next = block + 1
    while next < document.blocks.count {
      let candidate = document.blocks[next]
      switch candidate.role {
      case .paragraph, .listItem:
        guard let first = candidate.tokens.first else { return false }
        return document.tokens[first].kind == .openQuote
          && Self.isSingle(first, document) == isSingle
      case .caption, .promo, .ui, .related, .credit: next += 1
      default: return false
      }
    }
    return false
  }

  private static func isSingle(_ token: Int, _ document: TextDocument) -> Bool {
    let bytes = document.content[document.tokens[token].bytes]
    let singles: [[UInt8]] = [
      [0x27], [0xe2, 0x80, 0x98], [0xe2, 0x80, 0x99], [0xe2, 0x80, 0x9a], [0xe2, 0x80, 0x9b],
      [0xe2, 0x80, 0xb9], [0xe2, 0x80, 0xba],
    ]
    return singles.contains { bytes.elementsEqual($0) }
  }
}
