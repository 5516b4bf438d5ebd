internal import BriefingText

/// Dates that name their month: in words or in digits.
extension DateReader {
  typealias FormRead = Read<DateForm>

  /// "Feb. 14, 2023", "March 4–8", "May 30 to June 2".
  ///
  /// `joins`: whether a second date may make it a range; the second itself joins nothing.
  func monthDay(_ index: Int, joins: Bool = true) -> FormRead? {
    guard let month = month(index), let day = dayNumber(month.end) else { return nil }
    if isGlued(month.end), !isShortName(index) { return nil }
    var end = day.end
    // "in May 20 tanks": a count, unless something shows the number to be a day.
    let isDoubtful = word(index - 1) == DateWords.in && token(month.end)?.kind != .ordinal
    if countsSomething(end, isDoubtful: isDoubtful) { return nil }
    var point = DatePoint(month: month.value, day: day.value)
    if let last = rangeDay(after: end), self.month(last.end) == nil {
      end = last.end
      let year = printedYear(end)
      end = year?.end ?? end
      let ends = [day.value, last.value].map { self.point(year?.value, month.value, $0) }
      return FormRead(value: .range(.point(ends[0]), .point(ends[1])), end: end)
    }
    if let year = printedYear(end) {
      end = year.end
      point = self.point(year.value, month.value, day.value)
    } else {
      point = self.point(nil, month.value, day.value)
    }
    guard joins else { return FormRead(value: .point(point), end: end) }
    if let range = dashRange(from: point, at: end, next: { monthDay($0, joins: false) }) {
      return range
    }
    return borrowingYear(point, at: end, next: { monthDay($0, joins: false) })
      ?? FormRead(value: .point(point), end: end)
  }

  /// "14 February 2023", "the 14th of March", "14 and 15 December 2023", "30 May – 2 June".
  func dayMonth(_ index: Int, joins: Bool = true) -> FormRead? {
    guard !hangsOn(index), let day = dayNumber(index) else { return nil }
    var end = day.end
    var last: Int?
    if let next = rangeDay(after: end), next.value > day.value {
      last = next.value
      end = next.end
    }
    if word(end) == DateWords.of { end += 1 }
    guard let month = month(end) else { return nil }
    end = month.end
    let year = printedYear(end)
    end = year?.end ?? end
    let first = point(year?.value, month.value, day.value)
    if let last {
      let second = point(year?.value, month.value, last)
      return FormRead(value: .range(.point(first), .point(second)), end: end)
    }
    guard joins else { return FormRead(value: .point(first), end: end) }
    if let range = dashRange(from: first, at: end, next: { dayMonth($0, joins: false) }) {
      return range
    }
    return borrowingYear(first, at: end, next: { dayMonth($0, joins: false) })
      ?? FormRead(value: .point(first), end: end)
  }

  /// "14 February to 3 March 2023": with a word between them two dates are one expression only if
  /// the first borrows its year.
  func borrowingYear(
    _ first: DatePoint, at index: Int, next: (Int) -> FormRead?
  ) -> FormRead? {
    guard first.year == nil, first.impossible == nil, DateWords.rangeWords.contains(word(index)),
      let read = next(index + 1), case .point(let last) = read.value, let year = last.year
    else { return nil }
    var first = first
    first.year = year
    return FormRead(value: .range(.point(first), .point(last)), end: read.end)
  }

  /// A second day of the same month: "–15", "and 15", "to 15".
  private func rangeDay(after index: Int) -> Read<Int>? {
    guard isDash(index) || DateWords.rangeWords.contains(word(index)),
      let day = dayNumber(index + 1)
    else { return nil }
    if isDash(index), isGlued(index) != isGlued(index + 1) { return nil }
    if !isDash(index), countsSomething(day.end, isDoubtful: true), month(day.end) == nil {
      return nil
    }
    if countsSomething(day.end, isDoubtful: false), month(day.end) == nil { return nil }
    return day
  }

  /// Joins `first` and the date after a dash, if both name month and day.
  func dashRange(
    from first: DatePoint, at index: Int, next: (Int) -> FormRead?
  ) -> FormRead? {
    guard isDash(index), isGlued(index) == isGlued(index + 1), let read = next(index + 1),
      case .point(let last) = read.value
    else { return nil }
    var first = first
    if first.year == nil { first.year = last.year }
    return FormRead(value: .range(.point(first), .point(last)), end: read.end)
  }

