/// A named person, body, place or thing, once a document, with all its mentions.
public struct Entity: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.entity

  /// What an entity is.
  public enum EntityType: String, Vocabulary {
    case person = "PERSON"
    case organisation = "ORG"
    /// Countries, provinces, towns.
    case geopolitical = "GPE"
    /// Seas, rivers, islands, regions without an administration of their own.
    case location = "LOC"
    /// Named buildings, bases, plants, ships.
    case facility = "FAC"
    case weapon = "WEAPON"
    case event = "EVENT"
    /// Peoples and their adjectives.
    case nationality = "NORP"
    /// Laws, bills, numbered acts.
    case work = "WORK"
  }

  /// `person/jens-stoltenberg`, `country/ukraine`, …: stable over documents.
  public var entityKey: String
  /// The fullest form in the file.
  public var name: String
  /// What it is.
  public var entityType: EntityType
  /// Wikidata item, only from a verified gazetteer.
  public var qid: String?
  /// ISO 3166-1 alpha-3.
  public var country: String?
  /// Title or office given in the file.
  public var title: String?
  /// The other forms in the file.
  public var aliases: [String]
  /// Named mentions.
  public var mentionCount: Int
  /// Flat pairs of byte offsets of the named mentions, half-open.
  public var mentionBytes: [Int]
  /// Flat pairs of byte offsets of pronouns and descriptions resolved to it.
  public var corefBytes: [Int]

  /// An entity of the given parts.
  public init(
    entityKey: String, name: String, entityType: EntityType, qid: String? = nil,
    country: String? = nil, title: String? = nil, aliases: [String] = [], mentionCount: Int,
    mentionBytes: [Int] = [], corefBytes: [Int] = []
  ) {
    self.entityKey = entityKey
    self.name = name
    self.entityType = entityType
    self.qid = qid
    self.country = country
    self.title = title
    self.aliases = aliases
    self.mentionCount = mentionCount
    self.mentionBytes = mentionBytes
    self.corefBytes = corefBytes
  }

  /// Every key empty.
  public static var blank: Entity {
    Entity(entityKey: "", name: "", entityType: .organisation, mentionCount: 0)
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("entity_key", entityKey)
    visitor.field("name", name)
    visitor.field("entity_type", entityType)
    visitor.field("qid", qid)
    visitor.field("country", country)
    visitor.field("title", title)
    visitor.field("aliases", aliases)
    visitor.field("mention_count", mentionCount)
    visitor.field("mention_bytes", mentionBytes)
    visitor.field("coref_bytes", corefBytes)
  }

  /// Name, type and number of mentions.
  public func summary(of envelope: Envelope) -> String {
    let mentions = mentionCount == 1 ? "1 mention" : "\(mentionCount) mentions"
    let kind = [entityType.rawValue, country].compactMap(\.self).joined(separator: ", ")
    return "\(name) (\(kind)), \(mentions)"
  }
}
