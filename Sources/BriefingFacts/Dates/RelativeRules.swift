internal import BriefingText

/// Expressions that count from a day: "today", "last week", "two weeks ago", "past 24 hours".
extension DateReader {
  /// "today", "yesterday evening", "tonight", "overnight", "day after tomorrow".
  func deictic(_ index: Int) -> FormRead? {
    let here = word(index)
    if here == DateWords.tonight {
      return FormRead(value: .point(DatePoint(dayOffset: 0, part: .night)), end: index + 1)
    }
    if here == DateWords.overnight, !isTied(index) {
      var point = DatePoint(part: .night, isNightBefore: true)
      var end = index + 1
      if DateWords.into.contains(word(end)), let day = weekday(end + 1) {
        point.weekday = day.value
        end = day.end
      }
      return FormRead(value: .point(point), end: end)
    }
    if here == DateWords.day,
      word(index + 1) == DateWords.afterWord || word(index + 1) == DateWords.beforeWord,
      case .day(let offset) = sense(index + 2), offset != 0
    {
      return FormRead(value: .point(DatePoint(dayOffset: offset * 2)), end: index + 3)
    }
    guard case .day(let offset) = sense(index), !hangsOn(index), !isTied(index) else { return nil }
    return FormRead(value: .point(DatePoint(dayOffset: offset)), end: index + 1)
  }

  /// "night to Tuesday", "night from Monday to Tuesday".
  func nightBefore(_ index: Int) -> FormRead? {
    guard word(index) == DateWords.night else { return nil }
    var end = index + 1
    if word(end) == DateWords.from || word(end) == DateWords.of, let first = weekday(end + 1),
      weekday(first.end + 1) != nil
    {
      end = first.end
    }
    guard DateWords.into.contains(word(end)), let day = weekday(end + 1) else { return nil }
    return FormRead(
      value: .point(DatePoint(weekday: day.value, part: .night, isNightBefore: true)),
      end: day.end)
  }

  /// What "last", "this", "next" and their like stand before.
  func shifted(_ index: Int) -> FormRead? {
    let here = word(index)
    var shift: Shift
    if DateWords.lasts.contains(here) {
      shift = .last
    } else if DateWords.thises.contains(here) {
      shift = .this
    } else if DateWords.nexts.contains(here) {
      shift = .next
    } else {
      return anaphoric(index)
    }
    let isContextual =
      here == DateWords.previous || here == DateWords.preceding || here == DateWords.following
    var next = index + 1
    var isPast = here == DateWords.past
    if here == DateWords.this, word(next) == DateWords.past || DateWords.coming.contains(word(next))
    {
      isPast = word(next) == DateWords.past
      shift = isPast ? .last : .next
      next += 1
    }
    if let read = units(next, shift: shift, isPast: isPast, isContextual: isContextual) {
      return read
    }
    if here == DateWords.following || here == DateWords.previous || here == DateWords.preceding,
      word(index - 1) != DateWords.the
    {
      return nil
    }
    if let part = part(next) {
      switch (shift, part) {
      case (.this, _):
        return FormRead(value: .point(DatePoint(dayOffset: 0, part: part)), end: next + 1)
      case (.last, .night), (.last, .evening):
        var point = DatePoint(part: part)
        point.isNightBefore = part == .night
        if part == .evening { point.dayOffset = -1 }
        return FormRead(value: .point(point), end: next + 1)
      case (.next, _) where here == DateWords.next || here == DateWords.following:
        return FormRead(
          value: .point(DatePoint(dayOffset: 1, base: .sentence, part: part)), end: next + 1)
      default: return nil
      }
    }
    if isPast, here == DateWords.past { return nil }
    guard let read = named(next, isLicensed: true) else { return nil }
    switch read.value {
    case .point(var point):
      if point.year != nil { return nil }
      point.shift = shift
      return FormRead(value: .point(point), end: read.end)
    case .feast(let feast, nil, _):
      return FormRead(value: .feast(feast, year: nil, shift: shift), end: read.end)
    default: return nil
    }
  }

