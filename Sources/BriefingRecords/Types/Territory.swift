/// A claim about ground: taken, lost, held.
public struct Territory: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.territory

  /// What is claimed about the ground.
  public enum ClaimKind: String, Vocabulary {
    case capture, advance, retreat, breach, repel, hold, offensive
  }

  /// Whether a claim is made or denied.
  public enum Polarity: String, Vocabulary {
    case affirmed = "+"
    case denied = "-"
  }

  /// The place.
  public var placeName: String?
  /// What is claimed.
  public var claimKind: ClaimKind
  /// The country that acts.
  public var sideName: String?
  /// ISO 3166-1 alpha-3 of the side.
  public var sideCountry: String?
  /// Whether it is claimed or denied.
  public var polarity: Polarity
  /// How far, in `distanceUnit`.
  public var distance: Double?
  /// UCUM code of the distance.
  public var distanceUnit: String?
  /// When it was.
  public var when: When
  /// Who says so.
  public var attribution: Attribution

  /// A territory of the given parts.
  public init(
    placeName: String? = nil, claimKind: ClaimKind, sideName: String? = nil,
    sideCountry: String? = nil, polarity: Polarity, distance: Double? = nil,
    distanceUnit: String? = nil, when: When = When(), attribution: Attribution
  ) {
    self.placeName = placeName
    self.claimKind = claimKind
    self.sideName = sideName
    self.sideCountry = sideCountry
    self.polarity = polarity
    self.distance = distance
    self.distanceUnit = distanceUnit
    self.when = when
    self.attribution = attribution
  }

  /// Every key empty.
  public static var blank: Territory {
    Territory(claimKind: .hold, polarity: .affirmed, attribution: Attribution(kind: .author))
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("place_name", placeName)
    visitor.field("claim_kind", claimKind)
    visitor.field("side_name", sideName)
    visitor.field("side_country", sideCountry)
    visitor.field("polarity", polarity)
    visitor.field("distance", distance)
    visitor.field("distance_unit", distanceUnit)
    when.visit(&visitor)
    attribution.visit(&visitor)
  }

  /// Who, what, where.
  public func summary(of envelope: Envelope) -> String {
    let denied = polarity == .denied ? " DENIED" : ""
    let claimant = attribution.speakerName.map { " (per \($0))" } ?? ""
    return
      "\(placeName ?? "unknown place"): \(sideName ?? "?") \(claimKind.rawValue)\(denied)\(claimant)"
  }
}
