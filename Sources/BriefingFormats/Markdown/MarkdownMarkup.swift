/// Tags among Markdown: what stands between them, and which of them end a line.
struct MarkdownMarkup {
  enum Piece {
    case words(Range<Int>)
    case reference(Range<Int>)
    case lineEnd
  }

  private enum State { case text, tag, comment }
  private var state = State.text
  private var name: [UInt8] = []
  private var isNamed = false
  /// The element whose content is not for readers.
  private var hidden: [UInt8]?

  private static let hiding: Set<[UInt8]> = Set(
    ["script", "style", "svg", "iframe", "noscript", "template"].map { Array($0.utf8) })
  private static let inline: Set<[UInt8]> = Set(
    [
      "a", "abbr", "b", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
      "strong", "sub", "sup", "time", "u", "wbr",
    ].map { Array($0.utf8) })

  /// Reads on: tags may go over several calls.
  mutating func pieces(_ bytes: Range<Int>, of content: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var index = bytes.lowerBound
    var wordsStart = index
    func flush(_ end: Int, _ isHidden: Bool) {
      if wordsStart < end, !isHidden,
        content[wordsStart..<end].contains(where: { $0 > 0x20 })
      {
        pieces.append(.words(wordsStart..<end))
      }
    }
    while index < bytes.upperBound {
      let byte = content[index]
      switch state {
      case .text:
        if byte == 0x3c {
          flush(index, hidden != nil)
          state = content[index...].starts(with: [0x3c, 0x21, 0x2d, 0x2d]) ? .comment : .tag
          name = []
          isNamed = false
        } else if byte == 0x0a {
          flush(index, hidden != nil)
          wordsStart = index + 1
          pieces.append(.lineEnd)
        } else if byte == 0x26, hidden == nil,
          let end = content[index..<min(bytes.upperBound, index + 32)].firstIndex(of: 0x3b)
        {
          flush(index, false)
          pieces.append(.reference(index..<(end + 1)))
          index = end
          wordsStart = end + 1
        }
      case .tag:
        if byte == 0x3e {
          if endsLine() { pieces.append(.lineEnd) }
          state = .text
          wordsStart = index + 1
        } else if byte <= 0x20 || byte == 0x2f && !name.isEmpty {
          isNamed = true
        } else if !isNamed, name.count < 16 {
          name.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        }
      case .comment:
        if byte == 0x3e, index >= 2, content[index - 1] == 0x2d, content[index - 2] == 0x2d {
          state = .text
          wordsStart = index + 1
        }
      }
      index += 1
    }
    if state == .text { flush(index, hidden != nil) }
    return pieces
  }

  /// Takes the tag that ends here; whether a reader sees a line end there.
  private mutating func endsLine() -> Bool {
    let isEnd = name.first == 0x2f
    let element = isEnd ? Array(name.dropFirst()) : name
    if let hidden {
      if isEnd, element == hidden { self.hidden = nil }
    } else if !isEnd, Self.hiding.contains(element) {
      hidden = element
    } else {
      return !Self.inline.contains(element)
    }
    return false
  }
}
