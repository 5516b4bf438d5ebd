internal import BriefingRecords
public import LinuxIO
public import SystemPackage

extension RecordStore {
  /// Opens the store in `directory`, or makes a new one there, and brings it in order.
  ///
  /// - Returns: the store, and what was found.
  /// - Throws: ``StoreError/locked(_:)`` when another process has it open.
  public static func open(
    directory: FilePath, fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(StoreError) -> (store: RecordStore, report: RecoveryReport) {
    let opening = StoreOpening(
      layout: StoreLayout(directory: directory), fileSystem: fileSystem)
    return try opening.run()
  }
}

/// The steps from a directory to an open store.
struct StoreOpening {
  let layout: StoreLayout
  let fileSystem: any FileSystem

  func run() throws(StoreError) -> (store: RecordStore, report: RecoveryReport) {
    try storeErrors { () throws(SystemCallError) in try makeDirectory() }
    let lock = try takeLock()
    let file = try storeErrors { () throws(SystemCallError) in try openSegment() }
    let (ledger, state, checkpoint) = try openLedger(for: file)
    var recovery = Recovery(layout: layout, fileSystem: fileSystem, ledger: ledger, state: state)
    let reached = try recovery.run(file, from: checkpoint)
    let store = RecordStore(
      layout: layout, fileSystem: fileSystem, lock: lock,
      segment: SegmentWriter(file, durableLength: reached.offset, fileSystem: fileSystem),
      ledger: ledger, checkpoint: reached)
    return (store, recovery.report)
  }

  private func makeDirectory() throws(SystemCallError) {
    do {
      try fileSystem.makeDirectory(
        layout.directory, permissions: StoreLayout.directoryPermissions)
    } catch {
      guard error.errno == .fileExists else { throw error }
      return
    }
    let parent = layout.directory.removingLastComponent()
    try fileSystem.synchronizeDirectory(parent.isEmpty ? "." : parent)
  }

  private func takeLock() throws(StoreError) -> StoreLock {
    let lock = try storeErrors { () throws(SystemCallError) in
      try StoreLock(
        fileSystem.open(
          layout.lock, .readWrite, options: .create, permissions: StoreLayout.filePermissions))
    }
    guard let lock else { throw .locked(layout.directory) }
    return lock
  }

  private func openSegment() throws(SystemCallError) -> Descriptor {
    let path = layout.liveSegment
    do {
      return try fileSystem.open(
        path, .readWrite, options: .append, permissions: StoreLayout.filePermissions)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    let file = try fileSystem.open(
      path, .readWrite, options: [.append, .create], permissions: StoreLayout.filePermissions)
    try fileSystem.synchronizeDirectory(layout.directory)
    return file
  }
}

// MARK: - The ledger

extension StoreOpening {
  private typealias OpenLedger = (Ledger, RecoveryReport.LedgerState, Checkpoint)

  private func openLedger(for file: borrowing Descriptor) throws(StoreError) -> OpenLedger {
    var reason = "missing"
    // Numbers that an old ledger gave out are not given out again, even where the store has lost
    // their lines.
    var lastSequence = 0
    let (isSuspect, isThere) = try storeErrors { () throws(SystemCallError) in
      (try exists(layout.suspicion), try exists(layout.ledger))
    }
    if isSuspect {
      reason = "damaged while in use"
    } else if isThere {
      switch try soundLedger() {
      case .failure(let damage): reason = damage.description
      case .success(let (ledger, checkpoint)):
        let fits = try storeErrors { () throws(SystemCallError) in
          try checkpoint.fits(file, fileSystem)
        }
        if fits { return (ledger, .kept, checkpoint) }
        lastSequence = checkpoint.lastSequence
        reason = "it tells of another store, or of more than this one has"
      }
    }
    let size = try storeErrors { () throws(SystemCallError) in
      try fileSystem.status(of: file).size
    }
    return try newLedger(reason, storeIsEmpty: size == 0, lastSequence: lastSequence)
  }

  /// The ledger that is there, or why it is of no use. Other errors, such as a lack of permission,
  /// are no reason to throw it away.
  private func soundLedger() throws(StoreError) -> Result<(Ledger, Checkpoint), DatabaseError> {
    do {
      let ledger = try Ledger(path: layout.ledger.string)
      return .success((ledger, try ledger.checkpoint()))
    } catch {
      guard error.isDamage else { throw StoreError(error) }
      return .failure(error)
    }
  }

  private func newLedger(
    _ reason: String, storeIsEmpty: Bool, lastSequence: Int
  ) throws(StoreError) -> OpenLedger {
    let aside = try storeErrors { () throws(SystemCallError) in
      let aside = try setAside()
      // Made by hand, as SQLite would let everybody read it; its other files copy its permissions.
      _ = try fileSystem.open(
        layout.ledger, .readWrite, options: .create, permissions: StoreLayout.filePermissions)
      if try exists(layout.suspicion) { try fileSystem.remove(layout.suspicion) }
      return aside
    }
    let ledger = try ledgerErrors { () throws(DatabaseError) in
      try Ledger(path: layout.ledger.string)
    }
    let state: RecoveryReport.LedgerState =
      aside == nil && storeIsEmpty ? .created : .rebuilt(reason: reason, setAside: aside)
    return (ledger, state, Checkpoint(lastSequence: lastSequence))
  }

  /// Gives the ledger, with what SQLite keeps beside it, a name under which a person can look at it.
  private func setAside() throws(SystemCallError) -> FilePath? {
    guard try exists(layout.ledger) else {
      // A log without its database would be taken for the new one's.
      for suffix in ["-wal", "-shm"] where try exists(layout.ledger.withSuffix(suffix)) {
        try fileSystem.remove(layout.ledger.withSuffix(suffix))
      }
      return nil
    }
    var number = 1
    while try exists(layout.directory.appending("ledger.damaged-\(number)")) { number += 1 }
    let aside = layout.directory.appending("ledger.damaged-\(number)")
    for suffix in ["-wal", "-shm"] where try exists(layout.ledger.withSuffix(suffix)) {
      try fileSystem.rename(layout.ledger.withSuffix(suffix), to: aside.withSuffix(suffix))
    }
    try fileSystem.rename(layout.ledger, to: aside)
    return aside
  }

  private func exists(_ path: FilePath) throws(SystemCallError) -> Bool {
    do {
      _ = try fileSystem.open(path, .readOnly, options: [], permissions: [])
      return true
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return false
    }
  }
}

extension FilePath {
  fileprivate func withSuffix(_ suffix: String) -> FilePath {
    FilePath(bytes: bytes + Array(suffix.utf8))
  }
}
