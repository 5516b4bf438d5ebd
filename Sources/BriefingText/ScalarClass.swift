/// What a scalar is to a tokenizer.
enum ScalarClass: UInt8 {
  case white, lower, upper
  /// A letter of a script without case.
  case letter
  /// A combining mark, joiner or soft hyphen: goes on with a word, begins none.
  case mark
  case digit
  /// Anything else, bytes that are no UTF-8 included.
  case other

  /// Whether the scalar can begin a word.
  var isLetter: Bool { self == .lower || self == .upper || self == .letter }

  /// Whether the scalar can go on with a word.
  var continuesWord: Bool { isLetter || self == .mark || self == .digit }

  init(_ scalar: UInt32) {
    if scalar < 0x80 {
      self = ScalarClass(ascii: UInt8(truncatingIfNeeded: scalar))
    } else {
      self = ScalarClass(wide: scalar)
    }
  }

  init(ascii byte: UInt8) {
    switch byte {
    case 0x61...0x7a: self = .lower
    case 0x41...0x5a: self = .upper
    case 0x30...0x39: self = .digit
    case 0x20, 0x09...0x0d: self = .white
    default: self = .other
    }
  }

  private init(wide scalar: UInt32) {
    switch scalar {
    case 0x85, 0xa0, 0x1680, 0x2000...0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000,
      0xfeff:
      self = .white
    case 0xad, 0x200c, 0x200d: self = .mark
    case 0x2010...0x2027, 0x2030...0x205e, 0x20a0...0x20cf, 0xfffd, UTF8Scalar.invalid:
      self = .other
    default:
      guard let value = Unicode.Scalar(scalar) else {
        self = .other
        return
      }
      switch value.properties.generalCategory {
      case .lowercaseLetter: self = .lower
      case .uppercaseLetter, .titlecaseLetter: self = .upper
      case .modifierLetter, .otherLetter: self = .letter
      case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
      default: self = .other
      }
    }
  }
}

/// Strict decoding of UTF-8, one scalar at a time.
enum UTF8Scalar {
  /// Stands for a byte that begins no well-formed sequence; no Unicode scalar has this value.
  static let invalid: UInt32 = 0xffff_ffff

  /// The scalar at `index` and its length in bytes; `invalid` with length 1 where the bytes up to
  /// `end` are ill-formed (overlong forms, surrogates and cut-off sequences included).
  static func at(_ index: Int, in bytes: [UInt8], end: Int) -> (value: UInt32, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    if first < 0xc2 || first > 0xf4 { return (invalid, 1) }
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    if index + length > end { return (invalid, 1) }
    var value = UInt32(first) & (0xff >> UInt32(length + 1))
    var offset = 1
    while offset < length {
      let byte = bytes[index + offset]
      if byte & 0xc0 != 0x80 { return (invalid, 1) }
      value = value << 6 | UInt32(byte & 0x3f)
      offset += 1
    }
    let isOverlong = length == 3 && value < 0x800 || length == 4 && value < 0x10000
    if isOverlong || value > 0x10_ffff || value >= 0xd800 && value <= 0xdfff {
      return (invalid, 1)
    }
    return (value, length)
  }

  /// The scalar that ends before `index` and its length; nil at `start`.
  static func before(
    _ index: Int, in bytes: [UInt8], start: Int
  ) -> (value: UInt32, length: Int)? {
    if index <= start { return nil }
    var first = index - 1
    if bytes[first] < 0x80 { return (UInt32(bytes[first]), 1) }
    while first > start && index - first < 4 && bytes[first] & 0xc0 == 0x80 { first -= 1 }
    let (value, length) = at(first, in: bytes, end: index)
    return first + length == index ? (value, length) : (invalid, 1)
  }

  /// `range` without white space at its edges.
  static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound {
      let (value, length) = at(start, in: bytes, end: range.upperBound)
      if ScalarClass(value) != .white { break }
      start += length
    }
    var end = range.upperBound
    while let (value, length) = before(end, in: bytes, start: start) {
      if ScalarClass(value) != .white { break }
      end -= length
    }
    return start..<end
  }
}
