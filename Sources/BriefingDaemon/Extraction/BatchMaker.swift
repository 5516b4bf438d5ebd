public import BriefingFacts
public import BriefingRecords
import BriefingFormats
import BriefingStories
import BriefingText

/// What is known of a source before its content is looked at.
public struct Source: Sendable {
  /// Path below the drop folder, percent-encoded where it is not UTF-8.
  public var name: String
  /// When it was taken in.
  public var receivedAt: Timestamp

  /// A source of that name, taken in at that time.
  public init(name: String, receivedAt: Timestamp) {
    self.name = name
    self.receivedAt = receivedAt
  }
}

/// Content in, a batch out: what the daemon's worker and `briefing parse` do alike.
///
/// A worker process runs it with nothing but the content, the source's name and the lexicon that it
/// was started with, and gives back nothing but the batch.
public struct BatchMaker: Sendable {
  private let extractor: Extractor
  /// The most bytes that a file may have once it is unpacked.
  private let contentLimit: Int

  /// A maker of batches with the given lexicon and snippet length.
  public init(lexicon: Lexicon, snippetMax: Int, contentLimit: Int = 64 << 20) {
    self.contentLimit = contentLimit
    extractor = Extractor(
      lexicon: lexicon, snippetMax: snippetMax, detector: LanguageIdentification.language)
  }

  /// The batch of a file: its records, or the one line that says why there are none.
  ///
  /// - Parameters:
  ///   - file: The bytes of the file, packed or not.
  ///   - source: Where they come from.
  ///   - story: The story that the content is a later version of; nil to take it as the first
  ///     version of its own.
  ///   - emission: The types of records that the batch is to have.
  /// - Returns: The batch, as yet without numbers.
  public func batch(
    of file: [UInt8], from source: Source, story: RecordID? = nil, emitting emission: Emission
  ) -> Batch {
    guard !file.isEmpty else {
      return Self.batch(
        of: source, outcome: .empty, reason: "the file has no bytes", content: Self.content(file))
    }
    guard emission.needsExtraction else {
      return Self.unextracted(source, Self.content(file))
    }
    let reading: Reading
    switch FileReading(file, limit: contentLimit) {
    case .text(let text): reading = text
    // Nobody has seen the content: the record is about the file as it lies.
    case .tooLarge(let reason):
      return Self.batch(
        of: source, outcome: .tooLarge, reason: reason, content: Self.content(file))
    case .damaged(let reason):
      return Self.batch(
        of: source, outcome: .quarantined, reason: reason, content: Self.content(file))
    case .unsupported(let what, let conversion, let content):
      let advice = conversion.map { "; make text of it with: \($0)" } ?? ""
      return Self.batch(
        of: source, outcome: .unsupported, reason: what + advice,
        content: Self.content(content.bytes, coding: content.coding))
    }
    var content = Self.content(reading.content, coding: reading.contentCoding)
    let extraction = extractor.extract(
      reading, from: SourceIdentity(name: source.name, sha256: content.sha256),
      story: { evidence in story ?? Self.story(of: evidence, sha256: content.sha256) })
    guard !extraction.isBlank else {
      return Self.batch(
        of: source, outcome: .empty, reason: "the file has no text", content: content)
    }
    content.mediaType = reading.mediaType
    content.charset = extraction.charset
    return Batch(
      records: emission.kept(extraction.records),
      envelope: Self.envelope(
        of: source, outcome: .accepted, content: content, story: extraction.story),
      document: Self.acceptance(
        of: source, content, fingerprint: Self.fingerprint(of: extraction.runningText)))
  }

  private static func fingerprint(of blocks: [ArraySlice<UInt8>]) -> TextFingerprint? {
    var sampler = FingerprintSampler()
    for block in blocks { sampler.add(block.span) }
    return sampler.finish()
  }

