/// What a time expression says by itself, before anything is resolved.
indirect enum DateForm: Sendable {
  /// A place on the calendar, wholly or in part.
  case point(DatePoint)
  /// The unit around the anchor, or `shift` units from it: "this week", "last month".
  case unit(TimeUnit, shift: Int)
  /// The `length` up to the anchor, or from it: "past 24 hours", "next two weeks".
  case stretch(DateLength, isAhead: Bool)
  /// A `length` away from a day: "two weeks ago", "a day prior".
  case offset(DateLength, OffsetDirection)
  /// An unknown number of units: "recent weeks".
  case vague(TimeUnit)
  /// A feast, of a year where one is printed.
  case feast(Feast, year: Int?, shift: Shift?)
  /// From one end to the other.
  case range(DateForm, DateForm)
}

/// Which way an offset points, and from which day.
enum OffsetDirection: Sendable {
  /// Back from the anchor.
  case ago
  /// Back from the day that the sentence gives.
  case before
  /// On from the day that the sentence gives.
  case after
}

/// Which of several the expression itself picks.
enum Shift: Int, Sendable {
  case last = -1
  case this = 0
  case next = 1
}

/// A number of units.
struct DateLength: Sendable, Hashable {
  /// Nil where the text gives none: "days later".
  var count: Int?
  var unit: TimeUnit

  /// The duration as TIMEX3 writes it.
  var timex: String {
    let number = count.map(String.init) ?? "X"
    switch unit {
    case .second: return "PT\(number)S"
    case .minute: return "PT\(number)M"
    case .hour: return "PT\(number)H"
    case .day: return "P\(number)D"
    case .week: return "P\(number)W"
    case .fortnight: return "P\(count.map { String($0 * 2) } ?? "X")W"
    case .weekend: return "P\(number)WE"
    case .month: return "P\(number)M"
    case .quarter: return "P\(number)Q"
    case .year: return "P\(number)Y"
    case .decade: return "P\(count.map { String($0 * 10) } ?? "X")Y"
    case .century: return "P\(count.map { String($0 * 100) } ?? "X")Y"
    }
  }
}

/// A clock time.
struct ClockTime: Sendable, Hashable {
  /// 24 at the end of a day.
  var hour: Int
  var minute: Int
  var second: Int?
  /// Nil where none is printed.
  var zone: ClockZone?

  /// The time as TIMEX3 writes it, without a zone.
  var timex: String {
    let seconds = second.map { ":" + CivilDate.padded($0, 2) } ?? ""
    return "T\(CivilDate.padded(hour, 2)):\(CivilDate.padded(minute, 2))\(seconds)"
  }
}

/// The parts of a place on the calendar that are printed.
struct DatePoint: Sendable {
  /// What the days of the expression are counted from.
  enum Base: Sendable {
    /// The day of the document.
    case anchor
    /// The day that the sentence, or the text before it, gives: "that evening".
    case sentence
  }

  var year: Int?
  var month: Int?
  var day: Int?
  /// 1 for Monday to 7 for Sunday.
  var weekday: Int?
  var season: Season?
  /// 1 to 4.
  var quarter: Int?
  /// The first year of a decade: 1990 for "the 1990s".
  var decade: Int?
  /// Days from `base`: 0 for "today".
  var dayOffset: Int?
  var base = Base.anchor
  var part: DayPart?
  /// The night that ends on the day: "overnight", "night to Tuesday".
  var isNightBefore = false
  var clock: ClockTime?
  /// "last", "this" or "next" stands before it.
  var shift: Shift?
  /// The year or week named after it, from the anchor's: -1 in "November last year".
  var periodShift: Int?
  /// "early", "mid-" or "end of" stands before it.
  var hasEdge = false
  /// What is printed and cannot be.
  var impossible: Impossible?

  /// A part of a date that no calendar has.
  enum Impossible: Sendable, Hashable {
    case day(Int)
    case month(Int)
    /// The token that should be a year.
    case year(token: Int)
  }

  /// Whether the expression names a month and a day.
  var hasMonthAndDay: Bool { month != nil && day != nil }

  /// The value of TIMEX3.
  var timex: String {
    let time = clock?.timex ?? part.map { "T\($0.rawValue)" } ?? ""
    let years = year.map { CivilDate.padded($0, 4) } ?? "XXXX"
    if let decade { return String(CivilDate.padded(decade, 4).prefix(3)) }
    if let month {
      let days = day.map { "-" + CivilDate.padded($0, 2) } ?? ""
      return "\(years)-\(CivilDate.padded(month, 2))\(days)\(time)"
    }
    if let season { return "\(years)-\(season.rawValue)" }
    if let quarter { return "\(years)-Q\(quarter)" }
    if let weekday { return "\(years)-WXX-\(weekday)\(time)" }
    if dayOffset != nil || isNightBefore || part != nil { return "XXXX-XX-XX\(time)" }
    if year == nil, clock != nil { return time }
    return years + time
  }
}

extension DateForm {
  /// The value of TIMEX3: the expression alone, never resolved.
  var timex: String {
    switch self {
    case .point(let point): return point.timex
    case .unit(let unit, _):
      switch unit {
      case .second, .minute, .hour, .day: return "XXXX-XX-XX"
      case .week, .fortnight: return "XXXX-WXX"
      case .weekend: return "XXXX-WXX-WE"
      case .month: return "XXXX-XX"
      case .quarter: return "XXXX-QX"
      case .year: return "XXXX"
      case .decade: return "XXX"
      case .century: return "XX"
      }
    case .stretch(let length, _), .offset(let length, _): return length.timex
    case .vague(let unit): return DateLength(count: nil, unit: unit).timex
    case .feast(let feast, let year, _):
      let years = year.map { CivilDate.padded($0, 4) } ?? "XXXX"
      guard case .fixed(let month, let day) = feast else {
        guard case .easter(let offset) = feast, let year else { return "\(years)-XX-XX" }
        return CivilDate.easter(of: year).adding(days: offset).description
      }
      return "\(years)-\(CivilDate.padded(month, 2))-\(CivilDate.padded(day, 2))"
    case .range(let first, let last): return "\(first.timex)/\(last.timex)"
    }
  }

  /// Whether the expression names a month and a day: what can anchor a document.
  var monthAndDay: DatePoint? {
    switch self {
    case .point(let point): point.hasMonthAndDay ? point : nil
    case .range(let first, _): first.monthAndDay
    default: nil
    }
  }
}
