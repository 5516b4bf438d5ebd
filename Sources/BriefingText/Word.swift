/// The case-folded form of a token, as a 64-bit FNV-1a hash of its folded bytes.
///
/// Rules compare words far more often than they print them, so a word is a number: `token.word ==
/// "said"` is one integer comparison. Folding lower-cases every letter and writes the typographic
/// apostrophe U+2019 as `'`, so that `Ukraine’s` and `ukraine's` are one word. Two different words
/// of a lexicon of a million entries share a hash with a probability of about 3 in 10⁸.
public struct Word: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The hash. Stable over processes and machines, never stored in a record.
  public let hash: UInt64

  /// The word that `bytes`, UTF-8 of any case, folds to.
  public init(folding bytes: Span<UInt8>) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        Word.mix(Word.foldASCII(byte), into: &hash)
        index += 1
        continue
      }
      let (scalar, length) = Word.decode(bytes, at: index)
      if scalar == "\u{2019}" || scalar == "\u{2018}" {
        Word.mix(0x27, into: &hash)
      } else {
        for byte in scalar.properties.lowercaseMapping.utf8 { Word.mix(byte, into: &hash) }
      }
      index += length
    }
    self.hash = hash
  }

  /// The word that `text` folds to.
  public init(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(folding: bytes.span)
  }

  /// Lets a rule write the word it means as a literal.
  ///
  /// Rules hold many literals and compare them for every token, so a literal in ASCII is hashed from
  /// where it stands, without a string or an array in between; the optimiser can do it ahead of time.
  @inlinable
  public init(stringLiteral text: StaticString) {
    guard text.hasPointerRepresentation, text.isASCII else {
      self.init(text.description)
      return
    }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let bytes = unsafe text.utf8Start
    var index = 0
    while index < text.utf8CodeUnitCount {
      let byte = unsafe bytes[index]
      let folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
      hash = (hash ^ UInt64(folded)) &* 0x0000_0100_0000_01b3
      index += 1
    }
    self.init(hash: hash)
  }

  @usableFromInline
  init(hash: UInt64) {
    self.hash = hash
  }

  private static func mix(_ byte: UInt8, into hash: inout UInt64) {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  private static func foldASCII(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
  }

  /// The scalar at `index` and its length in bytes; a byte that starts no valid scalar counts as
  /// U+FFFD of length 1, so that damaged text still folds to something stable.
  private static func decode(_ bytes: Span<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[index]
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return ("\u{fffd}", 1) }
    var value = UInt32(first) & (0xff >> UInt32(length + 1))
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xc0 == 0x80 else { return ("\u{fffd}", 1) }
      value = value << 6 | UInt32(byte & 0x3f)
    }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }
}
