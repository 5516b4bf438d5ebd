/// Quotation marks: which way each one faces, told by its neighbours and by what stands open.
///
/// A mark's own form is weak evidence: straight marks have no side, German „…“ closes with the mark
/// that opens in English, Swedish ”…” has one mark for both, and ’ is an apostrophe far more often.
extension Tokenizer {
  /// Families of marks that pair with one another.
  private enum Family {
    static let double: UInt32 = 0x22
    static let low: UInt32 = 0x201e
    static let single: UInt32 = 0x27
    static let lowSingle: UInt32 = 0x201a
    static let guillemets: UInt32 = 0xab
    static let reversedGuillemets: UInt32 = 0xbb
    static let singleGuillemets: UInt32 = 0x2039
    static let reversedSingleGuillemets: UInt32 = 0x203a
    static let corners: UInt32 = 0x300c
    static let whiteCorners: UInt32 = 0x300e
  }

  /// Appends the mark at `index` if it is a quotation mark or an apostrophe and returns where it
  /// ends; nil for any other mark.
  mutating func quoteMark(_ scalar: UInt32, from index: Int, length: Int) -> Int? {
    let bytes = index..<(index + length)
    switch scalar {
    case 0x22, 0x201c, 0x201d, 0x201f: return doubleMark(scalar, bytes)
    case 0x201e: open(bytes, Family.low)
    case 0x60 where index + 1 < end && content[index + 1] == 0x60:
      open(index..<(index + 2), Family.double)
      return index + 2
    case 0x27, 0x2018, 0x2019, 0x201b: return singleMark(scalar, bytes)
    case 0x201a:
      if scalarClass(at: bytes.upperBound) == .white { return nil }
      open(bytes, Family.lowSingle)
    case 0xab:
      guillemet(bytes, closes: Family.reversedGuillemets, opens: Family.guillemets)
    case 0xbb:
      guillemet(bytes, closes: Family.guillemets, opens: Family.reversedGuillemets)
    case 0x2039:
      guillemet(bytes, closes: Family.reversedSingleGuillemets, opens: Family.singleGuillemets)
    case 0x203a:
      guillemet(bytes, closes: Family.singleGuillemets, opens: Family.reversedSingleGuillemets)
    case 0x300c: open(bytes, Family.corners)
    case 0x300d: close(bytes, Family.corners)
    case 0x300e: open(bytes, Family.whiteCorners)
    case 0x300f: close(bytes, Family.whiteCorners)
    default: return nil
    }
    return bytes.upperBound
  }

  // MARK: Double marks

  private mutating func doubleMark(_ scalar: UInt32, _ bytes: Range<Int>) -> Int {
    let facesRight = isOpenBefore(bytes.lowerBound) && !isClosedAfter(bytes.upperBound)
    let facesLeft = !isOpenBefore(bytes.lowerBound) && isClosedAfter(bytes.upperBound)
    let isLowOpen = isOpen(Family.low)
    let isDoubleOpen = isOpen(Family.double) || isLowOpen
    let opens: Bool
    switch scalar {
    case 0x201c: opens = isLowOpen ? facesRight : !(facesLeft && isDoubleOpen)
    case 0x201f: opens = true
    case 0x201d: opens = facesRight && !isDoubleOpen
    default:
      if isDoubleOpen {
        opens = facesRight
      } else {
        let inches = scalarClass(before: bytes.lowerBound) == .digit && !facesRight
        if inches {
          append(bytes, .punctuation)
          return bytes.upperBound
        }
        opens = !facesLeft
      }
    }
    if opens {
      open(bytes, Family.double)
    } else {
      close(bytes, isLowOpen ? Family.low : Family.double)
    }
    return bytes.upperBound
  }

  // MARK: Single marks and apostrophes

