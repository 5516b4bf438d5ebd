internal import BriefingText

/// Tells the encoding of bytes.
///
/// uchardet's guess is not taken for granted, nor is a declaration: ``CharsetSense`` reads the bytes as
/// what they are said to be, and where that reads like no language it tries the others.
enum CharsetDetector {
  /// The most bytes that are looked at, beyond the check for UTF-8.
  private static let window = 1 << 16

  /// The encoding of `content`, and how long the byte order mark is that has to be passed over.
  static func charset(
    of content: [UInt8], declared: Charset?
  ) -> (charset: Charset, markLength: Int) {
    let bytes = content.span
    if let marked = mark(bytes) { return marked }
    if let charset = UTF16Guess.charset(of: bytes) { return (charset, 0) }
    let check = UTF8Check(of: bytes)
    if check.isASCII, !(declared?.hasOwnASCII ?? false) { return (.utf8, 0) }
    if check.isSound, !check.isASCII { return (.utf8, 0) }
    // Damaged, but UTF-8: sound sequences do not come about by chance.
    if check.sequences > 0, check.sequences >= check.errors { return (.utf8, 0) }
    let sample = sample(bytes)
    switch declared {
    case .foreign(let name): return (.foreign(name), 0)
    case .eightBit(let row):
      let impression = CharsetSense(row: row).impression(of: sample.span)
      if impression.strangeness <= CharsetSense.tolerance { return (.eightBit(row), 0) }
    case .utf8, .utf16LittleEndian, .utf16BigEndian, nil: break
    }
    if isPunctuated(sample.span) { return (.windows1252, 0) }
    let guess = UniversalDetector.name(of: sample).flatMap(Charset.init) ?? .windows1252
    guard case .eightBit(let row) = guess else { return (guess, 0) }
    return (eightBit(sample, guess: row, declared: declared), 0)
  }

  /// What a byte order mark says. That of UTF-8 is left in the text, where its readers expect it.
  private static func mark(_ bytes: Span<UInt8>) -> (charset: Charset, markLength: Int)? {
    guard bytes.count >= 2 else { return nil }
    if bytes.count >= 4, bytes[0] == 0xff, bytes[1] == 0xfe, bytes[2] == 0, bytes[3] == 0 {
      return (.foreign("utf-32le"), 4)
    }
    if bytes.count >= 4, bytes[0] == 0, bytes[1] == 0, bytes[2] == 0xfe, bytes[3] == 0xff {
      return (.foreign("utf-32be"), 4)
    }
    if bytes[0] == 0xff, bytes[1] == 0xfe { return (.utf16LittleEndian, 2) }
    if bytes[0] == 0xfe, bytes[1] == 0xff { return (.utf16BigEndian, 2) }
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf {
      return (.utf8, 3)
    }
    return nil
  }

  /// The lines that have bytes beyond ASCII: the others tell nothing.
  private static func sample(_ bytes: Span<UInt8>) -> [UInt8] {
    var sample: [UInt8] = []
    var start = 0
    var index = 0
    var isTelling = false
    while index < bytes.count, sample.count < window {
      if bytes[index] >= 0x80 { isTelling = true }
      index += 1
      guard index == bytes.count || bytes[index - 1] == 0x0a || index - start > 4096 else {
        continue
      }
      if isTelling {
        var place = start
        while place < index {
          sample.append(bytes[place])
          place += 1
        }
      }
      start = index
      isTelling = false
    }
    return sample
  }

  /// Whether all bytes beyond ASCII are quotation marks, dashes and the like: where these stand, all
  /// Windows charsets agree.
  private static func isPunctuated(_ sample: Span<UInt8>) -> Bool {
    var index = 0
    while index < sample.count {
      switch sample[index] {
      case 0..<0x80, 0x82, 0x84, 0x85, 0x8b, 0x91...0x97, 0x99, 0x9b, 0xa0, 0xa7, 0xa9, 0xab,
        0xad, 0xae, 0xb0, 0xb1, 0xb7, 0xbb:
        index += 1
      default: return false
      }
    }
    return true
  }

  /// uchardet's guess if the bytes read like a language in it, else the charset in which they do so
  /// best.
  private static func eightBit(_ sample: [UInt8], guess: Int, declared: Charset?) -> Charset {
    var best = guess
    var impression = CharsetSense(row: guess).impression(of: sample.span)
    // Charsets of old systems are guessed more often than met.
    if let common = CharsetLabels.common(for: guess) {
      let other = CharsetSense(row: common).impression(of: sample.span)
      if other.strangeness <= impression.strangeness + 0.01,
        other.capitalised >= impression.capitalised
      {
        (best, impression) = (common, other)
      }
    }
    if CharsetTables.rows[best].name == "koi8-r", hasUkrainianLetters(sample.span) {
      return Charset(label: "koi8-u") ?? .eightBit(best)
    }
    guard impression.strangeness > CharsetSense.tolerance else { return .eightBit(best) }
    for other in CharsetLabels.alternatives(after: declared) where other != best {
      let another = CharsetSense(row: other).impression(of: sample.span)
      // A tie goes to what was said, or to the more common.
      if another.strangeness < impression.strangeness * 0.8 {
        (best, impression) = (other, another)
      }
    }
    return .eightBit(best)
  }

  /// KOI8-U has Ukrainian letters where KOI8-R has lines of tables: beside a letter it is one.
  private static func hasUkrainianLetters(_ sample: Span<UInt8>) -> Bool {
    var index = 0
    while index < sample.count {
      switch sample[index] {
      case 0xa4, 0xa6, 0xa7, 0xad, 0xb4, 0xb6, 0xb7, 0xbd:
        if index > 0, sample[index - 1] >= 0xc0 { return true }
        if index + 1 < sample.count, sample[index + 1] >= 0xc0 { return true }
      default: break
      }
      index += 1
    }
    return false
  }
}

extension CharsetLabels {
  /// The charsets that are tried where a guess reads strangely: the declared one, then the more common.
  static func alternatives(after declared: Charset?) -> [Int] {
    let common = [
      "windows-1252", "windows-1251", "windows-1250", "iso-8859-2", "koi8-u", "koi8-r",
      "windows-1254", "iso-8859-5", "ibm866", "windows-1253", "iso-8859-7", "windows-1257",
      "windows-1255", "windows-1256", "macintosh", "x-mac-cyrillic", "ibm852",
    ]
    return ([declared].compactMap(\.self) + common.compactMap { Charset(label: $0) })
      .compactMap { if case .eightBit(let row) = $0 { row } else { nil } }
  }

  /// The charset of today that has the same letters as an old one.
  static func common(for row: Int) -> Int? {
    let name: String
    switch CharsetTables.rows[row].name {
    case "x-mac-cyrillic", "ibm855": name = "windows-1251"
    case "x-mac-ce", "ibm852": name = "windows-1250"
    case "macintosh": name = "windows-1252"
    default: return nil
    }
    if case .eightBit(let common)? = charsets[name] { return common }
    return nil
  }
}

extension Charset {
  /// Whether bytes below 0x80 are not all ASCII in it.
  var hasOwnASCII: Bool {
    if case .foreign(let name) = self {
      ["iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "hz-gb-2312", "utf-7"].contains(name)
    } else {
      false
    }
  }
}
