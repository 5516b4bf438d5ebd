import BriefingRecords
import Testing

@Suite("Record lines")
struct RecordTests {
  static let story = RecordID(naming: ["story", "a"])

  static func record(_ payload: any RecordPayload, text: String? = "words") -> Record {
    Record(
      Envelope(
        id: RecordID(type: type(of: payload).type, story: story, anchor: "words"),
        rule: "test.rule", sourceName: "a.txt", sourceSHA256: String(repeating: "0", count: 64),
        storyID: story, section: "Top", line: 3, bytes: 10..<15, text: text,
        spans: [FieldSpan("quote", 10..<15)], refs: [RecordID(naming: ["other"])]),
      payload)
  }

  static func line(of record: Record) throws -> RecordLine {
    var writer = JSONWriter()
    writer.open()
    record.visit(&writer, sequence: 7, emittedAt: Timestamp(milliseconds: 1_000))
    writer.close()
    return try RecordLine(parsing: writer.bytes.dropLast())
  }

  @Test(
    "every type writes the keys its schema names, in that order", arguments: RecordType.allCases)
  func keysFollowTheSchema(type: RecordType) throws {
    let line = try Self.line(of: Self.record(type.payload.blank))
    #expect(line.keys == RecordSchema.keys(of: type))
    #expect(line.type == type)
    #expect(
      Array(line.keys.prefix(8)) == [
        "type", "summary", "id", "rev", "op", "seq", "schema", "emitted_at",
      ])
  }

  @Test("no two keys of a type are the same", arguments: RecordType.allCases)
  func keysAreUnique(type: RecordType) {
    let keys = RecordSchema.keys(of: type)
    #expect(Set(keys).count == keys.count)
  }

  @Test("control characters and line separators are escaped, everything else stands raw")
  func escapes() throws {
    let text = "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}\u{85}\u{2028}\u{2029} “Zoë” 🛰 /"
    let issue = Issue(code: .doubledWord, severity: .info, suggestion: text)
    var writer = JSONWriter()
    writer.open()
    Self.record(issue).visit(&writer, sequence: 1, emittedAt: Timestamp(milliseconds: 0))
    writer.close()
    let written = String(decoding: writer.bytes, as: UTF8.self)
    #expect(
      written.contains(
        #""a\"b\\c\n\r\t\u0000\u001f\u007f\u0085\u2028\u2029 “Zoë” 🛰 /""#))
    #expect(written.last == "\n")
    #expect(written.filter { $0 == "\n" }.count == 1)
    #expect(try RecordLine(parsing: writer.bytes.dropLast()).string("suggestion") == text)
  }

  @Test(
    "whole numbers have no fraction, others the fewest digits that read back",
    arguments: zip(
      [11_000_000_000, 0, -3, 11.7, 0.3333, 9_007_199_254_740_991, 1e-7],
      ["11000000000", "0", "-3", "11.7", "0.3333", "9007199254740991", "1e-07"]))
  func numbers(value: Double, text: String) {
    #expect(JSONNumber.text(value) == text)
    #expect(Double(JSONNumber.text(value)) == value)
  }

  @Test("a snippet is cut to so many code points, the last one an ellipsis")
  func snippets() {
    #expect(Envelope.snippet("abcdef", limit: 6) == "abcdef")
    #expect(Envelope.snippet("abcdefg", limit: 6) == "abcde…")
    #expect(Envelope.snippet("e\u{301}e\u{301}", limit: 3) == "e\u{301}…")
    #expect(Envelope.snippet("abc", limit: 0) == nil)
    #expect(Envelope.snippet("", limit: 5) == "")
  }

  @Test("a summary stays on one line")
  func summaryIsOneLine() {
    let quote = Quote(
      attribution: Attribution(kind: .direct), quote: "one\ntwo\u{2028}three", kind: .full)
    #expect(Self.record(quote).summary == "QUOTE speaker not found: “one two three”")
  }
}

@Suite("Record ids")
struct RecordIDTests {
  @Test("an id is a UUID of version 8 and variant 10, and reads back")
  func format() {
    for number in 0..<500 {
      let id = RecordID(naming: ["n", String(number)])
      let text = Array(id.description)
      #expect(text.count == 36)
      #expect(text[14] == "8")
      #expect("89ab".contains(text[19]))
      #expect(RecordID(id.description) == id)
    }
    #expect(RecordID("434d9915-d038-4584-965e-6b8d42562dd2") == nil)
    #expect(RecordID("434d9915-d038-8584-165e-6b8d42562dd2") == nil)
    #expect(RecordID("434d9915") == nil)
  }

  @Test("the same names give the same id, other names or other cuts another")
  func identity() {
    #expect(RecordID(naming: ["ab", "c"]) == RecordID(naming: ["ab", "c"]))
    #expect(RecordID(naming: ["ab", "c"]) != RecordID(naming: ["a", "bc"]))
    let story = RecordID(naming: ["s"])
    let first = RecordID(type: .quote, story: story, anchor: "w", occurrence: 1)
    #expect(first != RecordID(type: .quote, story: story, anchor: "w", occurrence: 2))
    #expect(first != RecordID(type: .statement, story: story, anchor: "w", occurrence: 1))
    #expect(first != RecordID(type: .quote, story: nil, anchor: "w", occurrence: 1))
  }

  @Test(
    "a digest is what others compute",
    arguments: zip(
      ["", "abc"],
      [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      ]))
  func sha256(text: String, digest: String) {
    #expect(SHA256.hex(of: Array(text.utf8).span) == digest)
  }

  @Test(
    "times are RFC 3339 in UTC",
    arguments: zip(
      [0, 951_782_400_123, 1_795_206_600_200, -1, 253_402_300_799_999],
      [
        "1970-01-01T00:00:00.000Z", "2000-02-29T00:00:00.123Z", "2026-11-20T20:30:00.200Z",
        "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z",
      ]))
  func timestamps(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
  }
}
