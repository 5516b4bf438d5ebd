import BriefingText
import Testing

@testable import BriefingFormats

@Suite("Mail is read as its reader sees it")
struct MailReaderTests {
  private let body = """
    Velland will send two patrol boats to Tessaly, “not one less”, said Ona Brask on Tuesday, in a \
    hall that was too small for everybody who had come.

    The café at the quay was open: 40 tonnes = 2 trucks.

    """

  private func reading(_ mail: [UInt8]) throws -> Reading {
    guard case .text(let reading) = FileReading(mail, limit: 1 << 24) else {
      throw NotRead(reading: "\(FileReading(mail, limit: 1 << 24))")
    }
    return reading
  }

  private struct NotRead: Error { var reading: String }

  private func text(_ reading: Reading) -> String { String(decoding: reading.text, as: UTF8.self) }

  private func stated(_ reading: Reading, _ field: StatedValue.Field) -> [String] {
    reading.stated.filter { $0.field == field }.map(\.value)
  }

  @Test("whatever the coding, the charset and the line ends, the text is the same")
  func codings() throws {
    for charset in ["utf-8", "windows-1252"] {
      let bytes = try Encoded.bytes(body, charset)
      let type = "text/plain; charset=\"\(charset)\""
      for coding in ["8bit", "quoted-printable", "base64"] {
        let coded =
          coding == "base64"
          ? Letters.base64(bytes)
          : coding == "8bit" ? bytes : Letters.quotedPrintable(bytes)
        let single = Letters.single(coded, type: type, coding: coding)
        let part = Letters.single(coded, type: type, coding: coding, header: "")
        for mail in [single, Letters.multipart("mixed", [part])] {
          for mail in [mail, Letters.crlf(mail)] {
            let isDecoded = coding == "base64"
            let reading = try reading(mail)
            #expect(text(reading).trimming == body.trimming, "\(charset) \(coding)")
            #expect(reading.charset == charset)
            #expect(reading.mediaType == "message/rfc822")
            #expect(reading.contentCoding == (isDecoded ? ["base64"] : []))
            #expect((reading.content == mail) != isDecoded)
            try checkProofs(reading, coding, charset)
          }
        }
      }
    }
  }

  /// Decodes what stands in the content for each piece of the text.
  private func checkProofs(_ reading: Reading, _ coding: String, _ charset: String) throws {
    let text = text(reading)
    var index = text.startIndex
    while index < text.endIndex {
      let end = text.index(index, offsetBy: 9, limitedBy: text.endIndex) ?? text.endIndex
      let start = text.utf8.distance(from: text.startIndex, to: index)
      let piece = text[index..<end]
      let hull = reading.origin.hull(of: start..<start + piece.utf8.count)
      var bytes = Array(reading.content[hull])
      if coding == "quoted-printable" {
        bytes = QuotedPrintable.decoded(bytes, 0..<bytes.count).bytes
      }
      let said = String(
        decoding: try Encoded.converted(bytes.filter { $0 != 0x0d }, from: charset, to: "UTF-8"),
        as: UTF8.self)
      // White space at the end of a line is no part of quoted-printable.
      #expect(said.trimming == piece.trimming, "\(coding) \(charset)")
      index = end
    }
  }

  @Test("the header states headline, author, publisher and date")
  func statements() throws {
    let reading = try reading(Letters.single(Array(body.utf8)))
    #expect(stated(reading, .headline) == ["Harbour talks resume"])
    #expect(stated(reading, .author) == ["Ona Brask"])
    #expect(stated(reading, .publisher) == [])
    #expect(stated(reading, .published) == ["Tue, 4 Mar 2031 09:10:00 +0000"])
    for value in reading.stated {
      let bytes = String(decoding: reading.content[value.bytes], as: UTF8.self)
      #expect(bytes.contains(value.value), "\(value)")
    }
    let coded = Letters.header
      .replacing(
        "Fwd: Harbour talks resume", with: "=?utf-8?Q?Re:_Caf=C3=A9?=\n =?utf-8?B?cyBvcGVu?="
      )
      .replacing("Ona Brask <ona.brask@", with: "\"The Lowport Sheet\" <news@")
      .replacing("MIME-Version", with: "List-Id: Morning Sheet <m.lowport.example>\nMIME-Version")
    let other = try self.reading(Letters.single(Array(body.utf8), header: coded))
    #expect(stated(other, .headline) == ["Cafés open"])
    #expect(stated(other, .author) == [])
    #expect(stated(other, .publisher) == ["Morning Sheet", "The Lowport Sheet"])
  }