  /// What `FileReading` makes of a file, for who has its hash to compare.
  ///
  /// - Parameters:
  ///   - file: The bytes of the file.
  ///   - limit: The most bytes that it may become.
  /// - Returns: The bytes that proofs count; those of the file where nothing can be undone.
  public static func contentBytes(of file: [UInt8], limit: Int) -> [UInt8] {
    switch FileReading(file, limit: limit) {
    case .text(let reading): reading.content
    case .unsupported(_, _, let content): content.bytes
    case .tooLarge, .damaged: file
    }
  }

  private static func content(_ bytes: [UInt8], coding: [String] = []) -> SourceContent {
    SourceContent(sha256: SHA256.hex(of: bytes.span), size: bytes.count, coding: coding)
  }

  /// The batch of a source whose records another process has written.
  ///
  /// - Throws: `EncodedBatch.Malformed` when `lines` are not records.
  static func batch(
    of source: Source, lines: [UInt8], content: SourceContent, story: RecordID,
    fingerprint: TextFingerprint?
  ) throws(EncodedBatch.Malformed) -> EncodedBatch {
    try EncodedBatch(
      lines: lines,
      envelope: envelope(of: source, outcome: .accepted, content: content, story: story),
      document: acceptance(of: source, content, fingerprint: fingerprint))
  }

  /// The batch of a source that was only stored: nobody knows what it is and which story it tells.
  static func unextracted(_ source: Source, _ content: SourceContent) -> Batch {
    Batch(
      records: [],
      envelope: envelope(
        of: source, outcome: .accepted, content: content,
        story: RecordID(naming: ["story", "content", content.sha256])),
      document: acceptance(of: source, content, fingerprint: nil))
  }

  private static func acceptance(
    of source: Source, _ content: SourceContent, fingerprint: TextFingerprint?
  ) -> Document {
    Document(
      mediaType: content.mediaType, charset: content.charset, contentCoding: content.coding,
      sourceBytes: content.size, outcome: .accepted, receivedAt: source.receivedAt.description,
      recordCount: 0, producer: Producer.name, fingerprint: fingerprint)
  }

  /// The story that a document with this evidence is the first version of. One that says nothing of
  /// itself is a story of its own.
  private static func story(of evidence: StoryEvidence, sha256: String) -> RecordID {
    guard evidence.url != nil || evidence.headline != nil || !evidence.openingWords.isEmpty else {
      return RecordID(naming: ["story", "content", sha256])
    }
    return StoryIdentity.first(
      url: evidence.url, outlet: evidence.outlet, headline: evidence.headline,
      openingWords: evidence.openingWords.joined(separator: " "))
  }

  /// The one line of a source that yields no records.
  ///
  /// - Parameters:
  ///   - source: The source.
  ///   - outcome: What became of it.
  ///   - reason: Why, for a person.
  ///   - content: What it holds, where that was read.
  ///   - size: Bytes, where nothing else is known.
  ///   - duplicateOf: The source that had the same bytes first.
  ///   - serial: Tells sources apart whose content was not read: another number each time.
  /// - Returns: A batch of the document record alone.
  public static func batch(
    of source: Source, outcome: Document.Outcome, reason: String, content: SourceContent? = nil,
    size: Int? = nil, duplicateOf: String? = nil, serial: Int = 0
  ) -> Batch {
    Batch(
      records: [],
      envelope: envelope(
        of: source, outcome: outcome, content: content, size: size, story: nil, serial: serial),
      document: Document(
        contentCoding: content?.coding ?? [], sourceBytes: content?.size ?? size,
        outcome: outcome, reason: reason, duplicateOf: duplicateOf,
        receivedAt: source.receivedAt.description, recordCount: 0, producer: Producer.name))
  }

  private static func envelope(
    of source: Source, outcome: Document.Outcome, content: SourceContent?, size: Int? = nil,
    story: RecordID?, serial: Int = 0
  ) -> Envelope {
    let size = content?.size ?? size
    return Envelope(
      id: RecordID(documentOf: source.name, version: content?.sha256 ?? "unread \(serial)"),
      rule: outcome == .accepted ? "ingest.accept" : "ingest.\(outcome.rawValue)",
      sourceName: source.name, sourceSHA256: content?.sha256, storyID: story,
      line: size == nil ? nil : 1, bytes: size.map { 0..<$0 })
  }
}
