public import BriefingRecords
import BriefingText

/// Content in, records out: the whole extraction of one document as a pure function.
public struct Extractor: Sendable {
  private let lexicon: Lexicon
  private let snippetMax: Int

  /// An extractor with the given lexicon.
  ///
  /// - Parameter snippetMax: the most code points of the source that a record's `text` may repeat.
  public init(lexicon: Lexicon, snippetMax: Int) {
    self.lexicon = lexicon
    self.snippetMax = snippetMax
  }

  /// What was read out of a document.
  public struct Extraction: Sendable {
    /// The records, in document order.
    public let records: [Record]
    /// The story the document is the first version of.
    public let story: RecordID
    /// Lower-case IANA name of the encoding the content was read as.
    public let charset: String
  }

  /// Reads `content` and returns its records.
  public func extract(_ content: [UInt8], from source: SourceIdentity) -> Extraction {
    var parser = DocumentParser(phrases: lexicon.phrases)
    parser.feed(content.span)
    let document = parser.finish()
    let facts = BlockFacts.facts(of: document)
    let story = RecordID(naming: ["story", source.sha256])
    let assembly = RecordAssembly(
      document: document, source: source, story: story, snippetMax: snippetMax)
    return Extraction(
      records: assembly.records(of: facts), story: story, charset: document.charset)
  }
}