  private mutating func singleMark(_ scalar: UInt32, _ bytes: Range<Int>) -> Int {
    let index = bytes.lowerBound
    let next = bytes.upperBound
    if scalar == 0x27, next < end, content[next] == 0x27 {
      // Two straight single marks are one double mark.
      return doubleMark(0x22, index..<(next + 1))
    }
    let before = scalarClass(before: index)
    let after = scalarClass(at: next)
    if before.continuesWord {
      return markAfterWord(scalar, bytes, before: before, after: after)
    }
    let facesRight = isOpenBefore(index) && !isClosedAfter(next)
    if facesRight {
      if let wordEnd = elisionEnd(at: index, length: bytes.count) {
        append(index..<wordEnd, after == .digit ? .punctuation : .word, .lower)
        return wordEnd
      }
      if scalar == 0x2018 || scalar == 0x201b || closingSingle(after: next) != nil {
        open(bytes, Family.single)
      } else {
        append(bytes, .punctuation)
      }
      return next
    }
    let family = isOpen(Family.single) ? Family.single : Family.lowSingle
    if isOpen(family) {
      close(bytes, family)
    } else if scalar == 0x2018, !isClosedAfter(next) {
      open(bytes, Family.single)
    } else if scalar == 0x2019, !isOpenBefore(index) {
      close(bytes, Family.single)
    } else {
      append(bytes, .punctuation)
    }
    return next
  }

  /// A single mark with a letter or digit before it: apostrophe, plural possessive or closing mark.
  private mutating func markAfterWord(
    _ scalar: UInt32, _ bytes: Range<Int>, before: ScalarClass, after: ScalarClass
  ) -> Int {
    let index = bytes.lowerBound
    let next = bytes.upperBound
    let isSingleOpen = isOpen(Family.single) || isOpen(Family.lowSingle)
    if after.isLetter {
      // After a digit: "1990's", "the F-16's".
      if before == .digit, content[next] | 0x20 == 0x73, !scalarClass(at: next + 1).continuesWord {
        append(index..<(next + 1), .clitic)
        return next + 1
      }
      append(bytes, .punctuation)
      return next
    }
    if before == .digit, !isSingleOpen {
      append(bytes, .punctuation)
      return next
    }
    if isSingleOpen, !isPossessive(bytes) {
      close(bytes, isOpen(Family.single) ? Family.single : Family.lowSingle)
    } else if scalar == 0x2018 {
      append(bytes, .punctuation)
    } else {
      append(bytes, .clitic)
    }
    return next
  }

  /// Whether the mark after a word, while a single quotation is open, makes a possessive: "soldiers’
  /// boots". A noun phrase goes on after a possessive; after a closing mark mostly a function word
  /// or a mark does.
  private mutating func isPossessive(_ bytes: Range<Int>) -> Bool {
    guard content[bytes.lowerBound - 1] | 0x20 == 0x73 else { return false }
    let next = bytes.upperBound
    guard next + 1 < end, content[next] == 0x20 else { return false }
    let following = scalarClass(at: next + 1)
    guard following.isLetter || following == .digit else { return false }
    var wordEnd = next + 1
    while wordEnd < end, ScalarClass(ascii: content[wordEnd]).isLetter { wordEnd += 1 }
    let word = Word(folding: content.span.extracting((next + 1)..<wordEnd))
    if Self.afterClosing.contains(word) { return false }
    guard let opening = openQuotes.lastIndex(where: { $0.mark == Family.single }) else {
      return true
    }
    if closingSingle(after: next) != nil {
      openQuotes[opening].expectsClose = true
      return true
    }
    // Left open on purpose: the paragraph began with the mark and the speech goes on in the next.
    return !openQuotes[opening].expectsClose
      && Int(tokens[openQuotes[opening].token].start) == start
  }

  private static let afterClosing: Set<Word> = [
    "and", "or", "but", "of", "in", "on", "to", "for", "as", "at", "by", "from", "with", "that",
    "is", "was", "were", "are", "be", "had", "has", "have", "he", "she", "they", "it", "we", "i",
    "said", "says", "after", "before", "while", "when", "which", "who", "whose", "because", "if",
    "than", "then", "so", "not", "would", "will", "could", "may", "might", "should", "must", "over",
    "against", "during", "between", "about", "into", "under", "until", "since", "amid",
  ]

