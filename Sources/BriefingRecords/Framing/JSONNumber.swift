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
}
