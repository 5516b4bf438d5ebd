/// Messages as mail programs write them.
enum Letters {
  static let header = """
    From: Ona Brask <ona.brask@tessaly.example>
    To: desk@lowport.example
    Subject: Fwd: Harbour talks resume
    Date: Tue, 4 Mar 2031 09:10:00 +0000
    Message-ID: <1@tessaly.example>
    MIME-Version: 1.0

    """

  /// A message of one part.
  static func single(
    _ body: [UInt8], type: String = "text/plain; charset=utf-8", coding: String = "8bit",
    header: String = Letters.header
  ) -> [UInt8] {
    Array((header + "Content-Type: \(type)\nContent-Transfer-Encoding: \(coding)\n\n").utf8) + body
  }

  /// A message of several parts, each with its own header.
  static func multipart(_ subtype: String, _ parts: [[UInt8]], header: String = Letters.header)
    -> [UInt8]
  {
    let mark = "=_part.\(subtype).\(parts.count)"
    var bytes = Array(
      (header + "Content-Type: multipart/\(subtype);\n boundary=\"\(mark)\"\n\nFor old programs.\n")
        .utf8)
    for part in parts { bytes += Array("\n--\(mark)\n".utf8) + part }
    return bytes + Array("\n--\(mark)--\n".utf8)
  }

  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var coded: [UInt8] = []
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0a {
        coded.append(byte)
        column = 0
        continue
      }
      let endsLine = index + 1 == bytes.count || bytes[index + 1] == 0x0a
      let isPlain = byte > 0x20 && byte < 0x7f && byte != 0x3d || byte == 0x20 && !endsLine
      let piece = isPlain ? [byte] : [0x3d, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      if column + piece.count > 75 {
        coded += [0x3d, 0x0a]
        column = 0
      }
      coded += piece
      column += piece.count
    }
    return coded
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var coded: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = bytes[start..<min(start + 3, bytes.count)]
      var group: UInt32 = 0
      for place in 0..<3 {
        group = group << 8 | (place < piece.count ? UInt32(piece[start + place]) : 0)
      }
      for place in 0..<4 {
        coded.append(
          place <= piece.count ? digits[Int(group >> UInt32(18 - 6 * place)) & 63] : 0x3d)
      }
      if start % 57 == 54 { coded.append(0x0a) }
    }
    return coded
  }

  static func crlf(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 == 0x0a ? [0x0d, 0x0a] : [$0] }
  }
}
