/// What the words of class names, identifiers and roles say of an element.
///
/// A name is cut at marks, at digits and where a capital follows a small letter: `article__body--wide`
/// and `articleBody` both hold the pair "article body".
struct PageWords: Sendable {
  private var table: [UInt32: PageTraits] = [:]
  /// Names that begin with one of these say what is beside the element, or is not there.
  private var modifiers: Set<UInt32> = []

  /// The words of ``PageWordTable``.
  static let standard = PageWords(PageWordTable.text.description)

  /// Words of a table: a trait's name and a tabulator, then phrases of one or two words, parted by
  /// commas.
  init(_ text: String) {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t")
      guard cells.count == 2 else { continue }
      for phrase in cells[1].split(separator: ",") {
        let words = phrase.split(separator: " ").map { NameFold.of($0.utf8) }
        guard let last = words.last else { continue }
        if cells[0] == "modifier" {
          modifiers.insert(last)
          continue
        }
        guard let traits = Self.traits[String(cells[0])] else { continue }
        let key = words.count > 1 ? Self.pair(words[0], last) : last
        table[key, default: []].formUnion(traits)
      }
    }
  }

  private static let traits: [String: PageTraits] = [
    "body": .body, "story": .story, "lead": .lead, "headline": .headline, "byline": .byline,
    "author": [.author, .byline], "time": .time, "caption": .caption, "credit": .credit,
    "biography": .biography, "related": .related, "promo": .promo, "interface": .interface,
    "navigation": .navigation, "comments": .comments, "notice": .notice, "hidden": .hidden,
    "footer": .footer, "header": .header, "aside": .aside, "paywall": .paywall,
  ]

  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt32 {
    (first &* 31) ^ (second &* 0x9e37_79b1)
  }

  /// What the tag says by itself.
  func traits(ofTag tag: HTMLTag) -> PageTraits {
    switch tag {
    case .nav, .menu: .navigation
    case .aside: .aside
    case .footer: .footer
    case .header: .header
    case .figure: .figure
    case .figcaption, .caption: .caption
    case .form, .button, .select, .option, .textarea, .label, .fieldset, .legend, .dialog, .search,
      .progress, .datalist:
      .interface
    case .article: .article
    case .main: .main
    case .time: .time
    case .blockquote: .quotation
    case .noscript: .hidden
    case .template, .svg, .math, .script, .style, .canvas, .audio, .video, .object, .iframe,
      .noframes, .noembed, .title:
      .dropped
    default: []
    }
  }

  /// What the attributes say.
  func traits(
    of attributes: ArraySlice<PageAttribute>, in bytes: [UInt8], tag: HTMLTag
  ) -> PageTraits {
    if tag == .body || tag == .meta || tag == .link { return [] }
    var result: PageTraits = []
    for attribute in attributes {
      switch attribute.name {
      case _ where attribute.name.isPurpose:
        result.formUnion(traits(ofNames: attribute.bytes, in: bytes))
      case .hidden: result.insert(.hidden)
      case .ariaHidden:
        // Of a line's parts, readers see those too.
        if tag.isBlock, holds(attribute, "true", bytes) { result.insert(.hidden) }
      case .style: if hides(attribute.bytes, bytes) { result.insert(.hidden) }
      case .rel:
        if tag == .a, holds(attribute, "author", bytes) { result.formUnion([.author, .byline]) }
        if tag == .a, holds(attribute, "tag", bytes) { result.insert(.navigation) }
      case .itemprop, .property: result.formUnion(traits(ofProperty: attribute.bytes, in: bytes))
      case .role: result.formUnion(traits(ofRole: attribute.bytes, in: bytes))
      default: break
      }
    }
    return result
  }

  private func traits(ofNames range: Range<Int>, in bytes: [UInt8]) -> PageTraits {
    var result: PageTraits = []
    var own: PageTraits = []
    var isModified = false
    var previous: UInt32?
    var fold = NameFold.start
    var length = 0
    var wasLower = false
    var index = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + 2000)
    func take() {
      guard length > 0 else { return }
      if previous == nil, modifiers.contains(fold) { isModified = true }
      if let traits = table[fold] { own.formUnion(traits) }
      if let previous, let traits = table[Self.pair(previous, fold)] { own.formUnion(traits) }
      previous = fold
      fold = NameFold.start
      length = 0
    }
    while index <= end {
      let byte = index < end ? bytes[index] : 0x20
      index += 1
      let isUpper = byte >= 0x41 && byte <= 0x5a
      let isLower = byte >= 0x61 && byte <= 0x7a
      if isUpper && wasLower { take() }
      if isUpper || isLower {
        fold = NameFold.next(fold, byte)
        length += 1
      } else {
        take()
        if byte <= 0x20 {
          if !isModified { result.formUnion(own) }
          own = []
          isModified = false
          previous = nil
        } else if byte == 0x3a {
          // "md:hidden": for some screens only.
          isModified = true
        }
      }
      wasLower = isLower
    }
    return result
  }

  private func traits(ofProperty range: Range<Int>, in bytes: [UInt8]) -> PageTraits {
    switch String(decoding: bytes[range].prefix(40), as: UTF8.self) {
    case "articleBody", "reviewBody", "schema:articleBody": [.body, .articleBody]
    case "headline", "schema:headline": .headline
    case "author", "creator": [.author, .byline]
    case "datePublished", "dateModified", "dateCreated", "schema:datePublished": .time
    case "caption": .caption
    case "comment", "commentText": .comments
    default: []
    }
  }

  private func traits(ofRole range: Range<Int>, in bytes: [UInt8]) -> PageTraits {
    switch String(decoding: bytes[range].prefix(20), as: UTF8.self) {
    case "navigation", "menu", "menubar", "tablist": .navigation
    case "banner": .header
    case "contentinfo": .footer
    case "complementary": .aside
    case "search", "dialog", "alertdialog", "toolbar", "button", "tooltip", "alert": .interface
    case "main": .main
    case "article": .article
    default: []
    }
  }

  private func holds(_ attribute: PageAttribute, _ word: String, _ bytes: [UInt8]) -> Bool {
    bytes[attribute.bytes].split(separator: 0x20).contains { $0.elementsEqual(word.utf8) }
  }

  /// `display: none` or `visibility: hidden`.
  private func hides(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
    if range.count > 2000 { return false }
    let text = bytes[range].filter { $0 > 0x20 }.map { $0 | 0x20 }
    return Self.contains(text, Array("display:none".utf8))
      || Self.contains(text, Array("visibility:hidden".utf8))
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
