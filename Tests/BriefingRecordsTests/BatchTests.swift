import BriefingRecords
import Testing

@Suite("Batches")
struct BatchTests {
  static func batch(of count: Int) -> Batch {
    let records = (0..<count).map { number in
      RecordTests.record(BlockRecord(role: .paragraph, ordinal: number + 1))
    }
    let envelope = Envelope(
      id: RecordID(naming: ["document"]), rule: "ingest.accept", sourceName: "a.txt",
      sourceSHA256: nil, storyID: nil)
    let document = Document(outcome: .accepted, recordCount: 0, producer: "test/1")
    return Batch(records: records, envelope: envelope, document: document)
  }

  @Test("the document line comes last and carries count and hash of the lines before it")
  func closing() throws {
    let prefix = Array("kept\n".utf8)
    let bytes = Self.batch(of: 3).encode(
      firstSequence: 41, emittedAt: Timestamp(milliseconds: 5), appendingTo: prefix)
    #expect(bytes.starts(with: prefix))
    let lines = bytes[prefix.count...].split(separator: 0x0a)
    #expect(lines.count == 4)
    let read = try lines.map { try RecordLine(parsing: $0) }
    #expect(read.map { $0.integer("seq") } == [41, 42, 43, 44])
    let document = try #require(read.last)
    #expect(document.type == .document)
    #expect(document.integer("record_count") == 3)
    let before = Array(lines[0..<3].joined(separator: [0x0a])) + [0x0a]
    #expect(document.string("batch_sha256") == SHA256.hex(of: before.span))
  }

  @Test("the same batch gives the same bytes")
  func deterministic() {
    let encode = {
      Self.batch(of: 5).encode(firstSequence: 1, emittedAt: Timestamp(milliseconds: 9))
    }
    #expect(encode() == encode())
  }
}

@Suite("Reading a line back")
struct RecordLineTests {
  @Test(
    "what the writer would not write is refused with its place",
    arguments: [
      "", "{}", "[1]", "{\"a\":1,\"a\":2}", "{\"a\":{}}", "{\"a\":[[]]}", "{\"a\": 1}",
      "{\"a\":01}",
      "{\"a\":1.}", "{\"a\":tru}", "{\"a\":\"x}", "{\"a\":\"\\x\"}", "{\"a\":\"\\ud800\"}",
      "{\"a\":1}x", "{\"a\":\"\u{1}\"}", "{\"a\":+1}", "{\"a\":\"\\u00G0\"}",
    ])
  func malformed(line: String) {
    #expect(throws: RecordLine.Malformed.self) { try RecordLine(parsing: Array(line.utf8)[...]) }
  }

  @Test("invalid UTF-8 in a string is refused")
  func invalidUTF8() {
    #expect(throws: RecordLine.Malformed.self) {
      try RecordLine(parsing: [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])
    }
  }

  @Test("scalars and lists are read in their order")
  func values() throws {
    let text = #"{"b":"x\ny","a":-1.5e3,"n":null,"l":["p","q"],"m":[1,2],"e":[]}"#
    let line = try RecordLine(parsing: Array(text.utf8)[...])
    #expect(line.keys == ["b", "a", "n", "l", "m", "e"])
    #expect(line["b"] == .string("x\ny"))
    #expect(line["a"] == .number("-1.5e3"))
    #expect(line["n"] == .null)
    #expect(line["l"] == .list([.string("p"), .string("q")]))
    #expect(line["m"] == .list([.number("1"), .number("2")]))
    #expect(line["e"] == .list([]))
    #expect(line["zz"] == nil)
  }

  @Test("no cut and no flipped byte of a line crashes the reader")
  func mutations() throws {
    let line = BatchTests.batch(of: 1).encode(
      firstSequence: 1, emittedAt: Timestamp(milliseconds: 0))
    for index in line.indices {
      _ = try? RecordLine(parsing: line[..<index])
      for bit in 0..<8 {
        var flipped = line
        flipped[index] ^= 1 << UInt8(bit)
        _ = try? RecordLine(parsing: flipped[...])
      }
    }
  }
}
