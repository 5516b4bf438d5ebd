internal import BriefingRecords

/// The record that ends a batch, as far as the store needs it.
struct DocumentLine {
  var batch: StoredBatch
  /// SHA-256 of the batch's lines before this one, as hexadecimal digits.
  var batchSHA256: String?
  /// How many lines the batch has before this one.
  var recordCount: Int?

  /// Reads a document record with its `\n`; nil where it is none.
  init?(parsing line: ArraySlice<UInt8>, place: StoredBatch.Place) {
    guard let record = try? RecordLine(parsing: line.dropLast()), record.type == .document,
      let name = record.string("source_name"), let sequence = record.integer("seq"),
      let outcome = record.string("outcome").flatMap(Document.Outcome.init(rawValue:))
    else { return nil }
    batch = StoredBatch(
      sourceName: name, sourceSHA256: record.string("source_sha256"),
      storyID: record.string("story_id").flatMap { RecordID($0) }, outcome: outcome,
      reason: record.string("reason"), sourceBytes: record.integer("source_bytes"), file: nil,
      sequence: sequence, place: place)
    batch.lineCheck = Checkpoint.check(ofHash: Checkpoint.hash(of: line))
    batch.fingerprint = record.string("fingerprint").flatMap { TextFingerprint($0) }
    batchSHA256 = record.string("batch_sha256")
    recordCount = record.integer("record_count")
  }
}
