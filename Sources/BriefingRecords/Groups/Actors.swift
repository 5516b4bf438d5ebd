/// One side of an act: name, key and country (PLOVER).
public struct Party: Sendable, Hashable {
  /// The name as the clause has it.
  public var name: String?
  /// `country/ukraine`, `org/…`, `person/…`.
  public var key: String?
  /// ISO 3166-1 alpha-3.
  public var country: String?

  /// A party; all null where the source names none.
  public init(name: String? = nil, key: String? = nil, country: String? = nil) {
    self.name = name
    self.key = key
    self.country = country
  }
}

/// Who acts, and upon or for whom (PLOVER).
public struct Actors: Sendable, Hashable {
  /// Who acts.
  public var actor: Party
  /// Who receives, or is acted upon.
  public var recipient: Party

  /// The two sides of an act.
  public init(actor: Party = Party(), recipient: Party = Party()) {
    self.actor = actor
    self.recipient = recipient
  }

  func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("actor_name", actor.name)
    visitor.field("actor_key", actor.key)
    visitor.field("actor_country", actor.country)
    visitor.field("recipient_name", recipient.name)
    visitor.field("recipient_key", recipient.key)
    visitor.field("recipient_country", recipient.country)
  }
}
