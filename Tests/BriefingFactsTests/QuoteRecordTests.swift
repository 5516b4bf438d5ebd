import BriefingRecords
import BriefingText
import Testing

@testable import BriefingFacts

/// What a quote record says besides its speaker.
@Suite("Quotes carry their words, kind and setting")
struct QuoteRecordTests {
  private let ilk = QuoteTestDocument.person("Tomas Ilk", "water minister")

  private func first(_ text: String) throws -> Quote {
    try #require(try QuoteTestDocument.quotes(text, [ilk]).first)
  }

  @Test func `The writer's comma is dropped`() throws {
    #expect(try first("“The dam is sound,” Tomas Ilk said.").quote == "The dam is sound")
  }

  @Test func `The speaker's question mark is kept`() throws {
    #expect(try first("“Is it sound?” Tomas Ilk asked.").quote == "Is it sound?")
  }

  @Test func `A full stop inside the marks is kept`() throws {
    #expect(try first("Tomas Ilk said: “It is sound.”").quote == "It is sound.")
  }

  @Test func `A full stop outside the marks stays outside`() throws {
    #expect(try first("Tomas Ilk said it was “sound”.").quote == "sound")
  }

  @Test func `Two sentences inside one pair of marks are one full quote`() throws {
    let quotes = try QuoteTestDocument.quotes("“It held. It will hold,” Tomas Ilk said.", [ilk])
    #expect(quotes.map(\.quote) == ["It held. It will hold"])
    #expect(quotes.map(\.kind) == [.full])
  }

  @Test func `Words woven into the sentence are partial`() throws {
    let quote = try first("Tomas Ilk said the dam was “sound as a bell” on Monday.")
    #expect(quote.kind == .partial)
    #expect(quote.attribution.kind == .partial)
  }

  @Test func `A scare quote is a term without a speaker`() throws {
    let quote = try first("The so-called “bell dam” stands in the valley.")
    #expect(quote.kind == .term)
    #expect(quote.attribution.speakerName == nil)
    #expect(quote.attribution.how == nil)
  }

  @Test func `A whole utterance without a source is unresolved rather than guessed`() throws {
    let quote = try first("Rain fell.\n\n“The dam is sound. It will hold.”")
    #expect(quote.attribution.speakerName == nil)
    #expect(quote.attribution.how == .unresolved)
  }

  @Test func `A split quote joins its parts and proves each`() throws {
    let fact = try #require(
      try QuoteTestDocument.facts("“It held,” Tomas Ilk said. “It will hold.”", [ilk]).first)
    let quote = try #require(fact.payload as? Quote)
    #expect(quote.kind == .split)
    #expect(quote.quote == "It held … It will hold.")
    #expect(fact.spans.count { $0.field == "quote" } == 2)
    #expect(fact.rule == "quote.split")
  }

  @Test func `Spans prove words, speaker and cue byte by byte`() throws {
    let text = "“Das Wehr hält – sound,” Tomas Ilk said."
    let document = try QuoteTestDocument.document(text)
    let fact = try #require(try QuoteTestDocument.facts(text, [ilk]).first)
    let proofs = fact.spans.map { "\($0.field)=\(document.text($0.bytes))" }
    #expect(proofs == ["quote=Das Wehr hält – sound", "speaker=Tomas Ilk", "cue=said"])
    #expect(document.text(fact.bytes) == text)
  }

  @Test func `Carried speech has no cue of its own`() throws {
    let quotes = try QuoteTestDocument.quotes(
      "“It held,” Tomas Ilk said.\n\n“It will hold.”", [ilk])
    #expect(quotes.last?.attribution.cue == nil)
    #expect(quotes.last?.attribution.how == .carryOver)
  }

  @Test func `A platform is the medium`() throws {
    #expect(
      try first("“It held,” Tomas Ilk wrote on Telegram.").attribution.medium == "on Telegram")
  }

  @Test func `An audience with its place is the medium`() throws {
    let quote = try first("“It held,” Tomas Ilk told reporters in Dravec, where it rained.")
    #expect(quote.attribution.medium == "told reporters in Dravec")
  }

  @Test func `A statement is the medium`() throws {
    let quote = try first("Tomas Ilk said in a statement that it was “sound”.")
    #expect(quote.attribution.medium == "in a statement")
  }

  @Test func `The reporting agency stands in the chain after the speaker`() throws {
    let agency = QuoteTestDocument.organisation("Alvian News Agency")
    let quotes = try QuoteTestDocument.quotes(
      "Tomas Ilk said it was “sound,” the Alvian News Agency reported.", [ilk, agency])
    #expect(quotes.first?.attribution.names == ["Tomas Ilk", "Alvian News Agency"])
    #expect(quotes.first?.attribution.roles == ["speaker", "agency"])
  }

  @Test func `A title of the file goes with the speaker`() throws {
    #expect(try first("“It held,” Tomas Ilk said.").attribution.speakerTitle == "water minister")
  }

  @Test func `Keys tell persons, roles and collectives apart`() throws {
    #expect(try first("“It held,” Tomas Ilk said.").attribution.speakerKey == "person/tomas-ilk")
    #expect(
      try first("“It held,” a senior engineer said.").attribution.speakerKey
        == "role/senior-engineer")
    #expect(
      try first("“It held,” two diplomats said.").attribution.speakerKey
        == "collective/two-diplomats")
  }

  @Test(arguments: [
    ("“It will hold,” Tomas Ilk said.", Attribution.Factuality.probable),
    ("“It may break,” Tomas Ilk said.", .possible),
    ("“It must hold,” Tomas Ilk said.", .unknown),
    ("“It is not sound,” Tomas Ilk said.", .certainNot),
    ("“It held,” Tomas Ilk said.", .certain),
  ])
  func `Factuality follows the first verb`(
    _ text: String, _ expected: Attribution.Factuality
  ) throws {
    #expect(try first(text).attribution.factuality == expected)
  }

  @Test func `Blocks that carry no facts yield no quotes`() throws {
    var document = try QuoteTestDocument.document("“It held,” Tomas Ilk said.")
    document.blocks[0].role = .promo
    let lexicon = try SpeechLexicon(
      QuoteTestDocument.lexiconTable("speech", SpeechLexicon.columns))
    #expect(
      QuoteExtractor(lexicon: lexicon).facts(in: document, entities: EntityIndex(), dates: [])
        .isEmpty)
  }

  @Test func `A verb that a user adds to the table is a cue`() throws {
    let table = try LexiconTable(
      name: "speech",
      bytes: Array("kind\tforms\tcertainty\tact\nsay\tyodel yodelled\tCT+\tsay\n".utf8),
      columns: SpeechLexicon.columns)
    let document = try QuoteTestDocument.document("“It held,” Tomas Ilk yodelled.")
    let facts = QuoteExtractor(lexicon: try SpeechLexicon(table)).facts(
      in: document, entities: QuoteTestDocument.entities([ilk], in: document), dates: [])
    #expect((facts.first?.payload as? Quote)?.attribution.cue == "yodelled")
  }

  @Test func `A table with an unknown kind names its line`() {
    #expect {
      let table = try LexiconTable(
        name: "speech", bytes: Array("kind\tforms\tcertainty\tact\nsing\tsang\tCT+\tsay\n".utf8),
        columns: SpeechLexicon.columns)
      _ = try SpeechLexicon(table)
    } throws: { error in
      (error as? LexiconError)?.line == 2
    }
  }
}
