internal import BriefingRecords

/// Makes a document record anew from its own values: the line is covered by no hash, but much of it
/// stands there twice.
///
/// The summary repeats outcome, name, size and reason; the id is a hash over name and content; form
/// and order of everything follow from the values. What no other byte proves: `media_type`,
/// `charset`, `story_id`, `received_at`, the version in `producer`, most of `fingerprint`, and of a
/// source without content `id` and `emitted_at`. For those there is the ledger.
struct DocumentCheck {
  let record: RecordLine

  /// Reads a document line without its `\n`; nil where it cannot be read.
  init?(_ line: ArraySlice<UInt8>) {
    guard let record = try? RecordLine(parsing: line), record.type == .document else { return nil }
    self.record = record
  }

  var recordCount: Int? { record.integer("record_count") }
  var batchSHA256: String? { record.string("batch_sha256") }

  /// What is wrong with the line; nil when it is what the store would write.
  func flaw(of line: ArraySlice<UInt8>) -> String? {
    guard let outcome = record.string("outcome").flatMap(Document.Outcome.init(rawValue:)) else {
      return "no known outcome"
    }
    guard let id = record.string("id").flatMap({ RecordID($0) }),
      let name = record.string("source_name"),
      let rule = record.string("rule"), let producer = record.string("producer"),
      let revision = record.integer("rev"), revision > 0,
      let operation = record.string("op").flatMap(Envelope.Operation.init(rawValue:)),
      let sequence = record.integer("seq"), let count = record.integer("record_count"),
      let emitted = record.string("emitted_at").flatMap({
        Moment.milliseconds(Array($0.utf8)[...])
      })
    else { return "a value is missing or of the wrong kind" }
    let sha256 = record.string("source_sha256")
    let received = record.string("received_at")
    if let flaw = flaw(name: name, rule: rule, outcome: outcome, producer: producer) { return flaw }
    if let received {
      guard let moment = Moment.milliseconds(Array(received.utf8)[...]) else {
        return "received_at is no moment"
      }
      // A clock that was set back in between would be no damage.
      guard moment <= emitted + 86_400_000 else { return "received_at is after emitted_at" }
    }
    if let sha256, id != RecordID(documentOf: name, version: sha256) {
      return "the id is not that of source_name and source_sha256"
    }
    var envelope = Envelope(
      id: id, rev: revision, op: operation, rule: rule, sourceName: name, sourceSHA256: sha256,
      storyID: record.string("story_id").flatMap { RecordID($0) },
      section: record.string("section"), line: record.integer("line"),
      text: record.string("text"))
    if let start = record.integer("byte_start"), let end = record.integer("byte_end"), start <= end
    {
      envelope.bytes = start..<end
      if start != 0 || end != record.integer("source_bytes") {
        return "byte_start and byte_end are not those of the whole content"
      }
    }
    let document = Document(
      mediaType: record.string("media_type"), charset: record.string("charset"),
      contentCoding: strings("content_coding"), sourceBytes: record.integer("source_bytes"),
      outcome: outcome, reason: record.string("reason"),
      duplicateOf: record.string("duplicate_of"), receivedAt: received, recordCount: count,
      batchSHA256: batchSHA256, producer: producer,
      fingerprint: record.string("fingerprint").flatMap { TextFingerprint($0) })
    var writer = JSONWriter()
    writer.open()
    Record(envelope, document).visit(
      &writer, sequence: sequence, emittedAt: Timestamp(milliseconds: emitted))
    writer.close()
    return writer.bytes.dropLast().elementsEqual(line)
      ? nil : "its values do not agree with each other"
  }

  private func flaw(
    name: String, rule: String, outcome: Document.Outcome, producer: String
  ) -> String? {
    // The rule names the outcome; the first part of its name is the program's.
    let words = rule.split(separator: ".", maxSplits: 1)
    let expected = outcome == .accepted ? ["accept", "accepted"] : [outcome.rawValue]
    guard words.count == 2, words[0] == "ingest", expected.contains(String(words[1])) else {
      return "the rule is not that of the outcome"
    }
    let version = producer.split(separator: "/", omittingEmptySubsequences: false)
    guard version.count == 2, version[0] == "briefingd", !version[1].isEmpty,
      version[1].utf8.allSatisfy({ $0 > 0x2c && $0 < 0x7b })
    else { return "the producer is not briefingd with a version" }
    if outcome == .duplicate {
      guard let first = record.string("duplicate_of"),
        record.string("reason").map({ $0.contains(first) }) ?? true
      else { return "duplicate_of and reason do not agree" }
    }
    if let type = record.string("media_type"),
      !type.utf8.allSatisfy({ $0 > 0x2a && $0 < 0x7b && $0 != 0x2c }) || !type.contains("/")
    {
      return "media_type is none"
    }
    if outcome == .accepted, record.string("reason") != nil {
      return "a reason where nothing went wrong"
    }
    return nil
  }

  private func strings(_ key: String) -> [String] {
    guard case .list(let items)? = record[key] else { return [] }
    return items.compactMap { item in
      if case .string(let text) = item { text } else { nil }
    }
  }
}
