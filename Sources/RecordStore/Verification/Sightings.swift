/// Finds ids that stand twice in a store of any size, in bounded memory.
///
/// The first pass marks each id with its revision in a bit map (B. Bloom, CACM 13(7), 1970) and
/// notes those whose bits were all set already: doubles, and a few others. The second pass looks at
/// the noted ones alone, exactly.
struct Sightings {
  /// An id with its revision, as bits.
  struct Key: Hashable {
    var high: UInt64
    var low: UInt64

    /// From the 36 characters of an id; other text gives some key as well.
    init(id: ArraySlice<UInt8>, revision: Int) {
      high = 0xcbf2_9ce4_8422_2325
      low = UInt64(truncatingIfNeeded: revision)
      for byte in id {
        high = (high ^ UInt64(byte)) &* 0x100_0000_01b3
        low = (low << 5 | low >> 59) ^ UInt64(byte) &* 0x9e37_79b9_7f4a_7c15
      }
      high ^= UInt64(truncatingIfNeeded: revision) &* 0xff51_afd7_ed55_8ccd
    }
  }

  /// 64 MiB: of 50 million records, one in thirty is looked at again.
  private static let largest = 64 << 20
  /// More suspects than this are not followed.
  static let suspectLimit = 4 << 20

  private var map: [UInt64]
  private let mask: UInt64
  private(set) var suspects: [Key: Bool] = [:]
  /// Whether there were more suspects than are followed.
  private(set) var isIncomplete = false

  /// For a store of so many bytes.
  init(storeBytes: Int64) {
    // Two bytes for each record of 400.
    var size = 1 << 16
    while size < Self.largest, size < Int(clamping: storeBytes / 200) { size *= 2 }
    map = [UInt64](repeating: 0, count: size / 8)
    mask = UInt64(size * 8 - 1)
  }

  /// First pass.
  mutating func mark(_ key: Key) {
    var wasThere = true
    var bit = key.high
    for _ in 0..<3 {
      let place = Int(bit & mask)
      let word = UInt64(1) << UInt64(place & 63)
      if map[place >> 6] & word == 0 {
        wasThere = false
        map[place >> 6] |= word
      }
      bit = bit &+ (key.low | 1)
      bit ^= bit >> 29
    }
    guard wasThere, suspects[key] == nil else { return }
    if suspects.count < Self.suspectLimit { suspects[key] = false } else { isIncomplete = true }
  }

  /// Second pass: whether the key was seen before in this pass.
  mutating func isRepeated(_ key: Key) -> Bool {
    guard let wasSeen = suspects[key] else { return false }
    if !wasSeen { suspects[key] = true }
    return wasSeen
  }
}
