import BriefingText

/// Markdown as its readers see it.
///
/// Emphasis, targets of links, escapes, line ends that only keep lines short and the head are dropped.
/// The marks that begin a line (`#`, `-`, `1.`, `>`) stay: plain text has them too, and there is one
/// way to tell roles by them.
struct MarkdownReader {
  private let content: [UInt8]
  private let lines: MarkdownLines
  private var composed = ComposedText()

  private enum Leaf { case none, paragraph, heading(Int), row, code, html }
  private var leaf = Leaf.none
  /// Whether the next text begins a line.
  private var beginsLine = true
  private var softBreak = false
  private var leafStart = 0
  private var cells = 0
  private var images = 0
  /// What the pictures of a paragraph say, and whether anything else stands in it.
  private var alternatives: [Range<Int>] = []
  private var hasWords = false
  private var markup = MarkdownMarkup()
  private var hasRules = true

  /// The largest text that is read as Markdown; a larger one is read as it lies.
  static let limit = 32 << 20

  /// The reading of `content`; nil where it is no Markdown.
  static func reading(of content: [UInt8]) -> Reading? {
    let start = content.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard content.count <= limit, MarkdownEvidence.isMarkdown(content, from: start) else {
      return nil
    }
    let head = FrontMatter(content, at: start)
    guard let events = MarkdownParser.events(of: content, from: head?.end ?? start) else {
      return nil
    }
    var reader = MarkdownReader(content, events)
    let hasTitle = events.contains { if case .enter(.heading(1)) = $0 { true } else { false } }
    if let title = head?.title, !hasTitle {
      reader.composed.append(title, of: content)
      reader.composed.mark(from: 0, .headline)
      reader.composed.endParagraph()
    }
    for event in events { reader.take(event) }
    return Reading(
      content: content, mediaType: "text/markdown", charset: "utf-8", text: reader.composed.text,
      origin: reader.composed.origin, mayBeWrapped: false, marks: reader.composed.marks,
      stated: head?.stated ?? [])
  }

  private init(_ content: [UInt8], _ events: [MarkdownEvent]) {
    self.content = content
    lines = MarkdownLines(content, events: events)
  }

  private mutating func take(_ event: MarkdownEvent) {
    switch event {
    case .enter(.paragraph): begin(.paragraph)
    case .enter(.heading(let level)): begin(.heading(level))
    case .enter(.code): begin(.code)
    case .enter(.html): begin(.html)
    case .enter(.row):
      begin(.row)
      cells = 0
    case .enter(.cell): cells += 1
    case .enter(.item): begin(.paragraph)
    case .enter(.rule): rule()
    case .enter: break
    case .leave(.paragraph), .leave(.heading), .leave(.code), .leave(.html), .leave(.item): leave()
    case .leave(.row):
      composed.mark(from: leafStart, .row)
      leave()
    case .leave: break
    case .enterSpan(.image): images += 1
    case .leaveSpan(.image): images -= 1
    case .enterSpan, .leaveSpan: break
    case .text(.softBreak, _): softBreak = true
    case .text(.hardBreak, _): beginsLine = true
    case .text(.html, let bytes): html(bytes)
    case .text(.entity, let bytes): words(bytes, isReference: true)
    case .text(.normal, let bytes): words(bytes, isReference: false)
    }
  }

  private mutating func begin(_ leaf: Leaf) {
    self.leaf = leaf
    beginsLine = true
    softBreak = false
    alternatives = []
    hasWords = false
    markup = MarkdownMarkup()
  }

  private mutating func leave() {
    if !hasWords { captions() }
    alternatives = []
    leaf = .none
    beginsLine = true
    softBreak = false
  }

  /// A picture that stands alone says what it shows, if it says more than a name.
  private mutating func captions() {
    for bytes in alternatives where bytes.lowerBound >= composed.contentEnd {
      let words = content[bytes].split(whereSeparator: { $0 == 0x20 || $0 == 0x0a })
      guard words.count >= 3 else { continue }
      part(before: bytes.lowerBound)
      let start = composed.nextPlace
      composed.append(bytes, of: content)
      composed.mark(from: start, .caption)
    }
  }

