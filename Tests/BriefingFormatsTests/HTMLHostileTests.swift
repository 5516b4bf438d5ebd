import BriefingFormats
import BriefingText
import Testing

/// Pages made to hang or to fell a reader. Unoptimised, they are smaller.
enum HostilePage: String, CaseIterable {
  case empty, deepDivs, formatBomb, oneLongText, manyBreaks, hugeTable, nulAndBinary, utf16,
    longValue

  #if DEBUG
    static let scale = 20
  #else
    static let scale = 1
  #endif

  static let sentence = "The river rose by a metre in the night, and the lower road was closed. "

  var bytes: [UInt8] {
    let head = "<html><head><title>Flood</title></head><body><h1>Flood</h1>"
    let tail = "<p>\(Self.sentence)\(Self.sentence)</p></body></html>"
    let text: String
    switch self {
    case .empty: text = ""
    case .deepDivs:
      text =
        head + String(repeating: "<div>", count: 100_000 / Self.scale) + "<p>" + Self.sentence
        + String(repeating: "</div>", count: 100_000 / Self.scale) + tail
    case .formatBomb:
      text =
        head
        + (0..<(20_000 / Self.scale)).map { "<p><b><i><u><font size=\($0)>" }.joined()
        + tail
    case .oneLongText:
      text =
        head + "<p>" + String(repeating: Self.sentence, count: 15_000_000 / 72 / Self.scale) + tail
    case .manyBreaks:
      text = head + String(repeating: "line<br>", count: 1_000_000 / Self.scale) + tail
    case .hugeTable:
      text =
        head + "<table>"
        + String(repeating: "<tr><td>one</td><td>two 2</td></tr>", count: 300_000 / Self.scale)
        + "</table>" + tail
    case .nulAndBinary:
      text = head + "<p>\u{0}\u{1}\u{fffd}<\u{0}b\u{7f}>" + tail
    case .utf16:
      return [0xff, 0xfe] + (head + tail).utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    case .longValue:
      text =
        head + "<div title=\"" + String(repeating: "x", count: 10_000_000 / Self.scale) + "\">"
        + tail
    }
    return Array(text.utf8)
  }
}

@Suite struct HTMLHostileTests {
  @Test(arguments: HostilePage.allCases)
  func `hostile pages are read in time and keep their text`(page: HostilePage) {
    let bytes = page.bytes
    let clock = ContinuousClock()
    var kept = false
    let duration = clock.measure {
      if case .text(let reading) = FileReading(bytes, limit: 64 << 20) {
        let text = String(decoding: reading.text, as: UTF8.self)
        kept = text.contains("and the lower road was closed")
      }
    }
    #expect(duration < .seconds(2))
    #expect(kept == (page != .empty))
  }

  @Test func `a million end tags and quotes that open nothing take no more than their share`() {
    for piece in ["</b>", "</section>", "<a href=\"", "<title>", "<!--", "<p", "&amp", "<![CDATA["]
    {
      let bytes = Array(
        ("<html><body><section><table><tr><td>"
          + String(repeating: piece, count: 1_000_000 / HostilePage.scale)).utf8)
      let clock = ContinuousClock()
      let duration = clock.measure { _ = Reading(page: bytes) }
      #expect(duration < .seconds(2), "\(piece)")
    }
  }
}
