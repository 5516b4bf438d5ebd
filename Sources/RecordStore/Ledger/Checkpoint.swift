/// Up to where the ledger has taken in the store.
struct Checkpoint: Equatable {
  /// Which segment, counted from 1 in the order of the store.
  var segment = 1
  /// The number from which on the segment's lines are counted; part of its name once it is closed.
  var firstSequence = 1
  /// When the segment's first lines were written, in milliseconds since 1970; 0 while it is empty.
  var began: Int64 = 0
  /// The byte after the last batch that is in the ledger.
  var offset: Int64 = 0
  /// No number up to this one may be given out again, not even one whose line was cut off: a
  /// reader may have seen it.
  var lastSequence = 0
  /// Bytes of the document line that ends at `offset`; 0 where there is none.
  var lineLength = 0
  /// SHA-256 of that line with its `\n`: a store that was exchanged for another one has something
  /// else there.
  var lineHash: [UInt8] = []

  /// The checkpoint at the beginning of the segment after this one.
  var following: Checkpoint {
    Checkpoint(
      segment: segment + 1, firstSequence: lastSequence + 1, lastSequence: lastSequence)
  }
}
