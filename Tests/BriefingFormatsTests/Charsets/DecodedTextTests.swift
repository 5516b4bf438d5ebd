import BriefingText
import Testing

@testable import BriefingFormats

@Suite("Bytes in any charset become UTF-8, and every piece of it knows where it stood")
struct DecodedTextTests {
  /// A charset's bytes, where the charset has all of the text's characters.
  private func encoded(_ text: String, _ charset: String) -> [UInt8]? {
    try? Encoded.bytes(text, charset)
  }

  @Test("each language in each of its charsets, found without help")
  func found() throws {
    var wrong: [String] = []
    var count = 0
    for (language, sentences, charsets) in Sentences.inCharsets {
      for charset in charsets {
        let sets =
          sentences.map { [$0] } + [sentences] + [sentences + sentences.reversed() + sentences]
        for sentences in sets {
          var text = sentences.joined(separator: "\n\n") + "\n"
          if encoded(text, charset) == nil { text = Self.plain(text) }
          let bytes = try Encoded.bytes(text, charset)
          let decoded = try #require(DecodedText(bytes))
          count += 1
          if String(decoding: decoded.utf8, as: UTF8.self) != text {
            wrong.append("\(language) in \(charset) read as \(decoded.charset): \(text.prefix(30))")
          }
        }
      }
    }
    print("charsets: \(count - wrong.count) of \(count) texts right", wrong)
    #expect(wrong.count * 20 <= count)
  }

  /// Without the marks that the older charsets do not have.
  private static func plain(_ text: String) -> String {
    let marks: [Character: String] = [
      "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "’": "'", "—": "-", "ґ": "г", "Ґ": "Г",
    ]
    return text.map { marks[$0] ?? String($0) }.joined()
  }

  @Test("what is declared is taken where the bytes bear it out, and not where they do not")
  func declared() throws {
    let text = Sentences.russian.joined(separator: "\n")
    let bytes = try Encoded.bytes(text, "windows-1251")
    for declared in ["cp1251 ", "koi8-r", "iso-8859-1", "utf-8", "nonsense"] {
      let decoded = try #require(DecodedText(bytes, declared: declared))
      #expect(decoded.charset == "windows-1251", "declared \(declared)")
      #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    }
    let polish = try Encoded.bytes(Sentences.polish[2], "iso-8859-2")
    #expect(DecodedText(polish, declared: "latin2")?.charset == "iso-8859-2")
    let german = Sentences.german.joined(separator: "\n")
    #expect(DecodedText(Array(german.utf8), declared: "iso-8859-1")?.charset == "utf-8")
    #expect(
      DecodedText(try Encoded.bytes("über", "windows-1252"), declared: "Latin1")?.charset
        == "windows-1252")
  }

  @Test("sound UTF-8 is its own text, and a byte order mark tells UTF-16")
  func marks() throws {
    let text = Array("\u{feff}Über uns\n".utf8)
    let decoded = try #require(DecodedText(text))
    #expect(decoded.utf8 == text)
    #expect(decoded.map.isIdentity)
    #expect(decoded.charset == "utf-8")
    for (mark, charset) in [([0xff, 0xfe] as [UInt8], "utf-16le"), ([0xfe, 0xff], "utf-16be")] {
      let decoded = try #require(DecodedText(mark + (try Encoded.bytes("Ця 𝄞 a", charset))))
      #expect(decoded.charset == charset)
      #expect(String(decoding: decoded.utf8, as: UTF8.self) == "Ця 𝄞 a")
    }
    #expect(DecodedText([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]) == nil)
  }

