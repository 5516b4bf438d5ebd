public import SystemPackage

/// The names in a store's directory.
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

  /// For the owner and, to read, its group.
  static let directoryPermissions: FilePermissions = [
    .ownerReadWriteExecute, .groupReadExecute,
  ]
  /// For the owner and, to read, its group.
  static let filePermissions: FilePermissions = [.ownerReadWrite, .groupRead]
}
