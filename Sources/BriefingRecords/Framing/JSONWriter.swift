/// Writes the keys it is shown as one JSON object on one line.
///
/// Control characters, U+0085, U+2028 and U+2029 are escaped; everything else stands raw, so that a
/// person can read it. Keys come in the order they are shown.
public struct JSONWriter: FieldVisitor {
  /// The bytes written so far, UTF-8.
  public private(set) var bytes: [UInt8]
  private var isFirst = true

  /// A writer that goes on after `bytes`.
  public init(appendingTo bytes: consuming [UInt8] = []) {
    self.bytes = bytes
  }

  /// Opens the object.
  public mutating func open() {
    bytes.append(0x7b)
    isFirst = true
  }

  /// Closes the object and ends the line.
  public mutating func close() {
    bytes.append(0x7d)
    bytes.append(0x0a)
  }

  /// A string.
  public mutating func field(_ key: StaticString, _ value: String) {
    write(key)
    write(value)
  }

  /// A string or null.
  public mutating func field(_ key: StaticString, _ value: String?) {
    write(key)
    if let value { write(value) } else { writeNull() }
  }

  /// A list of strings.
  public mutating func field(_ key: StaticString, _ value: [String]) {
    write(key)
    list(value) { writer, item in writer.write(item) }
  }

  /// An integer.
  public mutating func field(_ key: StaticString, _ value: Int) {
    write(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// An integer or null.
  public mutating func field(_ key: StaticString, _ value: Int?) {
    write(key)
    if let value { bytes.append(contentsOf: String(value).utf8) } else { writeNull() }
  }

  /// A list of integers.
  public mutating func field(_ key: StaticString, _ value: [Int]) {
    write(key)
    list(value) { writer, item in writer.bytes.append(contentsOf: String(item).utf8) }
  }

  /// A number or null; one that JSON cannot write is null.
  public mutating func field(_ key: StaticString, _ value: Double?) {
    write(key)
    if let value, value.isFinite {
      bytes.append(contentsOf: JSONNumber.text(value).utf8)
    } else {
      writeNull()
    }
  }

  /// A word of a closed list.
  public mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term) {
    field(key, value.rawValue)
  }

  /// A word of a closed list or null.
  public mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term?) {
    field(key, value?.rawValue)
  }

  private mutating func write(_ key: StaticString) {
    if !isFirst { bytes.append(0x2c) }
    isFirst = false
    bytes.append(0x22)
    // Keys are ASCII words of the contract; none needs an escape.
    bytes.append(contentsOf: key.description.utf8)
    bytes.append(0x22)
    bytes.append(0x3a)
  }

  /// A key and value as they were read from a line.
  mutating func copy(_ key: String, _ value: RecordLine.Value) {
    if !isFirst { bytes.append(0x2c) }
    isFirst = false
    write(key)
    bytes.append(0x3a)
    copy(value)
  }

  private mutating func copy(_ value: RecordLine.Value) {
    switch value {
    case .null: writeNull()
    case .string(let text): write(text)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .list(let items): list(items) { writer, item in writer.copy(item) }
    }
  }

  private mutating func writeNull() {
    bytes.append(contentsOf: "null".utf8)
  }

  private mutating func list<Item>(_ items: [Item], write: (inout JSONWriter, Item) -> Void) {
    bytes.append(0x5b)
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(0x2c) }
      write(&self, item)
    }
    bytes.append(0x5d)
  }

  private mutating func write(_ text: String) {
    bytes.append(0x22)
    let utf8 = Array(text.utf8)
    var start = 0
    var index = 0
    while index < utf8.count {
      // Most bytes stand for themselves, and go over in runs.
      guard let special = Self.special(utf8, at: index) else {
        index += 1
        continue
      }
      bytes.append(contentsOf: utf8[start..<index])
      switch special.scalar {
      case 0x22, 0x5c:
        bytes.append(0x5c)
        bytes.append(UInt8(special.scalar))
      case 0x0a: bytes.append(contentsOf: #"\n"#.utf8)
      case 0x0d: bytes.append(contentsOf: #"\r"#.utf8)
      case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
      default: escape(special.scalar)
      }
      index += special.length
      start = index
    }
    bytes.append(contentsOf: utf8[start...])
    bytes.append(0x22)
  }

  /// The scalar that begins at `index` and its bytes, where it may not stand raw: quotation mark,
  /// backslash, control characters, U+2028 and U+2029.
  @inline(__always)
  private static func special(
    _ utf8: [UInt8], at index: Int
  ) -> (scalar: UInt32, length: Int)? {
    switch utf8[index] {
    case 0x22, 0x5c, 0x00...0x1f, 0x7f: (UInt32(utf8[index]), 1)
    // U+0080 to U+009F are C2 80 to C2 9F; of valid UTF-8 the following bytes are there.
    case 0xc2: utf8[index + 1] < 0xa0 ? (UInt32(utf8[index + 1]), 2) : nil
    case 0xe2 where utf8[index + 1] == 0x80 && utf8[index + 2] & 0xfe == 0xa8:
      (0x2000 | UInt32(utf8[index + 2] & 0x3f), 3)
    default: nil
    }
  }

  private mutating func escape(_ value: UInt32) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: #"\u"#.utf8)
    for shift in stride(from: UInt32(12), through: 0, by: -4) {
      bytes.append(digits[Int(value >> shift & 15)])
    }
  }
}
