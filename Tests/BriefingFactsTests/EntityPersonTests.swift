import BriefingFacts
import Testing

@Suite("People in the text")
struct EntityPersonTests {
  @Test("A title before an unknown name makes it a person and stays out of the mention")
  func titles() {
    let found = EntityFixture.list("Interior Minister Ravko Dellun spoke. Dellun left on Monday.")
    #expect(found == ["PERSON Ravko Dellun: Ravko Dellun, Dellun"])
  }

  @Test("Titles with bodies and countries in them give these as entities of their own")
  func titlesWithBodies() {
    let found = EntityFixture.list(
      "NATO Secretary General Oda Brenk met German Defense Minister Tilo Varn on Monday.")
    #expect(
      found == [
        "ORG NATO: NATO", "PERSON Oda Brenk: Oda Brenk", "NORP German: German",
        "PERSON Tilo Varn: Tilo Varn",
      ])
  }

  @Test(
    "Who a person is, is told by what stands beside the name",
    arguments: [
      "“It shook,” said Mira Tovik, 58, a clerk.", "Mira Tovik, the mayor of the town, agreed.",
      "The regional governor, Mira Tovik, agreed.", "The spokeswoman Mira Tovik agreed.",
      "Dr Mira Tovik agreed.", "Mira Tovik, who runs the depot, agreed.",
    ])
  func context(_ text: String) {
    #expect(EntityFixture.list(text).contains { $0.hasPrefix("PERSON Mira Tovik") })
  }

  @Test("Particles, hyphens and family names that stand first are understood")
  func forms() {
    let found = EntityFixture.list(
      """
      Dr Joost van der Melk and General Samir al-Dorin met envoy Pak Chol-su and Ms Tan Mei Wah.
      “Late,” van der Melk said. “Very,” al-Dorin joked. Pak said nothing. Ms Tan left.
      """)
    #expect(
      found == [
        "PERSON Joost van der Melk: Joost van der Melk, van der Melk",
        "PERSON Samir al-Dorin: Samir al-Dorin, al-Dorin", "PERSON Pak Chol-su: Pak Chol-su, Pak",
        "PERSON Tan Mei Wah: Tan Mei Wah, Tan",
      ])
  }

  @Test("A surname goes before a town of the same name, but not after a preposition of place")
  func surnames() {
    let found = EntityFixture.list(
      "Defense Secretary Rolf Austin spoke. Austin said more. A plant in Austin closed.")
    #expect(found.contains("PERSON Rolf Austin: Rolf Austin, Austin"))
    #expect(found.contains("GPE Austin: Austin"))
  }

  @Test("Portfolios inside a title are no bodies")
  func portfolios() {
    let found = EntityFixture.list("Minister for the Armed Forces Ilse Grau resigned.")
    #expect(found == ["PERSON Ilse Grau: Ilse Grau"])
  }

  @Test("Words that are capitalised for their place are no names")
  func noNames() {
    #expect(EntityFixture.list("Monitors saw nothing. Reader polls vary. However, He left.") == [])
    #expect(EntityFixture.list("The Government backed the Bill on Thursday.") == [])
  }

  @Test("He and she go back to the one person of the sentence before")
  func pronouns() {
    let document = EntityFixture.document(
      "Interior Minister Ravko Dellun spoke on Monday. He said the road was open.")
    let index = EntityExtractor(lexicon: EntityFixture.lexicon).index(of: document)
    #expect(index.entities.first?.coreferences.map { document.text($0) } == ["He"])
  }

  @Test("A pronoun after two people stays open")
  func ambiguousPronouns() {
    let index = EntityFixture.index("Ravko Dellun and Oda Brenk spoke. He said the road was open.")
    #expect(index.entities.allSatisfy { $0.coreferences.isEmpty })
  }

  @Test("The minister goes back to the one person with that title")
  func descriptions() {
    let document = EntityFixture.document(
      "Interior Minister Ravko Dellun spoke. Later the minister denied it.")
    let index = EntityExtractor(lexicon: EntityFixture.lexicon).index(of: document)
    #expect(index.entities.first?.coreferences.map { document.text($0) } == ["the minister"])
  }

  @Test("The title is kept and gives the country")
  func titleAndCountry() {
    let index = EntityFixture.index("Kenya’s Prime Minister Ravko Dellun spoke.")
    let person = index.entities.first { $0.type == .person }
    #expect(person?.title == "Kenya’s Prime Minister")
    #expect(person?.country == "KEN")
    #expect(person?.key == "person/ravko-dellun")
  }
}
