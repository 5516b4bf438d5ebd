import BriefingFacts
import BriefingText
import Testing

@Suite("Publication")
struct DatesStampTests {
  @Test(
    "a stamp in byline, dateline or notice proves the publication",
    arguments: [
      (BlockRole.dateline, "Published: 5 August 2022, 07.30 GMT", "2022-08-05"),
      (.dateline, "PUBLISHED AUG 5, 2022, 9:42 PM", "2022-08-05"),
      (.byline, "Ana Kovač · Radio Nord · Posted: Aug 5, 6:00 AM EDT", "XXXX-08-05"),
      (.dateline, "As of 5 August 2022", "2022-08-05"),
      (.headline, "Flood bulletin as of 06:00, 5 August 2022", "2022-08-05"),
      (.notice, "Correction: In our report of 05.08.2022 a figure was wrong.", "2022-08-05"),
      (.paragraph, "LUSAKA, Zambia, Aug 5 (Radio Nord) - It rained.", "XXXX-08-05"),
      (.dateline, "Updated 6:12 PM EST, August 5, 2022", "2022-08-05"),
    ])
  func published(_ role: BlockRole, _ text: String, _ expected: String) throws {
    let time = try Dates.read([(role, text), (.paragraph, "It rained.")]).time
    #expect(time.published?.edtf == expected)
    #expect(time.basis == .dateline)
  }

  @Test(
    "dates in sentences and captions prove no publication",
    arguments: [
      (BlockRole.paragraph, "It rained on 5 August 2022."),
      (.caption, "Rain in Bor, Aug. 5, 2022."),
      (.headline, "Rain on 5 August 2022"),
      (.notice, "Next update on 5 August 2022."),
    ])
  func unpublished(_ role: BlockRole, _ text: String) throws {
    let time = try Dates.read([(role, text)]).time
    #expect(time.published == nil)
    #expect(time.anchor?.edtf == "2022-08-05")
  }

  @Test("an agency's own stamp proves the publication and is no expression of the text")
  func wireStamp() throws {
    let reading = try Dates.read([
      (.paragraph, "It rained on Friday."), (.credit, "ag rn xx 051530 Aug 22"),
    ])
    #expect(reading.time.published?.edtf == "2022-08-05")
    #expect(reading.mentions.map(\.when.edtf) == ["2022-08-05"])
    #expect(try Dates.read([(.dateline, "ag 051530 Aug 22")]).mentions.isEmpty)
  }

  @Test("publication comes before update, whichever stands first")
  func updated() throws {
    let time = try Dates.read([
      (.dateline, "Updated: 7 August 2022"), (.dateline, "Published: 5 August 2022"),
    ]).time
    #expect(time.published?.edtf == "2022-08-05")
    #expect(time.updated?.edtf == "2022-08-07")
    #expect(time.anchor?.edtf == "2022-08-05")
  }

  @Test("a byline's date is a stamp but no mention; menus give neither")
  func silentRoles() throws {
    let reading = try Dates.read([
      (.nav, "Archive 1 May 2020"), (.byline, "By Ana Kovač, 5 August 2022"),
    ])
    #expect(reading.mentions.isEmpty)
    #expect(reading.time.published?.edtf == "2022-08-05")
  }
}
