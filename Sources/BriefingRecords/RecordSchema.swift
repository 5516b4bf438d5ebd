/// The JSON Schema (2020-12) of the records, read off the same key lists that the writer walks.
public enum RecordSchema {
  /// The schema of all types as an indented JSON document, ended by `\n`.
  public static func document() -> String {
    var text = """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:briefingd:records:\(Envelope.schema)",
        "title": "briefingd record, schema \(Envelope.schema)",
        "description": "One line of the store. Every key of a type is always present, in this order.",
        "oneOf": [

      """
    text += RecordType.allCases.map { "    { \"$ref\": \"#/$defs/\($0.rawValue)\" }" }
      .joined(separator: ",\n")
    text += "\n  ],\n  \"$defs\": {\n"
    text += RecordType.allCases.map(definition(of:)).joined(separator: ",\n")
    text += "\n  }\n}\n"
    return text
  }

  /// The keys of a type, in the order of the contract.
  public static func keys(of type: RecordType) -> [String] {
    fields(of: type).map(\.key)
  }

  private static func definition(of type: RecordType) -> String {
    let fields = fields(of: type)
    let properties = fields.map { field in
      let schema = field.key == "type" ? "{ \"const\": \"\(type.rawValue)\" }" : field.schema
      return "        \"\(field.key)\": \(schema)"
    }
    return """
          "\(type.rawValue)": {
            "type": "object",
            "additionalProperties": false,
            "required": [\(fields.map { "\"\($0.key)\"" }.joined(separator: ", "))],
            "properties": {
      \(properties.joined(separator: ",\n"))
            }
          }
      """
  }

  private static func fields(of type: RecordType) -> [SchemaVisitor.Field] {
    let blank = Record(
      Envelope(
        id: RecordID(naming: []), rule: "", sourceName: "", sourceSHA256: nil, storyID: nil),
      type.payload.blank)
    var visitor = SchemaVisitor()
    blank.visit(&visitor, sequence: 0, emittedAt: Timestamp(milliseconds: 0))
    return visitor.fields
  }
}

/// Notes the key and the kind of every field it is shown.
private struct SchemaVisitor: FieldVisitor {
  struct Field {
    var key: String
    var schema: String
  }

  var fields: [Field] = []

  mutating func field(_ key: StaticString, _ value: String) {
    let format =
      switch key.description {
      case "emitted_at": ", \"format\": \"date-time\""
      case "id": ", \"format\": \"uuid\""
      default: ""
      }
    add(key, "{ \"type\": \"string\"\(format) }")
  }

  mutating func field(_ key: StaticString, _ value: String?) {
    add(key, "{ \"type\": [\"string\", \"null\"] }")
  }

  mutating func field(_ key: StaticString, _ value: [String]) {
    add(key, "{ \"type\": \"array\", \"items\": { \"type\": \"string\" } }")
  }

  mutating func field(_ key: StaticString, _ value: Int) {
    add(key, "{ \"type\": \"integer\", \"minimum\": 0 }")
  }

  mutating func field(_ key: StaticString, _ value: Int?) {
    add(key, "{ \"type\": [\"integer\", \"null\"], \"minimum\": 0 }")
  }

  mutating func field(_ key: StaticString, _ value: [Int]) {
    add(key, "{ \"type\": \"array\", \"items\": { \"type\": \"integer\", \"minimum\": 0 } }")
  }

  mutating func field(_ key: StaticString, _ value: Double?) {
    add(key, "{ \"type\": [\"number\", \"null\"] }")
  }

  mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term) {
    add(key, "{ \"enum\": [\(words(of: Term.self))] }")
  }

  mutating func field<Term: Vocabulary>(_ key: StaticString, _ value: Term?) {
    add(key, "{ \"enum\": [\(words(of: Term.self)), null] }")
  }

  private func words<Term: Vocabulary>(of type: Term.Type) -> String {
    Term.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }

  private mutating func add(_ key: StaticString, _ schema: String) {
    fields.append(Field(key: key.description, schema: schema))
  }
}
