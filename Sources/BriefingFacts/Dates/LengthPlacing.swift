/// Units and lengths, counted from the anchor or the day that the sentence gives.
extension DatePlacing {
  func place(_ unit: TimeUnit, shift: Int) -> PlacedDate? {
    guard let anchor else { return nil }
    switch unit {
    case .second, .minute, .hour, .fortnight: return nil
    case .day: return day(anchor.adding(days: shift))
    case .week:
      let monday = anchor.monday.adding(days: 7 * shift)
      return interval(monday, monday.adding(days: 6))
    case .weekend:
      var saturday = anchor.monday.adding(days: 5)
      if shift < 0 || shift == 0 && tense != .future && tense != .present {
        // The latest weekend that has begun; "last" also one that is over.
        while saturday > anchor || shift < 0 && saturday.adding(days: 1) >= anchor {
          saturday = saturday.adding(days: -7)
        }
      } else if shift > 0, saturday <= anchor {
        saturday = saturday.adding(days: 7)
      }
      return interval(saturday, saturday.adding(days: 1))
    case .month: return month(anchor.firstOfMonth.adding(months: shift))
    case .quarter:
      let first = anchor.firstOfMonth.adding(months: 3 * shift - (anchor.month - 1) % 3)
      return PlacedDate(
        edtf: "\(years(first.year))-\(33 + (first.month - 1) / 3)", first: first,
        last: first.adding(months: 3).adding(days: -1), isDerived: true)
    case .year: return year(anchor.year + shift)
    case .decade:
      guard showsYear else { return nil }
      let first = (anchor.year / 10 + shift) * 10
      return PlacedDate(
        edtf: "\(first / 10)X", first: CivilDate(year: first, month: 1, day: 1),
        last: CivilDate(year: first + 9, month: 12, day: 31), isDerived: true)
    case .century:
      guard showsYear else { return nil }
      let first = (anchor.year / 100 + shift) * 100
      return PlacedDate(
        edtf: "\(first / 100)XX", first: CivilDate(year: first, month: 1, day: 1),
        last: CivilDate(year: first + 99, month: 12, day: 31), isDerived: true)
    }
  }

  func place(_ length: DateLength, isAhead: Bool) -> PlacedDate? {
    guard let anchor, let end = move(anchor, by: length, isAhead ? 1 : -1) else { return nil }
    return isAhead ? interval(anchor, end) : interval(end, anchor)
  }

  func place(_ length: DateLength, _ direction: OffsetDirection) -> PlacedDate? {
    guard !length.unit.isOfClock, let base = direction == .ago ? anchor : baseDay,
      let date = move(base, by: length, direction == .after ? 1 : -1)
    else { return nil }
    switch length.unit {
    case .month, .quarter: return month(date)
    case .year, .decade, .century: return year(date.year)
    default: return day(date)
    }
  }

  /// The day `length` away; nil for lengths that are no whole days.
  private func move(_ day: CivilDate, by length: DateLength, _ sign: Int) -> CivilDate? {
    guard let count = length.count, count <= 4000 else { return nil }
    let signed = count * sign
    switch length.unit {
    case .second, .minute: return nil
    case .hour: return count % 24 == 0 ? day.adding(days: signed / 24) : nil
    case .day: return day.adding(days: signed)
    case .week, .weekend: return day.adding(days: 7 * signed)
    case .fortnight: return day.adding(days: 14 * signed)
    case .month: return day.adding(months: signed)
    case .quarter: return day.adding(months: 3 * signed)
    case .year: return day.adding(months: 12 * signed)
    case .decade: return day.adding(months: 120 * signed)
    case .century: return day.adding(months: 1200 * signed)
    }
  }

  func place(_ feast: Feast, _ year: Int?, _ shift: Shift?) -> PlacedDate? {
    switch feast {
    case .movable: return nil
    case .fixed(let month, let day):
      return place(DatePoint(year: year, month: month, day: day, shift: shift))
    case .easter(let offset):
      if let year {
        return explicit(printed.day(CivilDate.easter(of: year).adding(days: offset)))
      }
      guard let anchor, showsYear else { return nil }
      let days = (-2...2).map {
        CivilDate.easter(of: anchor.year + $0).adding(days: offset)
      }
      return choose(from: days, shift: shift, isNearestByDefault: true) { ($0, $0, anchor) }
        .map(day)
    }
  }
}
