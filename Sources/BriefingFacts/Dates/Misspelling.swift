internal import BriefingText

/// A name of a month or a weekday with a slip of the pen in it.
struct Misspelling: Sendable {
  /// What the name stands for.
  let sense: CalendarSense
  /// The name as it should be, lower-case.
  let name: String
}

extension DateReader {
  /// Finds names of months and weekdays that are misspelt, where the words beside them leave no
  /// doubt: a month needs a day or a year beside it, a short one a weekday before it as well.
  mutating func findMisspellings() {
    for index in tokens {
      let token = document.tokens[index]
      guard token.isCapitalised, token.bytes.count >= 3, token.bytes.count <= 12,
        calendar.sense(of: token.word) == nil
      else { continue }
      let canBeMonth = isBesideDay(index)
      let canBeWeekday = token.bytes.count >= 6 && isWeekdayPlace(index)
      guard canBeMonth || canBeWeekday else { continue }
      let letters = document.content[token.bytes].map { $0 | 0x20 }
      for name in calendar.names {
        switch name.sense {
        case .month: if !canBeMonth { continue }
        case .weekday(_, isShort: false): if !canBeWeekday { continue }
        default: continue
        }
        if isSlip(letters, of: name.letters, at: index) {
          misspelt[index] = Misspelling(
            sense: name.sense, name: String(decoding: name.letters, as: UTF8.self))
          break
        }
      }
    }
  }

  private func isSlip(_ letters: [UInt8], of name: [UInt8], at index: Int) -> Bool {
    guard letters.first == name.first, letters != name, abs(letters.count - name.count) <= 2 else {
      return false
    }
    // The plural of a weekday is no slip: it means every one.
    if letters.count == name.count + 1, letters.last == 0x73, letters.dropLast() == name[...] {
      return false
    }
    if name.count <= 4 {
      return letters.count == name.count && name.count == 3
        && weekdayBefore(index) && EditDistance.between(letters, name, limit: 1) == 1
    }
    let limit = name.count >= 7 ? 2 : 1
    return EditDistance.between(letters, name, limit: limit) <= limit
  }

  private func weekdayBefore(_ index: Int) -> Bool {
    let before = word(index - 1) == DateWords.comma ? index - 2 : index - 1
    return weekday(before) != nil
  }

  private func isBesideDay(_ index: Int) -> Bool {
    var next = index + 1
    if word(next) == DateWords.stop, isGlued(next) { next += 1 }
    let dayAfter = dayNumber(next) != nil || year(next) != nil
    return dayAfter
      && (weekdayBefore(index)
        || (token(index)?.bytes.count ?? 0) >= 5
          && (DateWords.yearPlacing.contains(word(index - 1)) || word(index - 1) == DateWords.on
            || dayNumber(index - 1) != nil || year(next) != nil))
      || dayNumber(index - 1) != nil && year(next) != nil
  }

  private func isWeekdayPlace(_ index: Int) -> Bool {
    let before = word(index - 1)
    if before == DateWords.on || DateWords.edges.contains(before) { return true }
    if before == DateWords.last || before == DateWords.next { return true }
    let next = word(index + 1) == DateWords.comma ? index + 2 : index + 1
    return month(next) != nil || dayNumber(next) != nil && month(next + 1) != nil
  }
}
