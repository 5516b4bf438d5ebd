import Testing

@testable import BriefingFormats

@Suite struct JSONDocumentTests {
  private func document(_ text: String, isLenient: Bool = false) throws -> JSONDocument {
    let bytes = Array(text.utf8)
    return try JSONDocument(bytes, in: 0..<bytes.count, isLenient: isLenient)
  }

  @Test func `members and items are found in order`() throws {
    let json = try document(#" {"a": [1, -2.5e3, true, null, {"b": "c"}], "d": {}} "#)
    let list = try #require(json.member("a", of: json.root))
    #expect(
      json.items(of: list).map { json.values[$0].kind } == [.number, .number, .yes, .null, .object])
    let inner = try #require(json.items(of: list).last)
    #expect(json.member("b", of: inner).flatMap(json.string) == "c")
    #expect(json.members(of: json.root).map(\.key) == ["a", "d"])
    #expect(json.member("x", of: json.root) == nil)
  }

  @Test func `escapes are undone and know their bytes`() throws {
    let text = #"{"a": "x\"\u00e9\ud83d\ude00\n\/\ud83d"}"#
    let json = try document(text)
    let value = try #require(json.member("a", of: json.root))
    let (words, map) = json.decoded(value)
    #expect(String(decoding: words, as: UTF8.self) == "x\"é😀\n/\u{fffd}")
    let bytes = Array(text.utf8)
    func said(_ range: Range<Int>) -> String {
      String(decoding: bytes[map.hull(of: range)], as: UTF8.self)
    }
    #expect(said(0..<1) == "x")
    #expect(said(1..<2) == "\\\"")
    #expect(said(2..<4) == "\\u00e9")
    #expect(said(4..<8) == "\\ud83d\\ude00")
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\" 1}", "{a: 1}", "[01]", "[1.]", "[+1]", "\"\u{1}\"", "\"\\x\"",
    "\"\\u12g4\"",
    "[1] x", "nul", "[1 2]", "{\"a\":1,}", "\"a", "[-]",
  ])
  func `what is no JSON is refused with its place`(text: String) {
    #expect(throws: JSONDocument.Malformed.self) { try document(text) }
  }

  @Test func `what pages get wrong is let through on request`() throws {
    #expect(try document("[1,]", isLenient: true).items(of: 0).count == 1)
    #expect(try document("{\"a\": \"x\ny\",}", isLenient: true).members(of: 0).count == 1)
  }

  @Test func `deep nesting is refused, not followed`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONDocument.Malformed.self) { try document(deep) }
  }
}
