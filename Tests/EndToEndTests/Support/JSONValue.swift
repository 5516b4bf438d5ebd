import FoundationEssentials

/// JSON as another implementation reads it: the check on our own writer.
enum JSONValue: Decodable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  init(parsing text: some StringProtocol) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var array: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}

/// JSON Schema 2020-12, as far as the record schema uses it; a keyword it does not know is a failure.
struct SchemaValidator {
  let root: JSONValue

  /// What is wrong with `value`, one line a finding; empty when it is valid.
  func validate(_ value: JSONValue) -> [String] { validate(value, against: root, at: "$") }

  private func validate(_ value: JSONValue, against schema: JSONValue, at path: String) -> [String]
  {
    guard case .object(let keywords) = schema else { return ["\(path): no schema"] }
    var findings: [String] = []
    for (keyword, argument) in keywords {
      switch keyword {
      case "$schema", "$id", "$defs", "title", "description", "format": break
      case "$ref":
        let name = String((argument.string ?? "").split(separator: "/").last ?? "")
        guard let target = root["$defs"]?[name] else { return ["\(path): dangling \(argument)"] }
        findings += validate(value, against: target, at: path)
      case "oneOf":
        let matches = argument.array.filter { validate(value, against: $0, at: path).isEmpty }
        if matches.count != 1 { findings.append("\(path): \(matches.count) of oneOf match") }
      case "type":
        let types = argument.string.map { [$0] } ?? argument.array.compactMap(\.string)
        if !types.contains(where: { has(value, type: $0) }) {
          findings.append("\(path): \(value) is not \(types)")
        }
      case "const": if value != argument { findings.append("\(path): not \(argument)") }
      case "enum":
        if !argument.array.contains(value) { findings.append("\(path): \(value) not in list") }
      case "minimum":
        if let number = value.number, number < argument.number ?? 0 {
          findings.append("\(path): below minimum")
        }
      case "items":
        for (index, item) in value.array.enumerated() {
          findings += validate(item, against: argument, at: "\(path)[\(index)]")
        }
      case "required":
        for key in argument.array.compactMap(\.string) where value[key] == nil {
          findings.append("\(path): \(key) is missing")
        }
      case "properties":
        guard case .object(let properties) = argument, case .object(let members) = value else {
          break
        }
        for (key, member) in members {
          if let property = properties[key] {
            findings += validate(member, against: property, at: "\(path).\(key)")
          } else {
            findings.append("\(path): unknown key \(key)")
          }
        }
      case "additionalProperties":
        // Checked with `properties`; the record schema never allows any.
        if argument != .bool(false) {
          findings.append("\(path): additionalProperties is not false")
        }
      default: findings.append("\(path): the validator does not know \(keyword)")
      }
    }
    return findings
  }

  private func has(_ value: JSONValue, type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.string, "string"), (.number, "number"), (.array, "array"),
      (.object, "object"), (.bool, "boolean"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
