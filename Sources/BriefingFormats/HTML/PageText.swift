import BriefingText

/// Writes the text of a page: white space folded, references resolved, one line a paragraph.
struct PageText {
  let bytes: [UInt8]
  private(set) var text: [UInt8] = []
  private(set) var origin = SourceMap()
  private(set) var marks: [MarkedStretch] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Adds a paragraph of the given runs; nothing where they hold no visible character.
  mutating func add(_ runs: ArraySlice<TextRun>, as mark: MarkedStretch.Mark?) {
    let before = text.count
    if before > 0 { text += [0x0a, 0x0a] }
    var line = FoldedLine(start: text.count)
    for run in runs { line.add(run, bytes, &text, &origin) }
    guard text.count > line.start else {
      text.removeLast(text.count - before)
      return
    }
    if let mark { marks.append(MarkedStretch(bytes: line.start..<text.count, mark: mark)) }
  }

  /// Adds a paragraph of characters that stand elsewhere, as in a JSON string.
  mutating func add(_ pieces: [TextPiece], as mark: MarkedStretch.Mark) {
    guard !pieces.isEmpty else { return }
    if !text.isEmpty { text += [0x0a, 0x0a] }
    let start = text.count
    for piece in pieces {
      if piece.text.isEmpty {
        origin.append(
          text: text.count, content: piece.content.lowerBound, count: piece.content.count)
        text += bytes[piece.content]
      } else {
        origin.append(text: text.count..<(text.count + piece.text.count), content: piece.content)
        text += piece.text
      }
    }
    marks.append(MarkedStretch(bytes: start..<text.count, mark: mark))
  }

  /// The text of the given runs by itself.
  static func string(_ runs: ArraySlice<TextRun>, in bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var origin = SourceMap()
    var line = FoldedLine(start: 0)
    for run in runs { line.add(run, bytes, &text, &origin) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The text of an attribute's value, and the bytes from its first to its last visible character.
  static func value(_ range: Range<Int>, in bytes: [UInt8]) -> (text: String, bytes: Range<Int>) {
    var text: [UInt8] = []
    var origin = SourceMap()
    var line = FoldedLine(start: 0, isAttribute: true)
    line.add(
      TextRun(start: UInt32(range.lowerBound), end: UInt32(range.upperBound)), bytes, &text, &origin
    )
    let place = origin.hull(of: 0..<text.count)
    // Some makers escape twice.
    if text.contains(0x26) {
      var again: [UInt8] = []
      var other = SourceMap()
      var second = FoldedLine(start: 0, isAttribute: true)
      second.add(TextRun(start: 0, end: UInt32(text.count)), text, &again, &other)
      text = again
    }
    return (String(decoding: text, as: UTF8.self), place)
  }
}

/// Characters and the bytes that say them; no characters of their own where the bytes do.
struct TextPiece {
  var text: [UInt8] = []
  var content: Range<Int>
}

/// A line being written: blanks at its edges and doubled ones left out.
struct FoldedLine {
  let start: Int
  var isAttribute = false
  /// Where the white space stands that is still to be written.
  private var blank: Range<Int>?
  private var isTab = false

  init(start: Int, isAttribute: Bool = false) {
    self.start = start
    self.isAttribute = isAttribute
  }

  mutating func add(
    _ run: TextRun, _ bytes: [UInt8], _ text: inout [UInt8], _ origin: inout SourceMap
  ) {
    if run.end <= run.start {
      if blank == nil { blank = Int(run.start)..<Int(run.start) }
      if run.end < run.start { isTab = true }
      return
    }
    let end = Int(run.end)
    var index = Int(run.start)
    while index < end {
      let byte = bytes[index]
      if byte <= 0x20 || byte == 0x7f {
        if blank == nil || blank?.isEmpty == true { blank = index..<(index + 1) }
        index += 1
        continue
      }
      if byte == 0xc2, index + 1 < end, bytes[index + 1] == 0xa0 {
        if blank == nil || blank?.isEmpty == true { blank = index..<(index + 2) }
        index += 2
        continue
      }
      if byte == 0x26,
        let reference = PageReference.read(
          bytes, at: index, end: end, inAttribute: isAttribute)
      {
        if reference.text == [0xc2, 0xa0] || reference.text.count == 1 && reference.text[0] <= 0x20
        {
          if blank == nil { blank = index..<reference.end }
        } else {
          writeBlank(&text, &origin)
          origin.append(
            text: text.count..<(text.count + reference.text.count), content: index..<reference.end)
          text += reference.text
        }
        index = reference.end
        continue
      }
      writeBlank(&text, &origin)
      let first = index
      index += 1
      // Single blanks stand for themselves.
      while index < end {
        let next = bytes[index]
        if next == 0x20, index + 1 < end, bytes[index + 1] > 0x20, bytes[index + 1] != 0x26,
          bytes[index + 1] != 0xc2
        {
          index += 2
          continue
        }
        if next <= 0x20 || next == 0x7f || next == 0x26
          || next == 0xc2 && index + 1 < end && bytes[index + 1] == 0xa0
        {
          break
        }
        index += 1
      }
      origin.append(text: text.count, content: first, count: index - first)
      text.append(contentsOf: bytes[first..<index])
    }
  }

  private mutating func writeBlank(_ text: inout [UInt8], _ origin: inout SourceMap) {
    defer {
      blank = nil
      isTab = false
    }
    guard let blank, text.count > start else { return }
    if !blank.isEmpty, !isTab {
      origin.append(text: text.count..<(text.count + 1), content: blank)
    }
    text.append(isTab ? 0x09 : 0x20)
  }
}
