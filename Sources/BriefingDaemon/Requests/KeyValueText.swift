/// Lines of `key=value`, as the configuration has them, without sections; a key may stand more than
/// once. What programs leave for each other in the store: a person can read and write it.
struct KeyValueText: Hashable, Sendable {
  /// One line.
  struct Entry: Hashable, Sendable {
    var key: String
    /// Any text; control characters and `%` are written as `%0A`.
    var value: String
  }

  /// The lines in their order.
  var entries: [Entry] = []

  /// No lines.
  init() {}

  /// Reads lines; what is no `key=value` is passed over.
  init(parsing bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0a) {
      guard let equals = line.firstIndex(of: 0x3d), equals > line.startIndex else { continue }
      entries.append(
        Entry(
          key: String(decoding: line[..<equals], as: UTF8.self),
          value: LineText.decoded(line[(equals + 1)...])))
    }
  }

  /// Adds a line.
  mutating func add(_ key: String, _ value: some CustomStringConvertible) {
    entries.append(Entry(key: key, value: value.description))
  }

  /// The first value of a key.
  subscript(key: String) -> String? { entries.first { $0.key == key }?.value }

  /// All values of a key.
  func all(_ key: String) -> [String] { entries.filter { $0.key == key }.map(\.value) }

  /// The lines, each ended by `\n`.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += entry.key.utf8
      bytes.append(0x3d)
      bytes += LineText.encoded(entry.value).utf8
      bytes.append(0x0a)
    }
    return bytes
  }
}

/// Text that stands in one line: control characters and `%` percent-encoded (RFC 3986, 2.1).
enum LineText {
  static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x20 || byte == 0x7f || byte == 0x25 {
        bytes += [0x25, digit(byte >> 4), digit(byte & 15)]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func decoded(_ text: some Collection<UInt8>) -> String {
    String(decoding: decodedBytes(text), as: UTF8.self)
  }

  /// The bytes of percent-encoded text; a `%` that begins no encoding stands for itself.
  static func decodedBytes(_ text: some Collection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var bytes: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == 0x25, index + 2 < text.count, let high = value(text[index + 1]),
        let low = value(text[index + 2])
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return bytes
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x41 + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
