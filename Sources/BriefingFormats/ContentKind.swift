/// What a file holds, told from its first bytes.
enum ContentKind: Sendable, Hashable {
  /// Plain text, in whatever charset.
  case plainText
  /// What begins as JSON does.
  case json
  /// HTML.
  case page
  /// XML that is no page.
  case xml
  /// A message as mail programs save it.
  case mail
  /// Anything else, by a name a reader knows ("PDF document"), and the command that makes text of it
  /// where there is one.
  case other(what: String, conversion: String?)

  /// How many bytes from the start are looked at.
  static let window = 65_536

  /// The kind of a file that begins with `bytes`; only the first `window` of them are read, and of an
  /// archive the last too.
  ///
  /// Binary is what has a known magic number, a NUL byte that is no part of UTF-16, or more than one
  /// control character in fifty bytes. Text in an eight-bit charset has high bytes but hardly any
  /// controls: it stays text.
  init(of bytes: Span<UInt8>) {
    if let binary = BinaryForm.of(bytes) {
      self = .other(what: binary.what, conversion: binary.conversion)
      return
    }
    if let markup = ContentKind.markup(bytes) {
      self = markup
      return
    }
    if UTF16Guess.isUTF16(bytes) {
      self = .plainText
      return
    }
    if MailForm.begins(bytes) {
      self = .mail
      return
    }
    let count = min(bytes.count, ContentKind.window)
    var controls = 0
    var index = 0
    while index < count {
      switch bytes[index] {
      case 0:
        self = .other(what: "binary data", conversion: nil)
        return
      case 0x01...0x08, 0x0e...0x1a, 0x1c...0x1f, 0x7f: controls += 1
      default: break
      }
      index += 1
    }
    self =
      controls * 50 > count ? .other(what: "binary data", conversion: nil) : .plainText
  }

  // MARK: Text with a grammar

  private static func markup(_ bytes: Span<UInt8>) -> ContentKind? {
    var start = 0
    if bytes.begins(with: [0xef, 0xbb, 0xbf], at: 0) { start = 3 }
    start = afterWhite(start, bytes)
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case 0x7b:
      let next = afterWhite(start + 1, bytes)
      return next < bytes.count && (bytes[next] == 0x22 || bytes[next] == 0x7d) ? .json : nil
    case 0x5b:
      let object = afterWhite(start + 1, bytes)
      guard object < bytes.count, bytes[object] == 0x7b else { return nil }
      let key = afterWhite(object + 1, bytes)
      return key < bytes.count && bytes[key] == 0x22 ? .json : nil
    case 0x3c:
      if pageStarts.contains(where: { bytes.beginsFolded(with: $0, at: start) }) { return .page }
      if bytes.beginsFolded(with: "<?xml", at: start) { return isPage(bytes, start) ? .page : .xml }
      return roots.contains { bytes.beginsFolded(with: $0, at: start) } ? .xml : nil
    default: return nil
    }
  }

  /// What pages, and pieces of pages, begin with.
  private static let pageStarts = [
    "<!doctype html", "<html", "<head>", "<body", "<title>", "<meta ", "<article", "<main",
    "<section",
    "<div", "<h1",
  ]
  /// XML that comes without its declaration.
  private static let roots = [
    "<nitf", "<newsitem", "<newsmessage", "<newsml", "<packageitem", "<!doctype nitf", "<rss",
    "<feed", "<rdf:rdf", "<svg", "<!doctype newsml",
  ]

  /// Whether the first element behind declaration, comments and document type is that of a page.
  private static func isPage(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    var index = start
    let limit = min(bytes.count, start + 4_096)
    while index < limit {
      index = afterWhite(index, bytes)
      guard index + 1 < limit, bytes[index] == 0x3c else { return false }
      if pageStarts.contains(where: { bytes.beginsFolded(with: $0, at: index) }) { return true }
      guard bytes[index + 1] == 0x3f || bytes[index + 1] == 0x21 else { return false }
      let isComment = bytes.begins(with: [0x3c, 0x21, 0x2d, 0x2d], at: index)
      index += 2
      while index < limit,
        bytes[index] != 0x3e || isComment && !bytes.begins(with: [0x2d, 0x2d], at: index - 2)
      {
        index += 1
      }
      index += 1
    }
    return false
  }

  /// The encoding that an XML declaration names.
  static func declaredEncoding(_ bytes: Span<UInt8>) -> String? {
    let head = String(decoding: (0..<min(bytes.count, 200)).map { bytes[$0] }, as: UTF8.self)
    guard let end = head.firstRange(of: "?>"), let name = head.firstRange(of: "encoding"),
      name.lowerBound < end.lowerBound
    else { return nil }
    let value = head[name.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let mark = value.first, mark == "\"" || mark == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != mark })
  }

  private static func afterWhite(_ start: Int, _ bytes: Span<UInt8>) -> Int {
    var index = start
    while index < min(bytes.count, window),
      bytes[index] == 0x20 || (0x09...0x0d).contains(bytes[index])
    {
      index += 1
    }
    return index
  }
}

extension Span<UInt8> {
  /// Whether `prefix` stands at `index`.
  func begins(with prefix: [UInt8], at index: Int) -> Bool {
    if index < 0 || count - index < prefix.count { return false }
    for (offset, byte) in prefix.enumerated() where self[index + offset] != byte { return false }
    return true
  }

  /// Whether `prefix`, in lower case, stands at `index` in any case.
  func beginsFolded(with prefix: String, at index: Int) -> Bool {
    let prefix = prefix.utf8
    if count - index < prefix.count { return false }
    for (offset, byte) in prefix.enumerated() {
      let found = self[index + offset]
      let folded = found >= 0x41 && found <= 0x5a ? found | 0x20 : found
      if folded != byte { return false }
    }
    return true
  }

  /// Whether `pattern` stands somewhere from `start` on, within `reach` bytes.
  func holds(_ pattern: [UInt8], from start: Int, within reach: Int) -> Bool {
    guard let first = pattern.first else { return true }
    var index = Swift.max(0, start)
    let end = Swift.min(count - pattern.count + 1, index + reach)
    while index < end {
      if self[index] == first, begins(with: pattern, at: index) { return true }
      index += 1
    }
    return false
  }
}
