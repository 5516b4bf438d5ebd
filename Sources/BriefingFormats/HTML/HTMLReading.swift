public import BriefingText

extension Reading {
  /// A web page: its story as paragraphs, headings and items, everything else marked as what it is,
  /// and what the page states about itself.
  ///
  /// - Parameters:
  ///   - page: The page in UTF-8.
  ///   - content: The bytes that proofs count.
  ///   - decoding: Where the page's bytes stand in the content.
  ///   - charset: Lower-case IANA name of the encoding that the content was read as.
  public init(
    page: [UInt8], content: [UInt8]? = nil, decoding: SourceMap = .identity,
    charset: String = "utf-8"
  ) {
    let reader = HTMLPage(page)
    var stated = reader.stated
    var origin = reader.origin
    if !decoding.isIdentity {
      origin = origin.composed(with: decoding)
      for index in stated.indices { stated[index].bytes = decoding.hull(of: stated[index].bytes) }
    }
    self.init(
      content: content ?? page, mediaType: "text/html", charset: charset, text: reader.text,
      origin: origin, mayBeWrapped: false, marks: reader.marks, stated: stated)
  }
}

/// Reads a page in UTF-8: parse, find the story, write its text, settle what it states.
struct HTMLPage {
  private(set) var text: [UInt8]
  private(set) var origin: SourceMap
  private(set) var marks: [MarkedStretch]
  private(set) var stated: [StatedValue]

  init(_ page: [UInt8]) {
    let tree = PageParser(page).parse()
    let metadata = PageMetadata(tree)
    let body = StatedBody(metadata.body, in: page)
    let scope = StoryScope(
      tree, isStated: body.matches(tree), bodySize: body.isWhole ? body.size : nil)
    let title = PageTitle(tree, metadata: metadata) { index in
      !scope.traits[Int(tree.segments[index].element)].isDisjoint(with: [.hidden, .dropped, .card])
    }
    var marks = StoryMarks(tree, scope: scope, headline: title.segment)
    let uses = marks.uses()
    var writer = PageText(page)
    // Linked data gives the text where the page itself shows next to none of it.
    let fallsBack = body.size > 300 && body.size > 3 * marks.proseSize
    var isBodyWritten = !fallsBack
    for (index, use) in uses.enumerated() {
      let segment = tree.segments[index]
      let first = Int(segment.firstRun)
      if !isBodyWritten, let start = metadata.body.first?.content.lowerBound,
        Int(tree.runs[first].start) > start
      {
        Self.write(metadata.body, page, &writer)
        isBodyWritten = true
      }
      guard case .text(let mark) = use else { continue }
      writer.add(tree.runs[first..<(first + Int(segment.runCount))], as: mark)
    }
    if !isBodyWritten { Self.write(metadata.body, page, &writer) }
    text = writer.text
    origin = writer.origin
    self.marks = writer.marks
    stated = PageStatements(tree, metadata: metadata, title: title, scope: scope).values
  }

  /// Writes the article's body as linked data gives it: a paragraph a line.
  private static func write(_ body: [TextPiece], _ page: [UInt8], _ writer: inout PageText) {
    for paragraph in StatedBody.paragraphs(body, page) { writer.add(paragraph, as: .paragraph) }
  }
}
