/// Builds a ``PageTree`` from tags and text as they come: which elements are open, and where one
/// stretch of text ends and the next begins.
///
/// The tree follows HTML's rules for tags that may be left out. No element is deeper than
/// ``depthLimit``; deeper ones become siblings, as in browsers.
struct PageBuilder {
  /// As Blink has it.
  static let depthLimit = 512
  /// Past this number, elements are not listed any more; their text is. No page that people read
  /// has as many.
  static let elementLimit = 250_000
  /// Past this number, a single line break parts no text.
  static let segmentLimit = 100_000

  struct Open {
    var tag: HTMLTag
    var fold: UInt32
    /// The element's index, or that of the nearest listed one around it.
    var element: UInt32
    var isListed: Bool
    var isLink: Bool
    var partsText: Bool
    var form: PageSegment.Form
    var level: UInt8
  }

  var tree: PageTree
  let words: PageWords
  var stack: [Open] = []
  /// How many of each tag are open.
  private var openCounts = [UInt16](repeating: 0, count: 256)
  private var dropDepth = 0
  private var drawingDepth = 0
  private var linkDepth = 0
  private var boldDepth = 0
  var segment = SegmentBuilder()
  /// Counts the rows of tables.
  private var row: UInt32 = 0
  private var cell: UInt32 = 0

  init(_ bytes: [UInt8], words: PageWords) {
    tree = PageTree(bytes: bytes)
    self.words = words
    tree.elements.reserveCapacity(min(bytes.count / 100 + 16, 20_000))
    tree.elements.append(
      PageElement(
        tag: .html, attributeCount: 0, traits: [], parent: 0, next: .max, firstAttribute: 0,
        start: 0,
        end: UInt32(bytes.count), firstSegment: 0))
    stack.append(
      Open(
        tag: .html, fold: 0, element: 0, isListed: true, isLink: false, partsText: true,
        form: .plain, level: 0))
  }

  /// Whether the open element is within SVG or MathML, where names mean other things.
  var isInDrawing: Bool { drawingDepth > 0 }

  private var top: Open { stack[stack.count - 1] }

  // MARK: Start tags

  mutating func open(
    _ tag: HTMLTag, fold: UInt32, firstAttribute: Int, at place: Int, contentStart: Int,
    isClosed: Bool
  ) {
    if drawingDepth == 0 { closeImplied(by: tag, at: place) }
    switch tag {
    case .br where drawingDepth == 0:
      dropAttributes(firstAttribute)
      if top.form == .heading {
        segment.addSpace(at: place, in: &tree)
      } else {
        segment.addBreak(at: place, in: &tree)
      }
      return
    case .html:
      // One of each, whatever the file says; the language stands there.
      if tree.elements[0].attributeCount == 0 {
        tree.elements[0].firstAttribute = UInt32(firstAttribute)
        tree.elements[0].attributeCount = UInt8(
          clamping: tree.attributes.count - firstAttribute)
      } else {
        dropAttributes(firstAttribute)
      }
      return
    case .body where openCounts[Int(HTMLTag.body.rawValue)] > 0:
      dropAttributes(firstAttribute)
      return
    default: break
    }
    push(tag, fold, firstAttribute, contentStart, place)
    if tag.isVoid || isClosed && drawingDepth > 0 { pop(at: contentStart) }
  }

  private mutating func dropAttributes(_ first: Int) {
    tree.attributes.removeLast(tree.attributes.count - first)
  }

  private mutating func push(
    _ tag: HTMLTag, _ fold: UInt32, _ firstAttribute: Int, _ contentStart: Int, _ place: Int
  ) {
    if stack.count >= Self.depthLimit { pop(at: place) }
    let count = tree.attributes.count - firstAttribute
    let around = top
    var traits = words.traits(ofTag: tag)
    if count > 0 {
      traits.formUnion(
        words.traits(of: tree.attributes[firstAttribute...], in: tree.bytes, tag: tag))
    }
    // What has neither attributes nor a purpose of its own stands only on the stack.
    let isPlain = count == 0 && traits.isEmpty && (tag.isFormatting || Self.isLine(tag))
    let isListed = !isPlain && tree.elements.count < Self.elementLimit
    let isLink = tag == .a && isLinkElsewhere(firstAttribute)
    var partsText = tag.isBlock
    if !partsText, around.form == .plain, !traits.isDisjoint(with: Self.parting) {
      partsText = true
    }
    // A label within a heading.
    if !partsText, around.form == .heading,
      !traits.isDisjoint(with: [.navigation, .byline, .time, .interface, .promo, .hidden])
    {
      partsText = true
    }
    if partsText { flush() }
    if !isListed { dropAttributes(firstAttribute) }
    let (form, level) = form(of: tag, in: around)
    stack.append(
      Open(
        tag: tag, fold: fold, element: isListed ? UInt32(tree.elements.count) : around.element,
        isListed: isListed, isLink: isLink, partsText: partsText, form: form, level: level))
    if isListed {
      tree.elements.append(
        PageElement(
          tag: tag, attributeCount: UInt8(clamping: count), traits: traits,
          // While it is open it holds all that comes.
          parent: around.element, next: .max,
          firstAttribute: UInt32(firstAttribute), start: UInt32(contentStart),
          end: UInt32(contentStart), firstSegment: UInt32(tree.segments.count)))
    }
    openCounts[Int(tag.rawValue)] &+= 1
    let isUnseen = isListed && !partsText && tag.isFormatting && traits.contains(.hidden)
    if isUnseen { tree.elements[tree.elements.count - 1].traits.insert(.dropped) }
    if isUnseen || isDropped(tag, traits) { dropDepth += 1 }
    if tag == .svg || tag == .math { drawingDepth += 1 }
    if isLink { linkDepth += 1 }
    if tag == .b || tag == .strong { boldDepth += 1 }
    if tag == .tr { row &+= 1 }
    if tag == .td || tag == .th { cell &+= 1 }
  }

