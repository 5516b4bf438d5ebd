/// A UUID of version 8: the first 128 bits of a SHA-256 digest with version and variant set
/// (RFC 9562, section 5.8).
///
/// The digest is over names that stand in the source, never over offsets or time, so that a re-run
/// or a crash gives the same id again.
public struct RecordID: Sendable, Hashable, CustomStringConvertible, LosslessStringConvertible {
  private let high: UInt64
  private let low: UInt64

  /// The id of what `names` name, in order.
  public init(naming names: [String]) {
    var hash = SHA256()
    for name in names {
      let bytes = Array(name.utf8)
      hash.update(bytes.span)
      // A separator that no UTF-8 text holds keeps ["ab", "c"] and ["a", "bc"] apart.
      hash.update([0xff].span)
    }
    let digest = hash.finish()
    let high = digest[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let low = digest[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    self.high = high & 0xffff_ffff_ffff_0fff | 0x8000
    self.low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
  }

  /// The id of a fact: its type, its story, its own words and which occurrence of them it is in the
  /// story, counted from 1.
  public init(type: RecordType, story: RecordID?, anchor: String, occurrence: Int = 1) {
    self.init(naming: [type.rawValue, story?.description ?? "", anchor, String(occurrence)])
  }

  /// The id that `description` writes, or nil where it is not one of version 8.
  public init?(_ description: String) {
    var nibbles: [UInt64] = []
    for (index, byte) in description.utf8.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        guard byte == 0x2d else { return nil }
        continue
      }
      switch byte {
      case 0x30...0x39: nibbles.append(UInt64(byte - 0x30))
      case 0x61...0x66: nibbles.append(UInt64(byte - 0x61 + 10))
      default: return nil
      }
    }
    guard nibbles.count == 32, nibbles[12] == 8, nibbles[16] & 0b1100 == 0b1000 else { return nil }
    high = nibbles[0..<16].reduce(0) { $0 << 4 | $1 }
    low = nibbles[16..<32].reduce(0) { $0 << 4 | $1 }
  }

  /// 36 characters, lower case.
  public var description: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for word in [high, low] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    var text = ""
    text.reserveCapacity(36)
    let digits = SHA256.hexadecimal(bytes)
    for (index, digit) in digits.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
      text.append(digit)
    }
    return text
  }
}
