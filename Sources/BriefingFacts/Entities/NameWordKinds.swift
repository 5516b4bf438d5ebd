/// What a word tells of a capitalised name that it is part of or that stands beside it.
public struct NameWordKinds: OptionSet, Sendable, Hashable {
  /// One bit a kind.
  public let rawValue: UInt64

  /// A set of kinds.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// Form of address: Mrs, Dr, Sir.
  public static let honorific = NameWordKinds(rawValue: 1 << 0)
  /// Military rank.
  public static let rank = NameWordKinds(rawValue: 1 << 1)
  /// Capitalised office before a name: Minister, Gov., Mayor.
  public static let office = NameWordKinds(rawValue: 1 << 2)
  /// Part of an office's name that says which: Deputy, Prime.
  public static let modifier = NameWordKinds(rawValue: 1 << 3)
  /// Part of an office's name that says of what: Defence, Foreign, Affairs.
  public static let portfolio = NameWordKinds(rawValue: 1 << 4)
  /// Lower-case noun for what a person is: governor, baker.
  public static let role = NameWordKinds(rawValue: 1 << 5)
  /// Lower-case part of a person's name: van, der, bin.
  public static let particle = NameWordKinds(rawValue: 1 << 6)
  /// First or last word of an organisation's name.
  public static let organisationHead = NameWordKinds(rawValue: 1 << 7)
  /// Last word of a facility's name.
  public static let facilityHead = NameWordKinds(rawValue: 1 << 8)
  /// First or last word of a natural place's name.
  public static let locationHead = NameWordKinds(rawValue: 1 << 9)
  /// Last word of the name of a place with an administration.
  public static let placeHead = NameWordKinds(rawValue: 1 << 10)
  /// Last word of an event's name.
  public static let eventHead = NameWordKinds(rawValue: 1 << 11)
  /// Word for a law, treaty or numbered act.
  public static let workHead = NameWordKinds(rawValue: 1 << 12)
  /// Lower-case class noun before a place: village, river.
  public static let placeNoun = NameWordKinds(rawValue: 1 << 13)
  /// Lower-case class noun before an organisation: company, broadcaster.
  public static let organisationNoun = NameWordKinds(rawValue: 1 << 14)
  /// Lower-case noun after an organisation: survey, spokesman.
  public static let organisationAfter = NameWordKinds(rawValue: 1 << 15)
  /// Lower-case noun after a place: region, sector.
  public static let placeAfter = NameWordKinds(rawValue: 1 << 16)
  /// Preposition of place.
  public static let placeBefore = NameWordKinds(rawValue: 1 << 17)
  /// Lower-case class noun after a weapon: drones, tanks.
  public static let weaponClass = NameWordKinds(rawValue: 1 << 18)
  /// Lower-case noun after an era: war.
  public static let eventAfter = NameWordKinds(rawValue: 1 << 19)
  /// Capitalised, but alone no name: Bill, Allies, Monday.
  public static let neverName = NameWordKinds(rawValue: 1 << 20)
  /// Article, demonstrative or possessive.
  public static let determiner = NameWordKinds(rawValue: 1 << 21)
  /// Verb of saying or acting that has people for subjects.
  public static let cue = NameWordKinds(rawValue: 1 << 22)
  /// Begins sentences and no names: However, During.
  public static let sentenceStart = NameWordKinds(rawValue: 1 << 23)
  /// Given name.
  public static let given = NameWordKinds(rawValue: 1 << 24)
  /// Stands in lower case in ordinary English.
  public static let common = NameWordKinds(rawValue: 1 << 25)
  /// Head of an organ of state: Ministry, Staff, Army.
  public static let organ = NameWordKinds(rawValue: 1 << 26)
  /// Lower-case noun after a facility: camp, crossing.
  public static let facilityAfter = NameWordKinds(rawValue: 1 << 27)
  /// Lower-case noun after a natural place: mountains, river.
  public static let locationAfter = NameWordKinds(rawValue: 1 << 28)
  /// Prefix of a ship's name: USS, HMS.
  public static let ship = NameWordKinds(rawValue: 1 << 29)
  /// Lower-case noun for a ship: destroyer, tanker.
  public static let shipNoun = NameWordKinds(rawValue: 1 << 30)
  /// Verb that has places for objects: captured, shelled.
  public static let placeVerb = NameWordKinds(rawValue: 1 << 31)

  /// The kind that the tables `titles` and `name-words` call by this name.
  static let named: [String: NameWordKinds] = [
    "honorific": .honorific, "rank": .rank, "office": .office, "modifier": .modifier,
    "portfolio": .portfolio, "role": .role, "particle": .particle,
    "org_head": .organisationHead, "fac_head": .facilityHead, "loc_head": .locationHead,
    "gpe_head": .placeHead, "event_head": .eventHead, "work_head": .workHead,
    "place_noun": .placeNoun, "org_noun": .organisationNoun, "org_after": .organisationAfter,
    "place_after": .placeAfter, "place_before": .placeBefore, "weapon_class": .weaponClass,
    "event_after": .eventAfter, "never": .neverName, "determiner": .determiner, "cue": .cue,
    "not_initial": .sentenceStart, "organ": .organ,
    "place_verb": .placeVerb, "fac_after": .facilityAfter, "loc_after": .locationAfter,
    "ship": .ship,
    "ship_noun": .shipNoun,
  ]

  /// What makes the words after it the name of a person.
  static let beforePerson: NameWordKinds = [.honorific, .rank, .office]
  /// The last words by which a sequence of capitalised words is no person.
  static let heads: NameWordKinds = [
    .organisationHead, .facilityHead, .locationHead, .placeHead, .eventHead, .workHead,
  ]
}
