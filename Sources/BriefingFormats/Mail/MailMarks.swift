internal import BriefingText

/// What the lines of a text part are by the habits of mail: signature, reply, footer.
struct MailMarks {
  let text: [UInt8]

  /// Lines after `-- ` that a signature may have.
  private static let signatureLines = 20
  private static let promotions = [
    "unsubscribe", "view this email in", "view in browser", "view online", "read online",
    "update your preferences", "manage your subscription", "manage preferences",
    "update subscription", "forward to a friend", "subscribe to",
  ]
  private static let notices = [
    "you are receiving this", "you received this", "you're receiving this",
    "this email was sent to", "this message was sent to", "mailing list", "privacy policy",
    "add us to your address book",
  ]

  func marks() -> [MarkedStretch] {
    var marks: [MarkedStretch] = []
    let bytes = text.span
    var line = 0
    while line < text.count {
      let end = MailLines.end(of: line, bytes, text.count)
      let range = MailLines.text(line..<end, bytes)
      if isSignatureMark(range), let close = signatureEnd(from: end) {
        marks.append(MarkedStretch(bytes: line..<close, mark: signature(range.upperBound..<close)))
        line = close
        continue
      }
      if isFooterRule(range), let close = signatureEnd(from: end) {
        marks.append(MarkedStretch(bytes: line..<close, mark: .notice))
        line = close
        continue
      }
      if let mark = mark(of: range) {
        if let last = marks.last, last.mark == mark, last.bytes.upperBound == line {
          marks[marks.count - 1].bytes = last.bytes.lowerBound..<end
        } else {
          marks.append(MarkedStretch(bytes: line..<end, mark: mark))
        }
      }
      line = end
    }
    return marks
  }

  private func isSignatureMark(_ line: Range<Int>) -> Bool {
    text[line].elementsEqual([0x2d, 0x2d, 0x20]) || text[line].elementsEqual([0x2d, 0x2d])
  }

  /// A line of underscores, as list servers set it above what they add.
  private func isFooterRule(_ line: Range<Int>) -> Bool {
    line.count >= 20 && text[line].allSatisfy { $0 == 0x5f }
  }

  /// The end of the text, if what follows is short enough to be no part of it.
  private func signatureEnd(from start: Int) -> Int? {
    var lines = 0
    for index in start..<text.count where text[index] == 0x0a {
      lines += 1
      if lines > Self.signatureLines { return nil }
    }
    return text.count - start <= 2_000 ? text.count : nil
  }

  private func signature(_ range: Range<Int>) -> MarkedStretch.Mark {
    let words = String(decoding: text[range], as: UTF8.self).lowercased()
    if Self.promotions.contains(where: words.contains) { return .promo }
    return Self.notices.contains(where: words.contains) ? .notice : .biography
  }

  private func mark(of line: Range<Int>) -> MarkedStretch.Mark? {
    guard !line.isEmpty else { return nil }
    if text[line.lowerBound] == 0x3e { return .quotation }
    guard line.count <= 300 else { return nil }
    let words = String(decoding: text[line], as: UTF8.self).lowercased()
    // “On Tuesday somebody wrote:” stands above a reply's quotation.
    if words.hasSuffix("wrote:"), line.upperBound + 1 < text.count,
      isQuoted(after: line.upperBound)
    {
      return .interface
    }
    if Self.promotions.contains(where: { words.hasPrefix($0) || words.hasSuffix($0) }) {
      return .promo
    }
    if words.contains("unsubscribe"), words.contains("http") || words.contains("click") {
      return .promo
    }
    return Self.notices.contains(where: words.hasPrefix) ? .notice : nil
  }

  private func isQuoted(after place: Int) -> Bool {
    var index = place
    while index < text.count, text[index] <= 0x20 { index += 1 }
    return index < text.count && text[index] == 0x3e
  }
}