  @Test("every byte of the text maps to the bytes that say it, in each charset")
  func mapped() throws {
    for (_, sentences, charsets) in Sentences.inCharsets {
      let whole = Self.plain(sentences.joined(separator: "\n"))
      for charset in charsets {
        let bytes = try Encoded.bytes(whole, charset)
        let decoded = try #require(DecodedText(bytes, declared: charset))
        guard decoded.charset == charset else { continue }
        let text = String(decoding: decoded.utf8, as: UTF8.self)
        var index = text.startIndex
        while index < text.endIndex {
          let end = text.index(index, offsetBy: 7, limitedBy: text.endIndex) ?? text.endIndex
          let piece = index.utf16Offset(in: text) >= 0 ? text[index..<end] : ""
          let start = text.utf8.distance(from: text.startIndex, to: index)
          let range = start..<start + piece.utf8.count
          let parts = decoded.map.parts(of: range)
          #expect(parts.count == 1)
          #expect(parts.first == decoded.map.hull(of: range))
          let content = parts.flatMap { bytes[$0] }
          #expect(
            try Encoded.converted(content, from: charset, to: "utf-8") == Array(piece.utf8))
          index = end
        }
      }
    }
  }

  @Test("what cannot be decoded is a replacement character and damage, and never dropped")
  func damage() throws {
    var bytes = Array("Ґанок школи".utf8)
    bytes.insert(0xff, at: 2)
    bytes.append(0xd0)
    let decoded = try #require(DecodedText(bytes))
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == "Ґ\u{fffd}анок школи\u{fffd}")
    #expect(decoded.damage.map(\.kind) == [.undecodableBytes, .undecodableBytes])
    #expect(
      decoded.damage.map { decoded.map.hull(of: $0.bytes) } == [
        2..<3, bytes.count - 1..<bytes.count,
      ])

    var russian = try Encoded.bytes(Sentences.russian.joined(separator: "\n"), "windows-1251")
    russian[20] = 0x98
    let damaged = try #require(DecodedText(russian))
    #expect(damaged.charset == "windows-1251")
    #expect(damaged.damage.map { damaged.map.hull(of: $0.bytes) } == [20..<21])

    let half = try Encoded.bytes("Половина", "utf-16le") + [0x41]
    let cut = try #require(DecodedText([0xff, 0xfe] + half))
    #expect(String(decoding: cut.utf8, as: UTF8.self) == "Половина\u{fffd}")
    #expect(cut.damage.count == 1)
  }

  @Test("the tables are those of glibc, but for controls and two signs of the Macintosh")
  func tables() throws {
    let names = ["x-mac-ce": "MACCENTRALEUROPE", "x-mac-cyrillic": "MAC-UK", "koi8-u": ""]
    for (row, table) in CharsetTables.rows.enumerated() {
      let name = names[table.name] ?? table.name
      guard !name.isEmpty, table.name != "macintosh" else { continue }
      for byte in UInt8(0x80)...0xff where table.name != "x-mac-cyrillic" || byte < 0xff {
        let ours = EightBitDecoder.tables[row][Int(byte) - 0x80]
        guard let theirs = try? Encoded.converted([byte], from: name, to: "UTF-8") else { continue }
        let value = String(decoding: theirs, as: UTF8.self).unicodeScalars.first?.value
        if let value, value >= 0xa0, value < 0xe000 {
          #expect(ours == value, "\(table.name) \(byte)")
        }
      }
    }
  }

  @Test("random bytes never trap, map in order and lose nothing")
  func random() throws {
    var generator = SystemRandomNumberGenerator()
    for round in 0..<400 {
      let count = Int.random(in: 0..<300, using: &generator)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if round % 3 == 0 { bytes = bytes.map { $0 & 0x7f | ($0 > 0xf8 ? 0x80 : 0) } }
      if round % 7 == 0 { bytes = [0xff, 0xfe] + bytes }
      guard let decoded = DecodedText(bytes) else { continue }
      #expect(String(validating: decoded.utf8, as: UTF8.self) != nil)
      var end = round % 7 == 0 && decoded.charset == "utf-16le" ? 2 : 0
      for part in decoded.map.parts(of: 0..<decoded.utf8.count) {
        #expect(part.lowerBound == end, "bytes are left out")
        end = part.upperBound
      }
      #expect(end == bytes.count)
    }
  }
}
