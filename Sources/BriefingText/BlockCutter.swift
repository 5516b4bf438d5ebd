/// What the first marks of a line say about it.
enum LineMark: UInt8 {
  case none
  case bullet
  /// A dash with white space after it: a bullet, or the signature under a quotation.
  case dash
  /// "1.", "2)", "(a)", "b)".
  case numbered
  /// A Markdown heading of the first level.
  case title
  /// A Markdown heading of a lower level.
  case heading
  /// A Markdown block quote.
  case quote
  /// No letter and no digit: a rule between parts.
  case rule
}

/// A block before its role is told.
struct RawBlock {
  var bytes: Range<Int>
  var body: Range<Int>
  var line: Int
  var mark: LineMark
  /// Whether an empty line or the start of the file stands above.
  var isParted: Bool
  var isIndented: Bool
  /// What the format says of it.
  var said: MarkedStretch.Mark?
}

/// Groups lines into blocks and finds the body of each.
struct BlockCutter {
  let content: [UInt8]
  let lines: [Line]
  let mayBeWrapped: Bool
  let marks: [MarkedStretch]

  /// The blocks of the lines: one a line, or one a paragraph where the text is hard-wrapped.
  func blocks() -> [RawBlock] {
    var result: [RawBlock] = []
    result.reserveCapacity(lines.count)
    let width = mayBeWrapped ? wrapWidth() : nil
    var previous: Line?
    var nextMark = 0
    for line in lines {
      while nextMark < marks.count, marks[nextMark].bytes.upperBound <= line.textStart {
        nextMark += 1
      }
      let (mark, bodyStart) = mark(of: line)
      if let above = previous, let width, above.number + 1 == line.number,
        let last = result.last,
        continues(line, mark, after: above, last, width: width)
      {
        result[result.count - 1].bytes = last.bytes.lowerBound..<line.bytes.upperBound
        result[result.count - 1].body = last.body.lowerBound..<line.bytes.upperBound
      } else {
        result.append(
          RawBlock(
            bytes: line.bytes, body: bodyStart..<line.bytes.upperBound, line: line.number,
            mark: mark, isParted: previous.map { $0.number + 1 < line.number } ?? true,
            isIndented: line.textStart > line.bytes.lowerBound,
            said: nextMark < marks.count && marks[nextMark].bytes.contains(line.textStart)
              ? marks[nextMark].mark : nil))
      }
      previous = line
    }
    return result
  }

  // MARK: Hard-wrapped text

  /// The column lines were wrapped at; nil if the document has a paragraph a line.
  ///
  /// A line broke because the next word did not fit: that holds for nearly every line of wrapped
  /// text that is not the last of its paragraph, and hardly ever by chance.
  private func wrapWidth() -> Int? {
    if lines.count < 4 { return nil }
    var widths = lines.map { columns($0.bytes) }
    let unsorted = widths
    widths.sort()
    let width = widths[widths.count * 95 / 100]
    if width < 40 || width > 100 { return nil }
    var pairs = 0
    var forced = 0
    var goesOn = 0
    var index = 1
    while index < lines.count {
      let above = lines[index - 1]
      let line = lines[index]
      if above.number + 1 == line.number, unsorted[index - 1] > width / 2 {
        pairs += 1
        if unsorted[index - 1] + 1 + firstWordColumns(line) > width { forced += 1 }
        if !endsSentence(above) { goesOn += 1 }
      }
      index += 1
    }
    return pairs >= 3 && forced * 10 >= pairs * 7 && goesOn * 2 >= pairs ? width : nil
  }

  private func continues(
    _ line: Line, _ mark: LineMark, after above: Line, _ block: RawBlock, width: Int
  ) -> Bool {
    switch mark {
    case .none: break
    case .quote: if block.mark != .quote { return false }
    case .bullet, .dash, .numbered, .title, .heading, .rule: return false
    }
    switch block.mark {
    case .rule, .title, .heading: return false
    case .none, .bullet, .dash, .numbered, .quote: break
    }
    let isFull = columns(above.bytes) + 1 + firstWordColumns(line) > width - 3
    let first = UTF8Scalar.at(line.textStart, in: content, end: line.bytes.upperBound).value
    let beginsLower = ScalarClass(first) == .lower
    // An indent opens a paragraph, unless it hangs under a bullet.
    let indent = line.textStart - line.bytes.lowerBound
    let indentAbove = above.textStart - above.bytes.lowerBound
    if block.mark == .none, indent > indentAbove, !beginsLower, endsSentence(above) {
      return false
    }
    return isFull || beginsLower && !endsSentence(above)
  }

