internal import BriefingRecords
public import LinuxIO
public import SystemPackage

extension RecordStore {
  /// Opens the store in `directory`, or makes a new one there, and brings it in order.
  ///
  /// - Parameters:
  ///   - directory: the store's directory.
  ///   - rotation: when segments are closed.
  ///   - fileSystem: the calls that are used.
  /// - Returns: the store, and what was found.
  /// - Throws: ``StoreError/locked(_:)`` when another process has it open.
  public static func open(
    directory: FilePath, rotation: SegmentRotation = SegmentRotation(),
    fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(StoreError) -> (store: RecordStore, report: RecoveryReport) {
    let opening = StoreOpening(
      layout: StoreLayout(directory: directory), rotation: rotation, fileSystem: fileSystem)
    return try opening.run()
  }
}

/// The steps from a directory to an open store.
struct StoreOpening {
  let layout: StoreLayout
  let rotation: SegmentRotation
  let fileSystem: any FileSystem

  func run() throws(StoreError) -> (store: RecordStore, report: RecoveryReport) {
    try storeErrors { () throws(SystemCallError) in try makeDirectory() }
    let lock = try takeLock()
    try layout.tidySegments(fileSystem)
    let file = try storeErrors { () throws(SystemCallError) in
      let file = try openSegment()
      // A stop in a rotation may have left names that are in the kernel's memory alone.
      try fileSystem.synchronizeDirectory(layout.directory)
      return file
    }
    let segments = try existingSegments()
    let (ledger, state, checkpoint) = try openLedger(for: segments)
    var recovery = Recovery(layout: layout, fileSystem: fileSystem, ledger: ledger, state: state)
    let reached = try recovery.run(segments, live: file, from: checkpoint)
    let store = RecordStore(
      layout: layout, fileSystem: fileSystem, lock: lock,
      segment: SegmentWriter(file, durableLength: reached.offset, fileSystem: fileSystem),
      ledger: ledger, checkpoint: reached, rotation: rotation)
    try store.listUncompressed()
    return (store, recovery.report)
  }

  private func existingSegments() throws(StoreError) -> ExistingSegments {
    let closed = try storeErrors { () throws(SystemCallError) in try layout.closedSegments() }
    let descriptor = try storeErrors { () throws(SystemCallError) in
      try fileSystem.open(layout.liveSegment, .readOnly, options: [], permissions: [])
    }
    let live = try SegmentFile(descriptor, path: layout.liveSegment, fileSystem)
    return ExistingSegments(closed: closed, live: live)
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
    return try fileSystem.open(
      path, .readWrite, options: [.append, .create], permissions: StoreLayout.filePermissions)
  }
}

// MARK: - The ledger

extension StoreOpening {
  private typealias OpenLedger = (Ledger, RecoveryReport.LedgerState, Checkpoint)

  private func openLedger(for segments: ExistingSegments) throws(StoreError) -> OpenLedger {
    var reason = "missing"
    // Numbers that an old ledger gave out are not given out again, even where the store has lost
    // their lines.
    var lastSequence = 0
    let (isSuspect, isThere, isClean) = try storeErrors { () throws(SystemCallError) in
      (
        try fileSystem.exists(layout.suspicion), try fileSystem.exists(layout.ledger),
        try CleanStop(layout: layout, fileSystem: fileSystem).take()
      )
    }
    if isSuspect {
      reason = "damaged while in use"
    } else if isThere {
      switch try soundLedger(isTrusted: isClean) {
      case .failure(let damage): reason = damage.description
      case .success(let (ledger, checkpoint)):
        if try segments.fit(checkpoint, layout, fileSystem) { return (ledger, .kept, checkpoint) }
        lastSequence = checkpoint.lastSequence
        reason = "it tells of another store, or of more than this one has"
      }
    }
    let liveSize = try segments.live.size()
    let storeIsEmpty = segments.closed.isEmpty && liveSize == 0
    var (ledger, state, checkpoint) = try newLedger(
      reason, storeIsEmpty: storeIsEmpty, lastSequence: lastSequence)
    if let first = segments.closed.first { checkpoint.firstSequence = first.firstSequence }
    return (ledger, state, checkpoint)
  }

  /// The ledger that is there, or why it is of no use. Other errors, such as a lack of permission,
  /// are no reason to throw it away.
  private func soundLedger(
    isTrusted: Bool
  ) throws(StoreError) -> Result<(Ledger, Checkpoint), DatabaseError> {
    do {
      let ledger = try Ledger(path: layout.ledger.string, isTrusted: isTrusted)
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
      if try fileSystem.exists(layout.suspicion) { try fileSystem.remove(layout.suspicion) }
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
    guard try fileSystem.exists(layout.ledger) else {
      // A log without its database would be taken for the new one's.
      for suffix in ["-wal", "-shm"] where try fileSystem.exists(layout.ledger.withSuffix(suffix)) {
        try fileSystem.remove(layout.ledger.withSuffix(suffix))
      }
      return nil
    }
    var number = 1
    while try fileSystem.exists(layout.directory.appending("ledger.damaged-\(number)")) {
      number += 1
    }
    let aside = layout.directory.appending("ledger.damaged-\(number)")
    for suffix in ["-wal", "-shm"] where try fileSystem.exists(layout.ledger.withSuffix(suffix)) {
      try fileSystem.rename(layout.ledger.withSuffix(suffix), to: aside.withSuffix(suffix))
    }
    try fileSystem.rename(layout.ledger, to: aside)
    return aside
  }
}

extension FilePath {
  fileprivate func withSuffix(_ suffix: String) -> FilePath {
    FilePath(bytes: bytes + Array(suffix.utf8))
  }
}
