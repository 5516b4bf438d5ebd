import BriefingFacts
import BriefingRecords
import BriefingText
import Testing

@Suite("Time expressions in any text")
struct DatesPropertyTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
  }

  private static let pieces = [
    "May", "may", "March", "Feb.", "Oct", "Ocr", "Monday", "Mon", "Thurdsay", "14", "31", "3",
    "2023", "20023", "2024–2027", "14.02.2023", "30.02.2023", "24.02.22", "10:30", "10.15", "GMT",
    "p.m.", "noon", "midnight", "tonight", "today", "overnight", "night", "to", "and", "of", "the",
    "a", "last", "next", "this", "past", "24", "hours", "two", "weeks", "ago", "week", "day",
    "after", "before", "in", "on", "at", "by", "early", "mid-", "end", "spring", "quarter",
    "second", "so", "far", "year", "–", "-", "/", ",", ".", "(", ")", "|", "’s", "every", "will",
    "said", "Christmas", "New", "Year", "weekend", "that", "evening", "local", "time", "Kyiv",
    "\n\n", "é", "00", "0", "99999999999999999999", "few", "couple", "half", "1990s", "Q2", "31st",
  ]

  @Test("mentions are sorted, apart from each other and inside their blocks")
  func wellFormed() throws {
    let extractor = try DateExtractor(calendar: #require(Dates.calendar))
    var dice = Dice(state: 20_240_612)
    for _ in 0..<400 {
      var text = "Published: 12 June 2024\n\n"
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        text += Self.pieces.randomElement(using: &dice) ?? ""
        if Int.random(in: 0..<5, using: &dice) > 0 { text += " " }
      }
      var parser = DocumentParser(phrases: BoilerplatePhrases())
      parser.feed(Array(text.utf8).span)
      let document = parser.finish()
      var end = 0
      for mention in extractor.mentions(in: document) {
        let block = document.blocks[mention.block]
        #expect(mention.bytes.lowerBound >= end, "overlap in \(text)")
        #expect(
          block.body.lowerBound <= mention.bytes.lowerBound
            && mention.bytes.upperBound <= block.body.upperBound, "outside its block in \(text)")
        #expect(!mention.value.isEmpty)
        #expect(mention.when.text == document.text(mention.bytes))
        #expect(mention.when.basis != nil)
        end = mention.bytes.upperBound
      }
    }
  }

  @Test(
    "text that only repeats itself takes no more than its share of time",
    arguments: [
      "May and ", "3 May – ", "May 3 to ", "that day ", "in March, ", "Monday–", "a day after ",
      "10:30 on ", "Ocr 12 ", "last ", "14.02.2023 – ", "( ",
    ])
  func repetition(_ piece: String) throws {
    let text = String(repeating: piece, count: 4000)
    _ = try Dates.values("In " + text)
  }

  @Test("a mention becomes a record whose first proof is the expression")
  func facts() throws {
    let reading = try Dates.read([(.paragraph, "It fell on 3 May 2022.")])
    let fact = try #require(reading.mentions.first).fact
    #expect(fact.spans.first == FieldSpan("date", 11..<21))
    #expect(fact.anchor == "3 May 2022")
    #expect((fact.payload as? DateRecord)?.timexValue == "2022-05-03")
    #expect(fact.rule == "date.day_month")
  }

  @Test("a lexicon with an unknown value names the line")
  func lexiconErrors() throws {
    let table = try LexiconTable(
      name: "calendar", bytes: Array("word\tkind\tvalue\nmay\tmonth\t13\n".utf8),
      columns: CalendarLexicon.columns)
    #expect(throws: LexiconError.self) { try CalendarLexicon(table: table) }
  }
}
