public import BriefingRecords

/// Makes the fingerprint of a text that comes piece by piece.
///
/// The method is Broder's (“On the resemblance and containment of documents”, 1997): a text is the
/// set of its runs of ``wordsPerRun`` words, each run is hashed, and a sample of the hashes stands
/// for the set. The sample is the lowest ones, so that two texts which share runs sample the same
/// ones of them; its size grows with the text, as Broder's `mod m` sketches do, because only then can
/// it be told how much of a short text stands in a long one.
///
/// Words are runs of letters and digits in lower case. Punctuation, white space and the way in which
/// lines are broken do not count. Where a script does not part words, each character is one.
///
/// The hash has no seed and depends on nothing but the words, so fingerprints of different machines
/// and days can be compared. Memory does not grow with the text.
public struct FingerprintSampler: Sendable {
  /// Words in a run. With three, 2 % of misspelt words leave 94 % of the runs as they were; with
  /// fewer, texts about one matter have too many in common.
  public static let wordsPerRun = 3
  /// The fewest hashes that are kept, of a text that has so many.
  static let leastHashes = 64
  /// One of so many is kept of a longer text.
  static let runsPerHash = 8
  /// A text with fewer distinct runs has no fingerprint: a line of that size is in many texts.
  static let leastRuns = 20

  private var low: [UInt32] = []
  /// No hash above this one can be in the sample.
  private var bound = UInt32.max
  private var runs = 0

  private var word = Self.emptyWord
  private var isInWord = false
  /// Hashes of the two words before.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var words = 0

  /// A sampler of nothing yet.
  public init() {}

  /// Takes in the next piece of the text. A word ends with its piece; runs of words do not.
  ///
  /// - Parameter text: UTF-8; bytes that are none part words.
  public mutating func add(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        var hash = word
        let start = index
        while index < text.count {
          let byte = text[index]
          let lower = byte | 0x20
          // Of bytes that are no letter, only digits stand in words.
          guard lower &- 0x61 < 26 || byte &- 0x30 < 10 else { break }
          hash = (hash ^ UInt64(byte < 0x40 ? byte : lower)) &* Self.factor
          index += 1
        }
        if index > start {
          word = hash
          isInWord = true
        } else {
          endWord()
          index += 1
        }
        continue
      }
      let (scalar, length) = Self.decode(text, at: index)
      index += length
      take(scalar)
    }
    endWord()
  }

  /// The fingerprint of all that was taken in; nil where it is too little to tell it from others.
  public func finish() -> TextFingerprint? {
    let count = min(max(Self.leastHashes, runs / Self.runsPerHash), TextFingerprint.mostHashes)
    // Nearly always the sample is among the lowest hashes by this estimate; sorting all of them
    // would take as long as everything else.
    let estimate = UInt64(count + count / 2 + 16) << 32 / UInt64(max(runs, 1))
    var lowest = Self.sorted(low.filter { UInt64($0) <= estimate })
    if lowest.count < count { lowest = Self.sorted(low) }
    guard lowest.count >= Self.leastRuns else { return nil }
    return TextFingerprint(hashes: Array(lowest.prefix(count)))
  }

  // MARK: - Words

  private static let emptyWord: UInt64 = 0xcbf2_9ce4_8422_2325

  private static let factor: UInt64 = 0x0000_0100_0000_01b3

  /// FNV-1a over scalars.
  private mutating func mix(_ value: UInt32) {
    word = (word ^ UInt64(value)) &* Self.factor
    isInWord = true
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2010...0x205e, 0x3000...0x303f, 0x80...0xa9, 0xfffd:
      // Dashes, quotation marks, spaces; but joiners and marks of direction stand within words.
      if !(0x202a...0x202e ~= scalar.value) { endWord() }
    case 0x430...0x45f, 0x3b1...0x3ce, 0xdf...0xf6, 0xf8...0xff:
      // The sigma at the end of a word is the one that its capital is folded to.
      mix(scalar.value == 0x3c2 ? 0x3c3 : scalar.value)
    case 0x3040...0x30ff, 0x3400...0x9fff, 0xf900...0xfaff, 0x20000...0x3ffff:
      endWord()
      mix(scalar.value)
      endWord()
    default: takeByProperties(scalar)
    }
  }

  private mutating func takeByProperties(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: break
    default:
      guard properties.isAlphabetic || properties.numericType != nil else { return endWord() }
      for folded in properties.lowercaseMapping.unicodeScalars where folded.value != 0x307 {
        mix(folded.value)
      }
    }
  }

  private mutating func endWord() {
    guard isInWord else { return }
    isInWord = false
    let third = word
    word = Self.emptyWord
    words += 1
    if words >= Self.wordsPerRun {
      let factor: UInt64 = 0x9e37_79b9_7f4a_7c15
      keep(Self.finalised((first &* factor &+ second) &* factor &+ third))
    }
    first = second
    second = third
  }

  /// The finaliser of MurmurHash3: every bit of the input changes half of the output.
  private static func finalised(_ value: UInt64) -> UInt32 {
    var mixed = value
    mixed = (mixed ^ mixed >> 33) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ mixed >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return UInt32(truncatingIfNeeded: (mixed ^ mixed >> 33) >> 32)
  }

  // MARK: - The sample

  private mutating func keep(_ hash: UInt32) {
    runs += 1
    guard hash <= bound else { return }
    low.append(hash)
    if low.count >= 4 * TextFingerprint.mostHashes { drop() }
  }

  /// Drops what cannot be in the sample.
  private mutating func drop() {
    low = Self.sorted(low)
    guard low.count > TextFingerprint.mostHashes else { return }
    low.removeSubrange(TextFingerprint.mostHashes...)
    bound = low[TextFingerprint.mostHashes - 1]
  }

  /// The hashes in their order, each once.
  private static func sorted(_ hashes: [UInt32]) -> [UInt32] {
    var hashes = hashes
    hashes.sort()
    var count = 0
    var index = 0
    while index < hashes.count {
      if count == 0 || hashes[count - 1] != hashes[index] {
        hashes[count] = hashes[index]
        count += 1
      }
      index += 1
    }
    hashes.removeSubrange(count...)
    return hashes
  }

  /// The scalar at `index` and its length; a byte that begins none is U+FFFD.
  private static func decode(_ text: Span<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let first = text[index]
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
    guard length > 1, index + length <= text.count else { return ("\u{fffd}", 1) }
    var value = UInt32(first) & (0xff >> UInt32(length + 1))
    for offset in 1..<length {
      let byte = text[index + offset]
      guard byte & 0xc0 == 0x80 else { return ("\u{fffd}", 1) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }
}
