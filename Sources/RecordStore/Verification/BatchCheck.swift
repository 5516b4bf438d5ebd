internal import BriefingRecords

/// Where in a batch the verification is.
struct BatchCheck: ~Copyable {
  let segment: String
  let firstSequence: Int
  /// The segment's number in the ledger; 0 where it has none.
  let number: Int
  /// Lines read, and the byte after them.
  var line = 0
  var end: Int64 = 0
  /// The last line of the batch before, and the number of lines since.
  var batchLine = 0
  var hash = SHA256()
  /// `emitted_at` and `source_name` of the batch's lines.
  var emittedAt: [UInt8] = []
  var sourceName: [UInt8] = []
  var sequence: Int?
  /// Whether a line of the batch could not be read: then its neighbours prove nothing.
  var isDamaged = false

  init(segment: String, firstSequence: Int, number: Int) {
    self.segment = segment
    self.firstSequence = firstSequence
    self.number = number
  }

  var isUnfinished: Bool { line > batchLine }

  mutating func beginNext() {
    batchLine = line
    hash = SHA256()
    emittedAt = []
    sourceName = []
    sequence = nil
    isDamaged = false
  }
}

extension StoreVerification {
  private mutating func note(_ problem: String, in batch: borrowing BatchCheck) {
    note(Finding(segment: batch.segment, line: batch.line, problem: problem))
  }

  /// Checks one line, with its `\n`.
  mutating func take(_ bytes: ArraySlice<UInt8>, into batch: inout BatchCheck) {
    batch.line += 1
    batch.end += Int64(bytes.count)
    summary.lines += 1
    summary.bytes += Int64(bytes.count)
    let line = bytes.dropLast()
    if let flaw = shape.flaw(in: line) {
      note(flaw, in: batch)
      batch.isDamaged = true
      // What begins as a document record ended the batch before it was damaged.
      if LineFields.looksLikeDocument(line) {
        batch.beginNext()
      } else {
        batch.hash.update(bytes.span)
      }
      return
    }
    checkEnvelope(line, in: &batch)
    guard shape.type == .document else {
      batch.hash.update(bytes.span)
      return
    }
    summary.batches += 1
    checkDocument(line, in: &batch)
    batch.beginNext()
    askLedger(bytes, in: batch)
  }

  private mutating func checkEnvelope(
    _ line: ArraySlice<UInt8>, in batch: inout BatchCheck
  ) {
    if let sequence = shape.integer(.seq, of: line) {
      if sequence <= lastSequence {
        note("seq \(sequence) does not rise: \(lastSequence) came before", in: batch)
      } else if sequence < batch.firstSequence {
        note("seq \(sequence) is lower than the segment's name says", in: batch)
      } else if let before = batch.sequence, sequence != before + 1, !batch.isDamaged {
        note("seq \(sequence) does not follow on \(before) in the same batch", in: batch)
      }
      batch.sequence = sequence
      // A number that is far too high is named once, not again in every line after it.
      if sequence < lastSequence + (1 << 32) { lastSequence = max(lastSequence, sequence) }
    } else {
      note("seq is no number", in: batch)
    }
    if shape.content(.schema, of: line).elementsEqual(Envelope.schema.utf8) == false {
      note("the schema is not \(Envelope.schema)", in: batch)
    }
    let emitted = shape.content(.emittedAt, of: line)
    if batch.emittedAt.isEmpty {
      batch.emittedAt = Array(emitted)
      if Moment.milliseconds(emitted) == nil { note("emitted_at is no moment", in: batch) }
    } else if !emitted.elementsEqual(batch.emittedAt) {
      note("emitted_at is not that of the batch's lines before", in: batch)
    }
    let name = shape.content(.sourceName, of: line)
    // A retraction may repeat the line of a source with another name.
    if !shape.content(.op, of: line).elementsEqual("retract".utf8) {
      if batch.sourceName.isEmpty {
        batch.sourceName = Array(name)
      } else if !name.elementsEqual(batch.sourceName) {
        note("source_name is not that of the batch's lines before", in: batch)
      }
    }
    sightings.mark(
      Sightings.Key(
        id: shape.content(.id, of: line), revision: shape.integer(.rev, of: line) ?? 0))
  }

  private mutating func checkDocument(
    _ line: ArraySlice<UInt8>, in batch: inout BatchCheck
  ) {
    var hash = SHA256()
    swap(&hash, &batch.hash)
    let digest = SHA256.hexadecimal(hash.finish())
    let count = batch.line - batch.batchLine - 1
    guard let document = DocumentCheck(line) else {
      note("a document record that cannot be read", in: batch)
      return
    }
    if let expected = document.batchSHA256, expected != digest {
      let lines =
        count == 1 ? "line \(batch.line - 1)" : "lines \(batch.batchLine + 1)–\(batch.line - 1)"
      note(
        count == 0
          ? "batch_sha256 is not that of an empty batch" : "\(lines) do not match batch_sha256",
        in: batch)
    } else if document.batchSHA256 == nil {
      note("no batch_sha256", in: batch)
    }
    if document.recordCount != count {
      note(
        "record_count is \(document.recordCount ?? -1), and the batch has \(count) lines before it",
        in: batch)
    }
    if let flaw = document.flaw(of: line) { note(flaw, in: batch) }
  }

  // MARK: - The ledger

  /// Compares a document line with what the ledger saw there.
  private mutating func askLedger(_ bytes: ArraySlice<UInt8>, in batch: borrowing BatchCheck) {
    guard batch.number > 0 else { return }
    while let entry = witness?.peek(), entry.segment <= batch.number {
      if entry.segment == batch.number, entry.end > batch.end { return }
      witness?.skip()
      guard entry.segment == batch.number else { continue }
      if entry.end < batch.end {
        note("the ledger has a batch that ends at byte \(entry.end); here is none", in: batch)
        continue
      }
      if let check = entry.check, check != Checkpoint.check(ofHash: Checkpoint.hash(of: bytes)) {
        note("the document record is not the one that was written", in: batch)
      }
      return
    }
  }

  /// Names batches of the ledger that come after the last document line that was found.
  mutating func missing(in batch: borrowing BatchCheck, upTo end: Int64) {
    guard batch.number > 0 else { return }
    while let entry = witness?.peek(), entry.segment <= batch.number {
      if entry.segment == batch.number, entry.end > end { return }
      witness?.skip()
      guard entry.segment == batch.number else { continue }
      note("the ledger has a batch that ends at byte \(entry.end); here is none", in: batch)
    }
  }
}
