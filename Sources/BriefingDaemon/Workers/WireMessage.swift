/// Writes the fields of a message between the daemon and a worker.
///
/// Both are the same program at the same moment, so there is no version and no name in it.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// Text or nil.
  mutating func write(_ text: String?) {
    guard let text else { return write(UInt64.max) }
    write(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads the fields of a message, and does not trust them.
struct WireReader {
  /// The message is none of ours.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func number() throws(Malformed) -> UInt64 {
    guard bytes.count - index >= 8 else { throw Malformed() }
    var number: UInt64 = 0
    for place in 0..<8 { number |= UInt64(bytes[index + place]) << UInt64(8 * place) }
    index += 8
    return number
  }

  /// A number that is no more than `limit`.
  mutating func count(upTo limit: Int) throws(Malformed) -> Int {
    guard let count = Int(exactly: try number()), count <= limit else { throw Malformed() }
    return count
  }

  mutating func text() throws(Malformed) -> String? {
    let length = try number()
    guard length != .max else { return nil }
    guard let length = Int(exactly: length), length <= bytes.count - index,
      let text = String(validating: bytes[index..<index + length], as: UTF8.self)
    else { throw Malformed() }
    index += length
    return text
  }
}
