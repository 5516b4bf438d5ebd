import BriefingText

/// An agency's item in ninjs.
///
/// Versions differ in the writing of keys and in whether a text is a key (`body_xhtml`) or one of a
/// list (`bodies`); both are read alike.
///
/// - Source: IPTC ninjs 1.4, 2.1 and 3.0.
struct NinjsReader {
  private let document: JSONDocument
  private let item: Int
  private var composed = ComposedText()
  private var stated: [StatedValue] = []

  /// What became of `content`, which begins as JSON does.
  static func reading(of content: [UInt8]) -> TextFound {
    let start = content.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    let document: JSONDocument
    do {
      document = try JSONDocument(content, in: start..<content.count)
    } catch {
      return .nothing(
        what: "JSON text that is broken at byte \(error.place): \(error.cause)", conversion: nil)
    }
    var items = document.items(of: document.root)
    if document.values[document.root].kind == .object { items = [document.root] }
    items = items.filter { document.values[$0].kind == .object }
    let texts = items.filter { NinjsReader(document, $0).body() != nil }
    switch texts.count {
    case 0:
      let types = items.compactMap { document.member("type", of: $0).flatMap(document.string) }
      if let type = types.first, type != "text", Self.itemTypes.contains(type) {
        return .nothing(what: "ninjs item of type \(type) without a text", conversion: nil)
      }
      return .nothing(
        what: "JSON text that is no ninjs item with a body",
        conversion: "jq -r '.. | strings' FILE")
    case 1:
      var reader = NinjsReader(document, texts[0])
      return reader.read()
    default:
      return .nothing(
        what: "\(texts.count) ninjs items in one file: each is a story of its own",
        conversion: "jq '.[0]' FILE")
    }
  }

  private static let itemTypes: Set<String> = [
    "audio", "composite", "event", "graphic", "picture", "planning", "video",
  ]

  private init(_ document: JSONDocument, _ item: Int) {
    self.document = document
    self.item = item
  }

  private enum Form { case markup, plain }

  /// The body that says most of its form: markup before plain text.
  private func body() -> (value: Int, form: Form)? {
    var plain: Int?
    for (key, value) in document.members(of: item) {
      let key = key.lowercased()
      if key == "bodies" {
        for entry in document.items(of: value) {
          guard let text = document.member("value", of: entry), hasWords(text) else { continue }
          let type = ["contenttype", "contentType"].lazy
            .compactMap { document.member($0, of: entry) }.first.flatMap(document.string)
          if type?.contains("html") ?? false || type?.contains("xml") ?? false {
            return (text, .markup)
          }
          plain = plain ?? text
        }
      } else if key.hasPrefix("body_"), hasWords(value) {
        if key.hasPrefix("body_xhtml") || key.hasPrefix("body_html") || key == "body_nitf" {
          return (value, .markup)
        }
        plain = plain ?? value
      }
    }
    return plain.map { ($0, .plain) }
  }

  private func hasWords(_ value: Int) -> Bool {
    document.values[value].kind == .string
      && document.content[document.values[value].bytes].contains { $0 > 0x20 }
  }

  private mutating func read() -> TextFound {
    let body = body()
    var isPlain = false
    for (key, value) in document.members(of: item) {
      if let body, contains(value, body.value) {
        take(body.value, body.form)
        isPlain = body.form == .plain
      } else {
        take(key.lowercased(), value)
      }
    }
    if !stated.contains(where: { $0.field == .published }),
      let version = stated.first(where: { $0.field == .updated })
    {
      stated.append(
        StatedValue(.published, version.value, basis: .newsItem, bytes: version.bytes))
    }
    return .text(
      Reading(
        content: document.content, mediaType: "application/ninjs+json", charset: "utf-8",
        text: composed.text, origin: composed.origin, mayBeWrapped: isPlain,
        marks: composed.marks, stated: stated))
  }

  private func contains(_ value: Int, _ inner: Int) -> Bool {
    inner >= value && inner < document.values[value].end
  }

  // MARK: Text

  private mutating func take(_ value: Int, _ form: Form) {
    composed.endParagraph()
    let (text, map) = document.decoded(value)
    switch form {
    case .markup: composed.append(MarkupText.text(ofFragment: text), through: map)
    case .plain:
      var plain = ComposedText()
      plain.append(0..<text.count, of: text)
      composed.append(plain, through: map)
    }
    composed.endParagraph()
  }

  /// Takes a string as a line of its own.
  private mutating func line(_ value: Int, _ mark: MarkedStretch.Mark) {
    let (text, map) = document.decoded(value)
    let inner = MarkupText.text(ofFragment: text)
    guard !inner.text.isEmpty, !composed.marks.contains(where: { $0.mark == mark }) else { return }
    composed.endParagraph()
    let start = composed.nextPlace
    composed.append(ComposedText(unmarked: inner), through: map)
    composed.mark(from: start, mark)
    composed.endParagraph()
  }

  // MARK: Values

  private mutating func take(_ key: String, _ value: Int) {
    switch key {
    case "headline", "headline_main", "headline_xhtml":
      state(.headline, value)
      line(value, .headline)
    case "headlines":
      let entries = document.items(of: value)
      let main = entries.first { role($0) == "main" } ?? entries.first
      if let main, let text = document.member("value", of: main) {
        state(.headline, text)
        line(text, .headline)
      }
    case "byline", "by": line(value, .byline)
    case "language": state(.language, value)
    case "firstcreated", "contentcreated": state(.published, value)
    case "versioncreated": state(.updated, value)
    case "located": state(.dateline, value)
    case "copyrightholder", "provider": state(.publisher, value)
    case "infosource", "infosources":
      for source in document.items(of: value) {
        if let name = document.member("name", of: source) { state(.agency, name) }
      }
    case "person", "people":
      for person in document.items(of: value) where role(person) == "author" {
        if let name = document.member("name", of: person) { state(.author, name) }
      }
    default: break
    }
  }

  private func role(_ entry: Int) -> String? {
    ["role", "rel"].lazy.compactMap { document.member($0, of: entry) }.first
      .flatMap(document.string)
  }

  private mutating func state(_ field: StatedValue.Field, _ value: Int) {
    guard let string = document.string(value), string.utf8.count <= 1_000 else { return }
    let words = string.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty, stated.count < 100 else { return }
    stated.append(
      StatedValue(field, words, basis: .newsItem, bytes: document.values[value].bytes))
  }
}