  private mutating func words(_ bytes: Range<Int>, isReference: Bool) {
    guard !bytes.isEmpty else { return }
    if images > 0 {
      if let last = alternatives.last, last.upperBound == bytes.lowerBound {
        alternatives[alternatives.count - 1] = last.lowerBound..<bytes.upperBound
      } else {
        alternatives.append(bytes)
      }
      return
    }
    if case .code = leaf, softBreak { beginsLine = true }
    var bytes = bytes
    if beginsLine {
      while let first = bytes.first, content[first] == 0x20 || content[first] == 0x09 {
        bytes = (first + 1)..<bytes.upperBound
      }
      if bytes.isEmpty { return }
    }
    hasWords = true
    makeRoom(before: bytes.lowerBound)
    if isReference, let characters = CharacterReference.characters(of: content[bytes]) {
      composed.append(characters, for: bytes)
    } else {
      composed.append(bytes, of: content)
    }
  }

  /// The blank or line end before a piece of text.
  private mutating func makeRoom(before place: Int) {
    if softBreak, !beginsLine {
      if lines.joins(composed.contentEnd, place) {
        composed.append([0x20], for: composed.contentEnd..<place)
      } else {
        beginsLine = true
      }
    }
    softBreak = false
    if case .row = leaf {
      if beginsLine {
        part(before: place)
        leafStart = composed.nextPlace
      } else if cells > 1 {
        composed.insert([0x09])
      }
      cells = 1
    } else if beginsLine {
      beginLine(at: place)
    }
    beginsLine = false
  }

  private mutating func beginLine(at place: Int) {
    var start = place
    while start > composed.contentEnd, content[start - 1] != 0x0a { start -= 1 }
    part(before: start)
    let marks = lineMarks(start, before: place)
    if case .heading(let level) = leaf, marks.map({ content[$0.lowerBound] != 0x23 }) ?? true {
      // A heading by the line under it.
      composed.insert(Array(repeating: 0x23, count: level) + [0x20])
    } else if let marks {
      composed.append(marks, of: content)
    }
  }

  /// Ends the line, and the paragraph where the content has an empty line before `place`.
  private mutating func part(before place: Int) {
    composed.endLine()
    var lineEnds = 0
    var index = composed.contentEnd
    while index < place {
      switch content[index] {
      case 0x0a: lineEnds += 1
      case 0x20, 0x09, 0x0d, 0x3e: break
      default: lineEnds = 0
      }
      if lineEnds >= 2 {
        composed.endParagraph()
        return
      }
      index += 1
    }
  }

  /// The marks at the start of a line, with the white space behind them.
  private func lineMarks(_ start: Int, before end: Int) -> Range<Int>? {
    var index = start
    var first: Int?
    func isBlank(_ place: Int) -> Bool {
      place < end && (content[place] == 0x20 || content[place] == 0x09)
    }
    while index < end {
      while isBlank(index) { index += 1 }
      var next = index
      guard index < end else { break }
      switch content[index] {
      case 0x3e:
        next = index + 1
      case 0x2d, 0x2a, 0x2b:
        if isBlank(index + 1) { next = index + 2 }
      case 0x23:
        while next < end, content[next] == 0x23 { next += 1 }
        if !isBlank(next) { next = index }
      case 0x30...0x39:
        while next < end, (0x30...0x39).contains(content[next]) { next += 1 }
        let isMark = next < end && (content[next] == 0x2e || content[next] == 0x29)
        next = isMark && isBlank(next + 1) ? next + 1 : index
      default: break
      }
      if next == index { break }
      if first == nil { first = index }
      index = next
    }
    return first.map { $0..<index }
  }

  /// A line across the page stays: it parts what stands above from what stands below.
  private mutating func rule() {
    guard hasRules else { return }
    var place = composed.contentEnd
    // What is left of the line above is no rule, though it may be marks alone.
    if !composed.text.isEmpty { place = FrontMatter.line(content, place).next }
    while place < content.count {
      let line = FrontMatter.line(content, place)
      place = line.next
      let marks = content[line.text].filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x3e }
      if marks.count >= 3, let mark = marks.first,
        [0x2d, 0x2a, 0x5f].contains(mark), marks.allSatisfy({ $0 == mark })
      {
        part(before: line.text.lowerBound)
        composed.append(line.text, of: content)
        beginsLine = true
        return
      }
    }
    hasRules = false
  }

  private mutating func html(_ bytes: Range<Int>) {
    for piece in markup.pieces(bytes, of: content) {
      switch piece {
      case .words(let bytes): words(bytes, isReference: false)
      case .reference(let bytes): words(bytes, isReference: true)
      case .lineEnd: beginsLine = true
      }
    }
  }
}
