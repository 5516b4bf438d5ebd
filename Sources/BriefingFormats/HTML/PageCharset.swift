/// The encoding that a page names in `<meta charset>` or `<meta http-equiv content>`.
enum PageCharset {
  /// How far from the start a page may name it; the standard has 1024 bytes, and pages have more.
  private static let reach = 8_192

  /// The name as it is written; nil where the page names none.
  static func declared(_ bytes: [UInt8]) -> String? {
    let end = min(bytes.count, reach)
    let wanted = Array("charset".utf8)
    var index = 0
    var inMeta = false
    while index + wanted.count < end {
      let byte = bytes[index]
      if byte == 0x3c {
        inMeta = folds(bytes, index + 1, Array("meta".utf8))
      } else if byte == 0x3e {
        inMeta = false
      } else if inMeta, byte | 0x20 == 0x63, folds(bytes, index, wanted) {
        var start = index + wanted.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        if start < end, bytes[start] == 0x3d {
          start += 1
          while start < end, bytes[start] <= 0x22 || bytes[start] == 0x27 { start += 1 }
          var stop = start
          while stop < end, isName(bytes[stop]) { stop += 1 }
          if stop > start { return String(decoding: bytes[start..<stop], as: UTF8.self) }
        }
      }
      index += 1
    }
    return nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    PageParser.isLetter(byte) || (0x30...0x3a).contains(byte) || byte == 0x2d || byte == 0x5f
      || byte == 0x2e || byte == 0x2b
  }

  private static func folds(_ bytes: [UInt8], _ start: Int, _ word: [UInt8]) -> Bool {
    guard start + word.count <= bytes.count else { return false }
    return word.indices.allSatisfy { bytes[start + $0] | 0x20 == word[$0] }
  }
}