  /// "last week", "past 24 hours", "next two weeks", "coming weeks".
  private func units(_ index: Int, shift: Shift, isPast: Bool, isContextual: Bool) -> FormRead? {
    if let (unit, isPlural) = unit(index) {
      let end = index + 1
      if isPlural {
        if shift == .this || unit.isOfClock && shift == .last && !isPast { return nil }
        return FormRead(value: .vague(unit), end: end)
      }
      if isPast {
        return FormRead(value: .stretch(DateLength(count: 1, unit: unit), isAhead: false), end: end)
      }
      if unit.isOfClock { return nil }
      if unit == .day {
        guard shift != .this, isContextual || shift == .next else { return nil }
        if shift == .next, !isContextual, word(index - 2) != DateWords.the { return nil }
        let point = DatePoint(dayOffset: shift.rawValue, base: .sentence)
        return FormRead(value: .point(point), end: end)
      }
      if isContextual, word(index - 2) != DateWords.the { return nil }
      return FormRead(value: .unit(unit, shift: shift.rawValue), end: end)
    }
    guard shift != .this, !isContextual || shift == .last, let count = count(index),
      let (unit, _) = unit(count.end)
    else { return nil }
    if case .number(1) = sense(index), count.value == 1, word(index) != DateWords.one { return nil }
    guard let number = count.value else { return FormRead(value: .vague(unit), end: count.end + 1) }
    let length = DateLength(count: number, unit: unit)
    return FormRead(value: .stretch(length, isAhead: shift == .next), end: count.end + 1)
  }

  /// "that evening", "that day", "same day".
  private func anaphoric(_ index: Int) -> FormRead? {
    let here = word(index)
    guard here == DateWords.that || here == DateWords.same else { return nil }
    if let part = part(index + 1) {
      return FormRead(
        value: .point(DatePoint(dayOffset: 0, base: .sentence, part: part)), end: index + 2)
    }
    guard case (.day, false)? = unit(index + 1) else { return nil }
    return FormRead(value: .point(DatePoint(dayOffset: 0, base: .sentence)), end: index + 2)
  }

  /// "recent weeks", "weeks ahead".
  func vague(_ index: Int) -> FormRead? {
    if word(index) == DateWords.recent, let (unit, isPlural) = unit(index + 1), isPlural {
      return FormRead(value: .vague(unit), end: index + 2)
    }
    guard let (unit, isPlural) = unit(index), isPlural, !hangsOn(index) else { return nil }
    let direction = word(index + 1)
    if direction == DateWords.ahead, word(index + 2) != DateWords.of {
      return FormRead(value: .vague(unit), end: index + 2)
    }
    guard
      DateWords.ago.contains(direction) || direction == DateWords.later
        || direction == DateWords.earlier,
      word(index + 2) != DateWords.than
    else { return nil }
    return FormRead(value: .vague(unit), end: index + 2)
  }

  /// "nearly two weeks ago", "a day prior", "a month after", "day before".
  func offset(_ index: Int) -> FormRead? {
    var start = index
    if DateWords.mods.contains(word(start)) {
      start += 1
    } else if DateWords.moreLess.contains(word(start)), word(start + 1) == DateWords.than {
      start += 2
    } else if DateWords.justWords.contains(word(start)), DateWords.mods.contains(word(start + 1)) {
      start += 2
    } else if word(start) == DateWords.at, word(start + 1) == DateWords.least {
      start += 2
    }
    if start == index, let (unit, isPlural) = unit(index), !isPlural,
      word(index - 1) == DateWords.the
    {
      guard !unit.isOfClock,
        word(index + 1) == DateWords.beforeWord || word(index + 1) == DateWords.afterWord
      else {
        return nil
      }
      return FormRead(
        value: .offset(
          DateLength(count: 1, unit: unit),
          word(index + 1) == DateWords.beforeWord ? .before : .after),
        end: index + 2)
    }
    if hangsOn(start) { return nil }
    var length: DateLength
    var end: Int
    if word(start) == DateWords.half, let (unit, _) = unit(start + 2),
      DateWords.articles.contains(word(start + 1)), unit == .year || unit == .decade
    {
      length =
        unit == .year ? DateLength(count: 6, unit: .month) : DateLength(count: 5, unit: .year)
      end = start + 3
    } else {
      guard let count = count(start), let (unit, _) = unit(count.end) else { return nil }
      length = DateLength(count: count.value, unit: unit)
      end = count.end + 1
    }
    let direction = word(end)
    if word(end + 1) == DateWords.than { return nil }
    let way: OffsetDirection
    if DateWords.ago.contains(direction) {
      way = .ago
    } else if DateWords.before.contains(direction) {
      way = .before
    } else if DateWords.after.contains(direction) {
      way = .after
    } else if direction == DateWords.ahead, word(end + 1) == DateWords.of {
      way = .before
    } else {
      return nil
    }
    if way != .ago, DateWords.lasting.contains(word(index - 1)) { return nil }
    if length.count == nil { return FormRead(value: .vague(length.unit), end: end + 1) }
    return FormRead(value: .offset(length, way), end: end + 1)
  }
}
