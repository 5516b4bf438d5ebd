/// Reads character references by the rules of the WHATWG HTML standard, section 13.2.5.72 and on.
enum PageReference {
  /// What stands at `start`, an ampersand; nil where it is an ampersand and no more.
  ///
  /// - Parameters:
  ///   - bytes: The page, in UTF-8.
  ///   - start: The place of the ampersand.
  ///   - end: The end of the text or value.
  ///   - inAttribute: Whether it stands in the value of an attribute, where `&copy=` is none.
  /// - Returns: The characters in UTF-8, and the place after the reference.
  static func read(
    _ bytes: [UInt8], at start: Int, end: Int, inAttribute: Bool
  ) -> (text: [UInt8], end: Int)? {
    guard start + 2 < end else { return nil }
    let next = bytes[start + 1]
    if next == 0x23 { return numeric(bytes, at: start + 2, end: end) }
    guard isLetter(next) else { return nil }
    return named(bytes, at: start + 1, end: end, inAttribute: inAttribute)
  }

  private static func numeric(
    _ bytes: [UInt8], at start: Int, end: Int
  ) -> (text: [UInt8], end: Int)? {
    var index = start
    let isHexadecimal = bytes[index] | 0x20 == 0x78
    if isHexadecimal { index += 1 }
    let first = index
    var value: UInt32 = 0
    while index < end, let digit = digit(bytes[index], isHexadecimal) {
      if value < 0x11_0000 { value = value * (isHexadecimal ? 16 : 10) + digit }
      index += 1
    }
    guard index > first else { return nil }
    if index < end, bytes[index] == 0x3b { index += 1 }
    if value >= 0x80, value < 0xa0 { value = windows1252[Int(value - 0x80)] }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return (Array(String(scalar ?? "\u{fffd}").utf8), index)
  }

  private static func digit(_ byte: UInt8, _ isHexadecimal: Bool) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41 + 10)
    case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  private static func named(
    _ bytes: [UInt8], at start: Int, end: Int, inAttribute: Bool
  ) -> (text: [UInt8], end: Int)? {
    var key = Key()
    var index = start
    var legacy: (text: [UInt8], end: Int)?
    while index < end, index - start < longest, isLetter(bytes[index]) || isDigit(bytes[index]) {
      key.add(bytes[index])
      index += 1
      if index - start <= longestLegacy, let text = table.legacy[key] { legacy = (text, index) }
    }
    if index < end, bytes[index] == 0x3b, let text = table.all[key] { return (text, index + 1) }
    guard let legacy else { return nil }
    if inAttribute, legacy.end < end {
      let next = bytes[legacy.end]
      if next == 0x3d || isLetter(next) || isDigit(next) { return nil }
    }
    return legacy
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// The longest names of the table, all and those without a semicolon.
  private static let (longest, longestLegacy) = (31, 6)

  /// What browsers read for references to the C1 controls: the characters of Windows-1252.
  private static let windows1252: [UInt32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
  ]

  /// A name, by two hashes: no two of the table's names share both.
  private struct Key: Hashable {
    var first: UInt64 = 0xcbf2_9ce4_8422_2325
    var count: UInt64 = 0

    mutating func add(_ byte: UInt8) {
      first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      count += 1
    }
  }

  private static let table = Table()

  private struct Table {
    var all: [Key: [UInt8]] = [:]
    var legacy: [Key: [UInt8]] = [:]

    init() {
      let text = CharacterReferenceTable.text.description
      for entry in text.utf8.split(whereSeparator: { $0 == 0x2c || $0 == 0x0a }) {
        var key = Key()
        var isLegacy = false
        guard let gap = entry.firstIndex(of: 0x20) else { continue }
        for byte in entry[..<gap] {
          if byte == 0x21 { isLegacy = true } else { key.add(byte) }
        }
        var value: [UInt8] = []
        for point in entry[entry.index(after: gap)...].split(separator: 0x2b) {
          let scalar = UInt32(String(decoding: point, as: UTF8.self), radix: 16)
          value += String(scalar.flatMap(Unicode.Scalar.init) ?? "\u{fffd}").utf8
        }
        all[key] = value
        if isLegacy { legacy[key] = value }
      }
    }
  }
}
