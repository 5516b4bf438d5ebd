/// A part of the day, with the words of TIMEX3.
enum DayPart: String, Sendable {
  case morning = "MO"
  case afternoon = "AF"
  case evening = "EV"
  case night = "NI"
}

/// A season of the northern year, with the words of TIMEX3.
enum Season: String, Sendable {
  case spring = "SP"
  case summer = "SU"
  case autumn = "FA"
  case winter = "WI"

  /// The number EDTF writes in place of a month.
  var edtf: Int {
    switch self {
    case .spring: 21
    case .summer: 22
    case .autumn: 23
    case .winter: 24
    }
  }

  /// The month the season begins with, as weather services count.
  var firstMonth: Int {
    switch self {
    case .spring: 3
    case .summer: 6
    case .autumn: 9
    case .winter: 12
    }
  }
}

/// A length of the calendar or the clock.
enum TimeUnit: String, Sendable {
  case second = "S"
  case minute = "MIN"
  case hour = "H"
  case day = "D"
  case week = "W"
  case fortnight = "FN"
  case weekend = "WE"
  case month = "M"
  case quarter = "Q"
  case year = "Y"
  case decade = "DE"
  case century = "CE"

  /// Whether the unit is shorter than a day.
  var isOfClock: Bool { self == .second || self == .minute || self == .hour }
}

/// Which way a clause looks.
enum Tense: String, Sendable {
  case past, present, future
}

/// What a clock time is counted from.
enum ClockZone: Hashable, Sendable {
  /// An offset in minutes east of Greenwich; `isZulu` where it is written `Z`.
  case offset(minutes: Int, isZulu: Bool)
  /// An offset that moves with the summer time of the United States.
  case american(minutes: Int)
  /// "local time", or letters that stand for several zones.
  case unknown

  init?(_ text: String) {
    if text.isEmpty {
      self = .unknown
      return
    }
    if text == "Z" {
      self = .offset(minutes: 0, isZulu: true)
      return
    }
    let isAmerican = text.hasPrefix("us")
    let digits = Array((isAmerican ? text.dropFirst(2) : text[...]).utf8)
    guard digits.count == 6, digits[0] == 0x2b || digits[0] == 0x2d, digits[3] == 0x3a else {
      return nil
    }
    let numbers = [1, 2, 4, 5].map { Int(digits[$0]) - 0x30 }
    guard numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
    let size = (numbers[0] * 10 + numbers[1]) * 60 + numbers[2] * 10 + numbers[3]
    let minutes = digits[0] == 0x2d ? -size : size
    self = isAmerican ? .american(minutes: minutes) : .offset(minutes: minutes, isZulu: false)
  }

  /// The offset as EDTF writes it; empty where it is not known.
  func suffix(on day: CivilDate) -> String {
    switch self {
    case .unknown: return ""
    case .offset(_, isZulu: true): return "Z"
    case .offset(let minutes, isZulu: false): return ClockZone.written(minutes)
    case .american(let minutes):
      return ClockZone.written(minutes + (ClockZone.isAmericanSummer(day) ? 60 : 0))
    }
  }

  private static func written(_ minutes: Int) -> String {
    let size = abs(minutes)
    let sign = minutes < 0 ? "-" : "+"
    return "\(sign)\(CivilDate.padded(size / 60, 2)):\(CivilDate.padded(size % 60, 2))"
  }

  /// From the second Sunday in March to the first in November, as since 2007.
  private static func isAmericanSummer(_ day: CivilDate) -> Bool {
    if day.month != 3 && day.month != 11 { return day.month > 3 && day.month < 11 }
    let sundays = (day.day + 7 - day.weekday % 7 - 1) / 7
    return day.month == 3 ? sundays >= 2 : sundays < 1
  }
}

/// A feast: when it falls in a year.
enum Feast: Hashable, Sendable {
  case fixed(month: Int, day: Int)
  case easter(offset: Int)
  case movable

  init?(_ text: String) {
    if text.isEmpty {
      self = .movable
    } else if text.hasPrefix("easter"), let offset = Int(text.dropFirst(6)) {
      self = .easter(offset: offset)
    } else {
      let parts = text.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2, CivilDate(year: 2000, month: parts[0], day: parts[1]) != nil else {
        return nil
      }
      self = .fixed(month: parts[0], day: parts[1])
    }
  }
}

/// What a word of the calendar means.
enum CalendarSense: Sendable {
  case month(Int, isShort: Bool)
  case weekday(Int, isShort: Bool)
  case season(Season)
  case part(DayPart)
  case day(Int)
  case unit(TimeUnit, isPlural: Bool)
  case number(Int)
  case ordinal(Int)
  case meridiem(isAfternoon: Bool)
  case clock(hour: Int)
  case zone(ClockZone)
}
