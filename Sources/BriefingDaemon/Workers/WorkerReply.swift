import BriefingRecords

/// What a worker answers: the records of a source as lines, or why there are none.
struct WorkerReply: Sendable {
  /// The request that is answered.
  var serial: UInt64
  /// What became of the source.
  var outcome: Document.Outcome
  /// Why, where it was not accepted.
  var reason: String?
  /// SHA-256 of the bytes that were read, which may not be those that the daemon had read.
  var sha256: String?
  /// Name of the encoding it was read as.
  var charset: String?
  /// The story that it tells.
  var story: RecordID?
  /// What the text is known by among others.
  var fingerprint: TextFingerprint?
  /// The records, by `EncodedBatch.recordLines(of:)`.
  var lines: [UInt8] = []

  /// The reply that `batch` is.
  init(to serial: UInt64, _ batch: Batch) {
    self.serial = serial
    outcome = batch.document.outcome
    reason = batch.document.reason
    sha256 = batch.envelope.sourceSHA256
    charset = batch.document.charset
    story = batch.envelope.storyID
    fingerprint = batch.document.fingerprint
    lines = EncodedBatch.recordLines(of: batch.records)
  }

  /// The reply that the source could not be read.
  init(to serial: UInt64, unreadable error: any Error) {
    self.serial = serial
    outcome = .quarantined
    reason = "could not be read: \(error)"
  }

  /// The first message of a reply: all but the lines, and how many bytes these have. They follow in
  /// as many messages as it takes.
  var header: [UInt8] {
    var writer = WireWriter()
    writer.write(serial)
    writer.write(outcome.rawValue)
    writer.write(reason)
    writer.write(sha256)
    writer.write(charset)
    writer.write(story?.description)
    writer.write(fingerprint?.description)
    writer.write(UInt64(lines.count))
    return writer.bytes
  }

  /// A reply without its lines, and how many bytes of lines follow.
  static func reading(
    header: [UInt8]
  ) throws(WireReader.Malformed) -> (reply: WorkerReply, length: Int) {
    var reader = WireReader(header)
    let serial = try reader.number()
    guard let outcome = try reader.text().flatMap(Document.Outcome.init(rawValue:)) else {
      throw WireReader.Malformed()
    }
    var reply = WorkerReply(serial: serial, outcome: outcome)
    reply.reason = try reader.text()
    reply.sha256 = try reader.text()
    reply.charset = try reader.text()
    reply.story = try reader.text().flatMap { RecordID($0) }
    reply.fingerprint = try reader.text().flatMap { TextFingerprint($0) }
    return (reply, try reader.count(upTo: .max))
  }

  private init(serial: UInt64, outcome: Document.Outcome) {
    self.serial = serial
    self.outcome = outcome
  }
}
