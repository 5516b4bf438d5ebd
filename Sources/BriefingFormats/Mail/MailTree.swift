/// A part of a message.
struct MailPart: Sendable {
  var fields: MailFields
  /// Without the line end before the boundary.
  var body: Range<Int>
  var type: ContentType
  /// Of the parts within it, as indices into the tree.
  var children: [Int] = []
  /// `content-transfer-encoding`, in lower case.
  var coding: String
  /// Whether it was sent as a file beside the text.
  var isAttachment: Bool
  /// The name that it was sent under.
  var fileName: String?

  /// Whether it is a text that a reader of the message sees.
  var isText: Bool { type.family == "text" && !isAttachment && !Self.noText.contains(type.value) }
  var isPage: Bool { type.value == "text/html" || type.value == "application/xhtml+xml" }

  private static let noText: Set<String> = [
    "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/csv",
    "text/javascript", "text/x-amp-html", "text/rfc822-headers",
  ]
}

/// The parts of a message (RFC 2046), the message itself first.
///
/// Own code, and not GMime: that brings eighteen further libraries into each worker, tells where a part
/// begins but not where its decoded bytes stood, and cannot say so of headers. Without recursion:
/// the depth is the sender's.
struct MailTree: Sendable {
  private(set) var parts: [MailPart] = []

  /// Deeper, and more, is nobody's text.
  private static let mostParts = 1_000
  private static let depth = 16

  /// The tree of the message that begins at `start`.
  init(_ bytes: Span<UInt8>, from start: Int) {
    add(bytes, start..<bytes.count, default: "text/plain")
    var queue: [(part: Int, depth: Int)] = [(0, 0)]
    while let (index, depth) = queue.popLast() {
      let first = parts.count
      cut(index, bytes, depth: depth)
      for child in first..<parts.count { queue.append((child, depth + 1)) }
    }
  }

  private mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>, default type: String) {
    let fields = MailFields(bytes, in: range)
    let content = fields["content-type"].map {
      ContentType(field: MailLines.bytes($0.value, bytes))
    }
    let disposition = fields["content-disposition"].map {
      ContentType(field: MailLines.bytes($0.value, bytes))
    }
    let coding = fields["content-transfer-encoding"].map {
      ContentType(field: MailLines.bytes($0.value, bytes)).value
    }
    let known = content.flatMap { $0.value.contains("/") ? $0 : nil }
    parts.append(
      MailPart(
        fields: fields, body: min(fields.bodyStart, range.upperBound)..<range.upperBound,
        type: known ?? ContentType(type), coding: coding ?? "7bit",
        isAttachment: disposition?.value == "attachment",
        fileName: disposition?.parameters["filename"] ?? content?.parameters["name"]))
  }

  /// Finds the parts of a part.
  private mutating func cut(_ index: Int, _ bytes: Span<UInt8>, depth: Int) {
    let part = parts[index]
    guard depth < Self.depth else { return }
    if part.type.value == "message/rfc822" || part.type.value == "message/global" {
      guard !["base64", "quoted-printable"].contains(part.coding) else { return }
      parts[index].children = [parts.count]
      add(bytes, part.body, default: "text/plain")
      return
    }
    guard part.type.family == "multipart",
      let boundary = part.type.parameters["boundary"].map({ Array($0.utf8) }), !boundary.isEmpty
    else { return }
    let type = part.type.value == "multipart/digest" ? "message/rfc822" : "text/plain"
    var begun: Int?
    var line = part.body.lowerBound
    while line < part.body.upperBound {
      let end = MailLines.end(of: line, bytes, part.body.upperBound)
      if let isLast = Self.boundary(boundary, line..<end, bytes) {
        if let begun { addChild(of: index, bytes, begun..<Self.unended(line, begun, bytes), type) }
        begun = isLast || parts.count >= Self.mostParts ? nil : end
        if isLast { return }
      }
      line = end
    }
    // The end is missing: the message was cut off.
    if let begun { addChild(of: index, bytes, begun..<part.body.upperBound, type) }
  }

  private mutating func addChild(
    of index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>, _ type: String
  ) {
    parts[index].children.append(parts.count)
    add(bytes, range, default: type)
  }

  /// Before the line end that stands before `line`: that belongs to the boundary.
  private static func unended(_ line: Int, _ start: Int, _ bytes: Span<UInt8>) -> Int {
    max(start, MailLines.text(start..<line, bytes).upperBound)
  }

  /// Whether a line is the boundary; true if it is the last one.
  private static func boundary(
    _ boundary: [UInt8], _ line: Range<Int>, _ bytes: Span<UInt8>
  ) -> Bool? {
    guard line.count >= boundary.count + 2, bytes[line.lowerBound] == 0x2d,
      bytes[line.lowerBound + 1] == 0x2d
    else { return nil }
    var index = line.lowerBound + 2
    for byte in boundary {
      if bytes[index] != byte { return nil }
      index += 1
    }
    let isLast =
      index + 1 < line.upperBound && bytes[index] == 0x2d && bytes[index + 1] == 0x2d
    if isLast { return true }
    while index < line.upperBound {
      // Another boundary may begin with the same letters.
      guard bytes[index] <= 0x20 else { return nil }
      index += 1
    }
    return false
  }

  // MARK: - base64

  /// The content in which the text parts are decoded that came in base64, and the tree of it.
  ///
  /// Each stands where its base64 stood; all other bytes are those of the message. nil where there is
  /// no such part.
  func undoingBase64(_ content: [UInt8]) -> (content: [UInt8], tree: MailTree)? {
    let coded = parts.indices.filter { index in
      let part = parts[index]
      return part.coding == "base64" && part.children.isEmpty && !part.isAttachment
        && (part.type.family == "text" || part.isPage) && !part.body.isEmpty
    }.sorted { parts[$0].body.lowerBound < parts[$1].body.lowerBound }
    guard !coded.isEmpty else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var taken = 0
    /// Where a body ended, and how far what follows has moved.
    var moves: [(end: Int, shift: Int)] = []
    var bodies: [Int: Range<Int>] = [:]
    for index in coded {
      let body = parts[index].body
      result += content[taken..<body.lowerBound]
      let start = result.count
      result += Base64.decoded(content[body])
      bodies[index] = start..<result.count
      taken = body.upperBound
      moves.append((taken, result.count - taken))
    }
    result += content[taken...]
    var tree = self
    for index in tree.parts.indices {
      let body = parts[index].body
      tree.parts[index].fields.move { Self.moved($0, moves) }
      tree.parts[index].body =
        bodies[index] ?? Self.moved(body.lowerBound, moves)..<Self.moved(body.upperBound, moves)
      if bodies[index] != nil { tree.parts[index].coding = "binary" }
    }
    return (result, tree)
  }

  private static func moved(_ place: Int, _ moves: [(end: Int, shift: Int)]) -> Int {
    var low = 0
    var high = moves.count
    while low < high {
      let middle = (low + high) / 2
      if moves[middle].end <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? place : place + moves[low - 1].shift
  }
}
