import BriefingFacts
import BriefingText
import Testing

@Suite("Places, bodies, weapons and works in the text")
struct EntityNameTests {
  @Test(
    "A head word gives an unknown name its type",
    arguments: [
      (
        "He joined the Brannock Institute for River Studies.",
        "ORG Brannock Institute for River Studies"
      ),
      ("They closed the Velmir Airport.", "FAC Velmir Airport"),
      ("A patrol crossed the Orlan Strait.", "LOC Orlan Strait"),
      ("Parliament passed the Harbour Defence Act.", "WORK Harbour Defence Act"),
      ("It was part of Operation Lantern.", "EVENT Operation Lantern"),
      ("The law is Regulation (EU) No 12/2019.", "WORK Regulation (EU) No 12/2019"),
      ("The destroyer USS Alder Finch arrived.", "FAC USS Alder Finch"),
    ])
  func heads(_ text: String, _ wanted: String) {
    #expect(EntityFixture.list(text).contains { $0.hasPrefix(wanted + ":") })
  }

  @Test(
    "An unknown place is told by preposition, class noun or list",
    arguments: [
      "Shells fell near Bralivka on Monday.", "The village of Bralivka was hit.",
      "Bralivka district was hit.", "It shook Kyiv, Lviv and Bralivka.",
    ])
  func places(_ text: String) {
    #expect(EntityFixture.list(text).contains("GPE Bralivka: Bralivka"))
  }

  @Test("The last of a list gives the others their type")
  func lists() {
    let found = EntityFixture.list("Drones flew over the Dormek, Salvin and Torbel regions.")
    #expect(found == ["GPE Dormek: Dormek", "GPE Salvin: Salvin", "GPE Torbel: Torbel"])
  }

  @Test("An organ of state and its country are one body, a firm and its country two")
  func organs() {
    #expect(
      EntityFixture.list("Kenya’s Defence Ministry agreed.") == [
        "ORG Kenya’s Defence Ministry: Kenya’s Defence Ministry"
      ])
    #expect(
      EntityFixture.list("Finland’s Black Bird Group agreed.") == [
        "GPE Finland: Finland", "ORG Black Bird Group: Black Bird Group",
      ])
  }

  @Test("Acronym and expansion are one body under the expansion")
  func acronyms() {
    #expect(
      EntityFixture.list("The Harbour Safety Board (HSB) met. HSB said so.") == [
        "ORG Harbour Safety Board: Harbour Safety Board, HSB, HSB"
      ])
    #expect(EntityFixture.list("The EU agreed. The EU paid.") == ["ORG EU: EU, EU"])
    #expect(
      EntityFixture.list("The E.U. agreed. The European Union paid.") == [
        "ORG European Union: E.U., European Union"
      ])
  }

  @Test("Weapons are told by designator, by the class after them and by the lexicon")
  func weapons() {
    #expect(
      EntityFixture.list("Two Kh-55s, a CV90 and three Vornak drones were lost.") == [
        "WEAPON Kh-55: Kh-55s", "WEAPON CV90: CV90", "WEAPON Vornak: Vornak",
      ])
    #expect(EntityFixture.list("They sent Bradleys.") == ["WEAPON Bradley: Bradleys"])
    #expect(EntityFixture.list("The G7 paid US$61 and RM65 million.") == ["ORG G7: G7"])
  }

  @Test("Of a hyphenated compound only the name is a mention")
  func compounds() {
    #expect(
      EntityFixture.list("The US-led drive and anti-Russian talk of Moscow-installed men.") == [
        "GPE US: US", "NORP Russian: Russian", "GPE Moscow: Moscow",
      ])
  }

  @Test("Peoples stand in the singular, countries under their ordinary name")
  func peoples() {
    #expect(EntityFixture.list("Germans met a German.") == ["NORP German: Germans, German"])
    #expect(
      EntityFixture.list("The Russian Federation agreed. Russia paid.") == [
        "GPE Russia: Russian Federation, Russia"
      ])
    #expect(
      EntityFixture.list("The U.S. paid. The United States agreed.").first
        == "GPE United States: U.S., United States")
  }

  @Test("A place that lends its name to a group keeps the word")
  func groups() {
    #expect(
      EntityFixture.list("The Odesa group met in Kyiv.") == [
        "ORG Odesa group: Odesa group", "GPE Kyiv: Kyiv",
      ])
  }

  @Test("A dateline in upper case names its place")
  func dateline() {
    #expect(
      EntityFixture.list("VELMORA (Reuters) — Rain fell.") == [
        "GPE Velmora: VELMORA", "ORG Reuters: Reuters",
      ])
  }

  @Test("In a heading in title case only known names count")
  func titleCase() {
    #expect(
      EntityFixture.list("{headline}Rescue Crews Search River After Dam Breaks in Ukraine") == [
        "GPE Ukraine: Ukraine"
      ])
  }

  @Test("Keys are lower-case ASCII")
  func keys() {
    let keys = EntityFixture.index("Łódź and Türkiye paid Rasa Vaitkutė, 40, a clerk.").entities
      .map(\.key)
    #expect(keys == ["place/lodz", "country/turkiye", "person/rasa-vaitkute"])
  }

  @Test("Whatever the text, mentions are sorted, apart and inside their blocks")
  func randomText() {
    let words = [
      "Kyiv", "al", "-", "Brenk", "’s", "said", "(", ")", "NATO", "the", "of", "Ministry",
      "General",
      "2", "101", "F", "“", "”", ",", ".", "—", "van", "der", "Council", "and", "U.S.", "drones",
      "\n\n", "USS", "/", "Regulation", "EU", "he", "Dr", "&", "KYIV", "é", "Operation", "for",
    ]
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<60 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += words[Int(state >> 33) % words.count]
        if state >> 40 & 3 != 0 { text += " " }
      }
      let document = EntityFixture.document(text)
      let index = EntityExtractor(lexicon: EntityFixture.lexicon).index(of: document)
      var last = 0
      for mention in index.mentions {
        #expect(mention.bytes.lowerBound >= last)
        #expect(!mention.bytes.isEmpty)
        let body = document.blocks[mention.block].body
        #expect(
          body.lowerBound <= mention.bytes.lowerBound && mention.bytes.upperBound <= body.upperBound
        )
        #expect(index.entities.indices.contains(mention.entity))
        last = mention.bytes.upperBound
      }
      _ = index.facts()
    }
  }

  @Test("A table with a wrong line names the line")
  func errors() {
    let bytes = Array("name\ttype\tcountry\tvariants\nVelmora\tTOWN\n".utf8)
    #expect(throws: LexiconError.self) { try NameLexicon(tables: ["places": bytes]) }
  }
}
