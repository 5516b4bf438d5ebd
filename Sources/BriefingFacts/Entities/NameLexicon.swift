public import BriefingRecords
public import BriefingText

/// The names that are known beforehand, and the words by which unknown ones are told.
public struct NameLexicon: Sendable {
  /// A country, people, place, body or weapon.
  public struct Entry: Sendable {
    /// The ordinary name.
    public var name: String
    /// What it names.
    public var type: Entity.EntityType
    /// ISO 3166-1 alpha-3.
    public var country: String?
    /// Whether it is a state of `countries`.
    public var isCountry = false
    /// The folded forms that never become an entity's name: `Russian Federation`.
    public var formal: Set<Word> = []
  }

  /// A way to write an entry.
  struct Form: Sendable {
    var entry: Int
    /// As the table has it, with straight apostrophes.
    var text: String
    /// Longer than the singular by its last letter.
    var isPlural = false
  }

  /// The tables it is made of, as file names without extension.
  public static let tableNames = [
    "countries", "peoples", "places", "organisations", "weapons", "titles", "name-words",
    "given-names", "common-words",
  ]

  /// All entries; `EntityMention`s and forms refer to them by index.
  public internal(set) var entries: [Entry] = []
  var forms: [Word: [Form]] = [:]
  /// First words of forms that begin in lower case: `dpa`, `al-Qaeda`.
  var lowerStarts: Set<Word> = []
  var kinds: [Word: NameWordKinds] = [:]
  /// The longest form, in words parted by blanks or hyphens.
  var longestForm = 1

  /// What is known of a word.
  public func kinds(of word: Word) -> NameWordKinds {
    kinds[word] ?? []
  }

  /// A lexicon without a word; rules that need none still work.
  public init() {}

  /// The lexicon of the given tables, each as the bytes of its file by the name in `tableNames`.
  /// A table that is not given is empty; one that cannot be read is an error with its line.
  public init(tables: [String: [UInt8]]) throws(LexiconError) {
    var loader = NameLexiconLoader()
    for name in Self.tableNames {
      guard let bytes = tables[name] else { continue }
      try loader.load(name, bytes)
    }
    self = loader.lexicon
  }

  /// The entries written like `text`, which may be all upper case where `isUpper` allows it.
  func entries(writtenLike text: [UInt8], word: Word, allowUpper: Bool) -> [Form] {
    guard let candidates = forms[word] else { return [] }
    var matching: [Form] = []
    let straight = NameText.straight(String(decoding: text, as: UTF8.self))
    for form in candidates {
      if form.text == straight || allowUpper && form.text.uppercased() == straight {
        matching.append(form)
      }
    }
    return matching
  }
}

/// Comparing and shaping the text of names.
enum NameText {
  /// `text` with straight apostrophes.
  static func straight(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(scalar == "\u{2019}" || scalar == "\u{2018}" ? "'" : scalar)
    }
    return result
  }

  /// `KRYVYI RIH` as `Kryvyi Rih`: upper case only where a word begins.
  static func capitalised(_ text: String) -> String {
    var result = ""
    var begins = true
    for scalar in text.unicodeScalars {
      let properties = scalar.properties
      result += begins ? properties.uppercaseMapping : properties.lowercaseMapping
      begins = !properties.isAlphabetic && scalar != "'" && scalar != "\u{2019}"
    }
    return result
  }
}
