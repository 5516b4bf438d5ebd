internal import BriefingRecords

/// Checks that a line is a record as the store writes them, without making values of it: strict
/// JSON, valid UTF-8, every key of the type in the order of the contract, each with a value of a
/// kind that a record may have.
struct LineShape {
  /// The keys of the envelope whose values are looked at, by their place in it.
  enum Key: Int, CaseIterable {
    case type, summary, id, rev, op, seq, schema, emittedAt, rule, sourceName, sourceSHA256, storyID
  }

  private struct Pattern {
    var type: RecordType
    var opening: [UInt8]
    /// `,"key":` of all keys but the first.
    var keys: [[UInt8]]
  }

  private let patterns: [Pattern]
  private(set) var type = RecordType.document
  /// Where the values of the envelope's first keys lie in the line that was checked last.
  private var ranges = [Range<Int>](repeating: 0..<0, count: Key.allCases.count)
  private var index = 0

  init() {
    patterns = RecordType.allCases.map { type in
      Pattern(
        type: type, opening: Array("{\"type\":\"\(type.rawValue)\"".utf8),
        keys: RecordSchema.keys(of: type).dropFirst().map { Array(",\"\($0)\":".utf8) })
    }
  }

  /// The bytes of a value, with its quotation marks, in the line that was checked last.
  func range(_ key: Key) -> Range<Int> { ranges[key.rawValue] }

  /// The bytes between the quotation marks of a string.
  func content(_ key: Key, of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let range = ranges[key.rawValue]
    guard range.count >= 2 else { return [] }
    return line[(line.startIndex + range.lowerBound + 1)..<(line.startIndex + range.upperBound - 1)]
  }

  /// A number of the line that was checked last; nil where it is none, or not below 2⁵³.
  func integer(_ key: Key, of line: ArraySlice<UInt8>) -> Int? {
    let range = ranges[key.rawValue]
    guard range.count > 0, range.count <= 16 else { return nil }
    var value = 0
    for byte in line[(line.startIndex + range.lowerBound)..<(line.startIndex + range.upperBound)] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value < 9_007_199_254_740_992 ? value : nil
  }

  /// What is wrong with a line, without its `\n`; nil when nothing is.
  mutating func flaw(in slice: ArraySlice<UInt8>) -> String? {
    let line = slice.span
    guard (try? UTF8Span(validating: line)) != nil else { return "not valid UTF-8" }
    index = 0
    guard let pattern = patterns.first(where: { matches($0.opening, line) }) else {
      return "no record of a known type"
    }
    type = pattern.type
    ranges[Key.type.rawValue] = (pattern.opening.count - type.rawValue.utf8.count - 2)..<index
    for (place, key) in pattern.keys.enumerated() {
      guard matches(key, line) else {
        return "expected the key \(String(decoding: key.dropFirst().dropLast(), as: UTF8.self)) "
          + "at byte \(index)"
      }
      let start = index
      guard skipValue(line) else { return "no valid value at byte \(index)" }
      if place + 1 < ranges.count { ranges[place + 1] = start..<index }
    }
    guard index == line.count - 1, line[index] == 0x7d else {
      return "expected the end of the record at byte \(index)"
    }
    return nil
  }

  private mutating func matches(_ pattern: [UInt8], _ line: Span<UInt8>) -> Bool {
    guard line.count - index >= pattern.count else { return false }
    var offset = 0
    while offset < pattern.count {
      if line[index + offset] != pattern[offset] { return false }
      offset += 1
    }
    index += pattern.count
    return true
  }

  private mutating func skipValue(_ line: Span<UInt8>) -> Bool {
    guard index < line.count else { return false }
    guard line[index] == 0x5b else { return skipScalar(line) }
    index += 1
    if accept(0x5d, line) { return true }
    repeat {
      guard skipScalar(line) else { return false }
    } while accept(0x2c, line)
    return accept(0x5d, line)
  }

  private mutating func skipScalar(_ line: Span<UInt8>) -> Bool {
    guard index < line.count else { return false }
    switch line[index] {
    case 0x22: return skipString(line)
    case 0x6e: return matches(Self.null, line)
    default: return skipNumber(line)
    }
  }

  private static let null = Array("null".utf8)

  private mutating func skipString(_ line: Span<UInt8>) -> Bool {
    index += 1
    while index < line.count {
      let byte = line[index]
      if byte == 0x22 {
        index += 1
        return true
      }
      guard byte >= 0x20 else { return false }
      if byte == 0x5c {
        guard skipEscape(line) else { return false }
      } else {
        index += 1
      }
    }
    return false
  }

  private mutating func skipEscape(_ line: Span<UInt8>) -> Bool {
    guard index + 1 < line.count else { return false }
    switch line[index + 1] {
    case 0x22, 0x5c, 0x6e, 0x72, 0x74:
      index += 2
      return true
    case 0x75:
      guard index + 6 <= line.count else { return false }
      for digit in (index + 2)..<(index + 6) {
        switch line[digit] {
        case 0x30...0x39, 0x61...0x66: break
        default: return false
        }
      }
      index += 6
      return true
    default: return false
    }
  }

  private mutating func skipNumber(_ line: Span<UInt8>) -> Bool {
    _ = accept(0x2d, line)
    let leading = index
    var digits = skipDigits(line)
    if digits == 0 || digits > 1 && line[leading] == 0x30 { return false }
    if accept(0x2e, line) { digits = skipDigits(line) }
    if digits > 0, accept(0x65, line) || accept(0x45, line) {
      if !accept(0x2d, line) { _ = accept(0x2b, line) }
      digits = skipDigits(line)
    }
    return digits > 0
  }

  private mutating func skipDigits(_ line: Span<UInt8>) -> Int {
    let start = index
    while index < line.count, line[index] >= 0x30, line[index] <= 0x39 { index += 1 }
    return index - start
  }

  private mutating func accept(_ byte: UInt8, _ line: Span<UInt8>) -> Bool {
    guard index < line.count, line[index] == byte else { return false }
    index += 1
    return true
  }
}
