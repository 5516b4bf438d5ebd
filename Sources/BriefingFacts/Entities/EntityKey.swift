import BriefingRecords

/// Makes the keys by which entities are told over documents.
enum EntityKey {
  /// `person/jens-stoltenberg`: the folder of the type, and the name in lower-case ASCII.
  static func key(name: String, type: Entity.EntityType, isCountry: Bool) -> String {
    folder(type, isCountry: isCountry) + "/" + slug(name)
  }

  private static func folder(_ type: Entity.EntityType, isCountry: Bool) -> String {
    switch type {
    case .person: "person"
    case .organisation: "org"
    case .geopolitical: isCountry ? "country" : "place"
    case .location: "place"
    case .facility: "facility"
    case .weapon: "weapon"
    case .event: "event"
    case .nationality: "people"
    case .work: "work"
    }
  }

  /// `text` in lower-case ASCII with one hyphen for each stretch of other characters.
  ///
  /// Latin letters lose their marks; letters of other scripts stay, so that no name is empty.
  static func slug(_ text: String) -> String {
    var result = ""
    var isGap = false
    for scalar in text.unicodeScalars {
      if scalar == "'" || scalar == "\u{2019}" || scalar == "." { continue }
      let folded = fold(scalar)
      if folded.isEmpty {
        isGap = true
        continue
      }
      if isGap, !result.isEmpty { result += "-" }
      isGap = false
      result += folded
    }
    return result.isEmpty ? "unnamed" : result
  }

  private static func fold(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII {
      let isKept = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isKept ? scalar.properties.lowercaseMapping : ""
    }
    let lower = scalar.properties.lowercaseMapping
    if let special = ligatures[lower] { return special }
    if let base = bases[lower] { return base }
    return scalar.properties.isAlphabetic ? lower : ""
  }

  private static let ligatures = [
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ø": "o", "ł": "l", "ı": "i",
  ]

  private static let bases: [String: String] = {
    let groups = [
      ("a", "àáâãäåāăąǎạảấầẩẫậắằ"), ("c", "çćĉċč"), ("d", "ď"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"),
      ("g", "ĝğġģ"), ("h", "ĥħḥḩ"), ("i", "ìíîïĩīĭįịỉ"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľ"),
      ("n", "ñńņňŋ"), ("o", "òóôõöōŏőọỏốồổỗộơớờ"), ("r", "ŕŗř"), ("s", "śŝşšșṣ"), ("t", "ţťțṭ"),
      ("u", "ùúûüũūŭůűųụủưứừ"), ("w", "ŵ"), ("y", "ýÿŷỳ"), ("z", "źżžẓ"),
    ]
    var result: [String: String] = [:]
    for (base, letters) in groups {
      for letter in letters { result[String(letter)] = base }
    }
    return result
  }()
}
