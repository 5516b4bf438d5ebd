/// The article's body as linked data gives it: proof of which parts of the page are the story, and its
/// text where the page shows none.
struct StatedBody {
  /// Characters.
  let size: Int
  /// Whether it is long, and ends as a text does that was not cut short.
  let isWhole: Bool
  /// Hashes of each four words in a row.
  private var shingles: Set<UInt64> = []

  private static let shingleLength = 4

  init(_ body: [TextPiece], in bytes: [UInt8]) {
    size = body.reduce(0) { $0 + $1.content.count }
    let end = body.last.map { $0.text.isEmpty ? Array(bytes[$0.content].suffix(4)) : $0.text } ?? []
    let last = end.last { $0 > 0x22 && $0 != 0x29 }
    let isStop = last == 0x2e || last == 0x21 || last == 0x3f || (last ?? 0) >= 0x80
    isWhole =
      size > 700 && isStop && !end.suffix(3).elementsEqual([0x2e, 0x2e, 0x2e])
      && !end.suffix(3).elementsEqual([0xe2, 0x80, 0xa6])
    guard size > 200 else { return }
    var words = WordFolds()
    for piece in body {
      if piece.text.isEmpty { words.add(bytes[piece.content]) } else { words.add(piece.text[...]) }
    }
    words.end()
    shingles = Set(words.shingles)
  }

  /// Whether each segment of a page stands in the body, by most of its words.
  func matches(_ tree: PageTree) -> [Bool] {
    guard !shingles.isEmpty else { return Array(repeating: false, count: tree.segments.count) }
    var result: [Bool] = []
    result.reserveCapacity(tree.segments.count)
    for segment in tree.segments {
      guard segment.words >= 6, segment.linkSize * 2 <= segment.size else {
        result.append(false)
        continue
      }
      var words = WordFolds()
      let first = Int(segment.firstRun)
      for run in tree.runs[first..<(first + Int(segment.runCount))] where run.end > run.start {
        words.add(tree.bytes[run.bytes])
      }
      words.end()
      let found = words.shingles.count { shingles.contains($0) }
      result.append(words.shingles.count > 2 && found * 10 >= words.shingles.count * 6)
    }
    return result
  }

  /// The body cut at its line ends, white space at the edges left out.
  static func paragraphs(_ body: [TextPiece], _ bytes: [UInt8]) -> [[TextPiece]] {
    var result: [[TextPiece]] = []
    var current: [TextPiece] = []
    func end() {
      while let last = current.last, last.text == [0x20] { current.removeLast() }
      if !current.isEmpty { result.append(current) }
      current = []
    }
    for piece in body {
      if piece.text == [0x0a] {
        end()
        continue
      }
      guard piece.text.isEmpty else {
        current.append(piece)
        continue
      }
      var start = piece.content.lowerBound
      var index = start
      while index < piece.content.upperBound {
        let byte = bytes[index]
        if byte == 0x3c || byte == 0x0a || byte == 0x0d {
          if start < index { current.append(TextPiece(content: start..<index)) }
          if byte == 0x3c {
            while index < piece.content.upperBound, bytes[index] != 0x3e { index += 1 }
          }
          end()
          start = min(index + 1, piece.content.upperBound)
        } else if byte == 0x26,
          let reference = PageReference.read(
            bytes, at: index, end: piece.content.upperBound, inAttribute: false)
        {
          if start < index { current.append(TextPiece(content: start..<index)) }
          let isBlank = reference.text == [0xc2, 0xa0]
          current.append(
            TextPiece(text: isBlank ? [0x20] : reference.text, content: index..<reference.end))
          index = reference.end
          start = index
          continue
        }
        index += 1
      }
      if start < piece.content.upperBound {
        current.append(TextPiece(content: start..<piece.content.upperBound))
      }
    }
    end()
    return result
  }
}

/// Folds words as bytes come, and hashes each four in a row.
struct WordFolds {
  private(set) var shingles: [UInt64] = []
  private var recent: [UInt64] = []
  private var fold: UInt64 = 0
  private var isInWord = false

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x30...0x39, 0x61...0x7a: take(byte)
      case 0x41...0x5a: take(byte | 0x20)
      case 0x26:
        // References are left out of words, on both sides.
        var next = index
        while next < bytes.endIndex, next - index < 10, bytes[next] != 0x3b, bytes[next] > 0x20 {
          next += 1
        }
        if next < bytes.endIndex, bytes[next] == 0x3b { index = next + 1 }
        end()
      case 0x3c:
        while index < bytes.endIndex, bytes[index] != 0x3e { index += 1 }
        end()
      case 0xc3...0xdf, 0xe3...0xf4: take(byte)
      case 0x80...0xbf: if isInWord { take(byte) }
      case 0xe2:
        end()
        index = min(index + 2, bytes.endIndex)
      default: end()
      }
    }
  }

  private mutating func take(_ byte: UInt8) {
    if !isInWord {
      isInWord = true
      fold = 0xcbf2_9ce4_8422_2325
    }
    fold = (fold ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  mutating func end() {
    guard isInWord else { return }
    isInWord = false
    recent.append(fold)
    if recent.count > 4 { recent.removeFirst() }
    guard recent.count == 4 else { return }
    var hash: UInt64 = 17
    for word in recent { hash = hash &* 0x9e37_79b9_7f4a_7c15 ^ word }
    shingles.append(hash)
  }
}
