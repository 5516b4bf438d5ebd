import BriefingRecords
import Testing

@testable import BriefingFacts

/// Who says it: one behaviour a case, with people that no lexicon knows.
@Suite("Quotes find their speaker")
struct QuoteAttributionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var persons: [String] = []
    var titles: [String: String] = [:]
    var organisations: [String] = []
    var places: [String] = []
    /// Speaker of each quotation in order; empty for none.
    var speakers: [String]
    var testDescription: String { name }
  }

  @Test(arguments: Self.simple + Self.involved)
  func speaker(_ example: Case) throws {
    let names =
      example.persons.map { QuoteTestDocument.person($0, example.titles[$0]) }
      + example.organisations.map { QuoteTestDocument.organisation($0) }
      + example.places.map { QuoteTestDocument.place($0) }
    let quotes = try QuoteTestDocument.quotes(example.text, names)
    #expect(quotes.map { $0.attribution.speakerName ?? "" } == example.speakers)
  }

  static let simple: [Case] = [
    Case(
      name: "name and verb after the quotation",
      text: "“The bridge will hold until spring,” Ilse Rotmann said on Friday.",
      persons: ["Ilse Rotmann"], speakers: ["Ilse Rotmann"]),
    Case(
      name: "verb and name after the quotation",
      text: "“The bridge will hold,” said Ilse Rotmann.",
      persons: ["Ilse Rotmann"], speakers: ["Ilse Rotmann"]),
    Case(
      name: "name with no entity known",
      text: "“The bridge will hold,” said Ilse Rotmann.", speakers: ["Ilse Rotmann"]),
    Case(
      name: "title and name with no entity known",
      text: "“The bridge will hold,” Deputy Transport Minister Ilse Rotmann told reporters.",
      speakers: ["Ilse Rotmann"]),
    Case(
      name: "verb before the quotation, with a colon",
      text: "Governor Baldur Quist told reporters: “We are not leaving.”",
      persons: ["Baldur Quist"], speakers: ["Baldur Quist"]),
    Case(
      name: "verb before the quotation, with a comma",
      text: "Baldur Quist said, “We are not leaving.”",
      persons: ["Baldur Quist"], speakers: ["Baldur Quist"]),
    Case(
      name: "partial quotation in a reported clause",
      text: "Baldur Quist said the siege was “a slow strangling” of the valley.",
      persons: ["Baldur Quist"], speakers: ["Baldur Quist"]),
    Case(
      name: "apposition between name and verb",
      text: "“Nobody slept,” Mirela Danko, a nurse at the Orlice clinic, said.",
      persons: ["Mirela Danko"], organisations: ["Orlice clinic"], speakers: ["Mirela Danko"]),
    Case(
      name: "relative clause between name and verb",
      text: "Mirela Danko, whose brother serves at the front, said the ward was “past full”.",
      persons: ["Mirela Danko"], speakers: ["Mirela Danko"]),
    Case(
      name: "age and apposition after the name",
      text: "“Nobody slept,” said Mirela Danko, 44, a nurse who had driven all night.",
      persons: ["Mirela Danko"], speakers: ["Mirela Danko"]),
    Case(
      name: "role first, name in apposition, before the verb",
      text: "“We are short of pumps,” the mayor of Dravec, Tomas Ilk, wrote on Telegram.",
      persons: ["Tomas Ilk"], places: ["Dravec"], speakers: ["Tomas Ilk"]),
    Case(
      name: "role first, name in apposition, after the verb",
      text: "“We are short of pumps,” said the mayor of Dravec, Tomas Ilk.",
      persons: ["Tomas Ilk"], places: ["Dravec"], speakers: ["Tomas Ilk"]),
    Case(
      name: "a person in a prepositional phrase is not the speaker",
      text: "After talks with Tomas Ilk, a union leader said the offer was “an insult”.",
      persons: ["Tomas Ilk"], speakers: ["union leader"]),
    Case(
      name: "surname goes to the full name",
      text: "Tomas Ilk arrived late.\n\n“The pumps are gone,” Ilk said.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "pronoun goes to the subject of the sentence before",
      text: "Tomas Ilk counted the pumps himself. “There are four,” he said.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "pronoun after reported speech in the paragraph before",
      text: "The pumps had failed, Tomas Ilk said.\n\n“There are four left,” he told reporters.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "pronoun skips the person the content speaks of",
      text: "Tomas Ilk met the crews. “I see no sign that Orban Vey will come,” he said.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Tomas Ilk"]),
    Case(
      name: "pronoun respects the form of address",
      text: "Mrs Danko welcomed Mr Ilk. “I never asked for it,” he said.",
      persons: ["Mirela Danko", "Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "he added after a quotation of another paragraph",
      text: "“The pumps are gone,” Tomas Ilk said.\n\n“The filters too,” he added.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "a paragraph that is only a quotation carries the speaker over",
      text: "“The pumps are gone,” Tomas Ilk said.\n\n“We drink from the river. It is brown.”",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "a quotation reopened in the next paragraph",
      text: "“The pumps are gone,” Tomas Ilk said. “We drink from the river.\n\n“It is brown.”",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "nobody is carried over from a caption",
      text:
        "“The pumps are gone,” Tomas Ilk said.\n\n^ Orban Vey speaks in Dravec.\n\n“It is brown.”",
      persons: ["Tomas Ilk", "Orban Vey"], places: ["Dravec"],
      speakers: ["Tomas Ilk", "Tomas Ilk"]),
    Case(
      name: "a quotation after plain narration has no speaker",
      text: "Rain fell all week.\n\n“It is brown.”", speakers: [""]),
    Case(
      name: "the cue at the end serves a partial quotation at the start",
      text: "The valley is “a slow grave,” regional commander Tomas Ilk said Monday.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "according to, at the end",
      text: "The valley is “a slow grave”, according to Tomas Ilk.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "according to, at the head",
      text: "According to Tomas Ilk, the valley is “a slow grave”.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "a role without a name stands as it is",
      text: "A Transport Ministry spokesman said the delay was “regrettable”.",
      organisations: ["Transport Ministry"], speakers: ["Transport Ministry spokesman"]),
    Case(
      name: "an anonymous official, cut at the participle",
      text:
        "“It will take weeks,” said a senior Alvian official speaking on condition of anonymity.",
      speakers: ["senior Alvian official"]),
    Case(
      name: "a number and a plural role",
      text: "Two envoys briefed on the draft said the text was “nearly dead”.",
      speakers: ["Two envoys"]),
    Case(
      name: "a role with a relative clause",
      text: "Two envoys who had read the draft said the text was “nearly dead”.",
      speakers: ["Two envoys"]),
    Case(
      name: "a possessive role",
      text: "The province’s governor said the dam was “holding for now”.",
      speakers: ["province’s governor"]),
    Case(
      name: "a spokeswoman for a body is not the body",
      text: "A spokeswoman for the Port Authority, asked about the fire, said: “No comment.”",
      organisations: ["Port Authority"], speakers: ["spokeswoman for the Port Authority"]),
    Case(
      name: "a body by its name",
      text: "The Port Authority said in a statement that the fire was “under control”.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "a capital that means its government",
      text: "Velmora on the other hand spoke of “a provocation”.", places: ["Velmora"],
      speakers: ["Velmora"]),
    Case(
      name: "its participle takes the subject of the sentence",
      text: "The Port Authority turned the ship away, saying it had “no berth to give”.",
      organisations: ["Port Authority"], speakers: ["Port Authority"]),
    Case(
      name: "a second verb goes on with the first one's source",
      text: "Tomas Ilk confirmed the loss but said “the line has not moved”.",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "the description goes to the person whose title fits",
      text:
        "Water minister Tomas Ilk flew in. Nobody met him.\n\nThe minister said it was “an oversight”.",
      persons: ["Tomas Ilk"], titles: ["Tomas Ilk": "Water minister"], speakers: ["Tomas Ilk"]),
    Case(
      name: "the head of a body by another word for his office",
      text: "The Pact chief said it was “an oversight”. Tomas Ilk spoke late.",
      persons: ["Tomas Ilk"], titles: ["Tomas Ilk": "Pact Secretary General"],
      organisations: ["Pact"], speakers: ["Tomas Ilk"]),
    Case(
      name: "an indefinite role is nobody who is named",
      text: "Water minister Tomas Ilk flew in. A minister said it was “an oversight”.",
      persons: ["Tomas Ilk"], titles: ["Tomas Ilk": "Water minister"], speakers: ["minister"]),
    Case(
      name: "a short role goes back to the longer one",
      text:
        "A senior Alvian official said talks had stalled. “They will not move,” the official said.",
      speakers: ["senior Alvian official"]),
    Case(
      name: "an utterance cut by its cue within the sentence",
      text: "“If they come,” Tomas Ilk said, “we will be gone.”", persons: ["Tomas Ilk"],
      speakers: ["Tomas Ilk"]),
    Case(
      name: "an utterance cut by its cue between sentences",
      text: "“They came at night,” said Tomas Ilk, a farmer. “We were gone.”",
      persons: ["Tomas Ilk"], speakers: ["Tomas Ilk"]),
    Case(
      name: "two speakers in one paragraph stay apart",
      text: "“They came at night,” said Tomas Ilk. “They never came,” Orban Vey said.",
      persons: ["Tomas Ilk", "Orban Vey"], speakers: ["Tomas Ilk", "Orban Vey"]),
  ]
}
