/// What the markup says of an element's purpose: by its tag, its attributes and the words of its
/// class. See ``PageWords``.
struct PageTraits: OptionSet, Sendable, Hashable {
  let rawValue: UInt32

  /// The text of the story, by a name made for it.
  static let body = PageTraits(rawValue: 1 << 0)
  /// Holds the story, among other things.
  static let story = PageTraits(rawValue: 1 << 1)
  static let lead = PageTraits(rawValue: 1 << 2)
  static let headline = PageTraits(rawValue: 1 << 3)
  static let byline = PageTraits(rawValue: 1 << 4)
  static let time = PageTraits(rawValue: 1 << 5)
  static let caption = PageTraits(rawValue: 1 << 6)
  static let credit = PageTraits(rawValue: 1 << 7)
  static let biography = PageTraits(rawValue: 1 << 8)
  static let related = PageTraits(rawValue: 1 << 9)
  static let promo = PageTraits(rawValue: 1 << 10)
  static let interface = PageTraits(rawValue: 1 << 11)
  static let navigation = PageTraits(rawValue: 1 << 12)
  static let comments = PageTraits(rawValue: 1 << 13)
  static let notice = PageTraits(rawValue: 1 << 14)
  static let hidden = PageTraits(rawValue: 1 << 15)
  static let aside = PageTraits(rawValue: 1 << 16)
  static let footer = PageTraits(rawValue: 1 << 17)
  static let header = PageTraits(rawValue: 1 << 18)
  static let figure = PageTraits(rawValue: 1 << 19)
  /// `article`.
  static let article = PageTraits(rawValue: 1 << 20)
  /// `main`.
  static let main = PageTraits(rawValue: 1 << 21)
  static let author = PageTraits(rawValue: 1 << 22)
  /// A list of links to other stories, told by its form.
  static let card = PageTraits(rawValue: 1 << 23)
  static let quotation = PageTraits(rawValue: 1 << 24)
  /// `itemprop=articleBody`.
  static let articleBody = PageTraits(rawValue: 1 << 25)
  /// Never read: a script, a template, a drawing.
  static let dropped = PageTraits(rawValue: 1 << 26)
  static let paywall = PageTraits(rawValue: 1 << 27)

  /// What text of the story does not stand in.
  static let foreign: PageTraits = [
    .biography, .related, .promo, .interface, .navigation, .comments, .hidden, .aside, .footer,
    .card, .dropped,
  ]
  /// What stands beside the story's sentences, and goes down to all that an element holds.
  static let inherited: PageTraits = [
    .biography, .related, .promo, .interface, .navigation, .comments, .hidden, .aside, .footer,
    .card, .dropped, .caption, .credit, .byline, .time, .notice, .figure, .header, .headline, .lead,
    .quotation, .author,
  ]
}

/// An element of a page.
struct PageElement {
  var tag: HTMLTag
  var attributeCount: UInt8
  var traits: PageTraits
  /// The element around it; its own index for the root.
  var parent: UInt32
  /// The first element after all that stand in it.
  var next: UInt32
  var firstAttribute: UInt32
  /// The bytes between its tags.
  var start: UInt32
  var end: UInt32
  /// The first of the segments that begin in it.
  var firstSegment: UInt32
}

/// An attribute that the reader knows; its value as it lies, without quotes.
struct PageAttribute {
  var name: HTMLAttribute
  var start: UInt32
  var end: UInt32

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// A stretch of character data as it lies.
struct TextRun {
  var start: UInt32
  var end: UInt32

  var bytes: Range<Int> { Int(start)..<Int(end) }
}

/// A stretch of text that a reader sees as one: a paragraph, a heading, a link of a menu.
struct PageSegment {
  /// How the text is set.
  enum Form: UInt8 { case plain, paragraph, item, heading, row, quotation, preformatted, caption }

  /// The deepest element around all of it.
  var element: UInt32
  /// Its runs, in the tree's list.
  var firstRun: UInt32
  var runCount: UInt32
  /// Characters that are not white space; those of scripts without blanks count for three.
  var size: UInt32 = 0
  /// Those of them in links to elsewhere.
  var linkSize: UInt32 = 0
  /// Those of them in bold.
  var boldSize: UInt32 = 0
  var stops: UInt16 = 0
  var commas: UInt16 = 0
  var words: UInt32 = 0
  var form: Form
  /// 1 to 6 for a heading.
  var level: UInt8 = 0
  var endsInStop = false
}

/// A page as flat lists, in the order of the file. Nothing in it points outside of it.
struct PageTree {
  /// The page in UTF-8.
  let bytes: [UInt8]
  var elements: [PageElement] = []
  var attributes: [PageAttribute] = []
  var runs: [TextRun] = []
  var segments: [PageSegment] = []
  /// The content of scripts that hold linked data.
  var linkedData: [Range<Int>] = []
  /// The content of `<title>`, the first one.
  var title: Range<Int>?

  /// The bytes of an element's attribute.
  func attribute(_ name: HTMLAttribute, of element: Int) -> Range<Int>? {
    let first = Int(elements[element].firstAttribute)
    for index in first..<(first + Int(elements[element].attributeCount))
    where attributes[index].name == name {
      return attributes[index].bytes
    }
    return nil
  }

  /// The segments that begin in an element.
  func segments(in element: Int) -> Range<Int> {
    let next = Int(elements[element].next)
    let end = next < elements.count ? Int(elements[next].firstSegment) : segments.count
    let first = Int(elements[element].firstSegment)
    return first..<max(first, end)
  }

  /// Whether `inner` is `outer` or stands in it.
  func contains(_ outer: Int, _ inner: Int) -> Bool {
    inner >= outer && inner < Int(elements[outer].next)
  }
}
