/// The day in a date or time as files state it: ISO 8601 and its looser kin, RFC 5322, names of
/// months, Unix time. The day is the one of the time zone that is written.
struct StatedDay {
  /// `YYYY-MM-DD`.
  let edtf: String
  /// The same.
  let date: CivilDate

  /// The day that `text` states; nil where it states none, or one that could be read in two ways.
  init?(_ text: String) {
    let words = Self.words(text)
    guard let date = Self.ordered(words) ?? Self.packed(words) ?? Self.named(words),
      date.year >= 1900, date.year <= 2100
    else { return nil }
    self.date = date
    edtf = date.description
  }

  /// Runs of digits and runs of letters.
  private static func words(_ text: String) -> [Substring] {
    var result: [Substring] = []
    var start: String.Index?
    var index = text.startIndex
    var wasDigit = false
    while index < text.endIndex, result.count < 12 {
      let character = text[index]
      let isDigit = character.isASCII && character.isNumber
      let isWord = isDigit || character.isLetter
      if let first = start, !isWord || isDigit != wasDigit {
        result.append(text[first..<index])
        start = nil
      }
      if isWord, start == nil { start = index }
      wasDigit = isDigit
      index = text.index(after: index)
    }
    if let start { result.append(text[start...]) }
    return result
  }

  /// "2023-05-12T…", "2023/5/12", "12.05.2023", "05/28/2023".
  private static func ordered(_ words: [Substring]) -> CivilDate? {
    for start in words.indices where start + 2 < words.count {
      guard let first = Int(words[start]), let second = Int(words[start + 1]),
        let third = Int(words[start + 2])
      else { continue }
      if words[start].count == 4 { return CivilDate(year: first, month: second, day: third) }
      guard words[start + 2].count == 4 else { return nil }
      if first > 12 { return CivilDate(year: third, month: second, day: first) }
      if second > 12 { return CivilDate(year: third, month: first, day: second) }
      return first == second ? CivilDate(year: third, month: first, day: second) : nil
    }
    return nil
  }

  /// "20230512", "20230512T101500", "1683879300".
  private static func packed(_ words: [Substring]) -> CivilDate? {
    guard let first = words.first, let number = Int(first) else { return nil }
    switch first.count {
    case 8, 12, 14:
      let day = first.prefix(8)
      guard let value = Int(day) else { return nil }
      return CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    case 10: return CivilDate(dayNumber: number / 86_400)
    case 13: return CivilDate(dayNumber: number / 86_400_000)
    default: return nil
    }
  }

  /// "Fri, 12 May 2023", "May 12, 2023".
  private static func named(_ words: [Substring]) -> CivilDate? {
    guard
      let place = words.firstIndex(where: { word in
        word.count >= 3 && months.contains { word.lowercased().hasPrefix($0) }
      }),
      let month = months.firstIndex(where: { words[place].lowercased().hasPrefix($0) })
    else { return nil }
    let year = words[(place + 1)...].first { $0.count == 4 && Int($0) != nil }.flatMap { Int($0) }
    guard let year else { return nil }
    var days: [Int] = []
    if place > 0, words[place - 1].count <= 2, let day = Int(words[place - 1]) { days.append(day) }
    if place + 1 < words.count, words[place + 1].count <= 2, let day = Int(words[place + 1]) {
      days.append(day)
    }
    return days.first.flatMap { CivilDate(year: year, month: month + 1, day: $0) }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
