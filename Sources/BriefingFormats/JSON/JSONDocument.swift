import BriefingText

/// A JSON text [RFC 8259] as values that know their bytes.
///
/// A flat list of values in the order of the text: no recursion, and no memory beyond what
/// ``valueLimit`` values take. Strings are decoded when they are asked for.
struct JSONDocument {
  /// What a value is.
  enum Kind: UInt8 { case object, array, key, string, number, yes, no, null }

  /// Why a text is no JSON.
  struct Malformed: Error {
    /// The byte that cannot stand there.
    var place: Int
    /// What is wrong, for a person.
    var cause: String
  }

  struct Value {
    var kind: Kind
    /// Of strings and keys without the quotation marks.
    var bytes: Range<Int>
    /// The index after the last value within this one.
    var end: Int
  }

  static let depthLimit = 200
  static let valueLimit = 1_000_000

  let content: [UInt8]
  private(set) var values: [Value] = []

  /// Reads one JSON value that fills `range` of `content`.
  ///
  /// - Parameters:
  ///   - content: The bytes; values keep their offsets in them.
  ///   - range: Where the value stands; white space may surround it.
  ///   - isLenient: Whether what pages get wrong is let through: control characters within strings
  ///     and a comma after the last item.
  /// - Throws: ``Malformed`` with the byte that cannot stand there.
  init(
    _ content: [UInt8], in range: Range<Int>, isLenient: Bool = false
  ) throws(Malformed) {
    self.content = content
    var parser = JSONParser(content: content, range: range, isLenient: isLenient)
    values = try parser.run()
  }

  /// The outermost value.
  var root: Int { 0 }

  /// The value of `key` in the object at `index`; the first where there are several.
  func member(_ key: String, of index: Int) -> Int? {
    guard values[index].kind == .object else { return nil }
    var place = index + 1
    while place < values[index].end {
      if string(place) == key { return place + 1 }
      place = values[place + 1].end
    }
    return nil
  }

  /// The keys of the object at `index` and the values they stand for, in order.
  func members(of index: Int) -> [(key: String, value: Int)] {
    guard values[index].kind == .object else { return [] }
    var found: [(key: String, value: Int)] = []
    var place = index + 1
    while place < values[index].end {
      found.append((string(place) ?? "", place + 1))
      place = values[place + 1].end
    }
    return found
  }

  /// The items of the array at `index`, in order.
  func items(of index: Int) -> [Int] {
    guard values[index].kind == .array else { return [] }
    var found: [Int] = []
    var place = index + 1
    while place < values[index].end {
      found.append(place)
      place = values[place].end
    }
    return found
  }

  /// The string or key at `index`, decoded; nil for other values.
  func string(_ index: Int) -> String? {
    switch values[index].kind {
    case .string, .key: String(decoding: decoded(index).text, as: UTF8.self)
    default: nil
    }
  }

  /// The string at `index` in UTF-8, and where it stands in the content.
  func decoded(_ index: Int) -> (text: [UInt8], origin: SourceMap) {
    let bytes = values[index].bytes
    var text: [UInt8] = []
    var origin = SourceMap()
    text.reserveCapacity(bytes.count)
    var place = bytes.lowerBound
    while place < bytes.upperBound {
      var end = place
      while end < bytes.upperBound, content[end] != 0x5c { end += 1 }
      origin.append(text: text.count, content: place, count: end - place)
      text += content[place..<end]
      place = end
      guard place < bytes.upperBound else { break }
      let (characters, length) = escaped(place, bytes.upperBound)
      origin.append(
        text: text.count..<(text.count + characters.count), content: place..<(place + length))
      text += characters
      place += length
    }
    return (text, origin)
  }

  /// What the escape at `place` stands for, and its length.
  private func escaped(_ place: Int, _ end: Int) -> ([UInt8], Int) {
    switch content[place + 1] {
    case 0x62: return ([0x08], 2)
    case 0x66: return ([0x0c], 2)
    case 0x6e: return ([0x0a], 2)
    case 0x72: return ([0x0d], 2)
    case 0x74: return ([0x09], 2)
    case 0x75:
      guard let unit = unit(place, end) else { return ([content[place + 1]], 2) }
      if unit & 0xfc00 == 0xd800, let low = self.unit(place + 6, end), low & 0xfc00 == 0xdc00 {
        return (utf8(0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff), 12)
      }
      return (utf8(unit), 6)
    default: return ([content[place + 1]], 2)
    }
  }

  /// The number of `\uXXXX` at `place`.
  private func unit(_ place: Int, _ end: Int) -> UInt32? {
    guard place + 6 <= end, content[place] == 0x5c, content[place + 1] == 0x75 else { return nil }
    return UInt32(String(decoding: content[(place + 2)..<(place + 6)], as: UTF8.self), radix: 16)
  }

  private func utf8(_ value: UInt32) -> [UInt8] {
    Array(String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
  }
}
