import Testing

@testable import BriefingText

private func damage(_ bytes: [UInt8]) -> [String] {
  var parser = DocumentParser(phrases: BoilerplatePhrases())
  parser.feed(bytes.span)
  return parser.finish().damage.map { "\($0.kind.rawValue) \($0.bytes) line \($0.line)" }
}

@Suite struct DamageTests {
  @Test func `bytes that are no UTF-8 are told once a run`() {
    #expect(
      damage([0x61, 0x0a, 0xff, 0xfe, 0x62, 0xc3]) == [
        "undecodable_bytes 2..<4 line 2", "undecodable_bytes 5..<6 line 2",
      ])
  }

  @Test func `a replacement character is told`() {
    #expect(damage(Array("a\u{fffd}b".utf8)) == ["replacement_character 1..<4 line 1"])
  }

  @Test(
    arguments: ["itâ€™s", "cafÃ©", "â€œyesâ€\u{9d}", "MÃ¼nchen", "Â£5", "â‚¬9", "KrakÃ³w"])
  func `UTF-8 read as Windows-1252 is told`(text: String) {
    #expect(!damage(Array(text.utf8)).isEmpty)
    #expect(damage(Array(text.utf8)).allSatisfy { $0.hasPrefix("mojibake") })
  }

  @Test(
    arguments: [
      "café", "«Ã»", "Ã la carte", "£5 – €9", "Âge", "naïve", "“â”", "ÂNGELA", "PÃO", "MÃE",
    ])
  func `sound text is left alone`(text: String) {
    #expect(damage(Array(text.utf8)).isEmpty)
  }

  @Test func `a mark left open is told, unless the next paragraph opens again`() {
    #expect(
      damage(Array("He said “no and left.\n\nNobody knew.".utf8)) == [
        "unbalanced_quotes 8..<11 line 1"
      ])
    #expect(damage(Array("“We left.\n\n“We came back,” he said.".utf8)).isEmpty)
  }

  @Test func `a byte order mark is no text but counts in offsets`() {
    var parser = DocumentParser(phrases: BoilerplatePhrases())
    let bytes = Array("\u{feff}Rain fell.\r\nIt stopped.".utf8)
    parser.feed(bytes.span)
    let document = parser.finish()
    #expect(document.blocks.map(\.bytes) == [3..<13, 15..<26])
    #expect(document.damage.isEmpty)
  }
}
