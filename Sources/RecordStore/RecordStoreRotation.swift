public import BriefingRecords
internal import LinuxIO
internal import SystemPackage

/// When the live segment is closed, and what becomes of closed ones.
public struct SegmentRotation: Sendable, Hashable {
  /// Closed at the first commit after it has reached so many bytes; nil: never for its size.
  public var size: Int64?
  /// Closed when its first record is this old; nil: never for its age.
  public var age: Duration?
  /// Whether closed segments are compressed with zstd.
  public var compresses: Bool

  /// A rotation by size, by age, by both or by neither.
  public init(size: Int64? = 1 << 30, age: Duration? = nil, compresses: Bool = false) {
    self.size = size
    self.age = age
    self.compresses = compresses
  }
}

extension RecordStore {
  /// Closes the live segment if it is large or old enough. Every commit does so first; call it now
  /// and then for a store that nothing is committed to.
  ///
  /// - Parameter moment: the time now.
  /// - Returns: whether a segment was closed.
  /// - Throws: as ``rotate()``.
  @discardableResult
  public func rotateIfDue(at moment: Timestamp) throws(StoreError) -> Bool {
    guard checkpoint.offset > 0 else { return false }
    let isLarge = rotation.size.map { checkpoint.offset >= $0 } ?? false
    let age = Duration.milliseconds(moment.milliseconds - checkpoint.began)
    let isOld = rotation.age.map { age >= $0 } ?? false
    guard isLarge || isOld else { return false }
    try rotate()
    return true
  }

  /// When the live segment is old enough to be closed; nil when that never comes.
  public var rotationDue: Timestamp? {
    guard checkpoint.offset > 0, let age = rotation.age else { return nil }
    return Timestamp(milliseconds: checkpoint.began + Int64(age.components.seconds) * 1000)
  }

  /// Closes the live segment, unless it is empty, and begins a new one.
  ///
  /// The new file is made first: when the disk is full, nothing has changed. A stop at any moment
  /// leaves names from which the next start finds out how far it came.
  ///
  /// - Throws: ``StoreError/outOfSpace(_:)`` when nothing has changed; after any other error the
  ///   process has to end.
  public func rotate() throws(StoreError) {
    try catchUp()
    guard checkpoint.offset > 0 else { return }
    try segment.expectUndisturbed()
    let closed = ClosedSegment(firstSequence: checkpoint.firstSequence)
    let next = try exchange(closed)
    do {
      try fileSystem.synchronizeDirectory(layout.directory)
    } catch {
      // Lines in a file whose name may not be on the disk would be acknowledged too early.
      segment.fail(error.description)
      throw .syncFailed(error)
    }
    segment = SegmentWriter(next, durableLength: 0, fileSystem: fileSystem)
    unrecordedSegments[checkpoint.segment] = checkpoint.firstSequence
    checkpoint = checkpoint.following
    openSegment = nil
    try listUncompressed()
    try? catchUp()
  }

  /// Gives the live segment its closed name and a new file its own.
  private func exchange(_ closed: ClosedSegment) throws(StoreError) -> Descriptor {
    let path = layout.path(of: closed)
    let next = try storeErrors { () throws(SystemCallError) in
      guard try !fileSystem.exists(path) else {
        throw SystemCallError("rename", path: path, errno: .fileExists)
      }
      return try fileSystem.open(
        layout.nextSegment, .readWrite, options: [.append, .create, .truncate],
        permissions: StoreLayout.filePermissions)
    }
    try storeErrors { () throws(SystemCallError) in
      try fileSystem.rename(layout.liveSegment, to: path)
    }
    do {
      try fileSystem.rename(layout.nextSegment, to: layout.liveSegment)
    } catch {
      do {
        try fileSystem.rename(path, to: layout.liveSegment)
      } catch let second {
        segment.fail("\(error), then \(second)")
        throw .unusable("\(error), then \(second)")
      }
      throw StoreError(error)
    }
    return Descriptor(owning: next.release(), path: layout.liveSegment)
  }
}

// MARK: - Compression

extension RecordStore {
  /// Whether ``idleStep()`` has something to do.
  public var hasIdleWork: Bool {
    batchesInLog >= Self.logLimit || compression != nil || !uncompressed.isEmpty
  }

  /// So many batches are worth one wait for the disk.
  private static let logLimit = 256

  /// Does the next part of what need not be done at once: writes the ledger's log back, or
  /// compresses some of a closed segment. For the moments in which nothing else waits; a part takes
  /// a few milliseconds, and as long as the disk does.
  ///
  /// - Throws: ``StoreError`` when a segment could not be compressed or the log not written back.
  ///   Nothing is lost by that: it is tried again later, and the store goes on.
  public func idleStep() throws(StoreError) {
    if batchesInLog >= Self.logLimit {
      batchesInLog = 0
      try fromLedger { ledger throws(DatabaseError) in try ledger.writeBack() }
    } else {
      _ = try compressStep()
    }
  }

  /// Does the next few milliseconds' work of compressing closed segments.
  ///
  /// - Returns: whether there is more to do.
  /// - Throws: ``StoreError`` when a segment could not be compressed. It stays as it is, and is
  ///   tried again after the next rotation or start; the store goes on.
  func compressStep() throws(StoreError) -> Bool {
    if compression == nil, !uncompressed.isEmpty {
      compression = try SegmentCompression(uncompressed.removeFirst(), in: layout, fileSystem)
    }
    guard let job = compression else { return false }
    do {
      if try job.step() { return true }
    } catch {
      compression = nil
      SegmentCompression.abandon(job.segment, in: layout, fileSystem)
      throw error
    }
    compression = nil
    // An open segment that has no name any more would keep its blocks.
    openSegment = nil
    return !uncompressed.isEmpty
  }

  /// Looks for closed segments that are to be compressed.
  func listUncompressed() throws(StoreError) {
    guard rotation.compresses else { return }
    let current = compression?.segment.firstSequence
    do {
      uncompressed = try layout.closedSegments().filter {
        !$0.isCompressed && $0.firstSequence != current
      }
    } catch {
      throw StoreError(error)
    }
  }
}

extension FileSystem {
  /// Whether something has this name.
  func exists(_ path: FilePath) throws(SystemCallError) -> Bool {
    do {
      _ = try open(path, .readOnly, options: [], permissions: [])
      return true
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return false
    }
  }
}
