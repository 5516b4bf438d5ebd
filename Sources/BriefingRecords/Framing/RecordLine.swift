/// One line of the store, read back: the strict counterpart of `JSONWriter`.
///
/// Records are flat, so a line holds scalars and arrays of scalars and nothing else. Anything that
/// the writer would not write is an error: nesting, repeated keys, white space between tokens.
public struct RecordLine: Sendable, Hashable {
  /// A value of a record.
  public enum Value: Sendable, Hashable {
    case null
    case string(String)
    /// A number by its text, so that reading and writing it again changes nothing.
    case number(String)
    case list([Value])
  }

  /// Why a line is not a record.
  public struct Malformed: Error, Hashable, CustomStringConvertible {
    /// The first byte that does not fit, counted from the line's first.
    public let offset: Int
    /// What was expected there.
    public let expected: String

    /// `byte 17: expected a closing quotation mark`.
    public var description: String { "byte \(offset): expected \(expected)" }
  }

  /// The keys in their order.
  public let keys: [String]
  private let values: [String: Value]

  /// Reads a line without its `\n`.
  public init(parsing line: ArraySlice<UInt8>) throws(Malformed) {
    var reader = RecordLineReader(Array(line))
    (keys, values) = try reader.object()
  }

  /// The line that `record` would be written as; what the store fills in is 0.
  public init(_ record: Record) throws(Malformed) {
    var writer = JSONWriter()
    writer.open()
    record.visit(&writer, sequence: 0, emittedAt: Timestamp(milliseconds: 0))
    writer.close()
    try self.init(parsing: writer.bytes.dropLast())
  }

  /// The value of a key; nil where the record has no such key.
  public subscript(key: String) -> Value? { values[key] }

  /// The value of a key that holds a string.
  public func string(_ key: String) -> String? {
    if case .string(let text)? = values[key] { text } else { nil }
  }

  /// The value of a key that holds an integer.
  public func integer(_ key: String) -> Int? {
    if case .number(let text)? = values[key] { Int(text) } else { nil }
  }

  /// The value of a key that holds a list of strings.
  public func strings(_ key: String) -> [String]? {
    guard case .list(let items)? = values[key] else { return nil }
    return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  /// The record's type; nil where the line names none of the contract.
  public var type: RecordType? { string("type").flatMap(RecordType.init(rawValue:)) }
}

/// Walks the bytes of one line.
struct RecordLineReader {
  private let line: [UInt8]
  private var index = 0

  init(_ line: [UInt8]) {
    self.line = line
  }

  mutating func object() throws(RecordLine.Malformed) -> ([String], [String: RecordLine.Value]) {
    var keys: [String] = []
    var values: [String: RecordLine.Value] = [:]
    try expect(0x7b, "an opening brace")
    repeat {
      let start = index
      let key = try string()
      try expect(0x3a, "a colon")
      let value = try value()
      guard values.updateValue(value, forKey: key) == nil else {
        throw malformed(at: start, "a key that the line does not have yet")
      }
      keys.append(key)
    } while accept(0x2c)
    try expect(0x7d, "a comma or a closing brace")
    guard index == line.count else { throw malformed(at: index, "the end of the line") }
    return (keys, values)
  }

  private mutating func value() throws(RecordLine.Malformed) -> RecordLine.Value {
    guard accept(0x5b) else { return try scalar() }
    var items: [RecordLine.Value] = []
    guard !accept(0x5d) else { return .list(items) }
    repeat { items.append(try scalar()) } while accept(0x2c)
    try expect(0x5d, "a comma or a closing bracket")
    return .list(items)
  }

  private mutating func scalar() throws(RecordLine.Malformed) -> RecordLine.Value {
    switch peek {
    case 0x22: return .string(try string())
    case 0x6e:
      for byte in "null".utf8 { try expect(byte, "null") }
      return .null
    default: return .number(try number())
    }
  }

  private mutating func number() throws(RecordLine.Malformed) -> String {
    let start = index
    _ = accept(0x2d)
    let leading = index
    var digits = skipDigits()
    if digits > 1, line[leading] == 0x30 { throw malformed(at: leading, "no leading zero") }
    if digits > 0, accept(0x2e) { digits = skipDigits() }
    if digits > 0, accept(0x65) || accept(0x45) {
      if !accept(0x2d) { _ = accept(0x2b) }
      digits = skipDigits()
    }
    guard digits > 0 else { throw malformed(at: index, "a value") }
    return text(start..<index)
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = peek, byte >= 0x30, byte <= 0x39 { index += 1 }
    return index - start
  }

  private mutating func string() throws(RecordLine.Malformed) -> String {
    try expect(0x22, "an opening quotation mark")
    let start = index
    while let byte = peek, byte != 0x22, byte != 0x5c, byte >= 0x20 { index += 1 }
    if accept(0x22) { return try valid(start..<(index - 1)) }
    var decoded = try valid(start..<index)
    while let byte = peek, byte != 0x22 {
      if byte == 0x5c {
        decoded.unicodeScalars.append(try escape())
        continue
      }
      let plain = index
      while let byte = peek, byte != 0x22, byte != 0x5c, byte >= 0x20 { index += 1 }
      guard index > plain else { throw malformed(at: index, "no raw control character") }
      decoded += try valid(plain..<index)
    }
    try expect(0x22, "a closing quotation mark")
    return decoded
  }

  private mutating func escape() throws(RecordLine.Malformed) -> Unicode.Scalar {
    index += 1
    let kind = peek
    index += 1
    switch kind {
    case 0x22: return "\""
    case 0x5c: return "\\"
    case 0x6e: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75:
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard let byte = peek, let digit = hexadecimal(byte) else {
          throw malformed(at: index, "a hexadecimal digit")
        }
        value = value << 4 | digit
        index += 1
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw malformed(at: index, "an escape that is no surrogate")
      }
      return scalar
    default: throw malformed(at: index - 1, "an escape that the writer uses")
    }
  }

  private func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  private var peek: UInt8? { index < line.count ? line[index] : nil }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ what: String) throws(RecordLine.Malformed) {
    guard accept(byte) else { throw malformed(at: index, what) }
  }

  private func malformed(at offset: Int, _ expected: String) -> RecordLine.Malformed {
    RecordLine.Malformed(offset: offset, expected: expected)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: line[range], as: UTF8.self)
  }

  private func valid(_ range: Range<Int>) throws(RecordLine.Malformed) -> String {
    guard let text = String(validating: line[range], as: UTF8.self) else {
      throw malformed(at: range.lowerBound, "valid UTF-8")
    }
    return text
  }
}
