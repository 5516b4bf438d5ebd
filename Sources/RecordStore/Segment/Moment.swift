/// Reads the moments that records carry.
enum Moment {
  /// Milliseconds since 1970 of `2026-11-20T20:30:00.200Z`; nil for any other form, and for days
  /// and times that there are not.
  static func milliseconds(_ text: ArraySlice<UInt8>) -> Int64? {
    guard text.count == 24 else { return nil }
    let bytes = Array(text)
    for (index, byte) in pattern.enumerated() {
      let fits = byte == 0x30 ? bytes[index] >= 0x30 && bytes[index] <= 0x39 : bytes[index] == byte
      guard fits else { return nil }
    }
    func number(_ range: Range<Int>) -> Int64 {
      range.reduce(0) { $0 * 10 + Int64(bytes[$1] - 0x30) }
    }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    guard (1...12).contains(month), (1...length(month, year)).contains(day),
      number(11..<13) < 24, number(14..<16) < 60, number(17..<19) < 60
    else { return nil }
    // Howard Hinnant's `days_from_civil`.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days =
      era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    let seconds = days * 86_400 + number(11..<13) * 3600 + number(14..<16) * 60 + number(17..<19)
    return seconds * 1000 + number(20..<23)
  }

  private static let pattern = Array("0000-00-00T00:00:00.000Z".utf8)

  private static func length(_ month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
