import Testing

@Suite("Time expressions")
struct DatesExpressionTests {
  @Test(
    "calendar dates are read in every order",
    arguments: [
      ("The envoy lands on Jan. 9, 2025, in Doha.", ["Jan. 9, 2025 = 2025-01-09"]),
      ("Talks run Sept. 3–5 in Geneva.", ["Sept. 3–5 = XXXX-09-03/XXXX-09-05"]),
      ("Talks run from Oct 30 – Nov 2.", ["Oct 30 – Nov 2 = XXXX-10-30/XXXX-11-02"]),
      ("It ran 28 June – 2 July 2021.", ["28 June – 2 July 2021 = 2021-06-28/2021-07-02"]),
      ("Fighting from 3 April to 9 May 2022.", ["3 April to 9 May 2022 = 2022-04-03/2022-05-09"]),
      ("Meetings on 11 and 12 July 2023.", ["11 and 12 July 2023 = 2023-07-11/2023-07-12"]),
      ("Meetings on 4 and 7 August.", ["4 and 7 August = XXXX-08-04/XXXX-08-07"]),
      ("On 07.06.2021 the dam broke.", ["07.06.2021 = 2021-06-07"]),
      ("Losses 01.03.23 – 31.03.23 rose.", ["01.03.23 – 31.03.23 = 2023-03-01/2023-03-31"]),
      ("The log says 2022-11-15.", ["2022-11-15 = 2022-11-15"]),
      ("Signed 23/08/2021 in Riyadh.", ["23/08/2021 = 2021-08-23"]),
      ("Signed 08/23/2021 in Tampa.", ["08/23/2021 = 2021-08-23"]),
      ("On the 3rd of October the guns fell silent.", ["3rd of October = XXXX-10-03"]),
      ("On October 3rd the guns fell silent.", ["October 3rd = XXXX-10-03"]),
      ("It began on 19 June.", ["19 June = XXXX-06-19"]),
      ("It began Monday, Aug. 7.", ["Monday, Aug. 7 = XXXX-08-07"]),
      ("It began on Monday 7 August 2023.", ["Monday 7 August 2023 = 2023-08-07"]),
      ("PORT SUDAN, MAY 12, 2023", ["MAY 12, 2023 = 2023-05-12"]),
      ("Between 2003 and 2011 it stayed.", ["2003 = 2003", "2011 = 2011"]),
    ])
  func calendarDates(_ text: String, _ expected: [String]) throws {
    #expect(try Dates.values(text) == expected)
  }

  @Test(
    "months, years, quarters, seasons and decades are read",
    arguments: [
      (
        "Rains fell in Oct., Nov. and Dec. too.",
        ["Oct. = XXXX-10", "Nov. = XXXX-11", "Dec. = XXXX-12"]
      ),
      ("Rains came in July.", ["July = XXXX-07"]),
      ("Since October 2023 the crossing is shut.", ["October 2023 = 2023-10"]),
      ("The March summit failed.", ["March = XXXX-03"]),
      ("Aid fell from January to April 2024.", ["January to April 2024 = 2024-01/2024-04"]),
      ("The strait closed in 1973.", ["1973 = 1973"]),
      ("Under the 2015 nuclear deal.", ["2015 = 2015"]),
      ("A plan for 2025–2028.", ["2025–2028 = 2025/2028"]),
      ("The 1980s war.", ["1980s = 198"]),
      ("Output rose in the third quarter of 2023.", ["third quarter of 2023 = 2023-Q3"]),
      ("Output rose in Q1 2024.", ["Q1 2024 = 2024-Q1"]),
      ("Since last autumn roads are cut.", ["last autumn = XXXX-FA"]),
      ("In the summer of 2006 it flared.", ["summer of 2006 = 2006-SU"]),
      ("An autumn offensive is feared.", ["autumn = XXXX-FA"]),
      ("Crops may fail by winter.", ["winter = XXXX-WI"]),
      ("By the end of June it was over.", ["end of June = XXXX-06"]),
      ("It opens in mid-October.", ["mid-October = XXXX-10"]),
      ("In late 2021 troops massed.", ["late 2021 = 2021"]),
      ("In the second half of 2024 it shrank.", ["second half of 2024 = 2024"]),
      ("By year-end it doubled.", ["year-end = XXXX"]),
    ])
  func periods(_ text: String, _ expected: [String]) throws {
    #expect(try Dates.values(text) == expected)
  }

