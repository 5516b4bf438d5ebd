/// How a printed figure bounds the value (TIMEX3 `mod`).
public enum Bound: String, Vocabulary {
  case approximate = "APPROX"
  case lessThan = "LESS_THAN"
  case moreThan = "MORE_THAN"
  case equalOrLess = "EQUAL_OR_LESS"
  case equalOrMore = "EQUAL_OR_MORE"
}

/// A figure with its bound and unit (UCUM; TIMEX3 `mod`).
public struct Measurement: Sendable, Hashable {
  /// The exact value; null for a range or a vague numeral.
  public var value: Double?
  /// The lower end of a range, or the unit word of a vague numeral ("dozens": 12).
  public var low: Double?
  /// The upper end of a range.
  public var high: Double?
  /// How the figure bounds the value.
  public var mod: Bound?
  /// UCUM code, `1` for plain counts.
  public var unit: String?

  /// A figure; all null where there is none.
  public init(
    value: Double? = nil, low: Double? = nil, high: Double? = nil, mod: Bound? = nil,
    unit: String? = nil
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.mod = mod
    self.unit = unit
  }

  func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("value", value)
    visitor.field("value_low", low)
    visitor.field("value_high", high)
    visitor.field("mod", mod)
    visitor.field("unit", unit)
  }
}

/// A sum, with the second figure that the source prints for it; nothing is converted (ISO 4217).
public struct Money: Sendable, Hashable {
  /// The sum in units of `currency`.
  public var amount: Double?
  /// ISO 4217 code.
  public var currency: String?
  /// The same sum as the source prints it in another currency.
  public var amountAlt: Double?
  /// ISO 4217 code of `amountAlt`.
  public var currencyAlt: String?

  /// A sum; all null where there is none.
  public init(
    amount: Double? = nil, currency: String? = nil, amountAlt: Double? = nil,
    currencyAlt: String? = nil
  ) {
    self.amount = amount
    self.currency = currency
    self.amountAlt = amountAlt
    self.currencyAlt = currencyAlt
  }

  func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("amount", amount)
    visitor.field("currency", currency)
    visitor.field("amount_alt", amountAlt)
    visitor.field("currency_alt", currencyAlt)
  }
}
