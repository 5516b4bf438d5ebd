public import BriefingRecords

/// What the ledger knows of one batch in the store: what its document record says, and where the
/// batch lies.
public struct StoredBatch: Hashable, Sendable {
  /// Where lines lie in the store.
  public struct Place: Hashable, Sendable {
    /// Which segment, counted from 1; the live one is the highest.
    public var segment: Int
    /// First byte in the segment.
    public var offset: Int64
    /// Bytes, the last `\n` included.
    public var length: Int
  }

  /// Path below the drop folder as the records write it, percent-encoded where needed.
  public var sourceName: String
  /// SHA-256 of the content, as 64 hexadecimal digits; nil when no content could be read.
  public var sourceSHA256: String?
  /// The story; nil when no content could be read.
  public var storyID: RecordID?
  /// What became of the source.
  public var outcome: Document.Outcome
  /// Why, where it was not accepted.
  public var reason: String?
  /// Bytes of the content.
  public var sourceBytes: Int?
  /// Which file had the content, where that is known: a rebuilt ledger does not know it.
  public var file: FileVersion?
  /// `seq` of the document record, the last of the batch.
  public var sequence: Int
  /// Where the batch's lines lie.
  public var place: Place
  /// The first 64 bits of the document line's SHA-256: the only hash that covers that line.
  var lineCheck: Int?
  /// What its text is known by: only on the way into the ledger.
  var fingerprint: TextFingerprint?
}
