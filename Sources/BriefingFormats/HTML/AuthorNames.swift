/// Cuts names out of what pages state of their authors. Fewer are better than wrong ones.
struct AuthorNames {
  /// Folds of the names of the site and its publisher.
  let siteFolds: Set<String>

  init(siteNames: [String]) {
    siteFolds = Set(siteNames.map(Self.fold).filter { !$0.isEmpty })
  }

  /// The names in a statement such as "By Ann Lee and Bo Ray, staff writers"; none where it names no
  /// person.
  func names(in statement: String) -> [String] {
    guard statement.utf8.count <= 300, !statement.contains("://"), !statement.hasPrefix("@") else {
      return []
    }
    var result: [String] = []
    for part in parts(of: statement) {
      guard let name = name(part), !result.contains(name) else { continue }
      result.append(name)
    }
    return result
  }

  private func parts(of statement: String) -> [[Substring]] {
    var parts: [[Substring]] = [[]]
    for word in statement.split(whereSeparator: { $0 == " " || $0 == "\u{a0}" || $0.isNewline }) {
      if Self.joiners.contains(word.lowercased()) {
        parts.append([])
        continue
      }
      var rest = word
      while let cut = rest.firstIndex(where: { ",;|/•·()[]:–—".contains($0) }) {
        let head = rest[..<cut]
        if !head.isEmpty { parts[parts.count - 1].append(head) }
        parts.append([])
        rest = rest[rest.index(after: cut)...]
      }
      if !rest.isEmpty { parts[parts.count - 1].append(rest) }
    }
    return parts
  }

  private func name(_ words: [Substring]) -> String? {
    var words = words[...]
    while let first = words.first, Self.openers.contains(first.lowercased()) { words.removeFirst() }
    if words.contains(where: { $0.contains("@") }) {
      words = ArraySlice(words.filter { !$0.contains("@") })
    }
    // A date after the name.
    if let number = words.firstIndex(where: { $0.contains(where: \.isNumber) }) {
      words = words[..<number]
      if let last = words.last, Self.months.contains(String(last.lowercased().prefix(3))),
        words.count > 2 || words.count == 1
      {
        words.removeLast()
      }
    }
    // "in Kyiv", "for the Post".
    if let cut = words.firstIndex(where: { Self.places.contains(String($0)) }),
      cut > words.startIndex
    {
      words = words[..<cut]
    }
    guard !words.isEmpty, words.count <= 5 else { return nil }
    for word in words {
      let lower = word.lowercased()
      if Self.noNames.contains(lower) || word.contains(where: \.isNumber) { return nil }
      if word.contains(".") && word.split(separator: ".").contains(where: { $0.count > 3 }) {
        return nil
      }
      guard let first = word.first else { return nil }
      if first.isLowercase, !Self.particles.contains(lower) { return nil }
      if !first.isLetter && first != "'" && first != "’" { return nil }
    }
    // One word is a nickname or an agency, save in scripts that part no words.
    let isUncased = words.first?.first.map { !$0.isCased } ?? false
    guard words.count >= 2 || isUncased && words[words.startIndex].count >= 2 else { return nil }
    let letters = words.joined()
    let isUpper =
      letters.count > 6 && !letters.contains(where: \.isLowercase)
      && letters.contains(where: \.isUppercase)
    let name = (isUpper ? words.map { Self.capitalised($0) } : words.map(String.init))
      .joined(separator: " ")
    let fold = Self.fold(name)
    guard fold.unicodeScalars.count >= (isUncased ? 2 : 4), !siteFolds.contains(fold) else {
      return nil
    }
    return name
  }

  private static func capitalised(_ word: Substring) -> String {
    var result = ""
    var isStart = true
    for character in word {
      result += isStart ? character.uppercased() : character.lowercased()
      isStart = !character.isLetter
    }
    return result
  }

  /// Letters and digits in lower case.
  static func fold(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static let joiners: Set<String> = [
    "and", "&", "und", "et", "y", "og", "och", "with", "en", "ja", "-", "|", "e", "—", "–",
  ]
  private static let openers: Set<String> = [
    "by", "von", "par", "por", "door", "av", "written", "posted", "submitted", "reported", "story",
    "words",
    "text", "author", "authors", "auteur", "autor", "from", "dr", "dr.", "photos",
    "reporting", "report", "publié", "escrito", "geschreven", "af", "scritto", "di",
  ]
  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon",
    "tue",
    "wed", "thu", "fri", "sat", "sun",
  ]
  private static let places: Set<String> = ["in", "for", "at", "from", "on", "im", "à"]
  private static let particles: Set<String> = [
    "de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "el", "al", "bin", "ibn", "del",
    "della", "dos", "das", "do", "ter", "ten", "zu", "af", "av", "y", "e", "abu", "ben", "st", "d'",
  ]
  private static let noNames: Set<String> = [
    "staff", "editor", "editors", "editorial", "desk", "team", "news", "newsroom", "newsdesk",
    "admin", "administrator", "correspondent", "correspondents", "reporter", "reporters", "writer",
    "writers", "agency", "agencies", "press", "media", "redaktion", "redaction", "rédaction",
    "redacción", "redazione", "redactie", "webdesk", "contributor", "contributors",
    "author", "unknown", "anonymous", "service", "services", "online", "tv", "radio",
    "magazine", "newspaper", "updated", "ago", "hours", "minutes", "email", "e-mail", "follow",
    "share", "view", "more", "published", "wires", "report", "reports", "digital", "web",
    "journalist", "columnist", "analyst", "photographer", "published", "the", "times",
    "post", "daily", "today", "inc", "inc.", "ltd", "llc", "gmbh", "university", "institute",
    "foundation", "council", "ministry", "department", "office", "network", "group", "company",
    "corporation", "senior", "chief", "political", "managing", "deputy", "special", "bio", "user",
    "posts", "all", "articles", "archive", "comments", "comment", "contact",
    "subscribe", "newsletter", "twitter", "facebook", "instagram", "linkedin", "null", "undefined",
    "copyright", "reserved",
    "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "communications", "publisher", "release", "association",
    "committee", "agence", "france-presse", "society", "center", "centre", "club", "board", "blog",
  ]
}
