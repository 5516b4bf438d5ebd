internal import BriefingRecords

/// The lines since the last document record, while a segment is read.
struct BatchLines: ~Copyable {
  /// First byte of the first of them.
  let start: Int64
  private var lineStarts: [Int64] = []
  private var hash = SHA256()

  init(start: Int64) { self.start = start }

  mutating func take(_ piece: LineScanner.Piece) {
    if piece.beginsLine { lineStarts.append(piece.offset) }
    hash.update(piece.bytes.span)
  }

  /// Whether a document record ends a batch whose lines are as they were written. Where the lines
  /// before that batch have lost a document record of their own, its place becomes that of its own
  /// lines.
  mutating func belong(
    to document: inout DocumentLine, endingAt end: Int64, in file: SegmentFile
  ) throws(StoreError) -> Bool {
    guard let expected = document.batchSHA256 else { return true }
    var all = SHA256()
    swap(&all, &hash)
    if SHA256.hexadecimal(all.finish()) == expected { return true }
    guard let count = document.recordCount, count >= 0, count < lineStarts.count else {
      return false
    }
    let own = count == 0 ? end : lineStarts[lineStarts.count - count]
    do {
      guard try Self.digest(own..<end, in: file) == expected else { return false }
    } catch .damagedSegment {
      return false
    }
    document.batch.place.length -= Int(own - document.batch.place.offset)
    document.batch.place.offset = own
    return true
  }

  private static func digest(
    _ range: Range<Int64>, in file: SegmentFile
  ) throws(StoreError) -> String {
    var hash = SHA256()
    var position = range.lowerBound
    while position < range.upperBound {
      let bytes = try file.bytes(position..<min(range.upperBound, position + 1 << 16))
      guard !bytes.isEmpty else { break }
      hash.update(bytes.span)
      position += Int64(bytes.count)
    }
    return SHA256.hexadecimal(hash.finish())
  }
}

/// The end of a batch in the live segment that is damaged, or that a stop interrupted: which of the
/// two, the lines after it tell.
struct DoubtfulEnd {
  let end: Int64
  let lineLength: Int
  let lineHash: [UInt8]
  let emittedAt: Int64?
  /// How many batches were found up to here.
  let found: Int

  init(_ document: LineScanner.Piece, found: Int) {
    end = document.end
    lineLength = document.bytes.count
    lineHash = Checkpoint.hash(of: document.bytes)
    emittedAt = LineFields.emittedAt(document.bytes)
    self.found = found
  }

  /// Whether a later line was written by a later commit. All lines of a commit say the same moment,
  /// and a commit begins when the one before it is on the disk.
  func isBeforeGroup(of piece: LineScanner.Piece) -> Bool {
    guard let emittedAt, piece.beginsLine, let other = LineFields.emittedAt(piece.bytes) else {
      return false
    }
    return other != emittedAt
  }

  /// The checkpoint moved here.
  func passed(_ checkpoint: Checkpoint) -> Checkpoint {
    var moved = checkpoint
    moved.offset = end
    moved.lineLength = lineLength
    moved.lineHash = lineHash
    return moved
  }
}
