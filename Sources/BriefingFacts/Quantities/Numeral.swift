internal import BriefingText

/// A number as it stands, before anything is known of what it measures.
struct Numeral {
  /// How the number is written.
  enum Form {
    case digits, words, vague, ratio
  }

  /// From the first to the last token; the last may end after the number (`RM41` begins before it).
  var tokens: Range<Int>
  var bytes: Range<Int>
  var form: Form
  /// The value is `mantissa * scale / divisor`: in this order it is exact where it can be.
  var mantissa: Double
  var scale: Double = 1
  var divisor: Double = 1
  /// Digits before the decimals; 0 for words.
  var digits = 0
  /// Digits without separators.
  var isPlain = false
  var hasLeadingZero = false
  /// `1.300`, which is 1.3 or 1300.
  var isAmbiguous = false
  /// The scale is letters that mean one only in a sum of money: `900m`.
  var suffixEnd: (token: Int, byte: Int, factor: Double)?

  var value: Double { mantissa * scale / divisor }
  var hasScale: Bool { scale != 1 }
}
