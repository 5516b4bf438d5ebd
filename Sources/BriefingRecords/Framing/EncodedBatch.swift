/// A batch whose records were written by another process: lines that lack only what the store knows.
///
/// The lines come with `seq` 0 and as of 1970, at their first revision; the store's numbers take
/// their place when the batch is encoded, and all other bytes stay as they are.
public struct EncodedBatch: StorableBatch {
  /// One line of ``bytes`` that is to be written.
  public struct Line: Sendable, Hashable {
    /// The revision to write.
    public var revision = 1
    /// The operation to write.
    public var operation = Envelope.Operation.add
    /// From the line's first byte to before its `rev`.
    fileprivate let head: Range<Int>
    /// From after its `emitted_at` to the `\n`, which belongs to it.
    fileprivate let tail: Range<Int>
  }

  /// Why bytes are not the lines of records.
  public struct Malformed: Error, Hashable, CustomStringConvertible {
    /// The line, counted from 1.
    public let line: Int

    /// `line 3 of the batch is no record as the extraction writes them`.
    public var description: String {
      "line \(line) of the batch is no record as the extraction writes them"
    }
  }

  private var bytes: [UInt8]
  /// The lines that are written before the retractions.
  public var lines: [Line]
  /// Facts of earlier versions that this one no longer has.
  public var retractions: [Retraction] = []
  /// The document record's envelope.
  public var envelope: Envelope
  /// The document record's own keys; count and hash are filled in when the batch is encoded.
  public var document: Document

  /// A batch of lines by ``recordLines(of:)``.
  ///
  /// - Throws: ``Malformed`` where a line is none: what another process sends is not believed.
  public init(
    lines bytes: [UInt8], envelope: Envelope, document: Document
  ) throws(Malformed) {
    self.bytes = bytes
    self.envelope = envelope
    self.document = document
    lines = []
    try addLines(from: 0)
  }

  private mutating func addLines(from start: Int) throws(Malformed) {
    var start = start
    while start < bytes.count {
      guard let line = Self.line(at: start, of: bytes.span) else {
        throw Malformed(line: lines.count + 1)
      }
      lines.append(line)
      start = line.tail.upperBound
    }
  }

  /// A batch of the one document record.
  public init(envelope: Envelope, document: Document) {
    bytes = []
    lines = []
    self.envelope = envelope
    self.document = document
  }

  /// The lines of records in the form that ``init(lines:envelope:document:)`` takes.
  public static func recordLines(of records: [Record]) -> [UInt8] {
    var writer = JSONWriter()
    for record in records {
      writer.open()
      record.visit(&writer, sequence: 0, emittedAt: Timestamp(milliseconds: 0))
      writer.close()
    }
    return writer.bytes
  }

  /// Adds records behind the lines that there are.
  ///
  /// - Throws: ``Malformed`` where a record is no first revision.
  public mutating func append(_ records: [Record]) throws(Malformed) {
    let start = bytes.count
    bytes += Self.recordLines(of: records)
    try addLines(from: start)
  }

  /// The number of lines the batch is written as.
  public var lineCount: Int { lines.count + retractions.count + 1 }

  /// Bytes of the records, as they came.
  public var byteCount: Int { bytes.count }

  /// A line as a record, to compare it with what the store has.
  public func record(_ line: Line) throws(RecordLine.Malformed) -> RecordLine {
    try RecordLine(parsing: bytes[line.head.lowerBound..<line.tail.upperBound - 1])
  }

  /// The batch's lines, each ended by `\n`, appended to `bytes`; as ``Batch`` does it.
  public func encode(
    firstSequence: Int?, emittedAt: Timestamp, appendingTo output: consuming [UInt8] = []
  ) -> [UInt8] {
    let start = output.count
    output.reserveCapacity(start + bytes.count + 16 * lines.count + 1024)
    var sequence = firstSequence ?? 0
    let step = firstSequence == nil ? 0 : 1
    let moment = Array(
      #","schema":"\#(Envelope.schema)","emitted_at":"\#(emittedAt)","rule":"#.utf8)
    for line in lines {
      output.append(contentsOf: bytes[line.head])
      output.append(
        contentsOf: #","rev":\#(line.revision),"op":"\#(line.operation.rawValue)","seq":"#.utf8)
      output.append(contentsOf: String(sequence).utf8)
      output.append(contentsOf: moment)
      output.append(contentsOf: bytes[line.tail])
      sequence += step
    }
    return Batch.close(
      output, from: start, recordCount: lines.count, retractions: retractions, envelope: envelope,
      document: document, sequence: sequence, step: step, emittedAt: emittedAt)
  }

  /// What stands between head and tail of each line, as the extraction writes it. No string of a
  /// record holds these bytes: its quotation marks would be escaped.
  private static let middle = Array(
    (#","rev":1,"op":"add","seq":0,"schema":"\#(Envelope.schema)","#
      + #""emitted_at":"\#(Timestamp(milliseconds: 0))","rule":"#).utf8)
  private static let opening = Array(#"{"type":""#.utf8)
  private static let document = Array(#"{"type":"document""#.utf8)

  private static func line(at start: Int, of bytes: Span<UInt8>) -> Line? {
    guard matches(opening, at: start, of: bytes), !matches(document, at: start, of: bytes) else {
      return nil
    }
    var index = start + opening.count
    while !matches(middle, at: index, of: bytes) {
      guard index < bytes.count, bytes[index] != 0x0a else { return nil }
      index += 1
    }
    let tail = index + middle.count
    var end = tail
    while end < bytes.count, bytes[end] != 0x0a { end += 1 }
    guard end < bytes.count, bytes[end - 1] == 0x7d else { return nil }
    return Line(head: start..<index, tail: tail..<end + 1)
  }

  private static func matches(_ pattern: [UInt8], at start: Int, of bytes: Span<UInt8>) -> Bool {
    guard start + pattern.count <= bytes.count, bytes[start] == pattern[0] else { return false }
    var index = 1
    while index < pattern.count, bytes[start + index] == pattern[index] { index += 1 }
    return index == pattern.count
  }
}
