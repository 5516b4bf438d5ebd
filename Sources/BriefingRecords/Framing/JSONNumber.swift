/// How numbers are written: whole ones without a fraction, others with the fewest digits that read
/// back to the same value (RFC 8259, I-JSON's 2⁵³).
public enum JSONNumber {
  /// The text of a finite number.
  public static func text(_ value: Double) -> String {
    if value.magnitude < 9_007_199_254_740_992, value == value.rounded(.towardZero) {
      return String(Int64(value))
    }
    return value.description
  }

  /// The text of a number as a summary shows it: whole digits in groups of three.
  static func grouped(_ value: Double) -> String {
    let plain = text(value)
    let whole = plain.prefix { $0 != "." && $0 != "e" }
    var grouped = ""
    for (index, character) in whole.enumerated() {
      let left = whole.count - index
      if index > 0, left % 3 == 0, grouped.last != "-" { grouped.append(",") }
      grouped.append(character)
    }
    return grouped + plain.dropFirst(whole.count)
  }
}