  @Test(
    "weekdays keep their edges, parts and times",
    arguments: [
      ("He spoke on Thursday.", ["Thursday = XXXX-WXX-4"]),
      ("He spoke late on Thursday.", ["late on Thursday = XXXX-WXX-4"]),
      ("He spoke early Thursday.", ["early Thursday = XXXX-WXX-4"]),
      ("He spoke on Sunday night.", ["Sunday night = XXXX-WXX-7TNI"]),
      ("He spoke last Friday.", ["last Friday = XXXX-WXX-5"]),
      ("They meet next Monday.", ["next Monday = XXXX-WXX-1"]),
      ("They meet on Monday at 09:30.", ["Monday at 09:30 = XXXX-WXX-1T09:30"]),
      ("In the night to Saturday it burned.", ["night to Saturday = XXXX-WXX-6TNI"]),
      ("On the evening of 6 October it burned.", ["evening of 6 October = XXXX-10-06TEV"]),
      ("In the early hours of Sunday it burned.", ["early hours of Sunday = XXXX-WXX-7"]),
    ])
  func weekdays(_ text: String, _ expected: [String]) throws {
    #expect(try Dates.values(text) == expected)
  }

  @Test(
    "clock times are read with their zones",
    arguments: [
      ("It hit at 14:05.", ["14:05 = T14:05"]),
      ("It hit at 3:40 p.m. in Aden.", ["3:40 p.m. = T15:40"]),
      ("It hit at 6am.", ["6am = T06:00"]),
      ("It hit at 12 a.m. sharp.", ["12 a.m. = T00:00"]),
      ("It hit at 05.20 local time.", ["05.20 local time = T05:20"]),
      ("It hit at 0430 GMT.", ["0430 GMT = T04:30"]),
      ("It hit at 9:15 PM EDT, July 4, 2022.", ["9:15 PM EDT, July 4, 2022 = 2022-07-04T21:15"]),
      ("Cut-off 3 May 2022 18.45 CEST.", ["3 May 2022 18.45 CEST = 2022-05-03T18:45"]),
      ("It hit at 23:10 yesterday.", ["23:10 yesterday = XXXX-XX-XXT23:10"]),
      ("It ended at midnight.", ["midnight = T24:00"]),
      ("It began at noon on Friday.", ["noon = T12:00", "Friday = XXXX-WXX-5"]),
      ("Open | 3 May 2022 | 18:45", ["3 May 2022 = 2022-05-03", "18:45 = T18:45"]),
    ])
  func clocks(_ text: String, _ expected: [String]) throws {
    #expect(try Dates.values(text) == expected)
  }

  @Test(
    "relative expressions are read",
    arguments: [
      ("The talks today stalled.", ["today = XXXX-XX-XX"]),
      ("The talks resumed yesterday evening.", ["yesterday evening = XXXX-XX-XXTEV"]),
      ("Shelling went on overnight.", ["overnight = XXXX-XX-XXTNI"]),
      ("Last night a drone fell.", ["Last night = XXXX-XX-XXTNI"]),
      ("This morning a drone fell.", ["This morning = XXXX-XX-XXTMO"]),
      ("A vote is due tonight.", ["tonight = XXXX-XX-XXTNI"]),
      ("Earlier in the day a drone fell.", ["Earlier in the day = XXXX-XX-XX"]),
      ("Last week a truce broke.", ["Last week = XXXX-WXX"]),
      ("Next month a truce ends.", ["Next month = XXXX-XX"]),
      ("So far this year none did.", ["So far this year = XXXX"]),
      ("By the end of the week it ends.", ["end of the week = XXXX-WXX"]),
      ("Over the past 48 hours none did.", ["past 48 hours = PT48H"]),
      ("Over the past six weeks none did.", ["past six weeks = P6W"]),
      ("Over the last two years none did.", ["last two years = P2Y"]),
      ("In the past few days none did.", ["past few days = PXD"]),
      ("It fell three days ago.", ["three days ago = P3D"]),
      ("It fell nearly two months ago.", ["nearly two months ago = P2M"]),
      ("It fell more than a year ago.", ["more than a year ago = P1Y"]),
      ("He had warned of it a week earlier.", ["a week earlier = P1W"]),
      ("It fell five days after the vote.", ["five days after = P5D"]),
      ("In recent months none did.", ["recent months = PXM"]),
      ("In the coming days some will.", ["coming days = PXD"]),
      ("In the hard weeks ahead some will.", ["weeks ahead = PXW"]),
      ("Over Christmas guns fell silent.", ["Christmas = XXXX-12-25"]),
      ("On New Year’s Eve they spoke.", ["New Year’s Eve = XXXX-12-31"]),
      ("Over the weekend they spoke.", ["weekend = XXXX-WXX-WE"]),
    ])
  func relative(_ text: String, _ expected: [String]) throws {
    #expect(try Dates.values(text) == expected)
  }

  @Test("a possessive after an expression stays outside of it")
  func possessives() throws {
    #expect(try Dates.values("After today’s vote") == ["today = XXXX-XX-XX"])
    #expect(try Dates.values("after this week's raids") == ["this week = XXXX-WXX"])
  }
}
