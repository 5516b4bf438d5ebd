internal import BriefingText

/// Words set apart from the text, with their speaker in the next line: "— Name, role".
enum PullQuote {
  /// Whether the block's line begins with a dash and then a name: a signature.
  static func isDashSigned(_ block: Block, _ document: TextDocument) -> Bool {
    guard block.tokens.count > 0, block.tokens.count <= 30, let first = name(of: block, document)
    else { return false }
    var index = block.bytes.lowerBound
    let end = document.tokens[first].bytes.lowerBound
    while index < end {
      let byte = document.content[index]
      // U+2013 to U+2015, or two hyphens.
      if byte == 0xe2, index + 2 < end, document.content[index + 1] == 0x80,
        (0x93...0x95).contains(document.content[index + 2])
      {
        return true
      }
      if byte == 0x2d, index + 1 < end, document.content[index + 1] == 0x2d { return true }
      index += 1
    }
    return false
  }

  /// Whether a short line after a quotation names a person and what he or she is.
  static func isNameAndRole(_ block: Block, _ document: TextDocument) -> Bool {
    guard block.tokens.count <= 25, let first = name(of: block, document),
      first == block.tokens.lowerBound, let last = block.tokens.last,
      document.tokens[last].word != ".", document.tokens[last].word != ":"
    else { return false }
    var comma = first
    while comma < block.tokens.upperBound, document.tokens[comma].word != "," {
      let token = document.tokens[comma]
      guard
        token.isCapitalised || FunctionWords.particles.contains(token.word)
          || token.kind == .punctuation && token.isGlued
      else { return false }
      comma += 1
    }
    return comma > first + 1 && comma < block.tokens.upperBound && comma - first <= 6
  }

  /// The first token of a signature that is no mark; nil unless it is a capitalised word.
  static func name(of block: Block, _ document: TextDocument) -> Int? {
    for token in block.tokens {
      let kind = document.tokens[token].kind
      if kind == .punctuation { continue }
      return document.tokens[token].isCapitalised ? token : nil
    }
    return nil
  }

  /// The block's words as a quotation without marks, if the next block is its signature.
  static func unmarked(_ index: Int, _ document: TextDocument) -> QuotedStretch? {
    let block = document.blocks[index]
    guard block.role == .paragraph, index + 1 < document.blocks.count, block.tokens.count > 3,
      isDashSigned(document.blocks[index + 1], document), !isDashSigned(block, document)
    else { return nil }
    for token in block.tokens where document.tokens[token].kind == .openQuote { return nil }
    guard let bytes = QuotedStretch.words(block.tokens, document) else { return nil }
    return QuotedStretch(
      open: block.tokens.lowerBound, end: block.tokens.upperBound, inner: block.tokens,
      bytes: bytes, block: index, depth: 0, parent: nil)
  }
}
