/// A physical or institutional act that no other type covers (PLOVER).
public struct Event: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.event

  /// The PLOVER event types.
  public enum EventType: String, Vocabulary {
    case agree = "AGREE"
    case consult = "CONSULT"
    case support = "SUPPORT"
    case concede = "CONCEDE"
    case cooperate = "COOPERATE"
    case aid = "AID"
    case retreat = "RETREAT"
    case request = "REQUEST"
    case accuse = "ACCUSE"
    case reject = "REJECT"
    case threaten = "THREATEN"
    case protest = "PROTEST"
    case sanction = "SANCTION"
    case mobilize = "MOBILIZE"
    case coerce = "COERCE"
    case assault = "ASSAULT"
  }

  /// The PLOVER type.
  public var eventType: EventType
  /// The PLOVER mode.
  public var eventMode: String?
  /// The PLOVER contexts.
  public var contexts: [String]
  /// 1 verbal or 2 material cooperation, 3 verbal or 4 material conflict.
  public var quadCode: Int?
  /// Who acts, and upon or for whom.
  public var actors: Actors
  /// Where.
  public var placeName: String?
  /// When it was.
  public var when: When
  /// Who says so.
  public var attribution: Attribution

  /// An event of the given parts.
  public init(
    eventType: EventType, eventMode: String? = nil, contexts: [String] = [], quadCode: Int? = nil,
    actors: Actors = Actors(), placeName: String? = nil, when: When = When(),
    attribution: Attribution
  ) {
    self.eventType = eventType
    self.eventMode = eventMode
    self.contexts = contexts
    self.quadCode = quadCode
    self.actors = actors
    self.placeName = placeName
    self.when = when
    self.attribution = attribution
  }

  /// Every key empty.
  public static var blank: Event {
    Event(eventType: .consult, attribution: Attribution(kind: .author))
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("event_type", eventType)
    visitor.field("event_mode", eventMode)
    visitor.field("contexts", contexts)
    visitor.field("quad_code", quadCode)
    actors.visit(&visitor)
    visitor.field("place_name", placeName)
    when.visit(&visitor)
    attribution.visit(&visitor)
  }

  /// Type, who, upon whom.
  public func summary(of envelope: Envelope) -> String {
    let who = actors.actor.name ?? "unknown"
    let whom = actors.recipient.name.map { " → \($0)" } ?? ""
    let place = placeName.map { ", \($0)" } ?? ""
    return "\(eventType.rawValue) \(who)\(whom)\(place)"
  }
}
