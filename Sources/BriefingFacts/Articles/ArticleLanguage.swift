import BriefingText

/// Tells the language of a text in UTF-8: a BCP 47 code, or nil where it cannot be told.
public typealias LanguageDetector = @Sendable (_ text: [UInt8]) -> String?

/// The language of an article: what its own words show, and what the file states where the two agree
/// or the words are too few.
struct ArticleLanguage {
  /// BCP 47; nil where it cannot be told.
  private(set) var code: String?

  /// Whether rules that know English words may read the text; also where its language is not known.
  var isReadAsEnglish: Bool { code.map { Self.primary($0) == "en" } ?? true }

  /// How much of the text is looked at, in bytes.
  private static let window = 65_536

  init(of document: TextDocument, detector: LanguageDetector?) {
    var text: [UInt8] = []
    for block in document.blocks where block.role.carriesFacts {
      text += document.content[block.body]
      text.append(0x0a)
      if text.count >= Self.window { break }
    }
    let stated = document.stated.lazy.filter { $0.field == .language }
      .compactMap { Self.tag($0.value) }.first
    let found = detector?(text) ?? Self.english(document)
    guard let found else {
      code = stated
      return
    }
    // A statement that agrees says more: the region, the script.
    code = stated.flatMap { Self.family($0) == Self.family(found) ? $0 : nil } ?? found
  }

  /// English by the share of its most frequent words; nil where they are too few to tell.
  private static func english(_ document: TextDocument) -> String? {
    var words = 0
    var english = 0
    for block in document.blocks where block.role.carriesFacts {
      for token in document.tokens[block.tokens] where token.kind == .word {
        words += 1
        if Self.frequent.contains(token.word) { english += 1 }
      }
    }
    return words >= 20 && english * 8 >= words ? "en" : nil
  }

  private static let frequent: Set<Word> = [
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "at", "by",
    "it", "he", "said", "from", "be", "have", "has", "had", "are", "were", "which", "an", "its",
    "not", "but", "they", "their", "this", "his", "her", "will", "would",
  ]

  /// A stated language as a BCP 47 tag; nil where it is none.
  private static func tag(_ value: String) -> String? {
    let parts = value.split(whereSeparator: { $0 == "-" || $0 == "_" })
    guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 4,
      parts.allSatisfy({ part in
        part.utf8.count <= 8
          && part.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
          }
      })
    else { return nil }
    let primary = first.lowercased()
    if primary == "und" || primary == "mul" || primary == "zxx" { return nil }
    return ([primary] + parts.dropFirst().map(String.init)).joined(separator: "-")
  }

  private static func primary(_ tag: String) -> Substring {
    tag.prefix { $0 != "-" }
  }

  /// The language, with those that detectors and publishers name in more than one way made one.
  private static func family(_ tag: String) -> String {
    switch primary(tag) {
    case "no", "nb", "nn": "no"
    case "sr", "hr", "bs", "sh": "sh"
    case "zh", "cmn", "yue": "zh"
    case "id", "ms": "ms"
    case "fa", "prs": "fa"
    case "tl", "fil": "fil"
    case let primary: String(primary)
    }
  }
}
