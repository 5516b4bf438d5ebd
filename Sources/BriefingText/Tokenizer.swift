/// Cuts the body of a block into tokens, after the conventions told at `Token`.
///
/// White space of any kind parts tokens and lies in none; every other byte lies in exactly one.
struct Tokenizer {
  let content: [UInt8]
  private(set) var tokens: [Token] = []
  /// For each token that opens a quotation the token that closes it, else -1; parallel to `tokens`.
  private(set) var partners: [Int32] = []
  /// Quotations open at this point of the block, outermost first.
  var openQuotes: [OpenQuote] = []
  private(set) var start = 0
  private(set) var end = 0
  private var isGlued = false

  /// A quotation that has been opened and not yet closed.
  struct OpenQuote {
    var mark: UInt32
    var token: Int
    /// An earlier mark was read as a possessive because a later one could close.
    var expectsClose = false
  }

  /// A tokenizer for the bytes of a document.
  init(content: [UInt8]) {
    self.content = content
    tokens.reserveCapacity(content.count / 5)
    partners.reserveCapacity(content.count / 5)
  }

  /// Appends the tokens of `body` and returns their range.
  mutating func tokenise(_ body: Range<Int>) -> Range<Int> {
    let first = tokens.count
    start = body.lowerBound
    end = body.upperBound
    openQuotes.removeAll(keepingCapacity: true)
    isGlued = false
    var index = start
    while index < end {
      let (scalar, length) = UTF8Scalar.at(index, in: content, end: end)
      switch ScalarClass(scalar) {
      case .white:
        isGlued = false
        index += length
      case .lower, .upper, .letter: index = word(from: index)
      case .digit: index = number(from: index)
      case .mark, .other: index = mark(scalar, from: index, length: length)
      }
    }
    return first..<tokens.count
  }

  // MARK: What the parts share

  mutating func append(_ bytes: Range<Int>, _ kind: Token.Kind, _ shape: Token.Shape = .none) {
    let word = Word(folding: content.span.extracting(bytes))
    tokens.append(Token(bytes: bytes, kind: kind, shape: shape, isGlued: isGlued, word: word))
    partners.append(-1)
    isGlued = true
  }

  mutating func pair(open: Int, close: Int) {
    partners[open] = Int32(truncatingIfNeeded: close)
  }

  /// The scalar at `index`; nil at the end of the block.
  func scalar(at index: Int) -> UInt32? {
    index < end ? UTF8Scalar.at(index, in: content, end: end).value : nil
  }

  /// The class at `index`; the end of the block counts as white space.
  func scalarClass(at index: Int) -> ScalarClass {
    index < end ? ScalarClass(UTF8Scalar.at(index, in: content, end: end).value) : .white
  }

  /// The class before `index`; the start of the block counts as white space.
  func scalarClass(before index: Int) -> ScalarClass {
    guard let (value, _) = UTF8Scalar.before(index, in: content, start: start) else {
      return .white
    }
    return ScalarClass(value)
  }

  /// The length of an apostrophe at `index` in bytes, or 0.
  func apostropheLength(at index: Int) -> Int {
    if index >= end { return 0 }
    if content[index] == 0x27 { return 1 }
    if content[index] == 0xe2, index + 2 < end, content[index + 1] == 0x80,
      content[index + 2] == 0x98 || content[index + 2] == 0x99
    {
      return 3
    }
    return 0
  }

  // MARK: Numbers

  private mutating func number(from first: Int) -> Int {
    var index = first
    while index < end {
      if isDigit(index) {
        index += 1
        continue
      }
      if index + 1 < end, isDigit(index + 1), isSeparator(at: index) {
        index += 2
        continue
      }
      break
    }
    if let ordinalEnd = ordinalSuffix(at: index) {
      append(first..<ordinalEnd, .ordinal)
      return ordinalEnd
    }
    append(first..<index, .number)
    return index
  }

  private func isDigit(_ index: Int) -> Bool {
    content[index] >= 0x30 && content[index] <= 0x39
  }

  /// Whether the mark at `index`, which stands between digits, belongs to the number.
  private func isSeparator(at index: Int) -> Bool {
    switch content[index] {
    case 0x2e, 0x3a: return true
    case 0x2c:
      // "Feb. 14,2023": a group of four digits that reads as a year is no group of thousands.
      var groupEnd = index + 1
      while groupEnd < end && isDigit(groupEnd) { groupEnd += 1 }
      let looksLikeYear =
        groupEnd - index == 5
        && (content[index + 1] == 0x31 && content[index + 2] == 0x39
          || content[index + 1] == 0x32 && content[index + 2] == 0x30)
      return !looksLikeYear
    default: return false
    }
  }

  private func ordinalSuffix(at index: Int) -> Int? {
    guard index + 2 <= end, !scalarClass(at: index + 2).continuesWord else { return nil }
    switch (content[index] | 0x20, content[index + 1] | 0x20) {
    case (0x73, 0x74), (0x6e, 0x64), (0x72, 0x64), (0x74, 0x68): return index + 2
    default: return nil
    }
  }

  // MARK: Marks other than quotes

  private mutating func mark(_ scalar: UInt32, from index: Int, length: Int) -> Int {
    if let next = quoteMark(scalar, from: index, length: length) { return next }
    if scalar == 0x40, let addressEnd = handleEnd(at: index) {
      append(index..<addressEnd, .address)
      return addressEnd
    }
    var next = index + length
    switch scalar {
    case 0x24, 0xa2...0xa5, 0x20a0...0x20cf, 0x0e3f, 0xfe69, 0xff04, 0xffe0, 0xffe1, 0xffe5:
      append(index..<next, .currency)
      return next
    case 0x2e, 0x2d, 0x5f, 0x2a, 0x3d, 0x7e, 0x23, 0x60:
      while next < end && content[next] == content[index] { next += 1 }
    case UTF8Scalar.invalid:
      while next < end, UTF8Scalar.at(next, in: content, end: end).value == UTF8Scalar.invalid {
        next += 1
      }
    default:
      // Joiners and marks that follow a symbol belong to it.
      while next < end {
        let (value, length) = UTF8Scalar.at(next, in: content, end: end)
        if ScalarClass(value) != .mark { break }
        next += length
      }
    }
    append(index..<next, .punctuation)
    return next
  }
}
