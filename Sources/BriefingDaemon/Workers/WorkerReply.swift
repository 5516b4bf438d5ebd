import BriefingRecords

/// What a worker answers: the records of a source as lines, or why there are none.
struct WorkerReply: Sendable {
  /// The request that is answered.
  var serial: UInt64
  /// What became of the source.
  var outcome: Document.Outcome
  /// Why, where it was not accepted.
  var reason: String?
  /// SHA-256 of the bytes of the file that were read, which may not be those that the daemon had read.
  var fileSHA256: String?
  /// What these bytes hold.
  var content: SourceContent?
  /// The story that it tells.
  var story: RecordID?
  /// What the text is known by among others.
  var fingerprint: TextFingerprint?
  /// The records, by `EncodedBatch.recordLines(of:)`.
  var lines: [UInt8] = []

  /// The reply that `batch` is.
  init(to serial: UInt64, _ batch: Batch, fileSHA256: String) {
    self.serial = serial
    outcome = batch.document.outcome
    reason = batch.document.reason
    self.fileSHA256 = fileSHA256
    if let sha256 = batch.envelope.sourceSHA256, let size = batch.document.sourceBytes {
      content = SourceContent(
        sha256: sha256, size: size, coding: batch.document.contentCoding,
        mediaType: batch.document.mediaType, charset: batch.document.charset)
    }
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
    writer.write(fileSHA256)
    writer.write(content?.sha256)
    if let content {
      writer.write(UInt64(content.size))
      writer.write(content.mediaType)
      writer.write(content.charset)
      writer.write(UInt64(content.coding.count))
      for coding in content.coding { writer.write(coding) }
    }
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
    reply.fileSHA256 = try reader.text()
    if let sha256 = try reader.text() {
      guard SHA256.isHexadecimal(sha256) else { throw WireReader.Malformed() }
      var content = SourceContent(sha256: sha256, size: try reader.count(upTo: .max))
      content.mediaType = try reader.text()
      content.charset = try reader.text()
      for _ in 0..<(try reader.count(upTo: codings)) {
        guard let coding = try reader.text(), ArchiveName.suffixes[coding] != nil else {
          throw WireReader.Malformed()
        }
        content.coding.append(coding)
      }
      reply.content = content
    }
    reply.story = try reader.text().flatMap { RecordID($0) }
    reply.fingerprint = try reader.text().flatMap { TextFingerprint($0) }
    return (reply, try reader.count(upTo: .max))
  }

  /// The most codings that one content was taken out of.
  private static let codings = 8

  private init(serial: UInt64, outcome: Document.Outcome) {
    self.serial = serial
    self.outcome = outcome
  }
}
