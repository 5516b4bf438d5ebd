/// The day that relative expressions are counted from, as far as the file proves it.
struct DateAnchor: Sendable {
  /// One day where the year is printed; else every day the printed month, day and weekday fit. What
  /// cannot be told without the year comes out differently for these, and stays unresolved.
  var days: [CivilDate]
  var isYearKnown: Bool

  /// The anchor of a printed month and day; nil if there is no such day.
  init?(_ point: DatePoint, weekday: Int?) {
    guard let month = point.month, let day = point.day else { return nil }
    if let year = point.year {
      guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
      self.days = [date]
      self.isYearKnown = true
      return
    }
    // 28 years hold every calendar there is.
    let all = (2001...2028).compactMap { CivilDate(year: $0, month: month, day: day) }
    self.days = all.filter { weekday == nil || $0.weekday == weekday }
    self.isYearKnown = false
    if days.isEmpty { return nil }
  }
}

/// A place on the calendar that was worked out.
struct PlacedDate: Sendable, Hashable {
  var edtf: String
  /// The first day; nil where the year is not known.
  var first: CivilDate?
  var last: CivilDate?
  /// Whether the anchor was needed.
  var isDerived: Bool
}

/// Another expression that the one at hand is counted from.
struct DateBase: Sendable {
  var form: DateForm
  var tense: Tense?
}

/// Places expressions on the calendar, counting from the anchor of the document.
struct DateResolver: Sendable {
  let anchor: DateAnchor?

  /// Where `form` lies; nil where the file does not prove it.
  func place(_ form: DateForm, tense: Tense?, base: DateBase?) -> PlacedDate? {
    guard let anchor else {
      return DateResolver.place(form, tense, base, from: nil, showsYear: true)
    }
    var result: PlacedDate?
    for day in anchor.days {
      guard
        let placed = DateResolver.place(
          form, tense, base, from: day, showsYear: anchor.isYearKnown)
      else { return nil }
      if let result, result.edtf != placed.edtf { return nil }
      result = placed
    }
    guard var result else { return nil }
    if result.isDerived && !anchor.isYearKnown {
      result.first = nil
      result.last = nil
    }
    return result
  }

  private static func place(
    _ form: DateForm, _ tense: Tense?, _ base: DateBase?, from anchor: CivilDate?, showsYear: Bool
  ) -> PlacedDate? {
    let baseDay = base.flatMap {
      place($0.form, $0.tense, nil, from: anchor, showsYear: showsYear)?.first
    }
    let placing = DatePlacing(
      anchor: anchor, baseDay: baseDay, tense: tense, showsYear: showsYear)
    switch form {
    case .point(let point): return placing.place(point)
    case .unit(let unit, let shift): return placing.place(unit, shift: shift)
    case .stretch(let length, let isAhead): return placing.place(length, isAhead: isAhead)
    case .offset(let length, let direction): return placing.place(length, direction)
    case .vague: return nil
    case .feast(let feast, let year, let shift): return placing.place(feast, year, shift)
    case .range(let first, let last):
      guard let start = place(first, tense, base, from: anchor, showsYear: showsYear),
        let end = place(last, tense, base, from: anchor, showsYear: showsYear)
      else { return nil }
      if let from = start.first, let to = end.last, from > to {
        guard case .point(let point) = first, point.weekday != nil, point.month == nil else {
          return nil
        }
        return placing.interval(from.adding(days: -7), to)
      }
      return PlacedDate(
        edtf: "\(start.edtf)/\(end.edtf)", first: start.first, last: end.last,
        isDerived: start.isDerived || end.isDerived)
    }
  }
}