  /// The next mark after `index` that could close a single quotation and is no apostrophe; nil if
  /// none stands near.
  private func closingSingle(after index: Int) -> Int? {
    // Far enough for any quotation, near enough that hostile text costs no more than its length.
    let limit = min(end, index + 2048)
    var scan = index
    while scan < limit {
      let byte = content[scan]
      if byte == 0x27 || byte == 0xe2 {
        let length = apostropheLength(at: scan)
        if length > 0, scan > index, scalar(at: scan) != 0x2018,
          !scalarClass(at: scan + length).continuesWord, scalarClass(before: scan) != .white
        {
          return scan
        }
        // A new opening mark: what closes after it closes that one.
        if length > 0, scalar(at: scan) == 0x2018, scan > index, !scalarClass(before: scan).isLetter
        {
          return nil
        }
      }
      scan += 1
    }
    return nil
  }

  /// Where a word ends that begins with an apostrophe for letters left out: ’tis, ’em, ’90s.
  private func elisionEnd(at index: Int, length: Int) -> Int? {
    let first = index + length
    var wordEnd = first
    while wordEnd < end, ScalarClass(ascii: content[wordEnd]).continuesWord { wordEnd += 1 }
    switch wordEnd - first {
    case 3 where ScalarClass(ascii: content[first]) == .digit:
      // Only the mark: the digits are a number.
      return content[first + 2] | 0x20 == 0x73 ? first : nil
    case 1...6:
      let word = Word(folding: content.span.extracting(first..<wordEnd))
      return Self.elisions.contains(word) && closingSingle(after: wordEnd) == nil ? wordEnd : nil
    default: return nil
    }
  }

  private static let elisions: Set<Word> = [
    "tis", "twas", "twere", "twill", "em", "til", "till", "cause", "bout", "round", "neath", "n",
  ]

  // MARK: Guillemets

  private mutating func guillemet(_ bytes: Range<Int>, closes: UInt32, opens: UInt32) {
    let spacesAround =
      scalarClass(before: bytes.lowerBound) == .white
      && scalarClass(at: bytes.upperBound) == .white
    if isOpen(closes) {
      close(bytes, closes)
    } else if opens == Family.guillemets || opens == Family.singleGuillemets {
      if spacesAround, !isNoBreakSpace(at: bytes.upperBound), !closesSpaced(after: bytes) {
        append(bytes, .punctuation)
      } else {
        open(bytes, opens)
      }
    } else if isOpenBefore(bytes.lowerBound) && !isClosedAfter(bytes.upperBound) {
      open(bytes, opens)
    } else if spacesAround {
      // A menu arrow: "World › Europe".
      append(bytes, .punctuation)
    } else {
      close(bytes, closes)
    }
  }

  /// Whether the partner of a guillemet with plain blanks around it stands near, as in French text
  /// that lost its no-break spaces; a menu's arrow has none.
  private func closesSpaced(after bytes: Range<Int>) -> Bool {
    let last = content[bytes.upperBound - 1]
    let limit = min(end, bytes.upperBound + 2048)
    var scan = bytes.upperBound
    while scan + bytes.count <= limit {
      if content[scan] == content[bytes.lowerBound] {
        let isSame = content[scan..<(scan + bytes.count)].elementsEqual(content[bytes])
        if isSame { return false }
        // The other of the pair differs in its last byte: AB and BB, B9 and BA.
        let isPair =
          content[scan..<(scan + bytes.count - 1)].elementsEqual(content[bytes].dropLast())
          && content[scan + bytes.count - 1] == (last == 0xab ? 0xbb : last + 1)
        if isPair { return scalarClass(before: scan) == .white && scan > bytes.upperBound + 1 }
      }
      scan += 1
    }
    return false
  }

  private func isNoBreakSpace(at index: Int) -> Bool {
    let value = scalar(at: index)
    return value == 0xa0 || value == 0x202f
  }

  // MARK: The stack

  private mutating func open(_ bytes: Range<Int>, _ mark: UInt32) {
    if openQuotes.count < 16 { openQuotes.append(OpenQuote(mark: mark, token: tokens.count)) }
    append(bytes, .openQuote)
  }

  private mutating func close(_ bytes: Range<Int>, _ mark: UInt32) {
    if let place = openQuotes.lastIndex(where: { $0.mark == mark }) {
      pair(open: openQuotes[place].token, close: tokens.count)
      openQuotes.removeSubrange(place...)
    }
    append(bytes, .closeQuote)
  }

  private func isOpen(_ mark: UInt32) -> Bool {
    openQuotes.contains { $0.mark == mark }
  }
}
