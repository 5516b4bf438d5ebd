import BriefingFacts
import BriefingRecords
import Testing

@Suite("Placing time expressions")
struct DatesResolutionTests {
  // 12 June 2024 is a Wednesday.
  @Test(
    "the stamp anchors what the text leaves open, and tense decides the side",
    arguments: [
      ("He spoke on Monday.", "Monday = 2024-06-10"),
      ("He spoke on Wednesday.", "Wednesday = 2024-06-12"),
      ("He will speak on Monday.", "Monday = 2024-06-17"),
      ("Envoys are due to meet on Friday.", "Friday = 2024-06-14"),
      ("He said Tuesday it would stop.", "Tuesday = 2024-06-11"),
      ("Roads are shut until Sunday.", "Sunday = 2024-06-16"),
      ("He spoke last Wednesday.", "last Wednesday = 2024-06-05"),
      ("Next Wednesday the court sits.", "Next Wednesday = 2024-06-19"),
      ("On Friday, the council will vote.", "Friday = 2024-06-14"),
      ("On Friday, the council approved it.", "Friday = 2024-06-07"),
      ("It fell in September.", "September = 2023-09"),
      ("It will reopen in September.", "September = 2024-09"),
      ("It must be ready by March.", "March = 2025-03"),
      ("It was signed on 3 July.", "3 July = 2023-07-03"),
      ("It will be signed on 3 July.", "3 July = 2024-07-03"),
      ("It froze last winter.", "last winter = 2023-24"),
      ("It dried up last summer.", "last summer = 2023-22"),
      ("Deliveries will start by autumn.", "autumn = 2024-23"),
      ("It fell yesterday.", "yesterday = 2024-06-11"),
      ("A vote is due tomorrow.", "tomorrow = 2024-06-13"),
      ("It burned overnight.", "overnight = 2024-06-11/2024-06-12"),
      ("It burned last night.", "last night = 2024-06-11/2024-06-12"),
      ("In the night to Tuesday it burned.", "night to Tuesday = 2024-06-10/2024-06-11"),
      ("It burned on Monday night.", "Monday night = 2024-06-10"),
      ("It burned this morning.", "this morning = 2024-06-12"),
      ("It burned last week.", "last week = 2024-06-03/2024-06-09"),
      ("It burned this week.", "this week = 2024-06-10/2024-06-16"),
      ("It starts next month.", "next month = 2024-07"),
      ("It started last year.", "last year = 2023"),
      ("By the end of the month all is done.", "end of the month = 2024-06"),
      ("Over the past 24 hours it burned.", "past 24 hours = 2024-06-11/2024-06-12"),
      ("Over the past three months it burned.", "past three months = 2024-03-12/2024-06-12"),
      ("It burned two weeks ago.", "two weeks ago = 2024-05-29"),
      ("It burned three months ago.", "three months ago = 2024-03"),
      ("It burned a year ago.", "A year ago = 2023"),
      ("It burned two hours ago.", "two hours ago = null"),
      ("It burned in recent weeks.", "recent weeks = null"),
      ("It burned at 04:30 local time.", "04:30 local time = 2024-06-12T04:30:00"),
      ("It burned at 04:30 GMT.", "04:30 GMT = 2024-06-12T04:30:00Z"),
      ("It burned at 4:30 p.m. ET.", "4:30 p.m. ET = 2024-06-12T16:30:00-04:00"),
      ("A truce starts at midnight tonight.", "midnight tonight = 2024-06-13T00:00:00"),
      ("They will meet on Friday at 10:30.", "Friday at 10:30 = 2024-06-14T10:30:00"),
      ("Over the weekend it burned.", "weekend = 2024-06-08/2024-06-09"),
      ("It burned at Easter.", "Easter = 2024-03-31"),
      ("It burned in the first quarter.", "first quarter = 2024-33"),
      ("They agreed on Monday.", "Monday = 2024-06-10"),
      ("A summit is set for 3 July.", "3 July = 2024-07-03"),
      ("Shortly after midnight it burned.", "midnight = 2024-06-12T00:00:00"),
      ("It burned in November last year.", "November last year = 2023-11"),
      ("By Tuesday it had burned out.", "Tuesday = 2024-06-11"),
      ("Farms failed 10 years after the drought.", "10 years after = null"),
      ("A fortnight ago it burned.", "A fortnight ago = 2024-05-29"),
    ])
  func anchored(_ text: String, _ expected: String) throws {
    let places = try Dates.places(text, published: "12 June 2024")
    #expect(places.map { $0.lowercased() } == [expected.lowercased()])
  }

