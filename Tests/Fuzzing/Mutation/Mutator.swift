/// Changes files at random, the same way for the same number.
struct Mutator {
  private var state: UInt64
  private let seeds: [[UInt8]]

  /// The longest input that is made.
  static let limit = 65_536

  init(number: UInt64, seeds: [[UInt8]]) {
    state = number &* 0x9e37_79b9_7f4a_7c15 &+ 0x2545_f491_4f6c_dd1d
    self.seeds = seeds
  }

  private mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var value = state
    value ^= value >> 33
    value = value &* 0xff51_afd7_ed55_8ccd
    value ^= value >> 33
    return Int(value % UInt64(max(1, bound)))
  }

  /// A changed copy of `file`.
  mutating func changed(_ file: [UInt8]) -> [UInt8] {
    var bytes = file
    for _ in 0...next(below: 8) { change(&bytes) }
    return bytes.count > Self.limit ? Array(bytes.prefix(Self.limit)) : bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = next(below: bytes.count)
    let length = min(1 + next(below: 1 << next(below: 10)), bytes.count - place)
    switch next(below: 9) {
    case 0 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(next(below: 8))
    case 1 where !bytes.isEmpty: bytes[place] = UInt8(next(below: 256))
    case 2: bytes.removeSubrange(place..<(place + length))
    case 3, 4: bytes.insert(contentsOf: Self.words[next(below: Self.words.count)], at: place)
    case 5:
      let part = bytes[place..<(place + length)]
      for _ in 0...next(below: 40) where bytes.count < Self.limit {
        bytes.insert(contentsOf: part, at: place)
      }
    case 6:
      let other = seeds[next(below: seeds.count)]
      let start = next(below: other.count)
      bytes.insert(contentsOf: other[start..<min(other.count, start + length * 4)], at: place)
    case 7: bytes.removeSubrange((bytes.count - length)..<bytes.count)
    default:
      let word = Self.words[next(below: Self.words.count)]
      let count = min(2_000, (Self.limit - min(Self.limit, bytes.count)) / max(1, word.count))
      for _ in 0..<next(below: count) { bytes.insert(contentsOf: word, at: place) }
    }
  }

  /// What readers look for.
  private static let words: [[UInt8]] =
    [
      "<", ">", "</", "/>", "<p>", "</p>", "<br>", "<div>", "<table><tr><td>", "<!--", "-->",
      "<![CDATA[", "]]>", "<?xml", "<!DOCTYPE", "&", "&amp;", "&#x41;", "&#", ";", "&nbsp;", "\"",
      "'", "\\", "\\u", "\\ud83d", "\\\"", "{", "}", "[", "]", ":", ",", "**", "*", "_", "`", "```",
      "~~", "](", "![", "[a](http://a.example)", "# ", "> ", "- ", "1. ", "|", "|---|", "---",
      "===",
      "\n", "\r\n", "\n\n", "\t", "    ", "  \n", "=", "=3D", "=\n", "=?utf-8?q?", "?=", "--b",
      "Content-Type: text/html\n", "Content-Transfer-Encoding: base64\n", "\u{feff}", "\u{2028}",
      "\u{200b}", "“", "”", "«", "é", "😀", "中", "\u{0}", "\u{7f}",
    ].map { Array($0.utf8) } + [
      [0xff], [0xfe, 0xff], [0xc3], [0xe2, 0x80], [0xf0, 0x9f], [0x80],
    ]
}
