import BriefingRecords
import BriefingText
import Testing

@testable import BriefingFacts

/// What counts as an error in the source, and what looks like one and is none.
@Suite("Issues are told with what was meant")
struct IssueExtractorTests {
  private struct Found: Equatable, CustomStringConvertible {
    var code: BriefingRecords.Issue.Code
    var text: String
    var suggestion: String?
    var description: String { "\(code.rawValue) “\(text)” → \(suggestion ?? "nil")" }
  }

  private func lexicon() throws -> IssueLexicon {
    IssueLexicon(
      misspellings: try QuoteTestDocument.lexiconTable(
        "common-misspellings", IssueLexicon.misspellingColumns),
      titles: try QuoteTestDocument.lexiconTable("office-titles", IssueLexicon.titleColumns),
      words: try QuoteTestDocument.lexiconTable("common-words", IssueLexicon.wordColumns))
  }

  private func found(in document: TextDocument, dates: [DateMention] = []) throws -> [Found] {
    IssueExtractor(lexicon: try lexicon()).facts(in: document, dates: dates).compactMap { fact in
      (fact.payload as? BriefingRecords.Issue).map {
        Found(code: $0.code, text: document.text(fact.bytes), suggestion: $0.suggestion)
      }
    }
  }

  private func found(_ text: String) throws -> [Found] {
    try found(in: QuoteTestDocument.document(text))
  }

  @Test(arguments: [
    (
      "The pumps on the the quay ran dry.", BriefingRecords.Issue.Code.doubledWord, "the the", "the"
    ),
    ("Help came from from the coast.", .doubledWord, "from from", "from"),
    ("The pumps on  the quay ran dry.", .doubledSpace, "on  the", "on the"),
    ("The pumps on \u{a0}the quay ran dry.", .doubledSpace, "on \u{a0}the", "on the"),
    (
      "The dam cost $4.2 billion dollars.", .redundantCurrency, "$4.2 billion dollars",
      "$4.2 billion"
    ),
    ("The dam cost €30 million euros.", .redundantCurrency, "€30 million euros", "€30 million"),
    ("The goverment fell.", .misspeltWord, "goverment", "government"),
    ("Three helicotpers landed.", .misspeltWord, "helicotpers", "helicopters"),
    (
      "OECD Security General Ada Brink spoke.", .wrongTitle, "OECD Security General",
      "OECD Secretary General"
    ),
    ("„It held,“ she said.", .wrongQuoteMark, "„It held,“", "“It held,”"),
    ("She said it was ”sound” today.", .wrongQuoteMark, "”sound”", "“sound”"),
  ])
  func `An error is found with its bytes and what was meant`(
    _ text: String, _ code: BriefingRecords.Issue.Code, _ wrong: String, _ right: String
  ) throws {
    #expect(try found(text) == [Found(code: code, text: wrong, suggestion: right)])
  }

  @Test(arguments: [
    "He had had enough of it.", "She knew that that was over.", "It was a long, long war.",
    "The Duran Duran concert was called off.", "A dam costs $4.2 billion a year.",
    "The price was $40 in Canadian dollars.", "The organisation and its centre agreed to analyse.",
    "Martial law was lifted; marital law was not.", "The Secretary General spoke.",
    "The Foreign Ministry and the Foreign Minister spoke.", "The Consulate General closed.",
    "Former Minister Ada Brink spoke.", "“It held,” she said. ‘Not yet,’ he replied.",
    "The soldiers’ boots and the ’90s were gone.", "It is what it is is no answer.",
    "The complaint was compliant with the rules.",
  ])
  func `Good English raises no issue`(_ text: String) throws {
    #expect(try found(text) == [])
  }

  @Test func `Two blanks after every full stop are the writer's habit`() throws {
    let text = "One came.  Two came.  Three came.  Four came.  Five came.  Six came."
    #expect(try found(text) == [])
  }

  @Test func `Columns set out with blanks are a table`() throws {
    #expect(try found("Pumps      12") == [])
  }

  private func document(_ lines: [(BlockRole, String, Int?)]) throws -> TextDocument {
    var document = try QuoteTestDocument.document(
      lines.map(\.1).joined(separator: "\n\n"))
    for (index, line) in lines.enumerated() {
      document.blocks[index].role = line.0
      document.blocks[index].original = line.2
    }
    return document
  }

  @Test func `A passage pasted twice is one issue at its first line`() throws {
    let document = try document([
      (.headline, "Dam holds", nil), (.paragraph, "One came.", nil), (.paragraph, "Two.", nil),
      (.repeat, "One came.", 1), (.repeat, "Two.", 2),
    ])
    #expect(
      try found(in: document) == [
        Found(
          code: .duplicatePassage, text: "One came.",
          suggestion: "drop lines 7–9: they repeat lines 3–5")
      ])
  }

  @Test func `A second headline and a second caption are told as such`() throws {
    let document = try document([
      (.headline, "Dam holds", nil), (.repeat, "Dam holds", 0), (.caption, "A dam.", nil),
      (.repeat, "A dam.", 2), (.paragraph, "One came.", nil),
    ])
    #expect(try found(in: document).map(\.code) == [.duplicateHeadline, .duplicateCaption])
  }

  @Test func `A stamp label without a date is told`() throws {
    let document = try document([(.dateline, "Last updated:", nil), (.paragraph, "It held.", nil)])
    #expect(try found(in: document).map(\.code) == [.missingDate])
  }

  @Test func `A fault of a date becomes an issue`() throws {
    let document = try QuoteTestDocument.document("It opens on June 31.")
    let bytes = document.bytes(ofTokens: 3..<5)
    let date = DateMention(
      tokens: 3..<5, bytes: bytes, block: 0, type: .date, value: "XXXX-06", when: When(),
      rule: "date.month_day",
      fault: .init(code: .impossibleDate, bytes: bytes, suggestion: "June has 30 days"))
    #expect(
      try found(in: document, dates: [date]) == [
        Found(code: .impossibleDate, text: "June 31", suggestion: "June has 30 days")
      ])
  }

  @Test func `Damage of the document becomes an issue with its severity`() throws {
    var document = try QuoteTestDocument.document("It held.")
    document.damage = [
      Damage(kind: .undecodableBytes, bytes: 0..<2, line: 1),
      Damage(kind: .unbalancedQuotes, bytes: 3..<4, line: 1),
    ]
    let facts = IssueExtractor(lexicon: try lexicon()).facts(in: document, dates: [])
    #expect(
      facts.compactMap { ($0.payload as? BriefingRecords.Issue)?.severity } == [.error, .info])
  }

  @Test func `Lines outside the article raise no issue`() throws {
    let document = try document([(.promo, "Join the the list.", nil)])
    #expect(try found(in: document) == [])
  }
}
