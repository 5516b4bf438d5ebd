import BriefingFacts
import BriefingRecords
import Testing

@Suite("The article as a whole")
struct ArticleTests {
  private func article(_ text: String) -> Article {
    let subjects =
      (try? SubjectLexicon(bytes: EntityFixture.table("subjects"))) ?? SubjectLexicon()
    let fact = ArticleExtractor(lexicon: EntityFixture.lexicon, subjects: subjects)
      .fact(of: EntityFixture.document(text))
    return fact.payload as? Article ?? .blank
  }

  @Test(
    "Bylines name their writers and nothing else",
    arguments: [
      ("By Ravko Dellun and Oda Brenk", ["Ravko Dellun", "Oda Brenk"]),
      ("Oda Brenk", ["Oda Brenk"]), ("Regional Correspondent", []),
      ("By Oda Brenk, Political Editor", ["Oda Brenk"]),
      ("Oda Brenk · Harbour News · Posted: Jun 3, 7:30 AM EDT", ["Oda Brenk"]),
      ("By ODA BRENK in Kyiv and RAVKO DELLUN", ["Oda Brenk", "Ravko Dellun"]),
      ("By Dr Oda Brenk, March 15, 2024", ["Oda Brenk"]), ("Reuters", []),
    ])
  func authors(_ line: String, _ wanted: [String]) {
    #expect(article("{byline}\(line)\nRain fell.").authors == wanted)
  }

  @Test("Contributors come with the place they reported from")
  func contributors() {
    let found = article(
      """
      {byline}By Oda Brenk
      {credit}Brenk reported from Oslo, Dellun from Riga, Latvia, and Varn and Melk from London.
      {credit}Additional reporting by Tilo Grau in Lviv; editing by Hal Orne
      """)
    #expect(found.contributors == ["Oda Brenk", "Dellun", "Varn", "Melk", "Tilo Grau"])
    #expect(found.reportedFrom == ["Oslo", "Riga, Latvia", "London", "London", "Lviv"])
    #expect(found.infoSources == [])
  }

  @Test("Agencies are named in the dateline, as files and as contributors, in their longest form")
  func sources() {
    #expect(
      article("KYIV, Ukraine (AP) — Rain fell.\n{credit}Associated Press writer Oda Brenk helped.")
        .infoSources == ["Associated Press"])
    #expect(
      article("{credit}With files from Agence France-Presse and Reuters").infoSources
        == ["Agence France-Presse", "Reuters"])
    #expect(article("{credit}Reuters contributed to this report.").infoSources == ["Reuters"])
    #expect(article("Rain fell, Reuters reported.").infoSources == [])
  }

  @Test("The publisher is who the imprint, the stamp or the first line names, in this order")
  func publisher() {
    #expect(
      article("{nav}The Velmora Courier\n{ui}Published by Velmora Media. All rights reserved.")
        .publisher == "Velmora Media")
    #expect(article("{ui}© 2024 Harbour Letters LLC").publisher == "Harbour Letters LLC")
    #expect(
      article("{byline}Oda Brenk · Harbour News · Posted: Apr 18").publisher == "Harbour News")
    #expect(article("{nav}The Velmora Courier\nRain fell.").publisher == "The Velmora Courier")
    #expect(article("{nav}MEDIA RELEASE\nRain fell.").publisher == nil)
    #expect(article("{nav}News | Politics | Parliament\nRain fell.").publisher == nil)
  }

  @Test(
    "The dateline's place is what stands before the dash",
    arguments: [
      ("KYIV, Ukraine (AP) — Rain fell.", "KYIV, Ukraine"), ("VELMORA – Rain fell.", "VELMORA"),
      ("Berlin/Brussels (dpa) - Rain fell.", "Berlin/Brussels"),
      ("Sanctions – the next round – are near.", nil), ("NATO-led talks failed.", nil),
    ] as [(String, String?)])
  func located(_ line: String, _ wanted: String?) {
    #expect(article(line).located == wanted)
  }

  @Test("A notice says whether updates go on")
  func liveStatus() {
    #expect(article("{notice}This live briefing is closed.").liveStatus == .closed)
    #expect(article("{notice}This page is being updated.").liveStatus == .open)
    #expect(article("{notice}Next update at 18:00").liveStatus == nil)
    #expect(article("This live briefing is closed.").liveStatus == nil)
  }

  @Test("An article without a heading has none")
  func untitled() {
    #expect(article("Rain fell.").headline == nil)
    #expect(
      article("{headline}Rain falls in Velmora\nRain fell.").headline == "Rain falls in Velmora")
  }
}
