/// The part of a record that its type alone has: the keys after the envelope.
///
/// A payload lists its keys once, in `visit(_:)`. The JSON writer and the JSON Schema both walk that
/// list, so that what is written and what is promised cannot differ.
public protocol RecordPayload: Sendable {
  /// The value of the key `type`.
  static var type: RecordType { get }
  /// A payload with every key empty; the schema is read off it.
  static var blank: Self { get }
  /// Shows every key and its value to `visitor`, in the order of the contract.
  func visit(_ visitor: inout some FieldVisitor)
  /// The word that a summary begins with, in capitals.
  var headword: String { get }
  /// What a person who tails the store reads after the headword.
  func summary(of envelope: Envelope) -> String
}

extension RecordPayload {
  /// The record's type.
  public var headword: String { Self.type.rawValue.uppercased() }
}

/// A closed list of words that a key may hold.
public protocol Vocabulary: RawRepresentable<String>, CaseIterable, Sendable, Hashable {}

/// Something that walks the keys of a record: the JSON writer, the schema.
///
/// The overloads with an optional value are for keys that may be `null`.
public protocol FieldVisitor {
  /// A string that is never null.
  mutating func field(_ key: StaticString, _ value: String)
  /// A string or null.
  mutating func field(_ key: StaticString, _ value: String?)
  /// A list of strings, empty rather than null.
  mutating func field(_ key: StaticString, _ value: [String])
  /// An integer that is never null.
  mutating func field(_ key: StaticString, _ value: Int)
  /// An integer or null.
  mutating func field(_ key: StaticString, _ value: Int?)
  /// A list of integers, empty rather than null.
  mutating func field(_ key: StaticString, _ value: [Int])
  /// A number or null; below 2⁵³ in magnitude where it is whole.
  mutating func field(_ key: StaticString, _ value: Double?)
  /// A word of a closed list.
  mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term)
  /// A word of a closed list or null.
  mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term?)
}
