/// A figure with its exact value, unit, bound and what it counts.
public struct Quantity: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.quantity

  /// What is measured.
  public enum Kind: String, Vocabulary {
    case money, percent, count, length, duration, mass, area, calibre, ratio, age
  }

  /// What is measured.
  public var kind: Kind
  /// The figure as it stands.
  public var quantityText: String
  /// The figure.
  public var measurement: Measurement
  /// The sum, for money; a range of money stands in `measurement`.
  public var amount: Double?
  /// ISO 4217 code, for money.
  public var currency: String?
  /// What is counted, as the noun phrase stands.
  public var of: String?

  /// A quantity of the given parts.
  public init(
    kind: Kind, quantityText: String, measurement: Measurement = Measurement(),
    amount: Double? = nil, currency: String? = nil, of: String? = nil
  ) {
    self.kind = kind
    self.quantityText = quantityText
    self.measurement = measurement
    self.amount = amount
    self.currency = currency
    self.of = of
  }

  /// Every key empty.
  public static var blank: Quantity { Quantity(kind: .count, quantityText: "") }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("kind", kind)
    visitor.field("quantity_text", quantityText)
    measurement.visit(&visitor)
    visitor.field("amount", amount)
    visitor.field("currency", currency)
    visitor.field("of", of)
  }

  /// `MONEY`, `PERCENT`, …; a plain count is a `QUANTITY`.
  public var headword: String { kind == .count ? "QUANTITY" : kind.rawValue.uppercased() }

  /// The figure with its unit, and what it counts.
  public func summary(of envelope: Envelope) -> String {
    let bound = measurement.mod.map { "\($0.rawValue) " } ?? ""
    let low = measurement.low.map(JSONNumber.grouped)
    let high = measurement.high.map(JSONNumber.grouped)
    let range = low.map { high == nil ? "from \($0)" : "\($0)–\(high ?? "")" }
    let figure = (measurement.value ?? amount).map(JSONNumber.grouped) ?? range ?? quantityText
    let sign = currency.map { "\($0) " } ?? ""
    let unit = measurement.unit == "1" ? nil : measurement.unit
    let counted = of.map { " (\($0))" } ?? ""
    return "\(bound)\(sign)\(figure)\(unit.map { " \($0)" } ?? "")\(counted)"
  }
}
