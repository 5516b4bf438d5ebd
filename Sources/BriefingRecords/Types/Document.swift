/// What became of a source: the last line of its batch.
public struct Document: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.document

  /// What became of a source; the account uses the same words.
  public enum Outcome: String, Vocabulary {
    case accepted, duplicate, superseded, empty, unsupported
    case tooLarge = "too_large"
    case quarantined, vanished
  }

  /// IANA media type of the content.
  public var mediaType: String?
  /// Lower-case IANA name of the encoding.
  public var charset: String?
  /// What was undone before reading: gzip, zstd, base64.
  public var contentCoding: [String]
  /// Bytes of the content.
  public var sourceBytes: Int?
  /// What became of the source.
  public var outcome: Outcome
  /// Why, for a person, where it was not accepted.
  public var reason: String?
  /// Name of the source that had the same bytes first.
  public var duplicateOf: String?
  /// When the source was taken in, RFC 3339 UTC.
  public var receivedAt: String?
  /// Records of the batch before this one.
  public var recordCount: Int
  /// SHA-256 of the lines of the batch before this one.
  public var batchSHA256: String?
  /// Program and version.
  public var producer: String
  /// What the text is known by among others; nil where it is too short. It is here because the
  /// store has no full text that the ledger's index could be made of again.
  public var fingerprint: TextFingerprint?

  /// A document of the given parts.
  public init(
    mediaType: String? = nil, charset: String? = nil, contentCoding: [String] = [],
    sourceBytes: Int? = nil, outcome: Outcome, reason: String? = nil, duplicateOf: String? = nil,
    receivedAt: String? = nil, recordCount: Int, batchSHA256: String? = nil, producer: String,
    fingerprint: TextFingerprint? = nil
  ) {
    self.mediaType = mediaType
    self.charset = charset
    self.contentCoding = contentCoding
    self.sourceBytes = sourceBytes
    self.outcome = outcome
    self.reason = reason
    self.duplicateOf = duplicateOf
    self.receivedAt = receivedAt
    self.recordCount = recordCount
    self.batchSHA256 = batchSHA256
    self.producer = producer
    self.fingerprint = fingerprint
  }

  /// Every key empty.
  public static var blank: Document { Document(outcome: .accepted, recordCount: 0, producer: "") }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("media_type", mediaType)
    visitor.field("charset", charset)
    visitor.field("content_coding", contentCoding)
    visitor.field("source_bytes", sourceBytes)
    visitor.field("outcome", outcome)
    visitor.field("reason", reason)
    visitor.field("duplicate_of", duplicateOf)
    visitor.field("received_at", receivedAt)
    visitor.field("record_count", recordCount)
    visitor.field("batch_sha256", batchSHA256)
    visitor.field("producer", producer)
    visitor.field("fingerprint", fingerprint?.description)
  }

  /// The outcome, the name and the reason.
  public func summary(of envelope: Envelope) -> String {
    let size = sourceBytes.map { " (\($0) bytes)" } ?? ""
    return "\(outcome.rawValue) \(envelope.sourceName)\(size)\(reason.map { ": \($0)" } ?? "")"
  }
}
