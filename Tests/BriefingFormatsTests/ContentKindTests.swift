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

  @Test(
    arguments: [
      ("word/document.xml", "Word document (DOCX)", "pandoc -f docx -t plain FILE"),
      ("xl/workbook.xml", "Excel workbook (XLSX)", "soffice --headless --convert-to csv FILE"),
      ("META-INF/container.xml", "EPUB book", "pandoc -f epub -t plain FILE"),
    ])
  func `an archive is told by the names in it`(part: String, what: String, conversion: String) {
    let file = Array(("PK\u{3}\u{4}" + String(repeating: "x", count: 90) + part).utf8)
    #expect(ContentKind(of: file.span) == .other(what: what, conversion: conversion))
    let long = Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 300_000) + Array(part.utf8)
    #expect(ContentKind(of: long.span) == .other(what: what, conversion: conversion))
  }

  @Test(
    arguments: [
      ("application/vnd.oasis.opendocument.text", "OpenDocument text"),
      ("application/epub+zip", "EPUB book"),
      ("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
    ])
  func `an archive is told by its first entry`(type: String, expected: String) {
    let head = "PK\u{3}\u{4}" + String(repeating: "\u{1}", count: 26) + "mimetype" + type
    #expect(what(Array(head.utf8)) == expected)
  }

  @Test func `old Office documents are told by the names of their streams`() {
    let magic: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
    let name = "WordDocument".utf8.flatMap { (byte: UInt8) -> [UInt8] in [byte, 0] }
    #expect(what(magic + [UInt8](repeating: 0, count: 600) + name) == "old Word document")
    #expect(what(magic) == "old Office document")
  }

  @Test(
    arguments: [
      ("{\"a\": 1}", ContentKind.json), (" [ {\"a\":1}]", .json), ("{}", .json),
      ("{not json}", .plainText), ("[Photo] text", .plainText), ("<nitf>", .xml),
      ("<?xml version=\"1.0\"?><x/>", .xml), ("<?xml version='1.0'?><!-- <html> --><nitf/>", .xml),
    ])
  func `text with a grammar is told by how it begins`(text: String, kind: ContentKind) {
    #expect(ContentKind(of: Array(text.utf8).span) == kind)
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
