import Testing

@testable import BriefingFormats

@Suite struct ContentKindTests {
  private func what(_ bytes: [UInt8]) -> String? {
    if case .other(let what, _) = ContentKind(of: bytes.span) { what } else { nil }
  }

  @Test(
    arguments: [
      ("%PDF-1.7 x", "PDF document"), ("PK\u{3}\u{4}xx", "ZIP archive"),
      ("\u{7f}ELF", "ELF program"), ("ab\0cd", "binary data"),
      ("\u{1}\u{2}\u{3}abcdef", "binary data"), ("{\\rtf1 x}", "RTF document"),

    ])
  func `what is no plain text is named`(text: String, expected: String) {
    #expect(what(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      "\u{feff}\n  <!DOCTYPE html><p>x", "<HTML><body>", "<?xml version=\"1.0\"?><html>",
      "<div class=story>x</div>",
    ])
  func `pages are told by how they begin`(text: String) {
    #expect(ContentKind(of: Array(text.utf8).span) == .page)
  }

  @Test(arguments: ["", "plain", "<3 is a heart", "From: a\n\nb", "é\tü\r\n", "  <b>x</b>"])
  func `plain text and mail are plain text`(text: String) {
    #expect(ContentKind(of: Array(text.utf8).span) == .plainText)
  }

  @Test func `text in an eight-bit charset and in UTF-16 is plain text`() {
    #expect(ContentKind(of: [0x63, 0x61, 0x66, 0xe9, 0x20, 0x93, 0x94].span) == .plainText)
    #expect(ContentKind(of: [0xff, 0xfe, 0x61, 0x00].span) == .plainText)
    #expect(ContentKind(of: [0x61, 0x00, 0x20, 0x00, 0x62, 0x00].span) == .plainText)
    #expect(ContentKind(of: [0x00, 0x61, 0x00, 0x20, 0x00, 0x62].span) == .plainText)
  }
}