  @Test(
    "a sender is a person only with evidence",
    arguments: [
      ("Ona Brask <ona@x.example>", "Ona Brask", nil),
      ("\"Brask, Ona\" <o.brask@x.example>", "Ona Brask", nil),
      ("Ona Brask from The Sheet <sheet@x.example>", "Ona Brask", "The Sheet"),
      ("Ona Brask | Lowport Sheet <sheet@x.example>", "Ona Brask", "Lowport Sheet"),
      ("Lowport Sheet <newsletter@x.example>", nil, "Lowport Sheet"),
      ("Morning Sheet <no-reply@x.example>", nil, "Morning Sheet"),
      ("desk@x.example", nil, nil),
    ])
  func senders(from: String, author: String?, publisher: String?) {
    let sender = MailSender(from)
    #expect(sender.author == author)
    #expect(sender.publisher == publisher)
  }

  @Test(
    "a subject without what programs put before it",
    arguments: [
      ("Re: Fwd: FW: AW: Talks: the end", "Talks: the end"), ("RE[2]: Talks", "Talks"),
      ("[sheet] Talks", "Talks"), ("Ukraine: talks", "Ukraine: talks"),
    ])
  func subjects(subject: String, headline: String) {
    #expect(MailStatements.headline(subject, isListed: true) == headline)
  }

  @Test("of alternatives the one with more words, and of related parts the root")
  func choices() throws {
    let plain = Letters.single(Array(body.utf8), header: "")
    let stub = Letters.single(Array("See the page.\n".utf8), header: "")
    let page = Letters.single(
      Array("<p>See the page.</p>".utf8), type: "text/html", header: "")
    let image = Letters.single(
      Letters.base64([1, 2, 3]), type: "image/png", coding: "base64", header: "")
    for mail in [
      Letters.multipart("alternative", [plain, page]),
      Letters.multipart("related", [plain, image]),
      Letters.multipart(
        "mixed", [Letters.multipart("alternative", [plain, page], header: ""), image]),
      Letters.multipart("signed", [plain, stub]),
    ] {
      let reading = try reading(mail)
      #expect(text(reading).trimming == body.trimming)
      #expect(reading.contentCoding == [])
    }
  }

  @Test("what is attached is named, and not read")
  func attachments() throws {
    let plain = Letters.single(Array(body.utf8), header: "")
    let report = Letters.single(
      Letters.base64(Array("%PDF-1.7".utf8)), type: "application/pdf", coding: "base64",
      header: "Content-Disposition: attachment; filename*=utf-8''caf%C3%A9.pdf\n")
    let both = try reading(Letters.multipart("mixed", [plain, report]))
    #expect(text(both) == body + "\ncafé.pdf")
    #expect(both.marks.last?.mark == .interface)
    guard
      case .unsupported(let what, _, _) = FileReading(
        Letters.multipart("mixed", [report]), limit: 1 << 20)
    else {
      Issue.record("was read")
      return
    }
    #expect(what == "mail without text, with café.pdf")
  }

  @Test("a forwarded message is what counts, with its own header; the words above stand beside")
  func forwarded() throws {
    let inner = Letters.single(
      Array(body.utf8), header: Letters.header.replacing("Fwd: Harbour talks", with: "Port talks"))
    let mail = Letters.multipart(
      "mixed",
      [
        Letters.single(Array("For the file.\n".utf8), header: ""),
        Array("Content-Type: message/rfc822\n\n".utf8) + inner,
      ],
      header: Letters.header.replacing("Harbour talks", with: "see below").replacing(
        "Ona Brask", with: "Ilse Vantongeren"))
    let reading = try reading(mail)
    #expect(text(reading).trimming == "For the file.\n\n" + body.trimming)
    #expect(stated(reading, .headline) == ["Port talks resume"])
    #expect(stated(reading, .author) == ["Ona Brask"])
    #expect(reading.marks.first == MarkedStretch(bytes: 0..<14, mark: .notice))
  }

