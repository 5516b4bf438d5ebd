/// Linked data as pages carry it: JSON with its faults, as a flat list of nodes with their places.
///
/// Nothing throws: what cannot be read ends the list, and what stands before it counts.
struct LenientJSON {
  enum Kind: UInt8 { case object, array, string, word }

  struct Node {
    var kind: Kind
    /// The name of a member, without quotes; empty in arrays and at the top.
    var key: Range<Int>
    /// The value; of a string without quotes.
    var value: Range<Int>
    var parent: Int
    /// The first node after all that stand in this one.
    var next: Int
  }

  let bytes: [UInt8]
  private(set) var nodes: [Node] = []

  private static let depthLimit = 64
  private static let nodeLimit = 100_000

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    read(range)
  }

  private mutating func read(_ range: Range<Int>) {
    var open: [Int] = []
    var key = 0..<0
    var index = range.lowerBound
    let end = range.upperBound
    while index < end, nodes.count < Self.nodeLimit {
      let byte = bytes[index]
      switch byte {
      case 0x7b, 0x5b:
        guard open.count < Self.depthLimit else { return close(open, at: index) }
        nodes.append(
          Node(
            kind: byte == 0x7b ? .object : .array, key: key, value: index..<index,
            parent: open.last ?? -1, next: nodes.count + 1))
        open.append(nodes.count - 1)
        key = 0..<0
        index += 1
      case 0x7d, 0x5d:
        index += 1
        if let last = open.popLast() {
          nodes[last].next = nodes.count
          nodes[last].value = nodes[last].value.lowerBound..<index
        }
        key = 0..<0
      case 0x22:
        let close = endOfString(from: index + 1, end: end)
        let value = (index + 1)..<close
        index = min(close + 1, end)
        var after = index
        while after < end, bytes[after] <= 0x20 { after += 1 }
        let isKey =
          key.isEmpty && after < end && bytes[after] == 0x3a
          && open.last.map { nodes[$0].kind == .object } ?? false
        if isKey {
          key = value
          index = after + 1
        } else {
          add(.string, key, value, open)
          key = 0..<0
        }
      case 0x2d, 0x2b, 0x30...0x39, 0x41...0x5a, 0x61...0x7a:
        let start = index
        while index < end, bytes[index] > 0x20, bytes[index] != 0x2c, bytes[index] != 0x7d,
          bytes[index] != 0x5d, bytes[index] != 0x3a, bytes[index] != 0x22
        {
          index += 1
        }
        if !open.isEmpty { add(.word, key, start..<index, open) }
        key = 0..<0
      default: index += 1
      }
    }
    close(open, at: end)
  }

  private mutating func add(_ kind: Kind, _ key: Range<Int>, _ value: Range<Int>, _ open: [Int]) {
    nodes.append(
      Node(kind: kind, key: key, value: value, parent: open.last ?? -1, next: nodes.count + 1))
  }

  private mutating func close(_ open: [Int], at end: Int) {
    for index in open {
      nodes[index].next = nodes.count
      nodes[index].value = nodes[index].value.lowerBound..<end
    }
  }

  private func endOfString(from start: Int, end: Int) -> Int {
    var index = start
    while index < end, bytes[index] != 0x22 { index += bytes[index] == 0x5c ? 2 : 1 }
    return min(index, end)
  }

  // MARK: Questions

  /// The member of an object by its name.
  func member(_ name: StaticString, of node: Int) -> Int? {
    var child = node + 1
    while child < nodes[node].next {
      if isKey(child, name) { return child }
      child = nodes[child].next
    }
    return nil
  }

  func isKey(_ node: Int, _ name: StaticString) -> Bool {
    bytes[nodes[node].key].elementsEqual(name.description.utf8)
  }

  /// The nodes right below an array, or the node itself.
  func items(_ node: Int) -> [Int] {
    guard nodes[node].kind == .array else { return [node] }
    var result: [Int] = []
    var child = node + 1
    while child < nodes[node].next, result.count < 1000 {
      result.append(child)
      child = nodes[child].next
    }
    return result
  }

  /// The characters of a string and where each stands; of a number, its digits.
  func pieces(_ node: Int) -> [TextPiece] {
    var result: [TextPiece] = []
    let range = nodes[node].value
    var index = range.lowerBound
    var plain = index
    func take(_ end: Int) {
      if plain < end { result.append(TextPiece(content: plain..<end)) }
    }
    while index < range.upperBound {
      guard bytes[index] == 0x5c, index + 1 < range.upperBound else {
        index += 1
        continue
      }
      take(index)
      let (text, end) = escape(at: index, end: range.upperBound)
      if !text.isEmpty { result.append(TextPiece(text: text, content: index..<end)) }
      index = end
      plain = end
    }
    take(range.upperBound)
    return result
  }

  private func escape(at start: Int, end: Int) -> (text: [UInt8], end: Int) {
    switch bytes[start + 1] {
    case 0x6e, 0x72: return ([0x0a], start + 2)
    case 0x74, 0x66: return ([0x20], start + 2)
    case 0x62: return ([], start + 2)
    case 0x75:
      guard var value = unit(at: start + 2, end: end) else { return ([], start + 2) }
      var next = start + 6
      if (0xd800..<0xdc00).contains(value), next + 1 < end, bytes[next] == 0x5c,
        bytes[next + 1] == 0x75, let low = unit(at: next + 2, end: end),
        (0xdc00..<0xe000).contains(low)
      {
        value = 0x1_0000 + (value - 0xd800) << 10 + (low - 0xdc00)
        next += 6
      }
      return (Array(String(Unicode.Scalar(value) ?? "\u{fffd}").utf8), next)
    default: return ([bytes[start + 1]], start + 2)
    }
  }

  private func unit(at start: Int, end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    return UInt32(String(decoding: bytes[start..<(start + 4)], as: UTF8.self), radix: 16)
  }

  /// The text of a string, references resolved and white space folded, and its bytes.
  func text(_ node: Int) -> (text: String, bytes: Range<Int>) {
    var characters: [UInt8] = []
    for piece in pieces(node) {
      characters += piece.text.isEmpty ? Array(bytes[piece.content]) : piece.text
    }
    return (PageText.value(0..<characters.count, in: characters).text, nodes[node].value)
  }
}
