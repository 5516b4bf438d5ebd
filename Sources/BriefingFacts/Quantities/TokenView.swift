internal import BriefingText

/// The tokens of one block, which rules may look at in both directions without minding its edges.
struct TokenView {
  let tokens: [Token]
  let content: [UInt8]
  /// The block's tokens.
  let range: Range<Int>

  /// No word: what stands beyond the edges.
  static let nothing: Word = ""

  func contains(_ index: Int) -> Bool { index >= range.lowerBound && index < range.upperBound }

  /// The folded word at `index`; `nothing` beyond the edges.
  func word(_ index: Int) -> Word {
    contains(index) ? tokens[index].word : TokenView.nothing
  }

  func kind(_ index: Int) -> Token.Kind? {
    contains(index) ? tokens[index].kind : nil
  }

  func isWord(_ index: Int) -> Bool { kind(index) == .word }

  /// Whether no white space stands between the token and the one before it.
  func isGlued(_ index: Int) -> Bool { contains(index) && tokens[index].isGlued }

  func isCapitalised(_ index: Int) -> Bool { contains(index) && tokens[index].isCapitalised }

  func isLower(_ index: Int) -> Bool {
    contains(index) && tokens[index].kind == .word && tokens[index].shape == .lower
  }

  /// A hyphen or dash of any length that is one token.
  func isDash(_ index: Int) -> Bool {
    guard contains(index), tokens[index].kind == .punctuation else { return false }
    switch tokens[index].word {
    case "-", "\u{2010}", "\u{2011}", "\u{2012}", "–", "—", "−", "--": return true
    default: return false
    }
  }

  /// A hyphen with no white space on either side.
  func isHyphen(_ index: Int) -> Bool {
    guard isDash(index), isGlued(index), isGlued(index + 1) else { return false }
    return word(index) != "—" && word(index) != "--"
  }

  /// A mark of Markdown emphasis or of a link's text.
  func isMarkup(_ index: Int) -> Bool {
    guard contains(index), tokens[index].kind == .punctuation else { return false }
    switch tokens[index].word {
    case "*", "**", "***", "_", "__", "[": return true
    default: return false
    }
  }

  /// The nearest token before `index` that is no markup.
  func before(_ index: Int) -> Int {
    var index = index - 1
    while isMarkup(index) { index -= 1 }
    return index
  }

  /// The nearest token from `index` on that is no closing markup.
  func after(_ index: Int) -> Int {
    var index = index
    while contains(index), isMarkup(index) || word(index) == "]" && isMarkupLink(index) {
      index += 1
    }
    return index
  }

  private func isMarkupLink(_ index: Int) -> Bool {
    word(index + 1) == "(" && isGlued(index + 1) && kind(index + 2) == .address
  }

  /// Whether the token's bytes are exactly `text`, case and all.
  func isExactly(_ text: [UInt8], at index: Int) -> Bool {
    guard contains(index) else { return false }
    let bytes = tokens[index].bytes
    guard bytes.count == text.count else { return false }
    var offset = 0
    while offset < text.count {
      if content[bytes.lowerBound + offset] != text[offset] { return false }
      offset += 1
    }
    return true
  }

  /// Whether the token is one letter in upper case.
  func isSingleCapital(_ index: Int) -> Bool {
    contains(index) && tokens[index].shape == .initial
  }

  /// Whether a tab or several blanks stand before the token, as between the cells of a table.
  func isAfterGap(_ index: Int) -> Bool {
    guard contains(index), contains(index - 1) else { return false }
    let start = tokens[index].bytes.lowerBound
    return start - tokens[index - 1].bytes.upperBound > 1 && content[start - 1] == 0x20
      || content[start - 1] == 0x09
  }

  /// The last byte of the token; 0 beyond the edges.
  func lastByte(_ index: Int) -> UInt8 {
    contains(index) ? content[tokens[index].bytes.upperBound - 1] : 0
  }

  /// Whether the token ends in `ed`, as most past forms do.
  func endsInEd(_ index: Int) -> Bool {
    guard contains(index), tokens[index].bytes.count > 3, lastByte(index) == 0x64 else {
      return false
    }
    return content[tokens[index].bytes.upperBound - 2] == 0x65
  }

  /// Whether the token ends in `ing`.
  func endsInIng(_ index: Int) -> Bool {
    guard contains(index), tokens[index].bytes.count > 4, lastByte(index) == 0x67 else {
      return false
    }
    let end = tokens[index].bytes.upperBound
    return content[end - 2] == 0x6e && content[end - 3] == 0x69
  }

  /// Whether the token, a lower-case word, looks like a plural: `tanks`, `people`.
  func looksPlural(_ index: Int) -> Bool {
    guard contains(index), tokens[index].kind == .word else { return false }
    if CountedWords.irregularPlurals.contains(tokens[index].word) { return true }
    let bytes = tokens[index].bytes
    guard bytes.count > 3, lastByte(index) == 0x73 else { return false }
    if CountedWords.noPlurals.contains(tokens[index].word)
      || CountedWords.verbs.contains(tokens[index].word)
    {
      return false
    }
    switch content[bytes.upperBound - 2] {
    case 0x73, 0x75, 0x69: return false
    default: return true
    }
  }
}
