import BriefingText

/// A text that is put together from pieces of a content, in the content's order, with the map back.
///
/// Lines and paragraphs are asked for before what follows them, so that no text ends in line ends.
struct ComposedText {
  private(set) var text: [UInt8] = []
  private(set) var origin = SourceMap()
  private(set) var marks: [MarkedStretch] = []
  private var lineEnds = 0
  /// Where the content that was last taken ends: nothing may come from before it.
  private(set) var contentEnd = 0

  /// Nothing yet.
  init() {}

  /// The text of another without what is said of it.
  init(unmarked other: ComposedText) {
    self = other
    marks = []
  }

  /// Whether the next piece begins a line.
  var isAtLineStart: Bool { text.isEmpty || lineEnds > 0 }

  /// The place in the text where the next piece comes to stand.
  var nextPlace: Int { text.isEmpty ? 0 : text.count + lineEnds }

  /// What comes next begins a line.
  mutating func endLine() {
    if !text.isEmpty { lineEnds = max(lineEnds, 1) }
  }

  /// What comes next begins a paragraph.
  mutating func endParagraph() {
    if !text.isEmpty { lineEnds = 2 }
  }

  /// Takes bytes of the content as they lie.
  mutating func append(_ bytes: Range<Int>, of content: [UInt8]) {
    guard !bytes.isEmpty, bytes.lowerBound >= contentEnd else { return }
    flush()
    origin.append(text: text.count, content: bytes.lowerBound, count: bytes.count)
    text += content[bytes]
    contentEnd = bytes.upperBound
  }

  /// Takes `words`, which stand for `bytes` of the content only as a whole.
  mutating func append(_ words: [UInt8], for bytes: Range<Int>) {
    guard !words.isEmpty, bytes.lowerBound >= contentEnd else { return }
    flush()
    origin.append(text: text.count..<(text.count + words.count), content: bytes)
    text += words
    contentEnd = bytes.upperBound
  }

  /// Takes all of another text, whose content `map` leads to this one's.
  mutating func append(_ other: ComposedText, through map: SourceMap) {
    guard !other.text.isEmpty else { return }
    flush()
    let start = text.count
    let lifted = other.origin.composed(with: map)
    origin.append(lifted, shiftedBy: start)
    text += other.text
    for mark in other.marks {
      marks.append(
        MarkedStretch(
          bytes: (mark.bytes.lowerBound + start)..<(mark.bytes.upperBound + start),
          mark: mark.mark))
    }
    contentEnd = max(contentEnd, lifted.contentEnd)
  }

  /// Puts in bytes that the content does not have.
  mutating func insert(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    flush()
    text += bytes
  }

  /// Says what the text from `start` to here is; `start` is no earlier than the last mark's end.
  mutating func mark(from start: Int, _ mark: MarkedStretch.Mark) {
    guard start < text.count, start >= marks.last?.bytes.upperBound ?? 0 else { return }
    marks.append(MarkedStretch(bytes: start..<text.count, mark: mark))
  }

  private mutating func flush() {
    guard lineEnds > 0 else { return }
    text += Array(repeating: 0x0a, count: lineEnds)
    lineEnds = 0
  }
}
