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

  /// The batch of `content`: its records, or the one line that says why there are none.
  ///
  /// - Parameters:
  ///   - content: The bytes of the content.
  ///   - source: Where they come from.
  ///   - story: The story that the content is a later version of; nil to take it as the first
  ///     version of its own.
  /// - Returns: The batch, as yet without numbers.
  public func batch(of content: [UInt8], from source: Source, story: RecordID? = nil) -> Batch {
    let sha256 = SHA256.hex(of: content.span)
    guard !content.isEmpty else {
      return Self.batch(
        of: source, outcome: .empty, reason: "the file has no bytes", sha256: sha256, size: 0)
    }
    let reading: Reading
    switch FileReading(content, limit: contentLimit) {
    case .text(let text): reading = text
    case .tooLarge(let reason):
      return Self.batch(
        of: source, outcome: .tooLarge, reason: reason, sha256: sha256, size: content.count)
    case .unsupported(let what, let conversion):
      let advice = conversion.map { "; make text of it with: \($0)" } ?? ""
      return Self.batch(
        of: source, outcome: .unsupported, reason: what + advice, sha256: sha256,
        size: content.count)
    }
    let extraction = extractor.extract(
      reading, from: SourceIdentity(name: source.name, sha256: sha256),
      story: { evidence in story ?? Self.story(of: evidence, sha256: sha256) })
    guard !extraction.isBlank else {
      return Self.batch(
        of: source, outcome: .empty, reason: "the file has no text", sha256: sha256,
        size: content.count)
    }
    return Batch(
      records: extraction.records,
      envelope: Self.envelope(
        of: source, outcome: .accepted, sha256: sha256, size: content.count,
        story: extraction.story),
      document: Self.acceptance(of: source, size: content.count, charset: extraction.charset))
  }

  /// The batch of a source whose records another process has written.
  ///
  /// - Throws: `EncodedBatch.Malformed` when `lines` are not records.
  static func batch(
    of source: Source, lines: [UInt8], sha256: String, size: Int, story: RecordID, charset: String?
  ) throws(EncodedBatch.Malformed) -> EncodedBatch {
    try EncodedBatch(
      lines: lines,
      envelope: envelope(of: source, outcome: .accepted, sha256: sha256, size: size, story: story),
      document: acceptance(of: source, size: size, charset: charset))
  }

  private static func acceptance(of source: Source, size: Int, charset: String?) -> Document {
    Document(
      mediaType: "text/plain", charset: charset, sourceBytes: size, outcome: .accepted,
      receivedAt: source.receivedAt.description, recordCount: 0, producer: Producer.name)
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
  ///   - sha256: Of the content, where it was read.
  ///   - size: Bytes, where known.
  ///   - duplicateOf: The source that had the same bytes first.
  ///   - serial: Tells sources apart whose content was not read: another number each time.
  /// - Returns: A batch of the document record alone.
  public static func batch(
    of source: Source, outcome: Document.Outcome, reason: String, sha256: String? = nil,
    size: Int? = nil, duplicateOf: String? = nil, serial: Int = 0
  ) -> Batch {
    Batch(
      records: [],
      envelope: envelope(
        of: source, outcome: outcome, sha256: sha256, size: size, story: nil, serial: serial),
      document: Document(
        sourceBytes: size, outcome: outcome, reason: reason, duplicateOf: duplicateOf,
        receivedAt: source.receivedAt.description, recordCount: 0, producer: Producer.name))
  }

  private static func envelope(
    of source: Source, outcome: Document.Outcome, sha256: String?, size: Int?, story: RecordID?,
    serial: Int = 0
  ) -> Envelope {
    Envelope(
      id: RecordID(documentOf: source.name, version: sha256 ?? "unread \(serial)"),
      rule: outcome == .accepted ? "ingest.accept" : "ingest.\(outcome.rawValue)",
      sourceName: source.name, sourceSHA256: sha256, storyID: story,
      line: size == nil ? nil : 1, bytes: size.map { 0..<$0 })
  }
}
