public import BriefingRecords
public import BriefingText

/// Content in, records out: the whole extraction of one document as a pure function.
public struct Extractor: Sendable {
  private let lexicon: Lexicon
  private let snippetMax: Int
  private let detector: LanguageDetector?

  /// An extractor with the given lexicon.
  ///
  /// - Parameters:
  ///   - lexicon: The tables that rules look words up in.
  ///   - snippetMax: The most code points of the source that a record's `text` may repeat.
  ///   - detector: Tells the language of a text; nil to know English alone, by its frequent words.
  public init(lexicon: Lexicon, snippetMax: Int, detector: LanguageDetector? = nil) {
    self.lexicon = lexicon
    self.snippetMax = snippetMax
    self.detector = detector
  }

  /// What was read out of a document.
  public struct Extraction: Sendable {
    /// The records, in document order.
    public let records: [Record]
    /// The story the document is a version of.
    public let story: RecordID
    /// Lower-case IANA name of the encoding the content was read as.
    public let charset: String
    /// Whether there is nothing but white space.
    public let isBlank: Bool
    /// The text of the blocks that carry facts, block by block.
    public let runningText: [ArraySlice<UInt8>]
  }

  /// Reads a text and returns its records.
  ///
  /// - Parameters:
  ///   - reading: The text, and where it stands in the content.
  ///   - source: Where they come from.
  ///   - story: Names the story that a document with this evidence is a version of.
  /// - Returns: The records, the story and the encoding.
  public func extract(
    _ reading: Reading, from source: SourceIdentity, story: (StoryEvidence) -> RecordID
  ) -> Extraction {
    let document = DocumentParser(phrases: lexicon.phrases).document(ofReading: reading)

    let language = ArticleLanguage(of: document, detector: detector)
    let facts =
      language.isReadAsEnglish
      ? english(document, language.code) : foreign(document, language.code)

    let evidence = StoryEvidence(
      document: document, article: facts.first?.payload as? Article)
    let story = story(evidence)
    let assembly = RecordAssembly(
      document: document, reading: reading, source: source, story: story, snippetMax: snippetMax)
    return Extraction(
      records: assembly.records(of: facts), story: story, charset: document.charset,
      isBlank: document.blocks.isEmpty,
      runningText: document.blocks.lazy.filter(\.role.carriesFacts).map {
        document.content[$0.body]
      })
  }

  /// The facts of a text in English, the article's first.
  private func english(_ document: TextDocument, _ language: String?) -> [Fact] {
    let dates = DateExtractor(calendar: lexicon.calendar).read(document)
    let entities = EntityExtractor(lexicon: lexicon.names).index(of: document)
    let quantities = QuantityExtractor(lexicon: lexicon.measures).mentions(
      in: document, dates: dates.mentions, names: entities)
    let quotes = QuoteExtractor(lexicon: lexicon.speech).facts(
      in: document, entities: entities, dates: dates.mentions)
    let issues = IssueExtractor(lexicon: lexicon.errors).facts(in: document, dates: dates.mentions)

    let article = ArticleExtractor(lexicon: lexicon.names, subjects: lexicon.subjects).fact(
      of: document, entities: entities, published: dates.time.published?.edtf,
      updated: dates.time.updated?.edtf, language: language)

    var facts = [article] + BlockFacts.facts(of: document)
    facts += quotes
    facts += QuantityMention.facts(of: quantities, in: document)
    facts += dates.mentions.filter { carriesFacts($0.block, of: document) }.map(\.fact)
    facts += entities.facts()
    facts += issues
    return facts
  }

  /// The facts of a text in another language: what does not hang on English words.
  private func foreign(_ document: TextDocument, _ language: String?) -> [Fact] {
    let article = ArticleExtractor(lexicon: lexicon.names, subjects: lexicon.subjects).fact(
      of: document, language: language)
    let quotes = QuoteExtractor(lexicon: lexicon.speech).facts(
      in: document, entities: EntityIndex(), dates: [])
    return [article] + BlockFacts.facts(of: document) + quotes.map(ForeignFacts.unattributed)
      + IssueExtractor(lexicon: lexicon.errors).facts(in: document, dates: [])
      .filter(ForeignFacts.holds)
  }

  /// A byline's date is read for the document's time; it is no fact of the story.
  private func carriesFacts(_ block: Int, of document: TextDocument) -> Bool {
    document.blocks[block].role.carriesFacts
  }
}
