import BriefingText

/// Tells headings in which nearly every word is capitalised.
enum CapitalSetting {
  /// Whether the capital letters of these tokens tell nothing of what is a name.
  static func holds(in range: Range<Int>, of document: TextDocument) -> Bool {
    var long = 0
    var capitalised = 0
    for token in document.tokens[range] where token.kind == .word && token.bytes.count >= 4 {
      long += 1
      if token.isCapitalised { capitalised += 1 }
    }
    return long >= 4 && range.count < 40 && capitalised * 10 >= long * 8
  }
}
