/// A batch that the store can append: it knows what its document record says, and can be written
/// once it is known which numbers its lines get.
public protocol StorableBatch: Sendable {
  /// The document record's envelope.
  var envelope: Envelope { get }
  /// The document record's own keys.
  var document: Document { get }
  /// The number of lines the batch is written as.
  var lineCount: Int { get }
  /// The batch's lines, each ended by `\n`, appended to `bytes`; the first one has `firstSequence`.
  func encode(
    firstSequence: Int?, emittedAt: Timestamp, appendingTo bytes: consuming [UInt8]
  ) -> [UInt8]
}

extension Batch: StorableBatch {}
