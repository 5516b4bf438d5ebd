internal import BriefingText

/// A saved message as a reading: the text that its reader sees, and what its header states.
///
/// The content is the file, with text parts decoded in place that came in base64. The text is that of
/// the body alone: a subject is stated, and often stands at the head of the body as well.
struct MailReader {
  private(set) var reading: FileReading
  private var content: [UInt8]
  private var coding: [String]
  private var tree: MailTree
  private let parts: MailPartReader

  /// Reads a file that ``MailForm`` takes for mail.
  init(_ file: [UInt8], coding: [String]) {
    let start = MailEnvelope.headerStart(file.span)
    content = file
    self.coding = coding
    tree = MailTree(file.span, from: start)
    if let undone = tree.undoingBase64(file) {
      (content, tree) = undone
      self.coding.append("base64")
    }
    parts = MailPartReader(content: content, isMailbox: start > 0)
    reading = .tooLarge("")
    let messages = MailEnvelope.messageCount(file.span)
    reading =
      messages > 1
      ? unsupported("mailbox of \(messages) messages", "git mailsplit -oDIRECTORY FILE") : read()
  }

  private func unsupported(_ what: String, _ conversion: String?) -> FileReading {
    .unsupported(
      what: what, conversion: conversion,
      content: FileReading.Content(bytes: content, coding: coding))
  }

  private func read() -> FileReading {
    var text = MailText()
    let chosen = MailChoice(tree: tree, parts: parts)
    let shown = chosen.segments()
    for shown in shown { text.append(shown.segment, isBeside: shown.isBeside) }
    guard let charset = text.charset else { return textless(chosen.unread) }
    for name in attachments() { text.appendName(name.text, name.bytes) }

    let root = tree.parts[0]
    let isPage = root.fields["snapshot-content-location"] != nil
    var stated: [StatedValue] = []
    var headers = [chosen.message(of: shown)]
    if isPage { headers = [0] }
    for header in headers {
      stated += MailStatements(content: content, fields: tree.parts[header].fields).values()
    }
    // When a page was saved says nothing of when it was published, and its title is its own.
    if isPage { stated.removeAll { $0.field != .address } }
    stated += text.stated
    let type =
      isPage ? "multipart/related" : parts.isMailbox ? "application/mbox" : "message/rfc822"
    return .text(
      Reading(
        content: content, contentCoding: coding, mediaType: type, charset: charset,
        text: text.text, origin: text.origin, mayBeWrapped: text.mayBeWrapped, marks: text.marks,
        stated: stated, damage: text.damage))
  }

  /// A message of which nothing can be read.
  private func textless(_ unread: String?) -> FileReading {
    if let unread { return unsupported("mail in \(unread)", "iconv -f \(unread) -t UTF-8 FILE") }
    let root = tree.parts[0].type.value
    if root == "multipart/encrypted" || root.hasSuffix("pkcs7-mime") {
      return unsupported("encrypted mail", nil)
    }
    if tree.parts.contains(where: \.isPage) { return unsupported("mail in HTML", "pandoc FILE") }
    let names = attachments().map(\.text)
    let what =
      names.isEmpty
      ? "mail without text" : "mail without text, with \(names.joined(separator: ", "))"
    return unsupported(what, "munpack FILE")
  }

  /// What was sent beside the text, by the names it was sent under, in the order of the file.
  private func attachments() -> [(text: String, bytes: Range<Int>)] {
    tree.parts.compactMap { part in
      guard part.isAttachment, let name = part.fileName, !name.isEmpty,
        let field = part.fields["content-disposition"]
      else { return nil }
      return (String(name.prefix(200)).filter { !$0.isNewline }, field.value)
    }.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }
}

/// The text of a message, put together from its parts.
struct MailText {
  private(set) var text: [UInt8] = []
  private(set) var origin = SourceMap()
  private(set) var marks: [MarkedStretch] = []
  private(set) var stated: [StatedValue] = []
  private(set) var damage: [Damage] = []
  private(set) var mayBeWrapped = false
  /// That of the longest part.
  private(set) var charset: String?
  private var longest = -1

  /// Adds a part behind an empty line.
  ///
  /// - Parameters:
  ///   - segment: The part.
  ///   - isBeside: Whether it is not what the message was sent for.
  mutating func append(_ segment: MailSegment, isBeside: Bool) {
    if segment.text.count > longest {
      longest = segment.text.count
      charset = segment.charset
    }
    guard segment.origin.isIdentity || segment.origin.contentStart >= origin.contentEnd else {
      return
    }
    part()
    let start = text.count
    text += segment.text
    origin.append(segment.origin, shiftedBy: start)
    if isBeside, !segment.text.isEmpty {
      marks.append(MarkedStretch(bytes: start..<text.count, mark: .notice))
    } else {
      marks += segment.marks.map { mark in
        MarkedStretch(
          bytes: mark.bytes.lowerBound + start..<mark.bytes.upperBound + start, mark: mark.mark)
      }
      stated += segment.stated
      mayBeWrapped = mayBeWrapped || segment.mayBeWrapped
    }
    damage += segment.damage.map { damage in
      var moved = damage
      moved.bytes = damage.bytes.lowerBound + start..<damage.bytes.upperBound + start
      return moved
    }
  }

  /// Adds the name of an attachment, which `bytes` of the content say.
  mutating func appendName(_ name: String, _ bytes: Range<Int>) {
    guard bytes.lowerBound >= origin.contentEnd else { return }
    part()
    let start = text.count
    text += Array(name.utf8)
    origin.append(text: start..<text.count, content: bytes)
    marks.append(MarkedStretch(bytes: start..<text.count, mark: .interface))
  }

  private mutating func part() {
    guard !text.isEmpty else { return }
    while text.suffix(2) != [0x0a, 0x0a] { text.append(0x0a) }
  }
}
