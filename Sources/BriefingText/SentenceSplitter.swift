/// Parts the tokens of a block into sentences.
///
/// A closed quotation is stepped over as a whole: only the stop before its closing mark may end
/// the sentence it stands in. A quotation that is never closed in its block holds nothing together.
struct SentenceSplitter {
  let tokens: [Token]
  let partners: [Int32]
  let content: [UInt8]

  /// Appends the sentences of the tokens in `range` to `sentences`.
  func split(_ range: Range<Int>, block: Int, into sentences: inout [Sentence]) {
    var first = range.lowerBound
    var index = first
    while index < range.upperBound {
      let close = Int(partners[index])
      let isQuotation = close > index && close < range.upperBound
      let last = isQuotation ? close : index
      if let end = sentenceEnd(at: last, isQuotation: isQuotation, in: range) {
        append(first..<end, block, &sentences)
        first = end
        index = end
      } else {
        index = last + 1
      }
    }
    append(first..<range.upperBound, block, &sentences)
  }

  /// The most tokens of a sentence. What is longer is no prose, and rules look through the whole
  /// sentence for each of its words.
  static let longest = 1000

  private func append(_ range: Range<Int>, _ block: Int, _ sentences: inout [Sentence]) {
    var range = range
    while range.count > Self.longest {
      let cut = range.lowerBound + Self.longest
      append(range.lowerBound..<cut, block, &sentences)
      range = cut..<range.upperBound
    }
    if range.isEmpty { return }
    let bytes = Int(tokens[range.lowerBound].start)..<Int(tokens[range.upperBound - 1].end)
    sentences.append(Sentence(bytes: bytes, tokens: range, block: block))
  }

  private enum Stop { case full, mark, ellipsis, abbreviation }

  /// The token after the sentence that ends at `index`, closing marks included; nil if none does.
  private func sentenceEnd(at index: Int, isQuotation: Bool, in range: Range<Int>) -> Int? {
    var stopAt = index
    if isQuotation {
      // “He left.” and “‘He left.’”: the stop stands before the closing marks.
      stopAt = index - 1
      while stopAt > range.lowerBound, tokens[stopAt].kind == .closeQuote { stopAt -= 1 }
    }
    guard let stop = stop(at: stopAt) else { return nil }
    var next = index + 1
    while next < range.upperBound, tokens[next].isGlued,
      tokens[next].kind == .closeQuote || isClosingBracket(next) || self.stop(at: next) == .mark
        || self.stop(at: next) == .full
    {
      next += 1
    }
    if next >= range.upperBound { return next }
    if tokens[next].isGlued, stop != .mark, !beginsQuotation(next) || stop == .abbreviation {
      // "Ocr.12", "end.Then": a glued capital is a lost space, anything else is no boundary.
      guard stop == .full, tokens[next].shape == .title, stopAt > range.lowerBound,
        tokens[stopAt - 1].shape == .lower
      else { return nil }
    }
    return begins(next, after: stop, stopAt: stopAt, quoted: isQuotation, in: range) ? next : nil
  }

  private func stop(at index: Int) -> Stop? {
    let token = tokens[index]
    switch token.kind {
    case .punctuation:
      switch content[Int(token.start)] {
      case 0x2e: return token.end - token.start > 1 ? .ellipsis : .full
      case 0x3f, 0x21: return .mark
      case 0xe2:
        let bytes = content[Int(token.start)..<Int(token.end)]
        if bytes.elementsEqual([0xe2, 0x80, 0xa6]) { return .ellipsis }
        return bytes.elementsEqual([0xe2, 0x81, 0x89]) ? .mark : nil
      case 0xe3:
        return token.end - token.start == 3 && content[Int(token.end) - 1] == 0x82 ? .full : nil
      default: return nil
      }
    case .word: return content[Int(token.end) - 1] == 0x2e ? .abbreviation : nil
    default: return nil
    }
  }

  private func isClosingBracket(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .punctuation else { return false }
    let byte = content[Int(token.start)]
    return byte == 0x29 || byte == 0x5d || byte == 0x2a || byte == 0x5f
  }

