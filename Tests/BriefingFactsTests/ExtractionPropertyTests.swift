import BriefingFacts
import BriefingRecords
import Testing

/// What every extraction owes its reader, whatever the bytes.
@Suite struct ExtractionPropertyTests {
  private static let pieces: [String] = [
    "“", "”", "‘", "’", "\"", "'", "„", "«", "»", "’s", ",", ".", ":", ";", "—", "–", "-", "(", ")",
    "?", "!", "…", "%", "$", "€", "£", "/", "&", "@", "#", "*", "**", "[", "](", "> ", "• ", "1. ",
    "\n", "\n\n", "\r\n", "\r", "\t", "\0", "\u{feff}", "\u{2028}", "\u{85}", "\u{301}", "👩‍🚀", "語",
    "שלום", "\u{202e}", "said", "says", "told", "according to", "he", "she", "they", "who", "that",
    "the", "of", "and", "in", "to", "a", "not", "will", "Minister", "the minister", "Gen.",
    "President", "Council of", "Council", "U.S.", "NATO", "Ukraine", "Ravko Dellun", "Dellun",
    "Oda", "Brenk", "al-", "van der", "Monday", "May", "14 February 2023", "30.02.2023", "10:30",
    "last week", "yesterday", "two", "dozens", "hundred", "million", "m", "bn", "per cent", "km",
    "soldiers", "killed", "wounded", "aged", "-year-old", "tanks", "population", "7", "1,300",
    "1,1,1", "0", "00", "99999999999999999999999999", "1/2", "3.5", "20–30", "http://a.example/b",
    "By Oda Brenk", "Updated:", "Published: 12 June 2024", "Read more", "Live:", "(Agency)",
  ]
  private static let damage: [[UInt8]] = [
    [0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80], [0x80],
  ]
  private static let text = Array(
    """
    Live: Ferries wait for word from Harrow Bay

    By Oda Brenk and Ravko Dellun

    HARROW BAY — “We sail at noon, or not at all,” Harbour Minister Lene Osk said on Monday. She told \
    reporters that 1,300 passengers and 45 lorries had waited since March 3.

    What we know

    • The port needs $2.5 million, or 12% more than last year, Osk said.
    • Two sailors, aged 19 and 34, were wounded when a mine “of unknown make” exploded.

    Ravko Dellun contributed to this report.
    """.utf8)

  @Test func `a soup of words and marks yields records that prove themselves`() {
    var dice = Sequence64(state: 11)
    for _ in 0..<90 {
      var bytes: [UInt8] = []
      for _ in 0..<(1 + dice.next() % 60) {
        if dice.next() % 40 == 0 {
          bytes += Self.damage[Int(dice.next() % UInt64(Self.damage.count))]
        }
        bytes += Array(Self.pieces[Int(dice.next() % UInt64(Self.pieces.count))].utf8)
        if dice.next() % 4 != 0 { bytes.append(0x20) }
      }
      check(bytes)
    }
  }

  @Test
  func `a briefing with lost, doubled and changed bytes yields records that prove themselves`() {
    var dice = Sequence64(state: 12)
    for _ in 0..<40 {
      var bytes = Self.text
      for _ in 0..<(1 + dice.next() % 12) {
        let start = Int(dice.next() % UInt64(bytes.count))
        let end = min(bytes.count, start + 1 + Int(dice.next() % 40))
        switch dice.next() % 4 {
        case 0: bytes[start] ^= 1 << UInt8(dice.next() % 8)
        case 1 where bytes.count > 60: bytes.removeSubrange(start..<end)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
        default:
          bytes.insert(
            contentsOf: Self.pieces[Int(dice.next() % UInt64(Self.pieces.count))].utf8, at: start)
        }
      }
      check(bytes)
    }
  }

  @Test func `the shortest files yield records that prove themselves`() {
    for byte in UInt8.min...UInt8.max { check([byte]) }
    check([])
  }

  private func check(_ bytes: [UInt8]) {
    let records = ExtractionFixture.records(of: bytes)
    let text = String(validating: bytes, as: UTF8.self)
    let told = "\(bytes.count) bytes: \(String(decoding: bytes, as: UTF8.self))"
    #expect(records.first?.type == .article, "\(told)")
    #expect(Set(records.map(\.envelope.id)).count == records.count, "\(told)")
    let ids = Set(records.map(\.envelope.id))
    for record in records {
      let envelope = record.envelope
      guard let range = envelope.bytes, range.upperBound <= bytes.count, range.lowerBound >= 0
      else {
        Issue.record("\(record.type) stands outside of \(told)")
        continue
      }
      #expect(envelope.line == 1 + bytes[..<range.lowerBound].count { $0 == 0x0a }, "\(told)")
      #expect(ids.isSuperset(of: envelope.refs), "\(told)")
      for span in envelope.spans {
        #expect(!span.bytes.isEmpty && span.bytes.upperBound <= bytes.count, "\(told)")
      }
      guard text != nil else { continue }
      let shown = String(validating: bytes[range], as: UTF8.self)
      let snippet = shown.flatMap {
        Envelope.snippet($0, limit: ExtractionFixture.snippetMax)
      }
      #expect(
        envelope.text == snippet && shown != nil, "\(record.type) \(envelope.rule) in \(told)")
    }
    let lines = ExtractionFixture.lines(records)
    #expect(lines == ExtractionFixture.lines(ExtractionFixture.records(of: bytes)), "\(told)")
    #expect(lines.count { $0 == 0x0a } == records.count, "\(told)")
    #expect(String(validating: lines, as: UTF8.self) != nil, "\(told)")
  }
}
