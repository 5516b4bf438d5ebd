import BriefingRecords
import BriefingReports
import Testing

@Suite("A record in a terminal")
struct RecordRenderingTests {
  static func line(summary: String, op: String = "add") throws -> RecordLine {
    let text =
      #"{"type":"quote","summary":"\#(summary)","op":"\#(op)","source_name":"a.txt","line":7}"#
    return try RecordLine(parsing: Array(text.utf8)[...])
  }

  @Test("is one line with type, summary and place")
  func plain() throws {
    let text = RecordRendering(coloured: false).line(of: try Self.line(summary: "QUOTE Ona: “Yes”"))
    #expect(text == "QUOTE      Ona: “Yes”  a.txt:7")
  }

  @Test("says when it changes or takes back an earlier one")
  func operation() throws {
    let line = try Self.line(summary: "QUOTE Ona: “Yes”", op: "retract")
    #expect(RecordRendering(coloured: false).line(of: line).contains("retract Ona: “Yes”"))
  }

  @Test("shows control characters instead of sending them to the terminal")
  func controls() throws {
    let line = try Self.line(summary: #"QUOTE a\u001b[31mb"#)
    let text = RecordRendering(coloured: true).line(of: line)
    #expect(text.contains(#"a\u{1b}[31mb"#))
    #expect(!text.contains("\u{1b}[31mb"))
  }

  @Test("has colours only where they are asked for")
  func colours() throws {
    let line = try Self.line(summary: "QUOTE x")
    #expect(!RecordRendering(coloured: false).line(of: line).contains("\u{1b}"))
    #expect(RecordRendering(coloured: true).line(of: line).contains("\u{1b}[36mQUOTE\u{1b}[0m"))
  }
}