  /// A year after a month or day, with or without a comma: the year, or the token that should be
  /// one.
  func printedYear(_ index: Int) -> Read<PrintedYear>? {
    let start = word(index) == DateWords.comma ? index + 1 : index
    if let year = year(start) {
      if countsSomething(start + 1, isDoubtful: false) { return nil }
      return Read(value: .year(year), end: start + 1)
    }
    // "20023": a digit too many.
    if let (value, count) = digits(start), count == 5, value / 1000 == 20 || value / 1000 == 19 {
      return Read(value: .impossible(token: start), end: start + 1)
    }
    return nil
  }

  enum PrintedYear {
    case year(Int)
    case impossible(token: Int)
  }

  func point(_ year: PrintedYear?, _ month: Int, _ day: Int?) -> DatePoint {
    var point = DatePoint(month: month)
    switch year {
    case .year(let year): point.year = year
    case .impossible(let token): point.impossible = .year(token: token)
    case nil: break
    }
    guard let day else { return point }
    if day > CivilDate.days(inMonth: month, of: point.year ?? 2000) {
      point.impossible = .day(day)
    } else {
      point.day = day
    }
    return point
  }

  // MARK: Digits

  /// The stamp that agencies set under their reports, day and clock time in one: "061530 Mar 22".
  func wireStamp(_ index: Int) -> FormRead? {
    guard case (let value, 6)? = digits(index), !hangsOn(index), let month = month(index + 1),
      case (let shortYear, 2)? = digits(month.end),
      let date = CivilDate(year: 2000 + shortYear, month: month.value, day: value / 10_000),
      value / 100 % 100 < 24, value % 100 < 60
    else { return nil }
    let clock = ClockTime(hour: value / 100 % 100, minute: value % 100)
    let point = DatePoint(year: date.year, month: date.month, day: date.day, clock: clock)
    return FormRead(value: .point(point), end: month.end + 1)
  }

  /// "14.02.2023", "24.02.22", "2023-02-14", "14/02/2023".
  func numericDate(_ index: Int) -> FormRead? {
    guard let first = numericPoint(index) else { return nil }
    if isDash(first.end), isGlued(first.end) == isGlued(first.end + 1),
      let last = numericPoint(first.end + 1)
    {
      return FormRead(value: .range(.point(first.value), .point(last.value)), end: last.end)
    }
    return FormRead(value: .point(first.value), end: first.end)
  }

  private func numericPoint(_ index: Int) -> Read<DatePoint>? {
    guard token(index)?.kind == .number, !hangsOn(index) || isDash(index - 1),
      !DateWords.numbering.contains(word(index - 1))
    else { return nil }
    var parts: [(value: Int, count: Int)]
    var end = index + 1
    if let dotted = fields(index, separator: 0x2e) {
      parts = dotted
    } else {
      let separator = word(index + 1)
      guard separator == DateWords.slash || separator == DateWords.hyphen,
        word(index + 3) == separator, (1...4).allSatisfy({ isGlued(index + $0) }),
        let one = digits(index), let two = digits(index + 2), let three = digits(index + 4)
      else { return nil }
      parts = [one, two, three]
      end = index + 5
      if word(end) == separator, isGlued(end) { return nil }
    }
    guard parts.count == 3 else { return nil }
    if parts[0].count == 4 { parts.reverse() }
    guard parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4 || parts[2].count == 2
    else { return nil }
    let isShort = parts[2].count == 2
    let year = isShort ? parts[2].value + (parts[2].value < 50 ? 2000 : 1900) : parts[2].value
    guard (1900...2099).contains(year) else { return nil }
    var (day, month) = (parts[0].value, parts[1].value)
    let isSlashed = word(index + 1) == DateWords.slash && end > index + 1
    if month > 12 && day <= 12 || isSlashed && style.isMonthFirst && day <= 12 {
      swap(&day, &month)
    }
    var point = DatePoint(year: year)
    if month < 1 || month > 12 {
      if isShort || parts[0].count + parts[1].count < 4 { return nil }
      point.impossible = .month(month)
    } else if CivilDate(year: year, month: month, day: day) == nil {
      if isShort || day < 1 { return nil }
      point.month = month
      point.impossible = .day(day)
    } else {
      point.month = month
      point.day = day
    }
    return Read(value: point, end: end)
  }
}