  @Test("an offset is counted from the day that its sentence gives")
  func offsets() throws {
    #expect(
      try Dates.places(
        "It fell two days after Monday’s vote.", published: "12 June 2024")
        == ["two days after = 2024-06-12", "Monday = 2024-06-10"])
    #expect(
      try Dates.places("On 3 May it fell; a day earlier it had held.", published: "12 June 2024")
        == ["3 May = 2024-05-03", "a day earlier = 2024-05-02"])
    #expect(
      try Dates.places("Ten years after the 2014 vote it fell.", published: "12 June 2024")
        == ["Ten years after = 2024", "2014 = 2014"])
    #expect(
      try Dates.places("It burned at 11pm on Sunday.", published: "12 June 2024")
        == ["11pm = 2024-06-09T23:00:00", "Sunday = 2024-06-09"])
    #expect(
      try Dates.places("It fell a month after they had come.", published: "12 June 2024")
        == ["a month after = null"])
  }

  @Test(
    "without an anchor only what is printed is given",
    arguments: [
      ("He spoke on Monday.", "Monday = null"),
      ("He spoke yesterday.", "yesterday = null"),
      ("It fell last month.", "last month = null"),
      ("It fell in May 2022.", "May 2022 = 2022-05"),
      ("It fell in July.", "July = XXXX-07"),
      ("It fell last spring.", "last spring = XXXX-21"),
      ("It fell two days ago.", "two days ago = null"),
      ("It fell in 2022.", "2022 = 2022"),
    ])
  func unanchored(_ text: String, _ expected: String) throws {
    let mentions = try Dates.read([(.paragraph, text)]).mentions
    #expect(mentions.map { "\($0.when.text ?? "") = \($0.when.edtf ?? "null")" } == [expected])
  }

  @Test("an anchor without a year gives values without one")
  func yearless() throws {
    let text = "Today, Thursday, April 18, envoys met. They met on Tuesday and will on Saturday."
    let places = try Dates.read([(.paragraph, text)]).mentions.map { $0.when.edtf }
    #expect(places.suffix(2) == ["XXXX-04-16", "XXXX-04-20"])
    let bare = try Dates.places("It fell on Monday. It held overnight.", published: "Apr 18")
    #expect(bare == ["Monday = null", "overnight = XXXX-04-17/XXXX-04-18"])
  }

  @Test("an anchor near 29 February without a year leaves the days around it open")
  func leapDay() throws {
    #expect(try Dates.places("It fell yesterday.", published: "March 1") == ["yesterday = null"])
  }

  @Test("the first expression in the text that names month and day anchors a file without stamp")
  func textAnchor() throws {
    let reading = try Dates.read([
      (.caption, "A bridge in Osijek on Nov. 3, 2021."), (.paragraph, "It fell on Tuesday."),
    ])
    #expect(reading.mentions.last?.when.edtf == "2021-11-02")
    #expect(reading.mentions.last?.when.basis == .document)
    #expect(reading.mentions.last?.spans.map(\.field) == ["anchor"])
    #expect(reading.time.published == nil)
  }

  @Test("plain dates stand beside the EDTF value where the days are known")
  func plainDates() throws {
    let mention = try #require(
      try Dates.read([(.paragraph, "It fell in February 2024.")]).mentions.first)
    #expect(mention.when.start == "2024-02-01" && mention.when.end == "2024-02-29")
    #expect(mention.when.basis == .explicit)
    let bare = try #require(try Dates.read([(.paragraph, "It fell in July.")]).mentions.first)
    #expect(bare.when.start == nil && bare.when.basis == When.Basis.none)
  }
}
