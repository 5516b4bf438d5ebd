public import BriefingRecords

/// A named mention of an entity.
public struct EntityMention: Sendable, Hashable {
  /// The entity, as an index into `EntityIndex.entities`.
  public var entity: Int
  /// The tokens of the name, as a range of the document's tokens.
  public var tokens: Range<Int>
  /// The bytes of the name; inside the first or last token where a hyphen or a plural is cut off.
  public var bytes: Range<Int>
  /// The block it stands in.
  public var block: Int

  /// A mention of the given parts.
  public init(entity: Int, tokens: Range<Int>, bytes: Range<Int>, block: Int) {
    self.entity = entity
    self.tokens = tokens
    self.bytes = bytes
    self.block = block
  }
}

/// A named person, body, place or thing, with all that the document says of it.
public struct NamedEntity: Sendable {
  /// `person/jens-stoltenberg`, `country/ukraine`, `org/…`: stable over documents.
  public var key: String
  /// The fullest form in the file.
  public var name: String
  /// What it is.
  public var type: Entity.EntityType
  /// ISO 3166-1 alpha-3, where the lexicon or the title proves it.
  public var country: String?
  /// Title or office given anywhere in the file, as it stands.
  public var title: String?
  /// The other forms in the file.
  public var aliases: [String]
  /// Name of the rule that found the first mention.
  public var rule: String
  /// Half-open byte ranges of pronouns and descriptions resolved to the entity.
  public var coreferences: [Range<Int>]

  /// An entity of the given parts.
  public init(
    key: String, name: String, type: Entity.EntityType, country: String? = nil,
    title: String? = nil, aliases: [String] = [], rule: String, coreferences: [Range<Int>] = []
  ) {
    self.key = key
    self.name = name
    self.type = type
    self.country = country
    self.title = title
    self.aliases = aliases
    self.rule = rule
    self.coreferences = coreferences
  }
}

/// The entities of a document and where they are named.
public struct EntityIndex: Sendable {
  /// The entities, in order of their first mention.
  public var entities: [NamedEntity]
  /// The named mentions, in the order of the file; none overlaps another.
  public var mentions: [EntityMention]

  /// An index of the given parts; `mentions` in the order of the file.
  public init(entities: [NamedEntity] = [], mentions: [EntityMention] = []) {
    self.entities = entities
    self.mentions = mentions
  }

  /// The mention that covers a token, if any.
  public func mention(atToken token: Int) -> EntityMention? {
    var low = 0
    var high = mentions.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
    }
    guard low < mentions.count, mentions[low].tokens.contains(token) else { return nil }
    return mentions[low]
  }

  /// The entity that a mention names.
  public func entity(of mention: EntityMention) -> NamedEntity {
    entities[mention.entity]
  }
}
