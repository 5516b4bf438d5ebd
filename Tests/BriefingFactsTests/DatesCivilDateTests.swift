import BriefingFacts
import Testing

@Suite("Civil dates")
struct DatesCivilDateTests {
  @Test("day numbers and dates agree on every day from 1600 to 2400")
  func roundTrip() throws {
    let first = try #require(CivilDate(year: 1600, month: 1, day: 1)).dayNumber
    let last = try #require(CivilDate(year: 2400, month: 12, day: 31)).dayNumber
    var weekday = CivilDate(dayNumber: first).weekday
    var previous = CivilDate(dayNumber: first - 1)
    for number in first...last {
      let date = CivilDate(dayNumber: number)
      #expect(date.dayNumber == number && date.weekday == weekday && previous < date)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
      previous = date
      weekday = weekday % 7 + 1
    }
  }

  @Test(
    "known days fall on known weekdays",
    arguments: [
      (1970, 1, 1, 4), (2000, 2, 29, 2), (2023, 2, 14, 2), (2024, 12, 25, 3), (1899, 12, 31, 7),
    ])
  func weekdays(_ year: Int, _ month: Int, _ day: Int, _ weekday: Int) {
    #expect(CivilDate(year: year, month: month, day: day)?.weekday == weekday)
  }

  @Test(
    "days that no calendar has are refused",
    arguments: [
      (2023, 2, 29), (2100, 2, 29), (2024, 6, 31), (2024, 13, 1), (2024, 0, 1), (2024, 1, 0),
    ])
  func impossible(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("adding months keeps to the length of the month")
  func months() throws {
    let date = try #require(CivilDate(year: 2024, month: 1, day: 31))
    #expect(date.adding(months: 1).description == "2024-02-29")
    #expect(date.adding(months: -2).description == "2023-11-30")
    #expect(date.adding(months: 13).description == "2025-02-28")
    #expect(date.adding(months: -12 * 100).description == "1924-01-31")
  }

  @Test("weeks run from Monday to Sunday")
  func weeks() throws {
    let sunday = try #require(CivilDate(year: 2024, month: 3, day: 3))
    #expect(sunday.monday.description == "2024-02-26")
    #expect(sunday.monday.monday == sunday.monday)
  }

  @Test(
    "Easter falls where the churches say",
    arguments: [
      (2022, "2022-04-17"), (2023, "2023-04-09"), (2024, "2024-03-31"), (2025, "2025-04-20"),
      (1961, "1961-04-02"),
    ])
  func easter(_ year: Int, _ expected: String) {
    #expect(CivilDate.easter(of: year).description == expected)
  }
}
