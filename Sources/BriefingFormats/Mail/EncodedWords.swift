/// Text in header fields: folded, and with encoded words (RFC 2047), as in `=?utf-8?Q?Caf=C3=A9?=`.
enum EncodedWords {
  /// The text of a field, white space that is doubled taken out.
  static func decoded(_ value: [UInt8]) -> String {
    var result = ""
    /// Bytes of words in one charset that follow each other: a character may be split over two.
    var run: [UInt8] = []
    var runCharset: String?
    var raw: [UInt8] = []
    var index = 0

    func flushRun() {
      guard let charset = runCharset else { return }
      result += text(run, charset)
      run = []
      runCharset = nil
    }
    func flushRaw() {
      // Between two encoded words white space says nothing.
      if runCharset != nil, raw.allSatisfy({ $0 <= 0x20 }) {
        raw = []
        return
      }
      flushRun()
      result += text(raw, nil)
      raw = []
    }

    while index < value.count {
      if value[index] == 0x3d, let word = word(in: value, at: index) {
        flushRaw()
        if let charset = runCharset, charset != word.charset { flushRun() }
        run += word.bytes
        runCharset = word.charset
        index = word.end
      } else {
        raw.append(value[index])
        index += 1
      }
    }
    if !raw.isEmpty, runCharset == nil || raw.contains(where: { $0 > 0x20 }) { flushRaw() }
    flushRun()
    return result.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Bytes in a charset as text; without one, as whatever they are.
  static func text(_ bytes: [UInt8], _ charset: String?) -> String {
    let known = charset.flatMap { Charset(label: $0) }
    if let known, let text = DecodedText(bytes, as: known) {
      return String(decoding: text.utf8, as: UTF8.self)
    }
    return String(decoding: DecodedText(bytes)?.utf8 ?? bytes, as: UTF8.self)
  }

  private static func word(
    in value: [UInt8], at start: Int
  ) -> (charset: String, bytes: [UInt8], end: Int)? {
    guard start + 1 < value.count, value[start + 1] == 0x3f else { return nil }
    var marks: [Int] = [start + 1]
    var index = start + 2
    // Encoded words have at most 75 bytes by the standard; many programs write longer ones.
    while index < min(value.count, start + 1_000), marks.count < 4 {
      if value[index] == 0x3f { marks.append(index) }
      if marks.count < 3, value[index] <= 0x20 { return nil }
      index += 1
    }
    guard marks.count == 4, index < value.count, value[index] == 0x3d,
      marks[2] == marks[1] + 2
    else { return nil }
    let label = value[marks[0] + 1..<marks[1]].prefix { $0 != 0x2a }
    let body = value[marks[2] + 1..<marks[3]]
    let bytes: [UInt8]
    switch value[marks[1] + 1] {
    case 0x42, 0x62: bytes = Base64.decoded(body)
    case 0x51, 0x71: bytes = quoted(body)
    default: return nil
    }
    return (String(decoding: label, as: UTF8.self).lowercased(), bytes, index + 1)
  }

  private static func quoted(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var index = body.startIndex
    while index < body.endIndex {
      if body[index] == 0x3d, index + 2 < body.endIndex,
        let high = HexDigit.value(body[index + 1]), let low = HexDigit.value(body[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(body[index] == 0x5f ? 0x20 : body[index])
        index += 1
      }
    }
    return bytes
  }
}
