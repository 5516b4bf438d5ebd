public import SystemPackage

/// The names in a store's directory.
///
/// `records.jsonl` is appended to. Once it is large or old enough it gets the name
/// `records.FIRST.jsonl`, where FIRST is the number from which on its lines are counted, in 16
/// digits; compressed, `.zst` is added. In the order of their names (`records*.jsonl`, `LC_ALL=C`)
/// the segments are one log, the live one last.
public struct StoreLayout: Hashable, Sendable {
  /// The store's directory.
  public let directory: FilePath

  /// The layout of the store in `directory`.
  public init(directory: FilePath) {
    self.directory = directory
  }

  /// The segment that is appended to.
  public var liveSegment: FilePath { directory.appending("records.jsonl") }
  /// Whoever has the store open holds a lock on this file; it stays empty.
  public var lock: FilePath { directory.appending("lock") }
  /// The index.
  public var ledger: FilePath { directory.appending("ledger.sqlite") }
  /// Where bytes go that recovery cut off.
  public var cut: FilePath { directory.appending("cut") }
  /// Its presence tells the next start not to trust the ledger.
  var suspicion: FilePath { directory.appending("ledger.suspect") }
  /// Tells the next start that the last one ended in order, and with which ledger.
  var cleanStop: FilePath { directory.appending("ledger.clean") }
  /// The empty file that is to become the live segment.
  var nextSegment: FilePath { directory.appending("records.next") }

  /// A segment that is not appended to any more.
  func path(of segment: ClosedSegment) -> FilePath { directory.appending(segment.name) }

  /// For the owner and, to read, its group.
  static let directoryPermissions: FilePermissions = [
    .ownerReadWriteExecute, .groupReadExecute,
  ]
  /// For the owner and, to read, its group.
  static let filePermissions: FilePermissions = [.ownerReadWrite, .groupRead]
}
