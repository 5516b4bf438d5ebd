/// A line that holds more than white space.
struct Line {
  /// From the start of the line to its last byte that is not white space.
  var bytes: Range<Int>
  /// The first byte that is not white space.
  var textStart: Int
  /// The 1-based number in the file.
  var number: Int

  /// The line without indent and trailing white space.
  var text: Range<Int> { textStart..<bytes.upperBound }
}

/// Cuts bytes into lines as they arrive.
struct LineCutter {
  private(set) var content: [UInt8] = []
  private(set) var lines: [Line] = []
  private var lineStart = 0
  private var number = 1

  mutating func feed(_ chunk: Span<UInt8>) {
    var index = 0
    content.reserveCapacity(content.count + chunk.count)
    while index < chunk.count {
      let byte = chunk[index]
      content.append(byte)
      if byte == 0x0a {
        cut(at: content.count - 1)
        lineStart = content.count
        number += 1
      }
      index += 1
    }
  }

  mutating func finish() {
    if lineStart < content.count { cut(at: content.count) }
    lineStart = content.count
  }

  private mutating func cut(at end: Int) {
    let text = UTF8Scalar.trimmed(lineStart..<end, in: content)
    if text.isEmpty { return }
    var start = lineStart
    // A byte order mark is no part of the first line.
    if start == 0, text.lowerBound >= 3, content[0] == 0xef, content[1] == 0xbb, content[2] == 0xbf
    {
      start = 3
    }
    lines.append(
      Line(bytes: start..<text.upperBound, textStart: text.lowerBound, number: number))
  }
}
