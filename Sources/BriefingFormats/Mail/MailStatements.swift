internal import BriefingText

/// What the header of a message states about its text.
struct MailStatements {
  let content: [UInt8]
  let fields: MailFields

  /// Subject, date, sender, list, address and language, as far as they are there.
  func values() -> [StatedValue] {
    var values: [StatedValue] = []
    if let (subject, bytes) = text("subject") {
      let headline = Self.headline(subject, isListed: fields["list-id"] != nil)
      if !headline.isEmpty { values.append(value(.headline, headline, bytes)) }
    }
    let sender = text("from").map { (MailSender($0.0), $0.1) }
    if let (sender, bytes) = sender, let author = sender.author {
      values.append(value(.author, author, bytes))
    }
    if let (list, bytes) = text("list-id"), let name = Self.listName(list) {
      values.append(value(.publisher, name, bytes))
    }
    if let (sender, bytes) = sender, let publisher = sender.publisher {
      values.append(value(.publisher, publisher, bytes))
    }
    if let (date, bytes) = text("date") { values.append(value(.published, date, bytes)) }
    for name in ["archived-at", "snapshot-content-location"] {
      if let (address, bytes) = text(name) {
        let bare = address.filter { !"<> ".contains($0) }
        if bare.hasPrefix("http") { values.append(value(.address, bare, bytes)) }
      }
    }
    if let (language, bytes) = text("content-language"), !language.contains(",") {
      values.append(value(.language, language, bytes))
    }
    return values
  }

  private func value(
    _ field: StatedValue.Field, _ text: String, _ bytes: Range<Int>
  ) -> StatedValue {
    StatedValue(field, text, basis: .mailHeader, bytes: bytes)
  }

  /// A field's text and its bytes without white space at the edges; nil where it says nothing.
  private func text(_ name: String) -> (String, Range<Int>)? {
    guard let field = fields[name] else { return nil }
    var range = field.value
    while let first = range.first, content[first] <= 0x20 { range = range.dropFirst() }
    while let last = range.last, content[last] <= 0x20 { range = range.dropLast() }
    let text = EncodedWords.decoded(Array(content[range]))
    return text.isEmpty ? nil : (text, range)
  }

  /// A subject without what programs put before it: `Re:`, `Fwd:` and their like in other languages,
  /// a list's tag.
  static func headline(_ subject: String, isListed: Bool) -> String {
    let marks: Set<String> = [
      "re", "fw", "fwd", "aw", "wg", "tr", "sv", "vs", "vb", "rv", "odp", "pd", "ynt", "i",
    ]
    var rest = Substring(subject)
    while true {
      rest = rest.drop { $0.isWhitespace }
      if let colon = rest.firstIndex(of: ":") {
        // `Re[2]:` counts.
        let word = rest[..<colon].prefix { $0 != "[" && $0 != "(" }
        let isMark = marks.contains(word.lowercased()) && word.count <= 3
        if isMark, rest.distance(from: rest.startIndex, to: colon) <= 7 {
          rest = rest[rest.index(after: colon)...]
          continue
        }
      }
      if isListed, rest.hasPrefix("["), let close = rest.firstIndex(of: "]"),
        rest.distance(from: rest.startIndex, to: close) <= 40
      {
        rest = rest[rest.index(after: close)...]
        continue
      }
      return String(rest)
    }
  }

  /// The words before a list's identifier, as in `The Morning Sheet <morning.sheet.example>`.
  private static func listName(_ value: String) -> String? {
    let words = value.prefix { $0 != "<" }.trimmed
    return words.isEmpty || !words.contains(where: \.isLetter) ? nil : words
  }
}

extension StringProtocol {
  /// Without quotation marks and white space at the edges.
  var trimmed: String {
    var rest = Substring(self)
    while let first = rest.first, first.isWhitespace || first == "\"" || first == "'" {
      rest = rest.dropFirst()
    }
    while let last = rest.last, last.isWhitespace || last == "\"" || last == "'" {
      rest = rest.dropLast()
    }
    return String(rest)
  }
}

/// Who a message comes from: a person, an outlet, or both.
///
/// A name counts as a person's only with evidence: its words stand in the address too, or an outlet is
/// named with it. Fewer authors are better than wrong ones.
struct MailSender {
  private(set) var author: String?
  private(set) var publisher: String?

  /// The sender of a `From` field, its encoded words undone.
  init(_ from: String) {
    var name = from
    var address = ""
    if let open = from.lastIndex(of: "<") {
      name = from[..<open].trimmed
      address = String(from[from.index(after: open)...].prefix { $0 != ">" })
    } else if from.contains("@") {
      address = from
      name = ""
    }
    // `Name (via list)`, and the older `address (Name)`.
    if let open = name.firstIndex(of: "("), open > name.startIndex {
      name = name[..<open].trimmed
    }
    guard !name.isEmpty, !name.contains("@") else { return }
    for separator in [" from ", " at ", " | ", " via ", " @ ", " – ", " — ", " - "] {
      guard let range = name.firstRange(of: separator) else { continue }
      let person = name[..<range.lowerBound].trimmed
      if Self.isName(person) {
        author = person
        publisher = name[range.upperBound...].trimmed
        return
      }
    }
    let parts = name.split(separator: ",")
    let swapped = parts.count == 2 ? "\(parts[1].trimmed) \(parts[0].trimmed)" : name
    if Self.isName(swapped), Self.owns(address, swapped) {
      author = swapped
    } else {
      publisher = name
    }
  }

  /// Two to four words that begin with a capital, particles aside.
  private static func isName(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard (2...4).contains(words.count), words[0].lowercased() != "the" else { return false }
    let particles: Set<String> = ["de", "van", "von", "der", "den", "da", "di", "la", "le", "bin"]
    return words.allSatisfy { word in
      guard let first = word.first else { return false }
      if particles.contains(String(word)) { return true }
      return first.isUppercase && word.allSatisfy { $0.isLetter || "-.'’".contains($0) }
        && (word.count < 3 || word.contains(where: \.isLowercase))
    }
  }

  /// Whether the address has a word of the name before its `@`, or the initial and the last word.
  private static func owns(_ address: String, _ name: String) -> Bool {
    let local = address.prefix { $0 != "@" }.lowercased()
    let words = name.lowercased().split(separator: " ").map { word in
      word.filter { $0.isLetter }
    }
    return words.contains { $0.count >= 3 && local.contains($0) }
  }
}
