/// The article as a whole: ninjs 3 words in `snake_case`.
public struct Article: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.article

  /// Whether updates go on.
  public enum LiveStatus: String, Vocabulary {
    case open, closed
  }

  /// The best single headline standing in the file, as printed.
  public var headline: String?
  /// The byline as it stands.
  public var byline: String?
  /// The people credited with writing.
  public var authors: [String]
  /// The people credited with reporting or contributing, parallel to `reportedFrom`.
  public var contributors: [String]
  /// Where each contributor reported from; empty where the file does not say.
  public var reportedFrom: [String]
  /// The agencies credited for the story.
  public var infoSources: [String]
  /// The publisher, only where the file names one.
  public var publisher: String?
  /// The place of the dateline, as printed.
  public var located: String?
  /// The day of publication that the file proves.
  public var publishedEDTF: String?
  /// The day of the last update that the file proves.
  public var updatedEDTF: String?
  /// BCP 47 tag of the language.
  public var language: String?
  /// live briefing, news, press release, …
  public var genre: String?
  /// Whether updates go on, where a notice says so.
  public var liveStatus: LiveStatus?
  /// IPTC Media Topic codes.
  public var subjects: [String]
  /// The names of `subjects`, parallel.
  public var subjectNames: [String]
  /// Words in the blocks that carry facts.
  public var wordCount: Int
  /// Blocks in the file.
  public var blockCount: Int

  /// An article of the given parts.
  public init(
    headline: String? = nil, byline: String? = nil, authors: [String] = [],
    contributors: [String] = [], reportedFrom: [String] = [], infoSources: [String] = [],
    publisher: String? = nil, located: String? = nil, publishedEDTF: String? = nil,
    updatedEDTF: String? = nil, language: String? = nil, genre: String? = nil,
    liveStatus: LiveStatus? = nil, subjects: [String] = [], subjectNames: [String] = [],
    wordCount: Int, blockCount: Int
  ) {
    self.headline = headline
    self.byline = byline
    self.authors = authors
    self.contributors = contributors
    self.reportedFrom = reportedFrom
    self.infoSources = infoSources
    self.publisher = publisher
    self.located = located
    self.publishedEDTF = publishedEDTF
    self.updatedEDTF = updatedEDTF
    self.language = language
    self.genre = genre
    self.liveStatus = liveStatus
    self.subjects = subjects
    self.subjectNames = subjectNames
    self.wordCount = wordCount
    self.blockCount = blockCount
  }

  /// Every key empty.
  public static var blank: Article { Article(wordCount: 0, blockCount: 0) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("headline", headline)
    visitor.field("byline", byline)
    visitor.field("authors", authors)
    visitor.field("contributors", contributors)
    visitor.field("reported_from", reportedFrom)
    visitor.field("info_sources", infoSources)
    visitor.field("publisher", publisher)
    visitor.field("located", located)
    visitor.field("published_edtf", publishedEDTF)
    visitor.field("updated_edtf", updatedEDTF)
    visitor.field("lang", language)
    visitor.field("genre", genre)
    visitor.field("live_status", liveStatus)
    visitor.field("subjects", subjects)
    visitor.field("subject_names", subjectNames)
    visitor.field("word_count", wordCount)
    visitor.field("block_count", blockCount)
  }

  /// The headline, the genre and the day.
  public func summary(of envelope: Envelope) -> String {
    let day = publishedEDTF ?? "undated"
    let kind = [genre, liveStatus?.rawValue].compactMap(\.self).joined(separator: ", ")
    return "\(headline ?? "no headline") (\(kind.isEmpty ? day : kind + "; " + day))"
  }
}
