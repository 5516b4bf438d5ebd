import BriefingRecords
import Testing

@Suite struct EncodedBatchTests {
  private let moment = Timestamp(milliseconds: 1_900_000_000_123)

  private func encoded(_ batch: Batch) throws -> EncodedBatch {
    try EncodedBatch(
      lines: EncodedBatch.recordLines(of: batch.records), envelope: batch.envelope,
      document: batch.document)
  }

  @Test(arguments: [0, 1, 7])
  func itIsWrittenByteForByteAsTheBatchItCameFrom(count: Int) throws {
    let batch = BatchTests.batch(of: count)
    let encoded = try encoded(batch)
    #expect(encoded.lineCount == batch.lineCount)
    for first in [nil, 1, 987_654] {
      #expect(
        encoded.encode(firstSequence: first, emittedAt: moment, appendingTo: [1, 2])
          == batch.encode(firstSequence: first, emittedAt: moment, appendingTo: [1, 2]))
    }
  }

  @Test func aLineCanBeLeftOutOrGetAnotherRevision() throws {
    var encoded = try encoded(BatchTests.batch(of: 3))
    encoded.lines.remove(at: 1)
    encoded.lines[1].revision = 4
    encoded.lines[1].operation = .change
    let bytes = encoded.encode(firstSequence: 10, emittedAt: moment)
    let lines = try bytes.split(separator: 0x0a).map { try RecordLine(parsing: $0) }
    #expect(lines.map { $0.integer("seq") } == [10, 11, 12])
    #expect(lines.map { $0.integer("rev") } == [1, 4, 1])
    #expect(lines.map { $0.string("op") } == ["add", "change", "add"])
    #expect(lines[2].integer("record_count") == 2)
  }

  @Test func whatIsNoLineOfARecordIsRefusedWithItsNumber() throws {
    let good = EncodedBatch.recordLines(of: BatchTests.batch(of: 2).records)
    let document = try #require(
      BatchTests.batch(of: 0).encode(firstSequence: nil, emittedAt: Timestamp(milliseconds: 0))
        as [UInt8]?)
    for bad in [good + document, good + [0x0a], good + Array("{}\n".utf8), good + good.dropLast()] {
      let batch = BatchTests.batch(of: 0)
      #expect(throws: EncodedBatch.Malformed.self) {
        try EncodedBatch(lines: bad, envelope: batch.envelope, document: batch.document)
      }
    }
  }
}
