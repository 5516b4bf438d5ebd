/// How strange bytes are, read in an eight-bit charset.
///
/// Nothing is known of any language: letters of two scripts in one word, a capital after a small
/// letter, a sign between two letters, Latin words of accented letters alone and bytes without a
/// character are rare in all of them, and common where the charset is not the right one. KOI8-R read as
/// windows-1251, for one, has small letters where capitals belong, and the other way about.
struct CharsetSense {
  /// Up to here a text is not strange: names such as McKay, and a few damaged bytes, do that much.
  static let tolerance = 0.05

  private enum Kind: UInt8 {
    case space, sign, undecodable, digit
    case latinLower, latinUpper, otherLower, otherUpper, greekLower, greekUpper, uncased

    var isLetter: Bool { rawValue >= Kind.latinLower.rawValue }
    var isLower: Bool { self == .latinLower || self == .otherLower || self == .greekLower }
    var isUpper: Bool { self == .latinUpper || self == .otherUpper || self == .greekUpper }
    var script: Int {
      switch self {
      case .latinLower, .latinUpper: 1
      case .otherLower, .otherUpper: 2
      case .greekLower, .greekUpper: 3
      default: 4
      }
    }
  }

  private let kinds: [Kind]

  init(row: Int) { kinds = Self.tables[row] }

  private static let tables: [[Kind]] = EightBitDecoder.tables.map { upper in
    ((0..<0x80).map(UInt32.init) + upper).map(kind)
  }

  private static func kind(_ value: UInt32) -> Kind {
    guard value != 0xfffd, let scalar = Unicode.Scalar(value) else { return .undecodable }
    let properties = scalar.properties
    if properties.isWhitespace { return .space }
    guard properties.isAlphabetic || properties.generalCategory == .nonspacingMark else {
      return properties.numericType == .decimal ? .digit : .sign
    }
    // Ordinal signs and the micro sign are letters only by name.
    if value == 0xaa || value == 0xba || value == 0xb5 { return .sign }
    let isUpper = properties.isUppercase
    guard isUpper || properties.isLowercase else { return .uncased }
    switch value {
    case 0..<0x370: return isUpper ? .latinUpper : .latinLower
    case 0x370..<0x400: return isUpper ? .greekUpper : .greekLower
    default: return isUpper ? .otherUpper : .otherLower
    }
  }

  /// What a sample reads like.
  struct Impression {
    /// From 0, for a text as people write it: strange pairs and bytes for each byte beyond ASCII.
    var strangeness: Double
    /// Words with a capital at their head and small letters behind, in letters beyond ASCII.
    var capitalised: Int
  }

  /// What `sample` reads like.
  func impression(of sample: Span<UInt8>) -> Impression {
    var high = 0
    var accented = 0
    var capitalised = 0
    var inverted = 0
    var strange = 0.0
    var before = Kind.space
    var index = 0
    while index < sample.count {
      let byte = sample[index]
      let kind = kinds[Int(byte)]
      let after = index + 1 < sample.count ? sample[index + 1] : 0x20
      index += 1
      if byte >= 0x80, kind == .latinLower || kind == .latinUpper {
        accented += 1
      } else {
        if accented >= 4 { strange += Double(accented) }
        accented = 0
      }
      if byte >= 0x80 {
        high += 1
        if kind.isLetter, !before.isLetter {
          let next = kinds[Int(after)]
          if kind.isUpper, next.isLower { capitalised += 1 }
          if kind.isLower, next.isUpper { inverted += 1 }
        }
        if kind == .undecodable {
          strange += 2
        } else if kind == .sign, before.isLetter, kinds[Int(after)].isLetter, !isMark(byte) {
          strange += 1
        }
      }
      // Both in ASCII tells nothing of the charset.
      if before.isLetter, kind.isLetter, byte >= 0x80 || index >= 2 && sample[index - 2] >= 0x80 {
        if before.script != kind.script {
          strange += 1
        } else if before.isLower, kind.isUpper {
          strange += 1
        }
      }
      before = kind
    }
    if high == 0 { return Impression(strangeness: 0, capitalised: 0) }
    if accented >= 4 { strange += Double(accented) }
    let isInverted = inverted > 2 * capitalised
    return Impression(
      strangeness: strange / Double(high) + (isInverted ? 0.5 : 0), capitalised: capitalised)
  }

  /// Apostrophes, hyphens and dashes stand between letters.
  private func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x91, 0x92, 0x96, 0x97, 0xad, 0xb7: true
    default: false
    }
  }
}
