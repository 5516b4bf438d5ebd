/// The arithmetic of placing one expression, given one possible day of the document.
struct DatePlacing: Sendable {
  /// The day of the document; nil if the file gives none.
  let anchor: CivilDate?
  /// The day that the sentence gives.
  let baseDay: CivilDate?
  let tense: Tense?
  /// Whether the year of the anchor is printed.
  let showsYear: Bool

  // MARK: Results

  func years(_ year: Int) -> String {
    showsYear ? CivilDate.padded(year, 4) : "XXXX"
  }

  func text(_ day: CivilDate) -> String {
    "\(years(day.year))-\(CivilDate.padded(day.month, 2))-\(CivilDate.padded(day.day, 2))"
  }

  func day(_ day: CivilDate) -> PlacedDate {
    PlacedDate(edtf: text(day), first: day, last: day, isDerived: true)
  }

  /// The days from `first` to `last`.
  func interval(_ first: CivilDate, _ last: CivilDate) -> PlacedDate {
    PlacedDate(edtf: "\(text(first))/\(text(last))", first: first, last: last, isDerived: true)
  }

  func month(_ day: CivilDate) -> PlacedDate {
    PlacedDate(
      edtf: "\(years(day.year))-\(CivilDate.padded(day.month, 2))", first: day.firstOfMonth,
      last: day.lastOfMonth, isDerived: true)
  }

  func year(_ year: Int) -> PlacedDate {
    PlacedDate(
      edtf: years(year), first: CivilDate(year: year, month: 1, day: 1),
      last: CivilDate(year: year, month: 12, day: 31), isDerived: true)
  }

  func explicit(_ placed: PlacedDate) -> PlacedDate {
    var placed = placed
    placed.isDerived = false
    return placed
  }

  /// The same arithmetic with a printed year.
  var printed: DatePlacing {
    DatePlacing(anchor: anchor, baseDay: baseDay, tense: tense, showsYear: true)
  }

  // MARK: Points

  func place(_ point: DatePoint) -> PlacedDate? {
    if point.impossible != nil { return nil }
    if let decade = point.decade {
      return PlacedDate(
        edtf: "\(String(decade / 10))X", first: CivilDate(year: decade, month: 1, day: 1),
        last: CivilDate(year: decade + 9, month: 12, day: 31), isDerived: false)
    }
    if let clock = point.clock { return place(point, clock) }
    if point.isNightBefore {
      guard let anchor else { return nil }
      let morning = point.weekday.flatMap { weekday($0, point) } ?? anchor
      return interval(morning.adding(days: -1), morning)
    }
    if point.month != nil { return placeMonth(point) }
    if let season = point.season { return place(season, point) }
    if let quarter = point.quarter { return place(quarter: quarter, point) }
    if let number = point.weekday { return weekday(number, point).map(day) }
    if let offset = point.dayOffset {
      let base = point.base == .sentence ? baseDay ?? anchor : anchor
      return base.map { day($0.adding(days: offset)) }
    }
    if let year = point.year { return explicit(printed.year(year)) }
    return nil
  }

  func placeMonth(_ point: DatePoint) -> PlacedDate? {
    guard let number = point.month else { return nil }
    if let shift = point.periodShift {
      guard let anchor,
        let date = CivilDate(year: anchor.year + shift, month: number, day: point.day ?? 1)
      else { return nil }
      return point.day == nil ? month(date) : day(date)
    }
    if let year = point.year {
      guard let date = CivilDate(year: year, month: number, day: point.day ?? 1) else { return nil }
      return explicit(point.day == nil ? printed.month(date) : printed.day(date))
    }
    guard let anchor, showsYear else {
      let days = point.day.map { "-" + CivilDate.padded($0, 2) } ?? ""
      return PlacedDate(
        edtf: "XXXX-\(CivilDate.padded(number, 2))\(days)", first: unprinted(number, point.day),
        last: unprinted(number, point.day), isDerived: anchor != nil)
    }
    if let dayNumber = point.day {
      let days = (-4...4).compactMap {
        CivilDate(year: anchor.year + $0, month: number, day: dayNumber)
      }
      let chosen = choose(from: days, shift: point.shift, isNearestByDefault: true) {
        ($0, $0, anchor)
      }
      return chosen.map(day)
    }
    let months = (-2...2).compactMap {
      CivilDate(year: anchor.year + $0, month: number, day: 1)
    }
    let chosen = choose(from: months, shift: point.shift, isNearestByDefault: false) {
      ($0, $0.lastOfMonth, anchor)
    }
    return chosen.map(month)
  }

  /// The day within the year of the anchor, for offsets that are counted from it.
  func unprinted(_ month: Int, _ day: Int?) -> CivilDate? {
    guard let anchor, let day else { return nil }
    return CivilDate(year: anchor.year, month: month, day: day)
  }

