/// A moment in UTC, to the millisecond, written by RFC 3339.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Earlier first.
  public static func < (one: Timestamp, other: Timestamp) -> Bool {
    one.milliseconds < other.milliseconds
  }

  /// `2026-11-20T20:30:00.200Z`.
  public var description: String {
    let day = 86_400_000
    let days = Int((milliseconds - Self.modulo(milliseconds, Int64(day))) / Int64(day))
    let time = Int(Self.modulo(milliseconds, Int64(day)))
    let date = Self.civil(daysSinceEpoch: days)
    let fields = [
      Self.padded(date.year, 4), "-", Self.padded(date.month, 2), "-", Self.padded(date.day, 2),
      "T",
      Self.padded(time / 3_600_000, 2), ":", Self.padded(time / 60_000 % 60, 2), ":",
      Self.padded(time / 1000 % 60, 2), ".", Self.padded(time % 1000, 3), "Z",
    ]
    return fields.joined()
  }

  /// The proleptic Gregorian date, after Howard Hinnant's `civil_from_days`.
  private static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
