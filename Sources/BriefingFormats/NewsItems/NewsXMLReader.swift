import BriefingText

/// An agency's item in NewsML-G2, NewsML 1 or NITF.
///
/// - Source: IPTC NewsML-G2 2.x, NewsML 1.2 and NITF 3.6.
struct NewsXMLReader {
  private let content: [UInt8]
  private let events: [XMLEvent]
  private var body: MarkupText
  private var stated: [StatedValue] = []
  private var hasText = false

  /// What became of `content`, an XML text in UTF-8.
  static func reading(of content: [UInt8]) -> TextFound {
    let events = XMLEvents.events(of: content)
    guard case .start(let root, _)? = events.first(where: \.isStart) else {
      return .nothing(what: "XML document without an element", conversion: nil)
    }
    switch root {
    case "nitf":
      return NewsXMLReader(content, events).nitf()
    case "newsitem":
      return NewsXMLReader(content, events).item(in: events[...])
    case "newsmessage", "newsml":
      return NewsXMLReader(content, events).message()
    case "packageitem", "conceptitem", "knowledgeitem", "catalogitem", "planningitem":
      return .nothing(what: "NewsML-G2 \(root) without a text of its own", conversion: nil)
    case "rss", "rdf", "feed":
      return .nothing(
        what: "\(root == "feed" ? "Atom" : "RSS") feed: a list of teasers, not one article",
        conversion: nil)
    case "html":
      return .nothing(what: "XHTML page", conversion: "pandoc -f html -t plain FILE")
    default:
      return .nothing(
        what: "XML document <\(root.prefix(40))>", conversion: "xmllint --xpath 'string()' FILE")
    }
  }

  private init(_ content: [UInt8], _ events: [XMLEvent]) {
    self.content = content
    self.events = events
    body = MarkupText(content)
  }

  // MARK: Kinds of documents

  private consuming func nitf() -> TextFound {
    state(events[...])
    for event in events { body.take(event) }
    return finished("NITF document", "text/nitf+xml")
  }

  /// One text of a message; several are several stories.
  private consuming func message() -> TextFound {
    var texts: [ArraySlice<XMLEvent>] = []
    var others = 0
    var index = 0
    while index < events.count {
      if case .start("newsitem", _) = events[index] {
        let end = endOfElement(index)
        let item = events[index..<end]
        if Self.hasText(item) { texts.append(item) } else { others += 1 }
        index = end
      } else {
        index += 1
      }
    }
    switch texts.count {
    case 0:
      return .nothing(what: "news message of \(others) items without a text", conversion: nil)
    case 1:
      return item(in: texts[0])
    default:
      return .nothing(
        what: "news message of \(texts.count) texts: each is a story of its own",
        conversion: "xmllint --xpath \"(//*[local-name()='newsItem'])[1]\" FILE")
    }
  }

  private static func hasText(_ item: ArraySlice<XMLEvent>) -> Bool {
    item.contains { event in
      guard case .start(let name, _) = event else { return false }
      return name == "inlinexml" || name == "inlinedata" || name == "datacontent"
    }
  }

  private consuming func item(in item: ArraySlice<XMLEvent>) -> TextFound {
    state(item)
    var index = item.startIndex
    while index < item.endIndex {
      guard case .start(let name, _) = item[index] else {
        index += 1
        continue
      }
      let inside = index + 1
      switch name {
      case "headline": take(index, .headline)
      case "by", "byline": take(index, .byline)
      case "dateline": take(index, .time)
      case "inlinexml", "datacontent", "inlinedata":
        let end = endOfElement(index)
        for event in events[inside..<max(inside, end - 1)] { body.take(event) }
        hasText = true
      case "contentmeta", "itemmeta", "newslines", "newsmanagement", "contentset", "newsitem",
        "newscomponent", "contentitem", "newsidentification", "identification", "newsml",
        "newsmessage", "itemset", "descriptivemetadata", "rightsinfo":
        index = inside
        continue
      default: break
      }
      index = endOfElement(index)
    }
    guard hasText else {
      return .nothing(what: "news item without a text of its own", conversion: nil)
    }
    return finished("news item", "application/vnd.iptc.g2.newsitem+xml")
  }

  private mutating func take(_ index: Int, _ mark: MarkedStretch.Mark) {
    let end = endOfElement(index)
    body.line(events[(index + 1)..<max(index + 1, end - 1)], mark)
  }

