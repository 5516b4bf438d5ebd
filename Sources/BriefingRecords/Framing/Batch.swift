/// All that one version of one source yields: its records, then the document record that ends it.
public struct Batch: Sendable {
  /// The records before the document record, in document order.
  public var records: [Record]
  /// Facts of earlier versions that this one no longer has; they come after `records`.
  public var retractions: [Retraction]
  /// The document record's envelope.
  public var envelope: Envelope
  /// The document record's own keys; count and hash are filled in when the batch is encoded.
  public var document: Document

  /// A batch of the given parts.
  public init(
    records: [Record], retractions: [Retraction] = [], envelope: Envelope, document: Document
  ) {
    self.records = records
    self.retractions = retractions
    self.envelope = envelope
    self.document = document
  }

  /// The number of lines the batch is written as.
  public var lineCount: Int { records.count + retractions.count + 1 }

  /// The batch's lines, each ended by `\n`, appended to `bytes`.
  ///
  /// The first record gets `firstSequence`, each further one the next number; nil is for a batch that
  /// goes to no store, where every `seq` is 0. `record_count` and `batch_sha256` of the document
  /// record are of the lines before it, as the contract says.
  public func encode(
    firstSequence: Int?, emittedAt: Timestamp, appendingTo bytes: consuming [UInt8] = []
  ) -> [UInt8] {
    let start = bytes.count
    var writer = JSONWriter(appendingTo: bytes)
    var sequence = firstSequence ?? 0
    let step = firstSequence == nil ? 0 : 1
    for record in records {
      writer.open()
      record.visit(&writer, sequence: sequence, emittedAt: emittedAt)
      writer.close()
      sequence += step
    }
    return Self.close(
      writer.bytes, from: start, recordCount: records.count, retractions: retractions,
      envelope: envelope, document: document, sequence: sequence, step: step, emittedAt: emittedAt)
  }

  /// Ends a batch whose records stand in `bytes` from `start` on: the retractions, then the
  /// document record.
  static func close(
    _ bytes: consuming [UInt8], from start: Int, recordCount: Int, retractions: [Retraction],
    envelope: Envelope, document: Document, sequence: Int, step: Int, emittedAt: Timestamp
  ) -> [UInt8] {
    var sequence = sequence
    var bytes = bytes
    for retraction in retractions {
      bytes = retraction.encode(sequence: sequence, emittedAt: emittedAt, appendingTo: bytes)
      sequence += step
    }
    var closing = document
    closing.recordCount = recordCount + retractions.count
    closing.batchSHA256 = SHA256.hex(of: bytes.span.extracting(start..<bytes.count))
    var writer = JSONWriter(appendingTo: bytes)
    writer.open()
    Record(envelope, closing).visit(&writer, sequence: sequence, emittedAt: emittedAt)
    writer.close()
    return writer.bytes
  }
}
