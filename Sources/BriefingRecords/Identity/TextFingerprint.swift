/// What a text is known by among others: the lowest hashes of its overlapping runs of words, a
/// random sample that is the same for the same run in every text.
///
/// This is the value as records and the ledger keep it. How it is made of a text and compared is the
/// matter of `BriefingStories`.
public struct TextFingerprint: Sendable, Hashable, LosslessStringConvertible {
  /// The hashes, from the lowest to the highest, each once.
  public let hashes: [UInt32]

  /// The most hashes that a fingerprint has.
  public static let mostHashes = 1024

  /// A fingerprint of the given hashes; nil where they do not rise, or are none or too many.
  public init?(hashes: [UInt32]) {
    guard !hashes.isEmpty, hashes.count <= Self.mostHashes,
      zip(hashes, hashes.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.hashes = hashes
  }

  /// The lowest hashes, by which a text is looked up: 12, or an eighth where that is more.
  ///
  /// Of two texts with a common part, the lowest hashes of that part are among the lowest of both,
  /// so few are enough: where the shorter text is a third of the longer one, all 12 fail in one case
  /// of 200. Long texts have more of them in proportion, so that a short report is also found in a
  /// collection.
  public var keys: ArraySlice<UInt32> {
    hashes.prefix(max(12, hashes.count / 8))
  }

  /// Whether one would be found by the keys of the other.
  public func sharesKey(with other: TextFingerprint) -> Bool {
    let (one, other) = (keys, other.keys)
    var (left, right) = (one.startIndex, other.startIndex)
    while left < one.endIndex, right < other.endIndex {
      if one[left] == other[right] { return true }
      if one[left] < other[right] { left += 1 } else { right += 1 }
    }
    return false
  }
}

// MARK: - As bytes and as text

extension TextFingerprint {
  /// The hashes one after the other, each with its highest byte first.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(hashes.count * 4)
    for hash in hashes {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: hash >> shift))
      }
    }
    return bytes
  }

  /// The fingerprint that ``bytes`` writes; nil where they are none.
  public init?(bytes: [UInt8]) {
    guard bytes.count % 4 == 0, bytes.count <= 4 * Self.mostHashes else { return nil }
    var hashes: [UInt32] = []
    hashes.reserveCapacity(bytes.count / 4)
    var index = 0
    while index < bytes.count {
      let high = UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16
      hashes.append(high | UInt32(bytes[index + 2]) << 8 | UInt32(bytes[index + 3]))
      index += 4
    }
    self.init(hashes: hashes)
  }

  /// ``bytes`` in base64 [RFC 4648, section 4].
  public var description: String {
    let bytes = bytes
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group: UInt32 = 0
      for place in 0..<3 {
        group = group << 8 | (place < count ? UInt32(bytes[index + place]) : 0)
      }
      for place in 0..<4 {
        let digit = Int(group >> UInt32(18 - 6 * place) & 63)
        text.append(place <= count ? Self.digits[digit] : Self.filler)
      }
      index += 3
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The fingerprint that ``description`` writes; nil where it is none.
  public init?(_ description: String) {
    let text = Array(description.utf8)
    guard text.count % 4 == 0, text.count <= (4 * Self.mostHashes + 2) / 3 * 4 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var digitCount = 0
    for byte in text {
      let value = Self.values[Int(byte)]
      if value == Self.none {
        guard byte == Self.filler else { return nil }
        break
      }
      group = group << 6 | UInt32(value)
      digitCount += 1
      guard digitCount % 4 == 0 else { continue }
      for shift in [UInt32(16), 8, 0] { bytes.append(UInt8(truncatingIfNeeded: group >> shift)) }
      group = 0
    }
    switch digitCount % 4 {
    case 2: bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: group >> 10))
      bytes.append(UInt8(truncatingIfNeeded: group >> 2))
    default: break
    }
    self.init(bytes: bytes)
    // One fingerprint, one text: no second spelling, nothing behind the filler.
    guard self.description == description else { return nil }
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let filler = UInt8(ascii: "=")
  private static let none: UInt8 = 0xff
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: none, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()
}
