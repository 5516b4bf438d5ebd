/// Cuts a long text into portions, which are read one after the other: memory does not grow with the
/// length of the text.
///
/// A text that is no longer than a portion and its slack is one portion. Where a longer one is cut
/// depends on its bytes alone, and never on how they were fed: at the first empty line of the slack,
/// else at its first line end, else between two characters.
public struct TextPortions {
  /// A stretch of a text that is read by itself.
  public struct Portion: Sendable, Hashable {
    /// Its bytes.
    public var bytes: [UInt8]
    /// Where it begins in the text, in bytes.
    public var start: Int
    /// The 1-based number of its first line.
    public var line: Int
    /// Its place among the portions, from 0.
    public var number: Int
    /// Whether the text ends with it.
    public var isLast: Bool
  }

  private let size: Int
  private let slack: Int
  private var pending: [UInt8] = []
  private var start = 0
  private var line = 1
  private var number = 0

  /// - Parameters:
  ///   - size: The bytes that a portion has at least, unless it is the last.
  ///   - slack: Within how many more bytes it ends.
  public init(size: Int = 1 << 20, slack: Int = 1 << 18) {
    self.size = max(1, size)
    self.slack = max(8, slack)
  }

  /// Takes the next bytes, and gives the portions that are complete.
  public mutating func feed(_ chunk: Span<UInt8>) -> [Portion] {
    var portions: [Portion] = []
    var index = 0
    while index < chunk.count {
      // One byte more than a portion can have says that the text goes on.
      let room = size + slack + 1 - pending.count
      let count = min(room, chunk.count - index)
      pending.reserveCapacity(pending.count + count)
      for offset in index..<(index + count) { pending.append(chunk[offset]) }
      index += count
      if pending.count > size + slack { portions.append(cut(at: end())) }
    }
    return portions
  }

  /// The last portion; an empty one only where the whole text is empty.
  public consuming func finish() -> Portion {
    Portion(bytes: pending, start: start, line: line, number: number, isLast: true)
  }

  private mutating func cut(at end: Int) -> Portion {
    let portion = Portion(
      bytes: Array(pending[..<end]), start: start, line: line, number: number, isLast: false)
    pending.removeFirst(end)
    start += end
    number += 1
    line += portion.bytes.count { $0 == 0x0a }
    return portion
  }

  /// Where the pending bytes are cut.
  private func end() -> Int {
    var lineEnd: Int?
    var index = size
    while index < size + slack {
      if pending[index - 1] == 0x0a {
        if lineEnd == nil { lineEnd = index }
        if isBlankLine(before: index) { return index }
      }
      index += 1
    }
    if let lineEnd { return lineEnd }
    var end = size + slack
    while end > size, pending[end] & 0xc0 == 0x80 { end -= 1 }
    return end
  }

  /// Whether the line that ends before `index` has nothing but white space.
  private func isBlankLine(before index: Int) -> Bool {
    var place = index - 2
    while place >= 0, pending[place] == 0x20 || pending[place] == 0x09 || pending[place] == 0x0d {
      place -= 1
    }
    return place >= 0 && pending[place] == 0x0a
  }
}
