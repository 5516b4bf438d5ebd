/// A sanction, or one measure of a package.
public struct Sanction: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.sanction

  /// How far a sanction has come.
  public enum Stage: String, Vocabulary {
    case proposed, agreed
    case inForce = "in_force"
    case lifted, threatened
  }

  /// Who acts, and upon or for whom.
  public var actors: Actors
  /// The persons, firms, things or countries named.
  public var targets: [String]
  /// asset freeze, export ban, price cap, …
  public var instrument: String?
  /// How far it has come.
  public var stage: Stage
  /// The goods concerned.
  public var goods: [String]
  /// The sum.
  public var money: Money
  /// When it was.
  public var when: When
  /// Who says so.
  public var attribution: Attribution

  /// A sanction of the given parts.
  public init(
    actors: Actors = Actors(), targets: [String] = [], instrument: String? = nil, stage: Stage,
    goods: [String] = [], money: Money = Money(), when: When = When(), attribution: Attribution
  ) {
    self.actors = actors
    self.targets = targets
    self.instrument = instrument
    self.stage = stage
    self.goods = goods
    self.money = money
    self.when = when
    self.attribution = attribution
  }

  /// Every key empty.
  public static var blank: Sanction {
    Sanction(stage: .proposed, attribution: Attribution(kind: .author))
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    actors.visit(&visitor)
    visitor.field("targets", targets)
    visitor.field("instrument", instrument)
    visitor.field("stage", stage)
    visitor.field("goods", goods)
    money.visit(&visitor)
    when.visit(&visitor)
    attribution.visit(&visitor)
  }

  /// Who, whom, what.
  public func summary(of envelope: Envelope) -> String {
    let who = actors.actor.name ?? "unknown"
    let whom = targets.isEmpty ? (actors.recipient.name ?? "") : targets.joined(separator: ", ")
    return "\(who) ⇒ \(whom): \(instrument ?? "sanctions") (\(stage.rawValue))"
  }
}
