internal import BriefingText

/// A rule of the grammar: reads the longest expression of its kind from a token on.
struct DateRule: Sendable {
  let name: String
  let read: @Sendable (DateReader, Int) -> DateReader.FormRead?
}

/// An expression that was found, before it is resolved.
struct DateMatch: Sendable {
  var form: DateForm
  var tokens: Range<Int>
  var rule: String
}

extension DateReader {
  /// The rules from the finest to the coarsest; of equally long matches the first wins.
  static let rules: [DateRule] = [
    DateRule(name: wireStampRule) { $0.wireStamp($1) },
    DateRule(name: "date.numeric") { $0.numericDate($1) },
    DateRule(name: "date.day_month") { $0.dayMonth($1) },
    DateRule(name: "date.month_day") { $0.monthDay($1) },
    DateRule(name: "date.weekday") { $0.weekdayDate($1) },
    DateRule(name: "date.clock") { $0.clockFirst($1) },
    DateRule(name: "date.night_before") { $0.nightBefore($1) },
    DateRule(name: "date.day_relative") { $0.deictic($1) },
    DateRule(name: "date.feast") { $0.feast($1) },
    DateRule(name: "date.month") { $0.monthAlone($1, isLicensed: false) },
    DateRule(name: "date.quarter") { $0.quarter($1) },
    DateRule(name: "date.season") { $0.seasonAlone($1, isLicensed: false) },
    DateRule(name: "date.year") { $0.yearAlone($1, isLicensed: false) },
    DateRule(name: "date.shifted") { $0.shifted($1) },
    DateRule(name: "date.weekend") { $0.weekend($1) },
    DateRule(name: "date.part_of_day") { $0.partOfDate($1) },
    DateRule(name: "date.edge") { $0.edge($1) },
    DateRule(name: "date.so_far") { $0.soFar($1) },
    DateRule(name: "date.offset") { $0.offset($1) },
    DateRule(name: "date.vague") { $0.vague($1) },
  ]

  static let wireStampRule = "date.wire_stamp"

  /// The longest expression that begins at `index`.
  func match(_ index: Int) -> DateMatch? {
    var best: DateMatch?
    for rule in DateReader.rules {
      guard let read = rule.read(self, index) else { continue }
      let whole = extended(read)
      if whole.end > (best?.tokens.upperBound ?? index) {
        best = DateMatch(form: whole.value, tokens: index..<whole.end, rule: rule.name)
      }
    }
    return best
  }

  /// Adds the part of the day and the clock time that follow a day.
  private func extended(_ read: FormRead) -> FormRead {
    guard case .point(var point) = read.value else { return read }
    var end = read.end
    if let period = periodAfter(point, at: end) {
      point.periodShift = period.value
      end = period.end
    }
    guard point.isDay, point.clock == nil else {
      return FormRead(value: .point(point), end: end)
    }
    if point.part == nil, let part = part(end), !isGlued(end) {
      point.part = part
      end += 1
    }
    var next = end
    if word(next) == DateWords.comma { next += 1 }
    if word(next) == DateWords.at { next += 1 }
    if let time = clock(next) {
      point.clock = time.value
      end = time.end
    }
    return FormRead(value: .point(point), end: end)
  }

  /// "last year" after a month or season, "this week" after a weekday.
  private func periodAfter(_ point: DatePoint, at index: Int) -> Read<Int>? {
    guard point.year == nil, point.shift == nil, point.clock == nil,
      point.month != nil || point.season != nil || point.weekday != nil
    else { return nil }
    let next = word(index) == DateWords.of ? index + 1 : index
    let shift: Int
    switch word(next) {
    case DateWords.last: shift = -1
    case DateWords.this: shift = 0
    case DateWords.next: shift = 1
    default: return nil
    }
    let isDay = point.month == nil && point.season == nil
    guard case (let unit, false)? = unit(next + 1), unit == (isDay ? .week : .year) else {
      return nil
    }
    return Read(value: shift, end: next + 2)
  }

  /// The longest expression that needs no word before it to be one.
  func named(_ index: Int, isLicensed: Bool) -> FormRead? {
    let reads = [
      numericDate(index), dayMonth(index), monthDay(index), weekdayDate(index), feast(index),
      monthAlone(index, isLicensed: isLicensed), quarter(index),
      seasonAlone(index, isLicensed: isLicensed), yearAlone(index, isLicensed: isLicensed),
    ]
    var best: FormRead?
    for case let read? in reads where read.end > (best?.end ?? 0) { best = read }
    return best
  }

  /// "Tuesday", "Wednesday, Oct. 12", "Tue 14 Feb 2023", "Monday–Wednesday".
  func weekdayDate(_ index: Int) -> FormRead? {
    guard let first = weekday(index) else { return nil }
    var next = first.end
    if word(next) == DateWords.comma { next += 1 }
    if word(next) == DateWords.the { next += 1 }
    if let date = dayMonth(next) ?? monthDay(next) ?? numericDate(next) {
      guard case .point(var point) = date.value else { return date }
      point.weekday = first.value
      return FormRead(value: .point(point), end: date.end)
    }
    let point = DatePoint(weekday: first.value)
    if isDash(first.end), isGlued(first.end), let last = weekday(first.end + 1) {
      return FormRead(
        value: .range(.point(point), .point(DatePoint(weekday: last.value))), end: last.end)
    }
    if isShortName(index) {
      let time = word(first.end) == DateWords.comma ? first.end + 1 : first.end
      guard clock(time) != nil else { return nil }
    }
    if isTied(index) { return nil }
    return FormRead(value: .point(point), end: first.end)
  }

