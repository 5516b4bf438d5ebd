internal import BriefingText

/// base64 (RFC 2045 6.8): what is no digit of it is passed over, as all mail programs do.
enum Base64 {
  static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 3)
    var group: UInt32 = 0
    var digits = 0
    for byte in text {
      let value: UInt32
      switch byte {
      case 0x41...0x5a: value = UInt32(byte) - 0x41
      case 0x61...0x7a: value = UInt32(byte) - 0x47
      case 0x30...0x39: value = UInt32(byte) + 4
      case 0x2b, 0x2d: value = 62
      case 0x2f, 0x5f: value = 63
      case 0x3d:
        // The end of a piece: some programs put several behind each other.
        finish(group, digits, &bytes)
        (group, digits) = (0, 0)
        continue
      default: continue
      }
      group = group << 6 | value
      digits += 1
      if digits == 4 {
        bytes.append(UInt8(truncatingIfNeeded: group >> 16))
        bytes.append(UInt8(truncatingIfNeeded: group >> 8))
        bytes.append(UInt8(truncatingIfNeeded: group))
        (group, digits) = (0, 0)
      }
    }
    finish(group, digits, &bytes)
    return bytes
  }

  private static func finish(_ group: UInt32, _ digits: Int, _ bytes: inout [UInt8]) {
    let whole = group << UInt32(24 - 6 * digits)
    if digits >= 2 { bytes.append(UInt8(truncatingIfNeeded: whole >> 16)) }
    if digits >= 3 { bytes.append(UInt8(truncatingIfNeeded: whole >> 8)) }
  }
}

/// Quoted-printable (RFC 2045 6.7).
struct QuotedPrintable {
  private let content: [UInt8]
  private let end: Int
  private var bytes: [UInt8] = []
  private var map = SourceMap()
  private var index: Int
  /// From where on nothing but plain characters came, which are not in `bytes` yet.
  private var runStart: Int
  /// Where a soft line break begins that the next character takes along.
  private var soft: Int?

  /// The decoded bytes, and where each stands in the content: `=E9` is three bytes for one.
  ///
  /// A soft line break goes with the space before it, else with the character behind, so that what
  /// stands round it is one stretch. White space at the end of a line is left out.
  static func decoded(
    _ content: [UInt8], _ range: Range<Int>
  ) -> (bytes: [UInt8], map: SourceMap) {
    var decoder = QuotedPrintable(content, range)
    decoder.decode()
    return (decoder.bytes, decoder.map)
  }

  private init(_ content: [UInt8], _ range: Range<Int>) {
    self.content = content
    end = range.upperBound
    index = range.lowerBound
    runStart = index
    bytes.reserveCapacity(range.count)
  }

  private mutating func decode() {
    while index < end {
      switch content[index] {
      case 0x3d:
        if let line = Self.softBreak(content, index, end) {
          breakSoftly(behind: line)
        } else if index + 2 < end, let high = HexDigit.value(content[index + 1]),
          let low = HexDigit.value(content[index + 2])
        {
          take(high << 4 | low, 3)
        } else {
          takePlain()
        }
      case 0x20, 0x09:
        let first = index
        var next = index
        while next < end, content[next] == 0x20 || content[next] == 0x09 { next += 1 }
        if next == end || content[next] == 0x0a || content[next] == 0x0d {
          flush()
          index = next
          runStart = next
        } else if soft != nil {
          takePlain()
        } else {
          index = max(next, first + 1)
        }
      default: takePlain()
      }
    }
    flush()
  }

  private mutating func takePlain() {
    if soft == nil { index += 1 } else { take(content[index], 1) }
  }

  /// Takes a byte that so many of the content stand for.
  private mutating func take(_ byte: UInt8, _ count: Int) {
    flush()
    let start = soft ?? index
    map.append(
      text: bytes.count, content: start, units: 1, of: 1, for: index + count - start)
    bytes.append(byte)
    soft = nil
    index += count
    runStart = index
  }

  private mutating func breakSoftly(behind line: Int) {
    if index > runStart, content[index - 1] == 0x20 {
      index -= 1
      flush()
      take(0x20, line - index)
      return
    }
    flush()
    soft = soft ?? index
    index = line
    runStart = line
  }

  private mutating func flush() {
    guard index > runStart else { return }
    map.append(text: bytes.count, content: runStart, count: index - runStart)
    bytes.append(contentsOf: content[runStart..<index])
    runStart = index
  }

  /// Behind the line end, where the `=` at `index` ends a line.
  private static func softBreak(_ content: [UInt8], _ index: Int, _ end: Int) -> Int? {
    var next = index + 1
    while next < end, content[next] == 0x20 || content[next] == 0x09 { next += 1 }
    if next == end { return end }
    if content[next] == 0x0a { return next + 1 }
    if content[next] == 0x0d { return next + 1 < end && content[next + 1] == 0x0a ? next + 2 : nil }
    return nil
  }
}