  private func columns(_ bytes: Range<Int>) -> Int {
    var count = 0
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      if content[index] & 0xc0 != 0x80 { count += 1 }
      index += 1
    }
    return count
  }

  private func firstWordColumns(_ line: Line) -> Int {
    var count = 0
    var index = line.textStart
    while index < line.bytes.upperBound, content[index] != 0x20 {
      if content[index] & 0xc0 != 0x80 { count += 1 }
      index += 1
    }
    return count
  }

  private func endsSentence(_ line: Line) -> Bool {
    BlockForm.ending(of: line.text, in: content) == .stop
  }

  // MARK: Marks at the start

  private func mark(of line: Line) -> (LineMark, Int) {
    let start = line.textStart
    let end = line.bytes.upperBound
    let (first, length) = UTF8Scalar.at(start, in: content, end: end)
    let after = start + length
    switch first {
    case 0x23:
      var hashes = start
      while hashes < end, content[hashes] == 0x23 { hashes += 1 }
      if hashes - start <= 6, let body = textAfterSpace(hashes, end) {
        return (hashes - start == 1 ? .title : .heading, body)
      }
    case 0x3e:
      var body = after
      while body < end, content[body] == 0x3e || content[body] == 0x20 { body += 1 }
      return body < end ? (.quote, body) : (.rule, start)
    case 0x2022, 0x2023, 0x25aa, 0x25ab, 0x25cf, 0x25cb, 0x25e6, 0x25a0, 0x25a1, 0x25b6, 0x25ba,
      0x2043, 0x27a4, 0xb7:
      let body = textAfterSpace(after, end) ?? after
      if body < end { return (.bullet, body) }
    case 0x2a, 0x2b:
      if let body = textAfterSpace(after, end), !isRule(start..<end) { return (.bullet, body) }
    case 0x2d, 0x2013, 0x2014, 0x2012, 0x2015, 0x2212:
      if let body = textAfterSpace(after, end), !isRule(start..<end) { return (.dash, body) }
    case 0x6f where start > line.bytes.lowerBound:
      if let body = textAfterSpace(after, end) { return (.bullet, body) }
    case 0x30...0x39, 0x28, 0x61...0x7a, 0x41...0x5a:
      if let body = numberedBody(start, end) { return (.numbered, body) }
    default: break
    }
    return (isRule(start..<end) ? .rule : .none, start)
  }

  /// Where text begins after white space at `index`; nil if none stands there.
  private func textAfterSpace(_ index: Int, _ end: Int) -> Int? {
    let text = UTF8Scalar.trimmed(index..<end, in: content)
    return text.isEmpty || text.lowerBound == index ? nil : text.lowerBound
  }

  private func numberedBody(_ start: Int, _ end: Int) -> Int? {
    var index = start
    let isBracketed = content[index] == 0x28
    if isBracketed { index += 1 }
    let first = index
    while index < end, ScalarClass(ascii: content[index]) == .digit { index += 1 }
    let digits = index - first
    if digits == 0 {
      while index < end, ScalarClass(ascii: content[index]).isLetter { index += 1 }
      let letters = index - first
      // Single letters and small Roman numerals.
      let isRoman = content[first..<index].allSatisfy { [0x69, 0x76, 0x78].contains($0) }
      if letters == 0 || letters > 1 && !(isRoman && letters <= 4) { return nil }
    } else if digits > 2 {
      return nil
    }
    guard index < end else { return nil }
    switch content[index] {
    case 0x29: return textAfterSpace(index + 1, end)
    case 0x2e where digits > 0 && !isBracketed: return textAfterSpace(index + 1, end)
    default: return nil
    }
  }

  private func isRule(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      let (value, length) = UTF8Scalar.at(index, in: content, end: range.upperBound)
      let kind = ScalarClass(value)
      if kind.isLetter || kind == .digit || value == UTF8Scalar.invalid || value == 0xfffd {
        return false
      }
      index += length
    }
    return true
  }
}
