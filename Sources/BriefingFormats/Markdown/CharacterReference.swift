internal import CXML2

/// What `&name;` and `&#number;` stand for.
enum CharacterReference {
  /// The characters of a reference that begins with `&` and ends with `;`, in UTF-8; nil where it
  /// has no meaning.
  ///
  /// - Source: HTML 4.01, section 24 (names); CommonMark 0.30, section 2.5 (numbers: a NUL and what
  ///   is no Unicode scalar are U+FFFD).
  static func characters(of reference: ArraySlice<UInt8>) -> [UInt8]? {
    guard reference.count >= 3, reference.count <= 32, reference.first == 0x26,
      reference.last == 0x3b
    else { return nil }
    let name = reference.dropFirst().dropLast()
    guard name.first == 0x23 else { return named(Array(name)) }
    let isHexadecimal = name.dropFirst().first.map { $0 | 0x20 == 0x78 } ?? false
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard !digits.isEmpty, digits.count <= 7,
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
    else { return nil }
    return utf8(value == 0 ? 0xfffd : value)
  }

  private static func named(_ name: [UInt8]) -> [UInt8]? {
    guard !name.contains(0) else { return nil }
    if name == Array("apos".utf8) { return [0x27] }
    let value: UInt32? = unsafe (name + [0]).withUnsafeBufferPointer { bytes in
      guard let found = unsafe htmlEntityLookup(bytes.baseAddress) else { return nil }
      return unsafe found.pointee.value
    }
    return value.map(utf8)
  }

  private static func utf8(_ value: UInt32) -> [UInt8] {
    Array(String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
  }
}
