/// A gathering held, under way or planned (PLOVER CONSULT).
public struct Meeting: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.meeting

  /// The name of the gathering.
  public var name: String?
  /// Who meets.
  public var participants: [String]
  /// Who invites.
  public var host: String?
  /// Where.
  public var placeName: String?
  /// When it was.
  public var when: When

  /// A meeting of the given parts.
  public init(
    name: String? = nil, participants: [String] = [], host: String? = nil, placeName: String? = nil,
    when: When = When()
  ) {
    self.name = name
    self.participants = participants
    self.host = host
    self.placeName = placeName
    self.when = when
  }

  /// Every key empty.
  public static var blank: Meeting { Meeting() }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("name", name)
    visitor.field("participants", participants)
    visitor.field("host", host)
    visitor.field("place_name", placeName)
    when.visit(&visitor)
  }

  /// Who, where, when.
  public func summary(of envelope: Envelope) -> String {
    let who = participants.joined(separator: ", ")
    return [name ?? who, placeName, when.text].compactMap(\.self).joined(separator: ", ")
  }
}
