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

@Suite struct ContentKindTests {
  private func what(_ bytes: [UInt8]) -> String? {
    if case .other(let what, _) = ContentKind(of: bytes.span) { what } else { nil }
  }

  @Test(
    arguments: [
      ("%PDF-1.7 x", "PDF document"), ("PK\u{3}\u{4}xx", "ZIP archive or Office document"),
      ("\u{7f}ELF", "ELF program"), ("ab\0cd", "binary data"),
      ("\u{1}\u{2}\u{3}abcdef", "binary data"), ("{\\rtf1 x}", "RTF document"),
      ("\u{feff}\n  <!DOCTYPE html><p>x", "HTML page"), ("<HTML><body>", "HTML page"),
      ("<?xml version=\"1.0\"?>", "XML document"),
    ])
  func `what is no plain text is named`(text: String, expected: String) {
    #expect(what(Array(text.utf8)) == expected)
  }

  @Test(arguments: ["", "plain", "<3 is a heart", "From: a\n\nb", "é\tü\r\n", "  <b>x</b>"])
  func `plain text and mail are plain text`(text: String) {
    #expect(ContentKind(of: Array(text.utf8).span) == .plainText)
  }

  @Test func `text in an eight-bit charset is plain text, UTF-16 is named with its conversion`() {
    #expect(ContentKind(of: [0x63, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x94].span) == .plainText)
    #expect(
      ContentKind(of: [0xff, 0xfe, 0x61, 0x00].span)
        == .other(what: "UTF-16 text", conversion: "iconv -f UTF-16 -t UTF-8 FILE"))
  }
}
