import BriefingFacts
import BriefingRecords
import CZlib
import CZstd
import Testing

@testable import BriefingDaemon

@Suite("The same text in whatever wrapping gives the same records")
struct PackedAndPostedTests {
  static let text = """
    By Tilda Marrow

    LOWPORT — Velland will send two patrol boats and 40 tonnes of fuel to the island republic of \
    Tessaly, Transport Minister Ona Brask said on Tuesday, 4 March 2031.

    “We do not count the days, we count the ships,” Brask told reporters in Lowport. About 1,200 \
    people have left the coast since February.

    Nobody expects the ferries to return before summer, a café owner said — “and nobody asks.”

    """

  private func records(_ file: [UInt8]) throws -> ([RecordLine], Document, [UInt8]) {
    let maker = BatchMaker(lexicon: try LexiconFolder.read(nil), snippetMax: 280)
    let source = Source(name: "a.txt", receivedAt: Timestamp(milliseconds: 0))
    let batch = maker.batch(of: file, from: source, emitting: .all)
    let content = BatchMaker.contentBytes(of: file, limit: 1 << 24)
    #expect(batch.envelope.sourceSHA256 == SHA256.hex(of: content.span))
    return (try batch.records.map { try RecordLine($0) }, batch.document, content)
  }

  /// The record without ids, places and what a header states.
  private func comparable(_ record: RecordLine) -> [String] {
    let circumstances: Set<String> = [
      "id", "story_id", "source_sha256", "line", "byte_start", "byte_end", "spans", "refs",
      "mention_bytes", "coref_bytes",
    ]
    return record.keys.filter { !circumstances.contains($0) }.map { "\($0)=\(record[$0] ?? .null)" }
  }

  private static let header = """
    From: Desk <desk@lowport.example>
    Subject: Patrol boats
    MIME-Version: 1.0

    """

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    var column = 0
    return bytes.flatMap { byte -> [UInt8] in
      if byte == 0x0a {
        column = 0
        return [byte]
      }
      let hex = Array(SHA256.hexadecimal([byte]).uppercased().utf8)
      let piece = byte < 0x7f && byte != 0x3d ? [byte] : [0x3d] + hex
      column += piece.count
      guard column > 72 else { return piece }
      column = piece.count
      return [0x3d, 0x0d, 0x0a] + piece
    }
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var coded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      var group = 0
      for place in 0..<3 {
        group = group << 8 | (place < piece.count ? Int(piece[start + place]) : 0)
      }
      for place in 0..<4 {
        coded.append(place <= piece.count ? digits[group >> (18 - 6 * place) & 63] : 0x3d)
      }
      if start % 57 == 54 { coded.append(0x0a) }
    }
    return coded
  }

  /// Ways to send the text: what is put round it, and how its bytes are found again.
  static var wrappings: [(name: String, file: [UInt8], decode: @Sendable ([UInt8]) -> [UInt8])] {
    let bytes = Array(text.utf8)
    func mail(_ body: [UInt8], _ coding: String, _ charset: String = "utf-8") -> [UInt8] {
      Array(
        (header + "Content-Type: text/plain; charset=\(charset)\n"
          + "Content-Transfer-Encoding: \(coding)\n\n").utf8) + body
    }
    let alternative =
      Array((header + "Content-Type: multipart/alternative; boundary=b\n\n--b\n").utf8)
      + mail(quoted(bytes), "quoted-printable").dropFirst(header.utf8.count)
      + Array("\n--b\nContent-Type: text/html\n\n<p>See the page.</p>\n--b--\n".utf8)
    let windows = text.unicodeScalars.map { scalar -> UInt8 in
      let marks: [Unicode.Scalar: UInt8] = ["“": 0x93, "”": 0x94, "—": 0x97]
      return marks[scalar] ?? UInt8(scalar.value)
    }
    var wide: [UInt8] = [0xff, 0xfe]
    for unit in text.utf16 { wide += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
    let same: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    let unquoted: @Sendable ([UInt8]) -> [UInt8] = { Self.unquoted($0) }
    return [
      ("gzip", gzip(bytes), same), ("zstd", zstd(bytes), same),
      ("zstd of gzip", zstd(gzip(bytes)), same),
      ("8bit", mail(bytes, "8bit"), same),
      ("quoted-printable", mail(quoted(bytes), "quoted-printable"), unquoted),
      ("base64", mail(base64(bytes), "base64"), same),
      ("gzip of base64", gzip(mail(base64(bytes), "base64")), same),
      ("alternative", alternative, unquoted),
      (
        "windows-1252", windows,
        { String(decoding: $0.map(Self.character), as: Unicode.UTF32.self).utf8.map(\.self) }
      ),
      (
        "windows-1252 in mail", mail(windows, "8bit", "iso-8859-1"),
        { String(decoding: $0.map(Self.character), as: Unicode.UTF32.self).utf8.map(\.self) }
      ),
      (
        "utf-16", wide,
        { bytes in
          let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
          }
          return Array(String(decoding: units, as: UTF16.self).utf8)
        }
      ),
    ]
  }

  private static func character(_ byte: UInt8) -> UInt32 {
    let marks: [UInt8: Unicode.Scalar] = [0x93: "“", 0x94: "”", 0x97: "—"]
    return marks[byte]?.value ?? UInt32(byte)
  }

  private static func unquoted(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x3d, index + 2 < bytes.count {
        let digits = String(decoding: bytes[index + 1...index + 2], as: UTF8.self)
        if let byte = UInt8(digits, radix: 16) { result.append(byte) }
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 128)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
      }
    }
    return Array(output[..<(output.count - Int(stream.avail_out))])
  }

  private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let size = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
    return Array(output[..<size])
  }

  @Test("records, spans and all", arguments: 0..<11)
  func same(number: Int) throws {
    let wrapping = Self.wrappings[number]
    let (plain, _, _) = try records(Array(Self.text.utf8))
    let (packed, document, content) = try records(wrapping.file)
    #expect(document.outcome == .accepted, "\(wrapping.name)")
    // A header states what the text does not: the article may know more.
    let expected = plain.filter { $0.type != .article }.map(comparable)
    let found = packed.filter { $0.type != .article }.map(comparable)
    #expect(found == expected, "\(wrapping.name)")
    #expect(plain.contains { $0.type == .quote } && plain.contains { $0.type == .quantity })

    for (record, original) in zip(packed, plain) where record.type != .article {
      let start = try #require(record.integer("byte_start"))
      let end = try #require(record.integer("byte_end"))
      let said = String(decoding: wrapping.decode(Array(content[start..<end])), as: UTF8.self)
      let text = try #require(record.string("text"))
      #expect(said == text || said.hasPrefix(text.dropLast()), "\(wrapping.name)")
      // Each field's proof, in words, is the one of the plain text.
      let proofs = try #require(record.strings("spans")).map { words($0, content, wrapping.decode) }
      let expected = try #require(original.strings("spans")).map {
        words($0, Array(Self.text.utf8), { $0 })
      }
      #expect(proofs == expected, "\(wrapping.name)")
    }
  }

  private func words(
    _ span: String, _ content: [UInt8], _ decode: ([UInt8]) -> [UInt8]
  ) -> String {
    let parts = span.split { $0 == "@" || $0 == "-" }
    guard parts.count >= 3, let start = Int(parts[parts.count - 2]),
      let end = Int(parts[parts.count - 1])
    else { return span }
    return String(decoding: decode(Array(content[start..<end])), as: UTF8.self)
  }
}