  private consuming func finished(_ what: String, _ mediaType: String) -> TextFound {
    let text = body.finished()
    guard !text.text.isEmpty else {
      return .nothing(what: "\(what) without a text", conversion: nil)
    }
    return .text(
      Reading(
        content: content, mediaType: mediaType, charset: "utf-8", text: text.text,
        origin: text.origin, mayBeWrapped: false, marks: text.marks, stated: stated))
  }

  // MARK: What the item states

  /// Where the element that begins at `index` ends: behind its end.
  private func endOfElement(_ index: Int) -> Int {
    var depth = 0
    var place = index
    while place < events.count {
      switch events[place] {
      case .start: depth += 1
      case .end:
        depth -= 1
        if depth <= 0 { return place + 1 }
      case .text, .characters: break
      }
      place += 1
    }
    return events.count
  }

  private mutating func state(_ item: ArraySlice<XMLEvent>) {
    var version: StatedValue?
    var path: [String] = []
    for index in item.indices {
      switch item[index] {
      case .start(let name, let attributes):
        state(name, attributes, under: path.last ?? "", at: index, &version)
        path.append(name)
      case .end: if !path.isEmpty { path.removeLast() }
      case .text, .characters: break
      }
    }
    // The first version of an item says when it was published.
    if let version, !stated.contains(where: { $0.field == .published }) {
      stated.append(
        StatedValue(.published, version.value, basis: .newsItem, bytes: version.bytes))
    }
  }

  private mutating func state(
    _ name: String, _ attributes: [XMLAttribute], under parent: String, at index: Int,
    _ version: inout StatedValue?
  ) {
    func attribute(_ name: String) -> XMLAttribute? { attributes.first { $0.name == name } }
    switch name {
    case "headline" where parent == "contentmeta" || parent == "newslines", "hl1":
      add(.headline, words(index))
    case "title" where parent == "head": add(.headline, words(index))
    case "language": add(.language, attribute("tag") ?? attribute("formalname"))
    case "nitf", "body": add(.language, attribute("lang"))
    case "firstcreated", "contentcreated": add(.published, words(index))
    case "versioncreated", "thisrevisioncreated":
      add(.updated, words(index))
      version = stated.last { $0.field == .updated }
    case "date.issue", "date.release": add(.published, attribute("norm"))
    case "pubdata": add(.published, attribute("date.publication"))
    case "doc.copyright": add(.publisher, attribute("holder"))
    case "provider", "copyrightholder": add(.publisher, attribute("literal"))
    case "infosource": add(.agency, attribute("literal"))
    case "creator" where parent == "contentmeta": add(.author, attribute("literal"))
    case "name":
      switch parent {
      case "provider", "copyrightholder": add(.publisher, words(index))
      case "infosource": add(.agency, words(index))
      case "creator": add(.author, words(index))
      case "located": add(.dateline, words(index))
      default: break
      }
    case "person" where parent == "byline": add(.author, words(index))
    case "distributor": add(.agency, words(index))
    case "dateline": add(.dateline, words(index))
    case "party" where parent == "provider": add(.publisher, attribute("formalname"))
    default: break
    }
  }

  private mutating func add(_ field: StatedValue.Field, _ attribute: XMLAttribute?) {
    guard let attribute else { return }
    add(field, (attribute.value, attribute.bytes))
  }

  private mutating func add(_ field: StatedValue.Field, _ words: (String, Range<Int>)?) {
    guard let (value, bytes) = words, !value.isEmpty, value.utf8.count <= 1_000,
      stated.count < 100,
      !stated.contains(where: { $0.field == field && $0.value == value })
    else { return }
    stated.append(StatedValue(field, value, basis: .newsItem, bytes: bytes))
  }

  /// The words of the element that begins at `index`, and their bytes.
  private func words(_ index: Int) -> (String, Range<Int>)? {
    var bytes: Range<Int>?
    var text: [UInt8] = []
    var place = index + 1
    var depth = 1
    while place < events.count, depth > 0, text.count <= 2_000 {
      switch events[place] {
      case .start: depth += 1
      case .end: depth -= 1
      case .text(let piece):
        text += content[piece]
        bytes = (bytes?.lowerBound ?? piece.lowerBound)..<piece.upperBound
      case .characters(let characters, let piece):
        text += characters
        bytes = (bytes?.lowerBound ?? piece.lowerBound)..<piece.upperBound
      }
      place += 1
    }
    guard let bytes else { return nil }
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return (words.joined(separator: " "), bytes)
  }
}

extension XMLEvent {
  var isStart: Bool { if case .start = self { true } else { false } }
}
