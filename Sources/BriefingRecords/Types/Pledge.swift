/// What was asked for, offered, promised, paid or delivered (Kiel Ukraine Support Tracker).
public struct Pledge: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.pledge

  /// How far the gift has come.
  public enum Measure: String, Vocabulary {
    case appeal, proposal, plan, commitment, allocation, delivery, refusal
  }

  /// Who acts, and upon or for whom.
  public var actors: Actors
  /// How far the gift has come.
  public var measure: Measure
  /// military, financial, humanitarian.
  public var aidType: String?
  /// What is given, without its number.
  public var item: String?
  /// How many.
  public var itemQuantity: Double?
  /// The measure word: rounds, tonnes.
  public var itemUnitText: String?
  /// How the number is bounded.
  public var mod: Bound?
  /// The sum.
  public var money: Money
  /// When it was.
  public var when: When
  /// Who says so.
  public var attribution: Attribution

  /// A pledge of the given parts.
  public init(
    actors: Actors = Actors(), measure: Measure, aidType: String? = nil, item: String? = nil,
    itemQuantity: Double? = nil, itemUnitText: String? = nil, mod: Bound? = nil,
    money: Money = Money(), when: When = When(), attribution: Attribution
  ) {
    self.actors = actors
    self.measure = measure
    self.aidType = aidType
    self.item = item
    self.itemQuantity = itemQuantity
    self.itemUnitText = itemUnitText
    self.mod = mod
    self.money = money
    self.when = when
    self.attribution = attribution
  }

  /// Every key empty.
  public static var blank: Pledge {
    Pledge(measure: .plan, attribution: Attribution(kind: .author))
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    actors.visit(&visitor)
    visitor.field("measure", measure)
    visitor.field("aid_type", aidType)
    visitor.field("item", item)
    visitor.field("item_qty", itemQuantity)
    visitor.field("item_unit_text", itemUnitText)
    visitor.field("mod", mod)
    money.visit(&visitor)
    when.visit(&visitor)
    attribution.visit(&visitor)
  }

  /// Giver, receiver and thing.
  public func summary(of envelope: Envelope) -> String {
    let giver = actors.actor.name ?? "unknown"
    let receiver = actors.recipient.name.map { " → \($0)" } ?? ""
    let count = itemQuantity.map { "\(JSONNumber.text($0)) × " } ?? ""
    let sum = money.amount.map { " \(money.currency ?? "") \(JSONNumber.text($0))" } ?? ""
    return "\(giver)\(receiver): \(count)\(item ?? "")\(sum) (\(measure.rawValue))"
  }
}
