internal import BriefingRecords
internal import BriefingText

/// Who says something: a person, a body, or a role as it stands.
struct Speaker {
  enum Gender { case masculine, feminine, unknown }

  /// The fullest name in the file, or the role without its article.
  var name: String
  /// `person/…`, `org/…`, `role/…`, `collective/…`.
  var key: String
  var title: String?
  var country: String?
  var how: Attribution.How
  /// Where the speaker is told.
  var bytes: Range<Int>
  /// The entity, where it is one.
  var entity: Int?
  /// Whether he or she can go back to it.
  var isHuman: Bool
  var isPlural: Bool = false
  /// Whether it is one capitalised word that nothing else in the file knows as a name.
  var isLoneCapital: Bool = false
  var gender: Gender = .unknown

  /// The last part of a key: `region-s-governor` of "region’s governor".
  static func slug(_ text: String) -> String {
    var slug = ""
    for scalar in text.lowercased().unicodeScalars {
      let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isKept {
        slug.unicodeScalars.append(scalar)
      } else if !slug.isEmpty, slug.last != "-", scalar != "’", scalar != "'" {
        slug += "-"
      }
    }
    if slug.last == "-" { slug.removeLast() }
    return slug
  }
}

/// The speakers and subjects of a document so far, the latest last: what pronouns go back to.
struct SpeechTrail {
  struct Entry {
    var speaker: Speaker
    /// The sentence, as an index into the document's sentences.
    var sentence: Int
    /// The token from which on a pronoun can mean it.
    var token: Int
  }

  private(set) var entries: [Entry] = []

  mutating func add(_ speaker: Speaker, sentence: Int, token: Int) {
    entries.append(Entry(speaker: speaker, sentence: sentence, token: token))
  }

  /// The latest speaker before `token`, at most `reach` sentences back, that passes the test.
  func last(
    before token: Int, sentence: Int, reach: Int = 8, where passes: (Speaker) -> Bool
  ) -> Speaker? {
    for entry in entries.reversed() {
      if sentence - entry.sentence > reach { return nil }
      if entry.token < token, passes(entry.speaker) { return entry.speaker }
    }
    return nil
  }
}
