import BriefingText

/// The text of an article's body in XHTML or NITF, as its readers see it.
///
/// An agency's body is the article and nothing else: there is no page around it to tell it from.
struct MarkupText {
  private(set) var composed = ComposedText()
  private let content: [UInt8]
  /// The open elements that part blocks, with what they say of their text.
  private var open: [(name: String, mark: MarkedStretch.Mark?)] = []
  private var hidden: String?
  private var blockStart = 0
  private var space: Range<Int>?
  private var isCellNext = false
  /// The words of the headline that the text has already.
  private(set) var headline: String?
  private var headlineStart: Int?

  init(_ content: [UInt8]) { self.content = content }

  /// The text of a fragment of markup in UTF-8.
  static func text(ofFragment content: [UInt8]) -> ComposedText {
    var body = MarkupText(content)
    for event in XMLEvents.events(of: content, isFragment: true) { body.take(event) }
    return body.finished()
  }

  /// Takes the next event.
  mutating func take(_ event: XMLEvent) {
    switch event {
    case .start(let name, _): start(name)
    case .end(let name): end(name)
    case .text(let bytes): if hidden == nil { text(bytes) }
    case .characters(let characters, let bytes):
      if hidden == nil { word(bytes, characters) }
    }
  }

  /// The text, its last block ended.
  mutating func finished() -> ComposedText {
    endBlock()
    return composed
  }

  /// Takes a line of its own, with what it is.
  mutating func line(_ events: ArraySlice<XMLEvent>, _ mark: MarkedStretch.Mark) {
    endBlock()
    open.append(("", mark))
    for event in events { take(event) }
    endBlock()
    open.removeLast()
  }

  // MARK: Elements

  private mutating func start(_ name: String) {
    if hidden != nil { return }
    if Self.hiding.contains(name) {
      hidden = name
      return
    }
    switch name {
    case "br":
      composed.endLine()
      space = nil
    case "td", "th": isCellNext = composed.text.count > blockStart && mark == .row
    default:
      guard Self.isBlock(name) else { return }
      endBlock()
      open.append((name, Self.blocks[name]))
    }
  }

  private mutating func end(_ name: String) {
    if let hidden {
      if hidden == name { self.hidden = nil }
      return
    }
    guard Self.isBlock(name), open.last?.name == name else { return }
    endBlock()
    open.removeLast()
  }

  /// What the open elements say of the text.
  private var mark: MarkedStretch.Mark? {
    var isParagraph = false
    for element in open.reversed() {
      switch element.mark {
      case .paragraph: isParagraph = true
      case nil: continue
      case let mark: return mark
      }
    }
    return isParagraph ? .paragraph : nil
  }

  private mutating func endBlock() {
    space = nil
    isCellNext = false
    if composed.text.count > blockStart, let mark { markBlock(mark) }
    composed.endParagraph()
    blockStart = composed.nextPlace
  }

  private mutating func markBlock(_ mark: MarkedStretch.Mark) {
    guard mark == .headline else { return composed.mark(from: blockStart, mark) }
    let words = String(decoding: composed.text[blockStart...], as: UTF8.self)
    composed.mark(from: blockStart, headline == nil ? .headline : .heading)
    if headline == nil { headline = words }
  }

  private static let hiding: Set<String> = [
    "script", "style", "head", "template", "media-metadata", "media-object", "object.title",
    "svg", "iframe", "noscript", "docdata", "revision-history",
  ]

  private static func isBlock(_ name: String) -> Bool {
    blocks[name] != nil || containers.contains(name)
  }

  /// Elements that part blocks and say what those are.
  ///
  /// - Source: IPTC NITF 3.6 (`body.head`, `body.content`); XHTML 1.0.
  private static let blocks: [String: MarkedStretch.Mark] = [
    "p": .paragraph, "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading,
    "h5": .heading, "h6": .heading, "hl1": .headline, "hl2": .heading, "li": .listItem,
    "blockquote": .quotation, "bq": .quotation, "figcaption": .caption,
    "media-caption": .caption, "caption": .caption, "media-producer": .credit,
    "credit": .credit, "byline": .byline, "dateline": .time, "story.date": .time,
    "distributor": .credit, "tagline": .biography, "tr": .row, "abstract": .paragraph,
    "dt": .paragraph, "dd": .paragraph, "note": .notice,
  ]

  /// Elements that part blocks and say nothing.
  private static let containers: Set<String> = [
    "address", "article", "aside", "block", "body", "body.content", "body.end", "body.head",
    "div", "dl", "figure", "footer", "fragment", "header", "hedline", "hr", "main", "media",
    "nitf-table", "ol", "pre", "section", "table", "ul",
  ]

  // MARK: Words

  /// Takes text in which any white space is one blank.
  private mutating func text(_ bytes: Range<Int>) {
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      let start = index
      if isWhite(content[index]) {
        while index < bytes.upperBound, isWhite(content[index]) { index += 1 }
        if space == nil { space = start..<index }
      } else {
        while index < bytes.upperBound, !isWhite(content[index]) { index += 1 }
        word(start..<index, nil)
      }
    }
  }

  private mutating func word(_ bytes: Range<Int>, _ characters: [UInt8]?) {
    if isCellNext {
      composed.insert([0x09])
      isCellNext = false
    } else if let space, !composed.isAtLineStart {
      if space.count == 1, content[space.lowerBound] == 0x20 {
        composed.append(space, of: content)
      } else {
        composed.append([0x20], for: space)
      }
    }
    space = nil
    if let characters {
      composed.append(characters, for: bytes)
    } else {
      composed.append(bytes, of: content)
    }
  }

  private func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }
}
