/// Tells UTF-16 without a byte order mark from other text and from binary data.
///
/// Text has spaces and line ends: read in the right order of bytes they are there, in the wrong one
/// they would be U+2000, U+0A00 and U+0D00. It has hardly any control characters and no surrogate
/// alone; of random bytes, a sixteenth would be surrogates.
enum UTF16Guess {
  private static let window = 1 << 16

  /// Whether bytes are UTF-16, with a byte order mark or without.
  static func isUTF16(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 2 else { return false }
    let isMarked =
      bytes[0] == 0xff && bytes[1] == 0xfe || bytes[0] == 0xfe && bytes[1] == 0xff
    return isMarked || charset(of: bytes) != nil
  }

  static func charset(of bytes: Span<UInt8>) -> Charset? {
    let units = min(bytes.count, window) / 2
    guard units >= 2, bytes.count % 2 == 0 || bytes.count > window else { return nil }
    var nul = false
    var index = 0
    while index < units * 2, !nul {
      nul = bytes[index] == 0
      index += 1
    }
    // All text has a space or a line end, and so a NUL byte.
    guard nul else { return nil }
    let little = score(bytes, units: units, UTF16Decoder(isLittleEndian: true))
    let big = score(bytes, units: units, UTF16Decoder(isLittleEndian: false))
    switch (little, big) {
    case (nil, nil): return nil
    case (.some, nil): return .utf16LittleEndian
    case (nil, .some): return .utf16BigEndian
    case (.some(let little), .some(let big)):
      if little == big { return nil }
      return little > big ? .utf16LittleEndian : .utf16BigEndian
    }
  }

  /// How many units are white space or ASCII; nil where it can be no text.
  private static func score(_ bytes: Span<UInt8>, units: Int, _ decoder: UTF16Decoder) -> Int? {
    var spaces = 0
    var ascii = 0
    var controls = 0
    var lone = 0
    var unit = 0
    while unit < units {
      let value = decoder.unit(bytes, unit * 2)
      unit += 1
      switch value {
      case 0x20, 0x0a, 0x0d, 0x09: spaces += 1
      case 0x21..<0x7f: ascii += 1
      case 0: return nil
      case 1..<0x20, 0x7f..<0xa0, 0xfffe, 0xffff, 0xe000..<0xf900: controls += 1
      case 0xd800..<0xdc00:
        if unit < units, decoder.unit(bytes, unit * 2) & 0xfc00 == 0xdc00 {
          unit += 1
        } else {
          lone += unit < units ? 1 : 0
        }
      case 0xdc00..<0xe000: lone += 1
      default: break
      }
    }
    guard (controls + lone) * 50 <= units, spaces * 100 + ascii * 2 >= units else { return nil }
    return spaces + ascii
  }
}