  /// "7:05 AM CET, March 9, 2031", "21:40 yesterday", "10:00".
  func clockFirst(_ index: Int) -> FormRead? {
    guard let time = clock(index) else { return nil }
    var next = time.end
    if isDash(next), isGlued(next) == isGlued(next + 1), let last = clock(next + 1) {
      return FormRead(
        value: .range(
          .point(DatePoint(clock: time.value)), .point(DatePoint(clock: last.value))),
        end: last.end)
    }
    if word(next) == DateWords.comma { next += 1 }
    let day =
      numericDate(next) ?? dayMonth(next) ?? monthDay(next) ?? weekdayDate(next)
      ?? deictic(next) ?? shifted(next)
    if let day, case .point(var point) = day.value, point.isDay {
      point.clock = time.value
      return FormRead(value: .point(point), end: day.end)
    }
    return FormRead(value: .point(DatePoint(clock: time.value)), end: time.end)
  }

  /// "Christmas", "New Year's Eve", "Easter 2024".
  func feast(_ index: Int) -> FormRead? {
    guard token(index)?.isCapitalised == true, let phrase = phrase(index),
      let feast = phrase.value.feast, !isTied(phrase.end - 1)
    else { return nil }
    let year = year(phrase.end)
    return FormRead(
      value: .feast(feast, year: year, shift: nil), end: year == nil ? phrase.end : phrase.end + 1)
  }

  /// "over the weekend".
  func weekend(_ index: Int) -> FormRead? {
    guard case (.weekend, false)? = unit(index), word(index - 1) == DateWords.the else {
      return nil
    }
    return FormRead(value: .unit(.weekend, shift: 0), end: index + 1)
  }

  /// "morning of Feb. 24", "early hours of Tuesday".
  func partOfDate(_ index: Int) -> FormRead? {
    var start = index + 1
    var part: DayPart?
    if word(index) == DateWords.early, word(index + 1) == DateWords.hours {
      start = index + 2
    } else if let named = self.part(index) {
      part = named
    } else {
      return nil
    }
    guard word(start) == DateWords.of,
      let day = dayMonth(start + 1) ?? monthDay(start + 1) ?? weekdayDate(start + 1)
        ?? numericDate(start + 1)
    else { return nil }
    if case .range = day.value, part == .night { return day }
    guard case .point(var point) = day.value, point.isDay else { return nil }
    point.part = part
    point.hasEdge = true
    return FormRead(value: .point(point), end: day.end)
  }

  /// "so far this year".
  func soFar(_ index: Int) -> FormRead? {
    guard word(index) == DateWords.so, word(index + 1) == DateWords.far,
      let read = shifted(index + 2), case .unit = read.value
    else { return nil }
    return read
  }

  /// "early Tuesday", "mid-June", "end of March", "second half of 2024", "later in the day".
  func edge(_ index: Int) -> FormRead? {
    let here = word(index)
    if DateWords.edges.contains(here), !hangsOn(index) {
      var next = index + 1
      if isDash(next), isGlued(next), isGlued(next + 1) { next += 1 }
      if word(next) == DateWords.in, word(next + 1) == DateWords.the {
        guard case (let unit, false)? = unit(next + 2), !unit.isOfClock else { return nil }
        return FormRead(value: around(unit, base: .sentence), end: next + 3)
      }
      if word(next) == DateWords.on { next += 1 }
      return edged(deictic(next) ?? shifted(next) ?? named(next, isLicensed: true))
    }
    var next: Int
    if DateWords.edgeParts.contains(here) {
      next = index + 1
      if here == DateWords.end, isDash(next) || month(next) != nil {
        return edged(monthAlone(isDash(next) ? next + 1 : next, isLicensed: true))
      }
    } else if DateWords.halves.contains(here), word(index + 1) == DateWords.half {
      next = index + 2
    } else {
      return yearEnd(index)
    }
    guard word(next) == DateWords.of else { return nil }
    next += 1
    if word(next) == DateWords.the {
      next += 1
      if case (let unit, false)? = unit(next), !unit.isOfClock {
        if unit == .day, word(index - 2) != DateWords.by { return nil }
        return FormRead(value: around(unit, base: .anchor), end: next + 1)
      }
    }
    return edged(shifted(next) ?? named(next, isLicensed: true))
  }

  /// "year's end", "year-end".
  private func yearEnd(_ index: Int) -> FormRead? {
    guard case (let unit, false)? = sense(index).flatMap(DateReader.singularUnit),
      word(index + 1) == DateWords.possessive || word(index + 1) == DateWords.hyphen,
      word(index + 2) == DateWords.end, !hangsOn(index), !isTied(index + 2), !unit.isOfClock
    else { return nil }
    return FormRead(value: around(unit, base: .anchor), end: index + 3)
  }

  private static func singularUnit(_ sense: CalendarSense) -> (TimeUnit, Bool)? {
    guard case .unit(let unit, let isPlural) = sense else { return nil }
    return (unit, isPlural)
  }

  private func around(_ unit: TimeUnit, base: DatePoint.Base) -> DateForm {
    unit == .day ? .point(DatePoint(dayOffset: 0, base: base)) : .unit(unit, shift: 0)
  }

  private func edged(_ read: FormRead?) -> FormRead? {
    guard let read else { return nil }
    guard case .point(var point) = read.value else {
      if case .stretch = read.value { return nil }
      if case .vague = read.value { return nil }
      return read
    }
    point.hasEdge = true
    return FormRead(value: .point(point), end: read.end)
  }
}

extension DatePoint {
  /// Whether the expression means one day.
  var isDay: Bool { weekday != nil || dayOffset != nil || hasMonthAndDay || isNightBefore }
}
