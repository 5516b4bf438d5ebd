/// A file as its reader sees it: the text in UTF-8, where each byte of it stands in the content, and
/// what the format says beside the words.
///
/// The content is the file after undoing only its ``contentCoding``; proofs count its bytes. Of plain
/// text in UTF-8 the text *is* the content. Everything after this type works on the text alone, and
/// goes through ``origin`` once, when records are made.
public struct Reading: Sendable {
  /// The bytes that proofs count.
  public var content: [UInt8]
  /// What was undone to get from the file to the content, first to last: `gzip`, `zstd`, `base64`.
  public var contentCoding: [String]
  /// IANA media type of the content, such as `text/html`.
  public var mediaType: String
  /// Lower-case IANA name of the encoding that the content was read as.
  public var charset: String
  /// UTF-8. Lines end at `\n`; where the format marks paragraphs, each is one line, with an empty line
  /// between two.
  public var text: [UInt8]
  /// Where the text stands in the content.
  public var origin: SourceMap
  /// Whether a paragraph of the text may go over several lines.
  public var mayBeWrapped: Bool
  /// What the format says of stretches of the text; in order, none within another.
  public var marks: [MarkedStretch]
  /// What the format states about the whole, the most trustworthy statement first.
  public var stated: [StatedValue]
  /// Bytes that could not be decoded, in the text's offsets.
  public var damage: [Damage]

  /// A reading of the given parts.
  public init(
    content: [UInt8], contentCoding: [String] = [], mediaType: String, charset: String,
    text: [UInt8], origin: SourceMap, mayBeWrapped: Bool, marks: [MarkedStretch] = [],
    stated: [StatedValue] = [], damage: [Damage] = []
  ) {
    self.content = content
    self.contentCoding = contentCoding
    self.mediaType = mediaType
    self.charset = charset
    self.text = text
    self.origin = origin
    self.mayBeWrapped = mayBeWrapped
    self.marks = marks
    self.stated = stated
    self.damage = damage
  }

  /// Whether people read the content as it lies, marks of emphasis and all: a record of it repeats
  /// the very bytes, and a field has one proof though such marks stand within.
  public var showsContent: Bool { origin.isIdentity || mediaType == "text/markdown" }

  /// Plain text in UTF-8, as it lies.
  public init(plainText content: [UInt8]) {
    self.init(
      content: content, mediaType: "text/plain", charset: "utf-8", text: content,
      origin: .identity, mayBeWrapped: true)
  }
}

/// What a format says of a stretch of text.
public struct MarkedStretch: Sendable, Hashable {
  /// What a stretch is, by its markup.
  public enum Mark: Sendable, Hashable {
    /// The title of the whole.
    case headline
    /// A heading below the title.
    case heading
    case paragraph
    case listItem
    /// A passage quoted from elsewhere.
    case quotation
    case caption
    /// Who took a picture or owns it.
    case credit
    case byline
    /// When the text was published or changed, as readers see it.
    case time
    /// A row of a table, its cells parted by tabulators.
    case row
    /// Text that is there for the page, and not for the story.
    case navigation
    /// A request to subscribe, follow, join or buy.
    case promo
    /// Buttons, counters, notices about cookies.
    case interface
    /// A link to another story.
    case related
    /// About the writer.
    case biography
    /// What the publisher says of the text: a correction, a disclaimer.
    case notice
  }

  /// Bytes of the reading's text, half-open.
  public var bytes: Range<Int>
  /// What the format says.
  public var mark: Mark

  /// A stretch with its mark.
  public init(bytes: Range<Int>, mark: Mark) {
    self.bytes = bytes
    self.mark = mark
  }
}

/// Something that a file states about itself, beside its text.
public struct StatedValue: Sendable, Hashable {
  /// What is stated.
  public enum Field: Sendable, Hashable {
    case headline
    /// A person who wrote it; one value each.
    case author
    case publisher
    /// An agency that the text comes from.
    case agency
    /// As it is written: an ISO 8601 date or date and time, or RFC 5322 in mail.
    case published
    case updated
    /// The address of the text itself.
    case address
    /// BCP 47.
    case language
    case dateline
    case section
  }

  /// Where it is stated, the most trustworthy first.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    case newsItem = "news_item"
    case jsonLD = "json_ld"
    case openGraph = "open_graph"
    case meta
    case mailHeader = "mail_header"
    case markup
  }

  /// What is stated.
  public var field: Field
  /// Its value, white space at the edges and doubled white space taken out.
  public var value: String
  /// Where it is stated.
  public var basis: Basis
  /// The bytes of the content that say so, half-open.
  public var bytes: Range<Int>

  /// A stated value.
  public init(_ field: Field, _ value: String, basis: Basis, bytes: Range<Int>) {
    self.field = field
    self.value = value
    self.basis = basis
    self.bytes = bytes
  }
}