  /// The candidate that tense and shift ask for. A candidate lies around the anchor when it has
  /// begun and is not over; it counts for the past and for the future, but is not "over".
  func choose(
    from candidates: [CivilDate], shift: Shift?, isNearestByDefault: Bool,
    span: (CivilDate) -> (first: CivilDate, last: CivilDate, anchor: CivilDate)
  ) -> CivilDate? {
    func isOver(_ date: CivilDate) -> Bool { span(date).last < span(date).anchor }
    func hasBegun(_ date: CivilDate) -> Bool { span(date).first <= span(date).anchor }
    switch (shift, tense) {
    case (.last, _): return candidates.last(where: isOver)
    case (.next, _): return candidates.first { !hasBegun($0) }
    case (.this, _): return candidates.first { $0.year == anchor?.year }
    case (nil, .future): return candidates.first { !isOver($0) }
    case (nil, .past): return candidates.last(where: hasBegun)
    case (nil, .present), (nil, nil):
      guard isNearestByDefault || tense == .present else {
        return candidates.last(where: hasBegun)
      }
      return candidates.min { distance(span($0)) < distance(span($1)) }
    }
  }

  func distance(_ span: (first: CivilDate, last: CivilDate, anchor: CivilDate)) -> Int {
    let anchor = span.anchor.dayNumber
    return max(0, span.first.dayNumber - anchor, anchor - span.last.dayNumber)
  }

  func weekday(_ number: Int, _ point: DatePoint) -> CivilDate? {
    guard let anchor else { return nil }
    if let shift = point.periodShift {
      return anchor.monday.adding(days: 7 * shift + number - 1)
    }
    let back = (anchor.weekday - number + 7) % 7
    let onOrBefore = anchor.adding(days: -back)
    switch (point.shift, tense) {
    case (.last, _): return back == 0 ? anchor.adding(days: -7) : onOrBefore
    case (.next, _), (nil, .future): return onOrBefore.adding(days: 7)
    case (.this, _):
      let day = anchor.monday.adding(days: number - 1)
      return tense == .future && day < anchor ? day.adding(days: 7) : day
    case (nil, .present): return back == 0 ? anchor : onOrBefore.adding(days: 7)
    case (nil, _): return onOrBefore
    }
  }

  func place(_ season: Season, _ point: DatePoint) -> PlacedDate? {
    func placed(_ first: CivilDate, isDerived: Bool, showsYear: Bool = true) -> PlacedDate {
      PlacedDate(
        edtf: "\(showsYear ? CivilDate.padded(first.year, 4) : "XXXX")-\(season.edtf)",
        first: first, last: first.adding(months: 3).adding(days: -1), isDerived: isDerived)
    }
    if let year = point.year {
      return CivilDate(year: year, month: season.firstMonth, day: 1).map {
        placed($0, isDerived: false)
      }
    }
    guard let anchor, showsYear else {
      return PlacedDate(edtf: "XXXX-\(season.edtf)", isDerived: anchor != nil)
    }
    let seasons = (-2...2).compactMap {
      CivilDate(year: anchor.year + $0, month: season.firstMonth, day: 1)
    }
    if let shift = point.periodShift {
      return seasons.first { $0.year == anchor.year + shift }.map { placed($0, isDerived: true) }
    }
    if point.shift == nil, tense == .future, !point.hasEdge {
      // A season that is half over is not the one still to come.
      return seasons.first { $0.adding(days: 45) > anchor }.map { placed($0, isDerived: true) }
    }
    let chosen = choose(from: seasons, shift: point.shift, isNearestByDefault: true) {
      ($0, $0.adding(months: 3).adding(days: -1), anchor)
    }
    return chosen.map { placed($0, isDerived: true) }
  }

  func place(quarter: Int, _ point: DatePoint) -> PlacedDate? {
    func placed(_ first: CivilDate, isDerived: Bool) -> PlacedDate {
      PlacedDate(
        edtf: "\(CivilDate.padded(first.year, 4))-\(32 + quarter)", first: first,
        last: first.adding(months: 3).adding(days: -1), isDerived: isDerived)
    }
    let firstMonth = quarter * 3 - 2
    if let year = point.year {
      return CivilDate(year: year, month: firstMonth, day: 1).map { placed($0, isDerived: false) }
    }
    guard let anchor, showsYear else {
      return PlacedDate(edtf: "XXXX-\(32 + quarter)", isDerived: anchor != nil)
    }
    let quarters = (-2...2).compactMap {
      CivilDate(year: anchor.year + $0, month: firstMonth, day: 1)
    }
    let chosen = choose(from: quarters, shift: point.shift, isNearestByDefault: false) {
      ($0, $0.adding(months: 3).adding(days: -1), anchor)
    }
    return chosen.map { placed($0, isDerived: true) }
  }

  // MARK: Clock times

  func place(_ point: DatePoint, _ clock: ClockTime) -> PlacedDate? {
    var dayPoint = point
    dayPoint.clock = nil
    dayPoint.part = nil
    dayPoint.isNightBefore = false
    if !dayPoint.isDay {
      dayPoint.dayOffset = 0
      dayPoint.base = .sentence
    }
    guard var placed = place(dayPoint) else { return nil }
    if clock.hour == 24 {
      guard let next = placed.first?.adding(days: 1) else { return nil }
      let isDerived = placed.isDerived
      placed = isDerived ? day(next) : explicit(printed.day(next))
    }
    let zone = placed.first.flatMap { clock.zone?.suffix(on: $0) } ?? ""
    let hours = CivilDate.padded(clock.hour % 24, 2)
    let minutes = CivilDate.padded(clock.minute, 2)
    placed.edtf += "T\(hours):\(minutes):\(CivilDate.padded(clock.second ?? 0, 2))\(zone)"
    return placed
  }
}
