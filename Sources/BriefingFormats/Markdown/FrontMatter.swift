import BriefingText

/// What the lines between `---` at the head of a Markdown file state.
///
/// Only what note-takers and web clippers write: a key, a colon and a value of one line, or a list of
/// values. Anything else in YAML is passed over.
struct FrontMatter {
  private(set) var stated: [StatedValue] = []
  /// Where the text begins behind it.
  private(set) var end: Int
  /// The bytes of the title's words.
  private(set) var title: Range<Int>?

  private let content: [UInt8]
  /// The longest that a head is looked for.
  private static let limit = 65_536

  /// The front matter of `content` at `start`; nil where there is none.
  init?(_ content: [UInt8], at start: Int) {
    self.content = content
    end = start
    var line = Self.line(content, start)
    guard content[line.text].elementsEqual([0x2d, 0x2d, 0x2d]) else { return nil }
    var isClosed = false
    var keys = 0
    var field: StatedValue.Field?
    let last = min(content.count, start + Self.limit)
    while line.next < last {
      line = Self.line(content, line.next)
      let text = line.text
      if content[text].elementsEqual([0x2d, 0x2d, 0x2d])
        || content[text].elementsEqual([0x2e, 0x2e, 0x2e])
      {
        isClosed = true
        break
      }
      if text.isEmpty || content[text.lowerBound] == 0x23 { continue }
      if content[text.lowerBound] == 0x2d {
        // An item of the list that the key above begins.
        if let field { state(field, trimmed((text.lowerBound + 1)..<text.upperBound)) }
        continue
      }
      guard let colon = content[text].firstIndex(of: 0x3a), colon > text.lowerBound else {
        // A line that goes on with the value above.
        if text.lowerBound == line.start { return nil }
        continue
      }
      if text.lowerBound > line.start { continue }
      keys += 1
      let key = String(decoding: content[text.lowerBound..<colon], as: UTF8.self).lowercased()
      field = Self.fields[key]
      let value = trimmed((colon + 1)..<text.upperBound)
      if let field, !value.isEmpty { states(field, value) }
    }
    guard isClosed, keys > 0 else { return nil }
    end = line.next
  }

  private mutating func states(_ field: StatedValue.Field, _ value: Range<Int>) {
    guard content[value.lowerBound] == 0x5b, content[value.upperBound - 1] == 0x5d else {
      return state(field, value)
    }
    var first = value.lowerBound + 1
    for index in first..<value.upperBound
    where content[index] == 0x2c || index == value.upperBound - 1 {
      state(field, trimmed(first..<index))
      first = index + 1
    }
  }

  private mutating func state(_ field: StatedValue.Field, _ quoted: Range<Int>) {
    var bytes = quoted
    if bytes.count >= 2, let mark = content[bytes].first, mark == 0x22 || mark == 0x27,
      content[bytes.upperBound - 1] == mark
    {
      bytes = trimmed((bytes.lowerBound + 1)..<(bytes.upperBound - 1))
    }
    // "[[Name]]" is a link of a note-taking program.
    if bytes.count > 4, content[bytes].starts(with: [0x5b, 0x5b]),
      content[bytes.upperBound - 1] == 0x5d, content[bytes.upperBound - 2] == 0x5d
    {
      bytes = (bytes.lowerBound + 2)..<(bytes.upperBound - 2)
    }
    guard !bytes.isEmpty, bytes.count <= 1_000 else { return }
    let value = String(decoding: content[bytes], as: UTF8.self)
    if value == "null" || value == "~" || value == ">" || value == "|" { return }
    var field = field
    let isAddress = value.hasPrefix("http://") || value.hasPrefix("https://")
    if field == .address, !isAddress { field = .publisher }
    if field != .address, isAddress { return }
    if field == .headline {
      if title != nil { return }
      title = bytes
    }
    stated.append(StatedValue(field, value, basis: .meta, bytes: bytes))
  }

  private static let fields: [String: StatedValue.Field] = [
    "title": .headline, "headline": .headline, "author": .author, "authors": .author,
    "by": .author, "byline": .author, "creator": .author, "date": .published,
    "published": .published, "published_at": .published, "publishedat": .published,
    "pubdate": .published, "date_published": .published, "publish_date": .published,
    "updated": .updated, "modified": .updated, "lastmod": .updated, "last_modified": .updated,
    "date_modified": .updated, "source": .address, "url": .address, "link": .address,
    "canonical": .address, "canonical_url": .address, "original_url": .address,
    "publisher": .publisher, "site": .publisher, "sitename": .publisher, "site_name": .publisher,
    "outlet": .publisher, "publication": .publisher, "lang": .language, "language": .language,
    "section": .section, "category": .section, "agency": .agency, "dateline": .dateline,
  ]

  private func trimmed(_ bytes: Range<Int>) -> Range<Int> {
    var (first, last) = (bytes.lowerBound, bytes.upperBound)
    while first < last, content[first] == 0x20 || content[first] == 0x09 { first += 1 }
    while last > first, content[last - 1] == 0x20 || content[last - 1] == 0x09 { last -= 1 }
    return first..<last
  }

  /// The line at `start`, its text without white space at the edges, and where the next one begins.
  static func line(
    _ content: [UInt8], _ start: Int
  ) -> (start: Int, text: Range<Int>, next: Int) {
    var end = start
    while end < content.count, content[end] != 0x0a { end += 1 }
    let next = min(end + 1, content.count)
    var first = start
    while first < end, content[first] == 0x20 || content[first] == 0x09 { first += 1 }
    while end > first, [0x20, 0x09, 0x0d].contains(content[end - 1]) { end -= 1 }
    return (start, first..<end, next)
  }
}
