internal import LinuxIO

/// The segments that a start finds.
struct ExistingSegments {
  /// In the order of their lines.
  let closed: [ClosedSegment]
  let live: SegmentFile

  /// The closed segments that the ledger does not know to be closed: a stop came between the
  /// renaming and the ledger, or the ledger is new.
  func closed(since checkpoint: Checkpoint) -> [ClosedSegment] {
    closed.filter { $0.firstSequence >= checkpoint.firstSequence }
  }

  /// Whether the store still has, where the ledger ends, what the ledger saw there. Reads that one
  /// line.
  func fit(
    _ checkpoint: Checkpoint, _ layout: StoreLayout, _ fileSystem: any FileSystem
  ) throws(StoreError) -> Bool {
    guard let first = closed(since: checkpoint).first else { return try checkpoint.fits(live) }
    guard first.firstSequence == checkpoint.firstSequence else { return false }
    do {
      return try checkpoint.fits(SegmentFile.open(first, in: layout, fileSystem))
    } catch .damagedSegment {
      return false
    }
  }
}

extension Checkpoint {
  func fits(_ file: SegmentFile) throws(StoreError) -> Bool {
    guard try file.size() >= offset else { return false }
    guard lineLength > 0 else { return offset == 0 }
    let line = try file.bytes((offset - Int64(lineLength))..<offset)
    return line.count == lineLength && Self.hash(of: line[...]) == lineHash
  }
}
