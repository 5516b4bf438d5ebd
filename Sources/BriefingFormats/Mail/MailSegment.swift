internal import BriefingText

/// The text of one part of a message, with the map to the content.
struct MailSegment {
  var text: [UInt8]
  var origin: SourceMap
  var charset: String
  var mayBeWrapped: Bool
  var marks: [MarkedStretch] = []
  var stated: [StatedValue] = []
  var damage: [Damage] = []

  /// How many words a reader gets; addresses are none.
  var wordCount: Int {
    var count = 0
    var index = 0
    while index < text.count {
      while index < text.count, text[index] <= 0x20 { index += 1 }
      let start = index
      while index < text.count, text[index] > 0x20 { index += 1 }
      if index > start + 1, text[start] != 0x3c, !Self.isAddress(text[start..<index]) { count += 1 }
    }
    return count
  }

  private static func isAddress(_ word: ArraySlice<UInt8>) -> Bool {
    word.count > 7 && word.starts(with: Array("http".utf8))
      || word.dropFirst().starts(with: Array("http".utf8))
  }
}

/// Reads one part: undoes its transfer coding, its charset and what its type says of lines.
struct MailPartReader {
  let content: [UInt8]
  /// Whether lines that begin with `From ` have a `>` put before them.
  let isMailbox: Bool

  /// The segment of a text part; nil where its charset is one that is not read.
  func segment(of part: MailPart) -> MailSegment? {
    var bytes: [UInt8]
    var map = SourceMap()
    switch part.coding {
    case "quoted-printable": (bytes, map) = QuotedPrintable.decoded(content, part.body)
    default:
      bytes = Array(content[part.body])
      map.append(text: 0, content: part.body.lowerBound, count: bytes.count)
    }
    let declared =
      part.type.parameters["charset"] ?? (part.isPage ? PageCharset.declared(bytes) : nil)
    guard let decoded = DecodedText(bytes, declared: declared) else { return nil }
    bytes = []
    let origin = decoded.map.composed(with: map)
    if part.isPage {
      return MailSegment(page: decoded, origin: origin)
    }
    var lines = MailPlainText(decoded.utf8)
    lines.isFlowed = part.type.parameters["format"]?.lowercased() == "flowed"
    lines.dropsSpace = part.type.parameters["delsp"]?.lowercased() == "yes"
    lines.isMailbox = isMailbox
    let plain = lines.read()
    let marks = MailMarks(text: plain.text)
    return MailSegment(
      text: plain.text, origin: plain.map.isIdentity ? origin : plain.map.composed(with: origin),
      charset: decoded.charset, mayBeWrapped: !plain.hasJoined, marks: marks.marks(),
      stated: [], damage: decoded.damage.compactMap { plain.map.moved($0) })
  }
}

/// Lines of a text part as its reader sees them: no carriage returns, and with `format=flowed`
/// (RFC 3676) paragraphs put together again.
struct MailPlainText {
  private let source: [UInt8]
  var isFlowed = false
  /// Whether the space before a soft line break is there for it alone.
  var dropsSpace = false
  var isMailbox = false

  /// What comes out.
  struct Plain {
    var text: [UInt8] = []
    /// To the bytes that were given.
    var map = SourceMap()
    /// Whether lines were put together.
    var hasJoined = false

    /// Takes one character that stands for all of `range`.
    fileprivate mutating func take(_ character: UInt8, for range: Range<Int>) {
      map.append(
        text: text.count, content: range.lowerBound, units: 1, of: 1, for: range.count)
      text.append(character)
    }

    fileprivate mutating func take(_ source: [UInt8], _ range: Range<Int>) {
      guard !range.isEmpty else { return }
      map.append(text: text.count, content: range.lowerBound, count: range.count)
      text.append(contentsOf: source[range])
    }
  }

  init(_ source: [UInt8]) { self.source = source }

  func read() -> Plain {
    var plain = Plain()
    guard isFlowed || isMailbox || source.contains(0x0d) else {
      plain.text = source
      plain.map = .identity
      return plain
    }
    plain.text.reserveCapacity(source.count)
    let bytes = source.span
    var line = 0
    var open: OpenLine?
    while line < source.count {
      let end = MailLines.end(of: line, bytes, source.count)
      let text = MailLines.text(line..<end, bytes)
      let hasEnd = text.upperBound < end
      if isFlowed {
        open = flow(text, hasEnd: hasEnd, end, open, &plain)
      } else {
        plain.take(source, unescaped(text))
        if hasEnd { plain.take(0x0a, for: text.upperBound..<end) }
      }
      line = end
    }
    if let space = open?.space { plain.take(0x20, for: space..<space + 1) }
    return plain
  }

  /// Without the `>` that a mailbox file puts before `From `.
  private func unescaped(_ line: Range<Int>) -> Range<Int> {
    guard isMailbox, line.count > 5, source[line.lowerBound] == 0x3e else { return line }
    var index = line.lowerBound
    while index < line.upperBound, source[index] == 0x3e { index += 1 }
    return MailLines.begins("From ", at: index, source.span)
      ? line.lowerBound + 1..<line.upperBound : line
  }

  /// A line that goes on in the next one.
  private struct OpenLine {
    /// How deep a quotation it stands in.
    var depth: Int
    /// Where the space before its end is, if that is shown.
    var space: Int?
  }

  private func flow(
    _ line: Range<Int>, hasEnd: Bool, _ end: Int, _ open: OpenLine?, _ plain: inout Plain
  ) -> OpenLine? {
    let line = unescaped(line)
    var start = line.lowerBound
    while start < line.upperBound, source[start] == 0x3e { start += 1 }
    let depth = start - line.lowerBound
    var body = start
    // Put there so that the line does not look like something else.
    if body < line.upperBound, source[body] == 0x20 { body += 1 }
    let isSignature = source[body..<line.upperBound].elementsEqual([0x2d, 0x2d, 0x20])
    let isSoft =
      hasEnd && !isSignature && body < line.upperBound && source[line.upperBound - 1] == 0x20
    // A paragraph ends where the quotation's depth changes, or at a signature.
    if let open, open.depth == depth, !isSignature {
      plain.hasJoined = true
      if let space = open.space { plain.take(0x20, for: space..<body) }
    } else {
      if let open {
        if let space = open.space { plain.take(0x20, for: space..<space + 1) }
        plain.text.append(0x0a)
      }
      plain.take(source, line.lowerBound..<start)
      if depth > 0 { plain.take(source, start..<body) }
    }
    plain.take(source, body..<line.upperBound - (isSoft ? 1 : 0))
    if isSoft { return OpenLine(depth: depth, space: dropsSpace ? nil : line.upperBound - 1) }
    if hasEnd { plain.take(0x0a, for: line.upperBound..<end) }
    return nil
  }
}
