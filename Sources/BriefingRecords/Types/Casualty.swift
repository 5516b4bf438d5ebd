/// A claim of people killed, wounded, missing, captured or displaced.
public struct Casualty: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.casualty

  /// Who the victims were.
  public enum VictimClass: String, Vocabulary {
    case military, civilian, mixed, unknown
  }

  /// What became of the victims.
  public enum CasualtyType: String, Vocabulary {
    case killed, wounded, missing, captured, displaced, casualties
  }

  /// The victims’ side.
  public var sideName: String?
  /// ISO 3166-1 alpha-3 of the side.
  public var sideCountry: String?
  /// Who they were.
  public var victimClass: VictimClass
  /// What became of them.
  public var casualtyType: CasualtyType
  /// By whom.
  public var inflictedBy: String?
  /// The figure.
  public var measurement: Measurement
  /// When it was.
  public var when: When
  /// Who says so.
  public var attribution: Attribution

  /// A casualty of the given parts.
  public init(
    sideName: String? = nil, sideCountry: String? = nil, victimClass: VictimClass,
    casualtyType: CasualtyType, inflictedBy: String? = nil,
    measurement: Measurement = Measurement(), when: When = When(), attribution: Attribution
  ) {
    self.sideName = sideName
    self.sideCountry = sideCountry
    self.victimClass = victimClass
    self.casualtyType = casualtyType
    self.inflictedBy = inflictedBy
    self.measurement = measurement
    self.when = when
    self.attribution = attribution
  }

  /// Every key empty.
  public static var blank: Casualty {
    Casualty(
      victimClass: .unknown, casualtyType: .casualties, attribution: Attribution(kind: .author))
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("side_name", sideName)
    visitor.field("side_country", sideCountry)
    visitor.field("victim_class", victimClass)
    visitor.field("casualty_type", casualtyType)
    visitor.field("inflicted_by", inflictedBy)
    measurement.visit(&visitor)
    when.visit(&visitor)
    attribution.visit(&visitor)
  }

  /// How many of whom, and who says so.
  public func summary(of envelope: Envelope) -> String {
    let figure = (measurement.value ?? measurement.low).map(JSONNumber.text) ?? "?"
    let claimant = attribution.speakerName.map { " (per \($0))" } ?? ""
    return "\(sideName ?? "unknown side") \(casualtyType.rawValue): \(figure)\(claimant)"
  }
}
