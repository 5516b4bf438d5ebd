import BriefingFacts
import Testing

@Suite("Faults in printed dates")
struct DatesFaultTests {
  private func fault(_ text: String) throws -> (value: String, edtf: String?, fault: String)? {
    let document = Dates.document([(.paragraph, text)])
    let mentions = try DateExtractor(calendar: #require(Dates.calendar)).mentions(in: document)
    guard let mention = mentions.first, let fault = mention.fault else { return nil }
    let words = document.text(fault.bytes)
    return (
      mention.value, mention.when.edtf,
      "\(fault.code.rawValue) “\(words)” → \(fault.suggestion ?? "")"
    )
  }

  @Test(
    "impossible days, months and years are told and dropped from the value",
    arguments: [
      ("It ends on 31 June.", "XXXX-06", "31 June"),
      ("It ends on 30.02.2023.", "2023-02", "30.02.2023"),
      ("It ends on Feb 29, 2023 at last.", "2023-02", "Feb 29, 2023"),
      ("It ended on Sept. 9, 20022.", "XXXX-09-09", "Sept. 9, 20022"),
      ("It ends on 14.13.2023.", "2023", "14.13.2023"),
    ])
  func impossible(_ text: String, _ value: String, _ words: String) throws {
    let found = try #require(try fault(text))
    #expect(found.value == value)
    #expect(found.edtf == nil)
    #expect(found.fault.hasPrefix("impossible_date “\(words)”"))
  }

  @Test("29 February is possible where no year denies it")
  func leapDay() throws {
    #expect(try fault("It ends on 29 February.") == nil)
    #expect(try fault("It ends on 29 February 2024.") == nil)
  }

  @Test(
    "misspelt names are read as what they stand for",
    arguments: [
      ("On Tuesday, Nox.14, it began.", "XXXX-11-14", "misspelt_date “Nox.14” → Nov. 14"),
      ("It’s Wendesday, May 3, again.", "XXXX-05-03", "misspelt_date “Wendesday” → Wednesday"),
      ("They spoke on Saturdy.", "XXXX-WXX-6", "misspelt_date “Saturdy” → Saturday"),
      ("It fell on 14 Febuary 2022.", "2022-02-14", "misspelt_date “Febuary” → February"),
      ("It fell in Septmber 2022.", "2022-09", "misspelt_date “Septmber” → September"),
    ])
  func misspelt(_ text: String, _ value: String, _ expected: String) throws {
    let found = try #require(try fault(text))
    #expect(found.value == value)
    #expect(found.fault == expected)
  }

  @Test(
    "names that only resemble a month or weekday are left alone",
    arguments: [
      "Walter Mondale lost.", "Marsha 12 left.", "They met on Mondays.", "In Augusta 40 men met.",
      "Call Juno 14 at once.", "On Sundaram’s word they left.",
    ])
  func names(_ text: String) throws {
    #expect(try Dates.values(text) == [])
  }
}