  @Test("flowed lines become paragraphs, quoted ones too")
  func flowed() throws {
    let flowed =
      "The boats \nleft at \nnoon.\n\n> Who \n> knows?\n>> Nobody.\n From here.\n-- \nOna\n"
    let type = "text/plain; charset=us-ascii; format=flowed"
    let reading = try reading(Letters.single(Array(flowed.utf8), type: type))
    #expect(
      text(reading)
        == "The boats left at noon.\n\n> Who knows?\n>> Nobody.\nFrom here.\n-- \nOna\n")
    #expect(!reading.mayBeWrapped)
    let squeezed = "Ein lan \nges Wort\n"
    let joined = try self.reading(Letters.single(Array(squeezed.utf8), type: type + "; delsp=yes"))
    #expect(text(joined) == "Ein langes Wort\n")
  }

  @Test("signatures, footers and quoted replies are told apart")
  func marks() {
    let text = """
      The boats left.

      On Monday Ilse wrote:
      > When?

      You are receiving this because you asked.
      Unsubscribe: https://x.example/u

      --\u{20}
      Ona Brask, Lowport
      """
    let marks = MailMarks(text: Array(text.utf8)).marks()
    #expect(marks.map(\.mark) == [.interface, .quotation, .notice, .promo, .biography])
  }

  @Test("a mailbox file with one message, and one with more")
  func mailbox() throws {
    let one =
      Array("From ona@x.example Tue Mar  4 09:10:00 2031\n".utf8)
      + Letters.single(Array("It began.\n>From there on it rained.\n".utf8))
    let reading = try reading(one)
    #expect(text(reading) == "It began.\nFrom there on it rained.\n")
    #expect(reading.mediaType == "application/mbox")
    guard case .unsupported(let what, _, _) = FileReading(one + [0x0a] + one, limit: 1 << 20) else {
      Issue.record("was read")
      return
    }
    #expect(what == "mailbox of 2 messages")
  }

  @Test(
    "text that looks like mail is text",
    arguments: [
      "From: Ona Brask\nDate: 4 March\n\nHello.\n", "Subject: talks\n\nFrom: here.\n",
      "Note: this.\nTo: whom\n\nText.\n", "To: be or not\n",
      "Breaking: talks resume\nDate: Tue, 4 Mar 2031 09:10:00 +0000\n\nText\n",
    ])
  func lookalikes(text: String) {
    let isMail = MailForm.begins(Array(text.utf8).span)
    #expect(!isMail)
  }

  @Test("what is broken is read as far as it goes, and nothing traps")
  func broken() throws {
    var generator = SystemRandomNumberGenerator()
    let plain = Letters.single(
      Letters.quotedPrintable(Array(body.utf8)), coding: "quoted-printable", header: "")
    let coded = Letters.single(Letters.base64(Array(body.utf8)), coding: "base64", header: "")
    let inner = Letters.multipart("alternative", [plain, coded], header: "")
    let whole = Letters.multipart(
      "mixed", [inner, Array("Content-Type: message/rfc822\n\n".utf8) + Letters.single(plain)])
    for count in stride(from: 0, to: whole.count, by: 7) {
      _ = FileReading(Array(whole[..<count]), limit: 1 << 20)
    }
    for _ in 0..<600 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = bytes.indices.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default:
          bytes.insert(
            [0x0a, 0x3d, 0x2d, 0x22, 0x3b].randomElement(using: &generator) ?? 0, at: place)
        }
      }
      guard case .text(let reading) = FileReading(bytes, limit: 1 << 20) else { continue }
      #expect(String(validating: reading.text, as: UTF8.self) != nil)
      var end = 0
      for part in reading.origin.parts(of: 0..<reading.text.count) {
        #expect(part.lowerBound >= end && part.upperBound <= reading.content.count)
        end = part.upperBound
      }
      for mark in reading.marks { #expect(mark.bytes.upperBound <= reading.text.count) }
    }
  }

  @Test("a message in a message in a message ends, and so do parts without number")
  func deep() throws {
    var deep = Letters.single(Array(body.utf8))
    for number in 0..<200 {
      deep = Letters.multipart("mixed", [Array("X-Number: \(number)\n\n".utf8), deep])
    }
    _ = FileReading(deep, limit: 1 << 24)
    let many = Letters.multipart(
      "mixed", Array(repeating: Letters.single(Array("Word.\n".utf8), header: ""), count: 5_000))
    let reading = try reading(many)
    #expect(reading.text.count > 900 * 6)
  }
}

extension StringProtocol {
  /// Without white space at the edges of lines and of the whole.
  var trimming: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.lastIndex { !$0.isWhitespace }.map { line[line.startIndex...$0] } ?? ""
    }
    let whole = lines.joined(separator: "\n").drop { $0.isWhitespace }
    return whole.lastIndex { !$0.isWhitespace }.map { String(whole[whole.startIndex...$0]) } ?? ""
  }
}
