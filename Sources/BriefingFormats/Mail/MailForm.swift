/// Tells mail from text that looks like it.
enum MailForm {
  /// Fields that only programs write.
  private static let written: Set<String> = [
    "mime-version", "message-id", "received", "return-path", "dkim-signature", "delivered-to",
    "content-transfer-encoding", "x-mailer", "authentication-results", "snapshot-content-location",
    "list-id", "list-unsubscribe", "arc-seal", "x-received", "references", "in-reply-to",
  ]
  private static let usual: Set<String> = ["from", "to", "subject", "date", "sender", "reply-to"]

  /// Whether `bytes` begin as a saved message does: with header fields, among them one that only
  /// programs write, or a sender's address and a date as RFC 5322 has it. What people paste out of a
  /// mail program, with a name and a date at the top, is text.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    let start = MailEnvelope.headerStart(bytes)
    let window = start..<min(bytes.count, start + ContentKind.window)
    let fields = MailFields(bytes, in: window)
    let names = Set(fields.fields.map(\.name))
    guard !fields.isBroken || window.upperBound < bytes.count, names.count >= 2 else {
      return false
    }
    let isUsual = !names.isDisjoint(with: usual)
    if isUsual, !names.isDisjoint(with: written) { return true }
    if names.contains("content-type"), names.contains("content-transfer-encoding") { return true }
    guard let from = fields["from"], let date = fields["date"] else { return false }
    return from.value.contains { bytes[$0] == 0x40 } && isDate(date.value, bytes)
  }

  /// `Tue, 4 Mar 2031 09:10:00 +0000`, with or without the day of the week: two colons or one between
  /// digits, a month of three letters and a year.
  private static func isDate(_ value: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    let text = MailLines.lowercased(value, bytes)
    let words = text.split { $0 == " " || $0 == "," || $0 == "\t" }
    let months = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let month = words.firstIndex(where: { months.contains(String($0)) }), month > 0,
      month + 2 < words.count
    else { return false }
    return Int(words[month - 1]) != nil && Int(words[month + 1]) != nil
      && words[month + 2].contains(":")
  }
}

/// What stands before the header of a message in a mailbox file.
enum MailEnvelope {
  /// Behind the line `From someone date` of a mailbox file, if one is there.
  static func headerStart(_ bytes: Span<UInt8>) -> Int {
    guard MailLines.begins("From ", at: 0, bytes) else { return 0 }
    return MailLines.end(of: 0, bytes, bytes.count)
  }

  /// How many messages a mailbox file has.
  ///
  /// Each begins with a line `From ` that an empty line parts from the one before; in the text of a
  /// message such a line has a `>` put before it.
  static func messageCount(_ bytes: Span<UInt8>) -> Int {
    guard MailLines.begins("From ", at: 0, bytes) else { return 1 }
    var count = 0
    var index = 0
    var isParted = true
    while index < bytes.count {
      let end = MailLines.end(of: index, bytes, bytes.count)
      if isParted, MailLines.begins("From ", at: index, bytes),
        !MailFields(bytes, in: end..<min(bytes.count, end + 4096)).fields.isEmpty
      {
        count += 1
      }
      isParted = MailLines.text(index..<end, bytes).isEmpty
      index = end
    }
    return count
  }
}