  /// Traits that part the text of an inline element from what stands beside it.
  private static let parting: PageTraits = [
    .byline, .time, .caption, .credit, .interface, .related, .promo, .headline, .biography,
    .author, .navigation, .hidden,
  ]

  private func isDropped(_ tag: HTMLTag, _ traits: PageTraits) -> Bool {
    traits.contains(.dropped) || tag == .head || tag == .title
  }

  private static func isLine(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .p, .li, .h1, .h2, .h3, .h4, .h5, .h6, .tr, .tbody, .thead, .tfoot, .dt, .dd, .img, .wbr,
      .col, .colgroup, .hr, .input, .source, .param, .track, .head:
      true
    default: false
    }
  }

  /// Whether the link leads away from the place where it stands.
  private func isLinkElsewhere(_ firstAttribute: Int) -> Bool {
    for attribute in tree.attributes[firstAttribute...] where attribute.name == .href {
      return !attribute.bytes.isEmpty && tree.bytes[attribute.bytes.lowerBound] != 0x23
    }
    return false
  }

  private func form(of tag: HTMLTag, in around: Open) -> (PageSegment.Form, UInt8) {
    switch tag {
    case .h1, .h2, .h3, .h4, .h5, .h6: return (.heading, tag.rawValue - HTMLTag.h1.rawValue + 1)
    case .p:
      return around.form == .plain || around.form == .row ? (.paragraph, 0) : (around.form, 0)
    case .li, .dd, .dt: return (.item, 0)
    case .td, .th: return (.row, 0)
    case .blockquote: return (.quotation, 0)
    case .pre, .listing, .xmp, .plaintext: return (.preformatted, 0)
    case .figcaption, .caption: return (.caption, 0)
    case .div, .section, .article:
      let isOfLine = around.form == .paragraph || around.form == .row
      return isOfLine ? (.plain, 0) : (around.form, around.level)
    case .table, .nav, .aside, .footer, .main, .form, .header, .ul, .ol: return (.plain, 0)
    default: return (around.form, around.level)
    }
  }

  // MARK: Tags left out

  private mutating func closeImplied(by tag: HTMLTag, at place: Int) {
    if openCounts[Int(HTMLTag.head.rawValue)] > 0, !tag.isOfHead, tag != .head {
      close(.head, fold: NameFold.of("head"), at: place)
    }
    switch tag {
    case .li: closeNearest([.li], within: [.ul, .ol, .menu, .div, .nav], at: place)
    case .dt, .dd: closeNearest([.dt, .dd], within: [.dl, .div], at: place)
    case .option, .optgroup: closeNearest([.option], within: [.select, .datalist], at: place)
    case .td, .th: closeNearest([.td, .th], within: [.table, .tr], at: place)
    case .tr: closeNearest([.tr, .td, .th], within: [.table, .tbody, .thead, .tfoot], at: place)
    case .tbody, .thead, .tfoot:
      closeNearest([.tbody, .thead, .tfoot, .tr, .caption], within: [.table], at: place)
    case .a: if linkDepth > 0 { closeNearest([.a], within: [.table, .td, .article], at: place) }
    default: break
    }
    if tag.closesParagraph, openCounts[Int(HTMLTag.p.rawValue)] > 0 {
      closeNearest([.p], within: [.button, .td, .table, .blockquote, .object, .th], at: place)
    }
    if tag.isHeading, top.tag.isHeading { pop(at: place) }
  }

  /// Closes the outermost of the open `tags` that stands within none of the others.
  private mutating func closeNearest(_ tags: [HTMLTag], within limits: [HTMLTag], at place: Int) {
    guard tags.contains(where: { openCounts[Int($0.rawValue)] > 0 }) else { return }
    var index = stack.count - 1
    var found: Int?
    while index > 0 {
      let tag = stack[index].tag
      if tags.contains(tag) {
        found = index
      } else if limits.contains(tag) {
        break
      }
      index -= 1
      if found != nil, tags.count == 1 { break }
    }
    guard let found else { return }
    while stack.count > found { pop(at: place) }
  }

  // MARK: End tags

  mutating func close(_ tag: HTMLTag, fold: UInt32, at place: Int) {
    if tag == .br {
      segment.addBreak(at: place, in: &tree)
      return
    }
    var tag = tag
    // The end tag of any heading ends the open one.
    if tag.isHeading, let open = stack.last(where: { $0.tag.isHeading }) { tag = open.tag }
    guard openCounts[Int(tag.rawValue)] > 0, tag != .html, tag != .body else { return }
    var index = stack.count - 1
    while index > 0 {
      let open = stack[index]
      if open.tag == tag, tag != .unknown || open.fold == fold { break }
      if tag.isFormatting {
        // Closed out of order: a link ends all the same, the rest ends with what is around it.
        if open.tag.isBlock {
          if tag == .a { endLink() }
          return
        }
      } else if open.tag.isScope, !Self.closesCells(tag) {
        return
      }
      index -= 1
    }
    guard index > 0 else { return }
    while stack.count > index { pop(at: place) }
  }

  private static func closesCells(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .table, .tr, .tbody, .thead, .tfoot, .svg, .math, .template, .object, .button, .td, .th:
      true
    default: false
    }
  }

  private mutating func endLink() {
    for index in stack.indices.reversed() where stack[index].tag == .a && stack[index].isLink {
      stack[index].isLink = false
      linkDepth -= 1
      return
    }
  }

  private mutating func pop(at place: Int) {
    guard stack.count > 1, let open = stack.last else { return }
    if open.partsText { flush() }
    stack.removeLast()
    openCounts[Int(open.tag.rawValue)] &-= 1
    var traits: PageTraits = []
    if open.isListed {
      let element = Int(open.element)
      traits = tree.elements[element].traits
      tree.elements[element].next = UInt32(tree.elements.count)
      tree.elements[element].end = max(tree.elements[element].start, UInt32(place))
    }
    if isDropped(open.tag, open.isListed ? traits : words.traits(ofTag: open.tag)) {
      dropDepth = max(0, dropDepth - 1)
    }
    if open.tag == .svg || open.tag == .math { drawingDepth -= 1 }
    if open.isLink { linkDepth -= 1 }
    if open.tag == .b || open.tag == .strong { boldDepth -= 1 }
  }

  // MARK: Text

  mutating func text(_ start: Int, _ end: Int) {
    guard dropDepth == 0 else { return }
    guard top.form == .preformatted else {
      line(start, end)
      return
    }
    // Empty lines part the paragraphs of preformatted text.
    var first = start
    var index = start
    while index < end {
      guard tree.bytes[index] == 0x0a else {
        index += 1
        continue
      }
      var next = index + 1
      while next < end, tree.bytes[next] == 0x20 || tree.bytes[next] == 0x0d { next += 1 }
      if next < end, tree.bytes[next] == 0x0a {
        line(first, index)
        flush()
        first = next
      }
      index = next
    }
    line(first, end)
  }

  private mutating func line(_ start: Int, _ end: Int) {
    var visible = start
    while visible < end, PageParser.isWhite(tree.bytes[visible]) { visible += 1 }
    guard visible < end else {
      if start < end { segment.addSpace(at: start, in: &tree) }
      return
    }
    if segment.splits(tree.segments.count < Self.segmentLimit, isBold: boldDepth > 0) { flush() }
    segment.add(
      start, end, element: top.element, isLink: linkDepth > 0, isBold: boldDepth > 0, in: &tree)
  }

  private mutating func flush() {
    segment.finish(form: top.form, level: top.level, row: row, cell: cell, in: &tree)
  }

  mutating func script(_ content: Range<Int>, firstAttribute: Int) {
    let element = Int(top.element)
    guard top.tag == .script, let type = tree.attribute(.type, of: element) else { return }
    let wanted = Array("ld+json".utf8)
    let value = tree.bytes[type].map { $0 | 0x20 }
    guard value.count >= wanted.count else { return }
    for start in 0...(value.count - wanted.count)
    where value[start..<(start + wanted.count)].elementsEqual(wanted.map { $0 | 0x20 }) {
      tree.linkedData.append(content)
      return
    }
  }

  mutating func title(_ content: Range<Int>) {
    if tree.title == nil { tree.title = content }
  }

  consuming func finish() -> PageTree {
    while stack.count > 1 { pop(at: tree.bytes.count) }
    flush()
    tree.elements[0].next = UInt32(tree.elements.count)
    return tree
  }
}
