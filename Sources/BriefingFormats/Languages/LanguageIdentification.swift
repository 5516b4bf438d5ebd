internal import CLanguage

/// The language of a text by CLD2, whose tables lie in its library: nothing is loaded, and the same
/// text always has the same answer.
///
/// - Source: https://github.com/CLD2Owners/cld2 (naive Bayes over letter quadgrams and words).
public enum LanguageIdentification {
  /// Fewer letters than this do not tell a language from its neighbours.
  static let leastLetters = 40
  /// What is looked at of a longer text.
  static let window = 65_536

  /// Tells the language that most of a text is in.
  ///
  /// - Parameter text: UTF-8; what is none is passed over.
  /// - Returns: A BCP 47 code; nil where the language cannot be told.
  public static func language(of text: [UInt8]) -> String? {
    // CLD2 trusts its input to be UTF-8.
    let valid = Array(String(decoding: text.prefix(window), as: UTF8.self).utf8)
    guard letters(in: valid) >= leastLetters else { return nil }
    var percent: Int32 = 0
    let code: String? = unsafe valid.withUnsafeBytes { bytes in
      let text = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      guard let found = unsafe clanguage_detect(text, bytes.count, &percent) else { return nil }
      return unsafe String(cString: found)
    }
    guard let code, percent >= 50 else { return nil }
    // CLD2 has some codes that BCP 47 has replaced.
    return switch code {
    case "iw": "he"
    case "in": "id"
    case "ji": "yi"
    case "jw": "jv"
    case "mo": "ro"
    case "un", "xxx": nil
    default: code
    }
  }

  /// Letters as far as bytes tell: those of ASCII, and scalars of any other script.
  private static func letters(in bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes {
      let isASCII = byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
      if isASCII || byte >= 0xc3 { count += 1 }
      // A character of Chinese or Japanese says as much as a syllable.
      if byte >= 0xe3, byte <= 0xe9 { count += 2 }
      if count >= leastLetters { break }
    }
    return count
  }
}
