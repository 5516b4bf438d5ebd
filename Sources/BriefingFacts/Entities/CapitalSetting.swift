import BriefingText

/// Tells headings in which nearly every word is capitalised.
enum CapitalSetting {
  /// Whether the capital letters of a block tell nothing of what is a name.
  static func holds(for block: Block, of document: TextDocument) -> Bool {
    var long = 0
    var capitalised = 0
    var upper = 0
    for token in document.tokens[block.tokens] where token.kind == .word && token.bytes.count >= 4 {
      long += 1
      if token.isCapitalised { capitalised += 1 }
      if token.shape == .upper { upper += 1 }
    }
    guard long >= 4, block.tokens.count < 40 else { return false }
    let isHeading = block.role == .headline || block.role == .subhead
    return isHeading && capitalised * 10 >= long * 8 || upper * 10 >= long * 8
  }
}
