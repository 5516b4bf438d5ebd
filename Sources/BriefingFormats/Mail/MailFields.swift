/// A header field of a message.
struct MailField: Sendable {
  /// In lower case.
  var name: String
  /// From after the colon to before the line end; with the line ends of a folded field.
  var value: Range<Int>
}

/// The header of a message or of a part (RFC 5322 2.2).
struct MailFields: Sendable {
  private(set) var fields: [MailField] = []
  /// Where the body begins: behind the empty line.
  private(set) var bodyStart: Int
  /// Whether lines came that are no header, before an empty one.
  private(set) var isBroken = false

  /// More fields than this no message has.
  private static let most = 2_000

  /// Reads the header that begins at the start of `range`.
  init(_ bytes: Span<UInt8>, in range: Range<Int>) {
    var index = range.lowerBound
    bodyStart = range.upperBound
    while index < range.upperBound {
      let end = MailLines.end(of: index, bytes, range.upperBound)
      let text = MailLines.text(index..<end, bytes)
      if text.isEmpty {
        bodyStart = end
        return
      }
      if bytes[index] == 0x20 || bytes[index] == 0x09, !fields.isEmpty {
        fields[fields.count - 1].value =
          fields[fields.count - 1].value.lowerBound..<text.upperBound
      } else if let colon = Self.colon(in: text, bytes), fields.count < Self.most {
        fields.append(
          MailField(
            name: MailLines.lowercased(text.lowerBound..<colon, bytes),
            value: colon + 1..<text.upperBound))
      } else {
        // As many do, the text begins here, without an empty line above.
        isBroken = true
        bodyStart = index
        return
      }
      index = end
    }
    isBroken = true
  }

  /// The header without fields.
  init(bodyStart: Int) { self.bodyStart = bodyStart }

  /// The first field of that name.
  subscript(name: String) -> MailField? { fields.first { $0.name == name } }

  /// Moves everything, after bytes before it were replaced.
  mutating func move(_ place: (Int) -> Int) {
    for index in fields.indices {
      let value = fields[index].value
      fields[index].value = place(value.lowerBound)..<place(value.upperBound)
    }
    bodyStart = place(bodyStart)
  }

  /// Where the name ends: printable ASCII without blanks, up to a colon.
  private static func colon(in line: Range<Int>, _ bytes: Span<UInt8>) -> Int? {
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] > 0x20, bytes[index] < 0x7f {
      if bytes[index] == 0x3a { return index > line.lowerBound ? index : nil }
      index += 1
    }
    return nil
  }
}

/// Lines of mail, which end at `\n` or `\r\n`.
enum MailLines {
  /// Where the line that begins at `start` ends, its line end included.
  static func end(of start: Int, _ bytes: Span<UInt8>, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      index += 1
      if bytes[index - 1] == 0x0a { return index }
    }
    return limit
  }

  /// The line without its line end.
  static func text(_ line: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int> {
    var end = line.upperBound
    if end > line.lowerBound, bytes[end - 1] == 0x0a { end -= 1 }
    if end > line.lowerBound, bytes[end - 1] == 0x0d { end -= 1 }
    return line.lowerBound..<end
  }

  /// The bytes of a range, by themselves.
  static func bytes(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for index in range { copy.append(bytes[index]) }
    return copy
  }

  /// ASCII in lower case.
  static func lowercased(_ range: Range<Int>, _ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    for index in range {
      let byte = bytes[index]
      text.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether `word` stands at `index`.
  static func begins(_ word: StaticString, at index: Int, _ bytes: Span<UInt8>) -> Bool {
    guard bytes.count - index >= word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { letters in
      for offset in 0..<letters.count where unsafe letters[offset] != bytes[index + offset] {
        return false
      }
      return true
    }
  }
}