  private func beginsQuotation(_ index: Int) -> Bool { tokens[index].kind == .openQuote }

  /// Whether the token at `index` begins a sentence after the given stop.
  private func begins(
    _ index: Int, after stop: Stop, stopAt: Int, quoted: Bool, in range: Range<Int>
  ) -> Bool {
    var start = index
    // Marks that open something say nothing themselves: look at what they open.
    while start < range.upperBound - 1, isOpeningMark(start) { start += 1 }
    let token = tokens[start]
    if stop == .abbreviation { return begins(start, opener: index, afterAbbreviation: stopAt) }
    switch token.kind {
    case .word:
      guard token.isCapitalised || token.shape == .none else {
        return start > index && beginsQuotation(index) && stop == .full
      }
      if quoted, stop != .full, cueFollows(start, in: range) { return false }
      if stop == .ellipsis, !quoted {
        return token.word == "i" || token.shape == .title || token.shape == .initial
      }
      return true
    case .number, .ordinal, .currency: return stop == .full || stop == .mark && !quoted
    case .address: return !quoted
    case .openQuote, .closeQuote, .clitic: return token.kind != .closeQuote && stop != .ellipsis
    case .punctuation:
      let byte = content[Int(token.start)]
      // Dashes, commas and the like go on with the sentence; a bullet begins one.
      if byte == 0xe2 { return isBullet(start) }
      return byte == 0x23 || byte == 0x5b
    }
  }

  private func begins(_ start: Int, opener: Int, afterAbbreviation stopAt: Int) -> Bool {
    let abbreviation = tokens[stopAt]
    let word = Word(
      folding: content.span.extracting(Int(abbreviation.start)..<(Int(abbreviation.end) - 1)))
    if Abbreviations.titles.contains(word) || Abbreviations.beforeNumber.contains(word) {
      return false
    }
    let token = tokens[start]
    guard token.kind == .word, token.isCapitalised else {
      return token.kind == .word && token.shape == .none
    }
    if word == "a.m" || word == "p.m" || abbreviation.word == "etc." {
      return !Abbreviations.afterClock.contains(token.word)
        && (token.shape == .title || token.shape == .initial)
        && !Abbreviations.calendarNames.contains(token.word)
    }
    if opener < start, beginsQuotation(opener) { return true }
    return Abbreviations.starters.contains(token.word)
  }

  private func isOpeningMark(_ index: Int) -> Bool {
    let token = tokens[index]
    if token.kind == .openQuote { return true }
    guard token.kind == .punctuation else { return false }
    switch content[Int(token.start)] {
    case 0x28, 0x5b, 0x2a, 0x5f: return true
    case 0xc2: return true
    default: return false
    }
  }

  private func isBullet(_ index: Int) -> Bool {
    let token = tokens[index]
    guard token.end - token.start == 3 else { return false }
    let bytes = (content[Int(token.start) + 1], content[Int(token.start) + 2])
    switch bytes {
    case (0x80, 0xa2), (0x80, 0xa3), (0x96, 0xaa), (0x97, 0x8f): return true
    default: return false
    }
  }

  /// Whether a verb of saying follows a quoted question or call: “Answer!” Smith shouted.
  private func cueFollows(_ index: Int, in range: Range<Int>) -> Bool {
    let limit = min(index + 6, range.upperBound)
    var next = index
    while next < limit {
      let token = tokens[next]
      switch token.kind {
      case .word, .clitic: if Self.cues.contains(token.word) { return true }
      case .punctuation where content[Int(token.start)] == 0x2d: break
      default: return false
      }
      next += 1
    }
    return false
  }

  private static let cues: Set<Word> = [
    "said", "says", "asked", "asks", "shouted", "shouts", "cried", "yelled", "called", "wrote",
    "added", "replied", "demanded", "told", "tweeted", "posted", "exclaimed", "wondered", "joked",
    "chanted", "screamed", "came", "read", "reads", "answered", "responded", "remarked", "quipped",
  ]
}
