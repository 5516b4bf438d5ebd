/// Walks the lines of a segment in bounded memory.
struct LineScanner {
  /// A line, or a part of one that is longer than ``longest``.
  struct Piece {
    /// First byte in the segment.
    var offset: Int64
    /// The bytes, the `\n` included.
    var bytes: ArraySlice<UInt8>
    /// Whether this is the line's first piece.
    var beginsLine: Bool
    /// Whether this is the line's last piece: it has the `\n`.
    var endsLine: Bool

    var end: Int64 { offset + Int64(bytes.count) }
  }

  /// Longer lines come in pieces. No document record is near that.
  static let longest = 1 << 20
  private static let chunk = 1 << 16

  private var buffer: [UInt8] = []
  /// The next byte of `buffer` to hand out, and the next one to look at.
  private var start = 0
  private var searched = 0
  private var offset: Int64
  private var beginsLine = true
  private let end: Int64

  /// The next byte of the segment that is read.
  var readPosition: Int64 { offset + Int64(buffer.count - start) }

  /// A scanner of the bytes from `offset` up to `end`.
  init(from offset: Int64, to end: Int64) {
    self.offset = offset
    self.end = end
  }

  /// The next piece; nil at the end. Only the very last piece can be a line's last without a `\n`.
  mutating func next(in file: SegmentFile) throws(StoreError) -> Piece? {
    while true {
      while searched < buffer.count, buffer[searched] != 0x0a { searched += 1 }
      if searched < buffer.count {
        searched += 1
        return take(endsLine: true)
      }
      if searched - start >= Self.longest { return take(endsLine: false) }
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
      let rest = end - offset - Int64(buffer.count)
      var count = 0
      if rest > 0 {
        count = try file.read(
          into: &buffer, upTo: Int(min(rest, Int64(Self.chunk))),
          at: offset + Int64(buffer.count))
      }
      if count == 0 { return buffer.isEmpty ? nil : take(endsLine: false) }
    }
  }

  private mutating func take(endsLine: Bool) -> Piece {
    let piece = Piece(
      offset: offset, bytes: buffer[start..<searched], beginsLine: beginsLine, endsLine: endsLine)
    offset = piece.end
    start = searched
    beginsLine = endsLine
    return piece
  }
}
