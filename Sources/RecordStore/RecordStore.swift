public import BriefingRecords
internal import LinuxIO
internal import SystemPackage

/// The store of one daemon: appends batches so that a crash at any moment loses nothing that was
/// acknowledged and keeps nothing by halves, and answers what it has from the ledger.
///
/// For one thread. The store is the checkpoint: a batch counts as soon as its lines are on the disk.
public final class RecordStore {
  /// What is appended together, with what is known about the file it came from.
  public struct Submission: Sendable {
    /// The records of one version of one source.
    public var batch: any StorableBatch
    /// The file that was read, to know it again without reading it.
    public var file: FileVersion?

    /// A batch, and the file it came from.
    public init(_ batch: any StorableBatch, file: FileVersion? = nil) {
      self.batch = batch
      self.file = file
    }
  }

  /// The names in the store's directory.
  public let layout: StoreLayout
  let ledger: Ledger
  private let fileSystem: any FileSystem
  private let lock: StoreLock
  private var segment: SegmentWriter
  private var checkpoint: Checkpoint
  /// Durable batches that the ledger could not take yet.
  private var unrecorded: [StoredBatch] = []
  private var ledgerIsDamaged = false

  init(
    layout: StoreLayout, fileSystem: any FileSystem, lock: consuming StoreLock,
    segment: consuming SegmentWriter, ledger: Ledger, checkpoint: Checkpoint
  ) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.lock = lock
    self.segment = segment
    self.ledger = ledger
    self.checkpoint = checkpoint
  }

  /// The highest `seq` that was given out.
  public var lastSequence: Int { checkpoint.lastSequence }

  /// Bytes of the live segment that are on the disk.
  public var durableLength: Int64 { segment.durableLength }

  /// Appends a group of batches, and returns when they are on the disk and known to the ledger.
  ///
  /// The order is the one given. Either the whole group is appended or nothing of it.
  ///
  /// - Parameters:
  ///   - submissions: the batches.
  ///   - moment: what `emitted_at` of all their records says.
  /// - Returns: where each batch lies.
  /// - Throws: ``StoreError/outOfSpace(_:)`` and ``StoreError/writeFailed(_:)`` leave the store as
  ///   it was; after any other error the process has to end.
  @discardableResult
  public func commit(
    _ submissions: [Submission], at moment: Timestamp
  ) throws(StoreError) -> [StoredBatch] {
    try catchUp()
    guard !submissions.isEmpty else { return [] }
    var bytes: [UInt8] = []
    var stored: [StoredBatch] = []
    var next = checkpoint
    for submission in submissions {
      let start = bytes.count
      let batch = submission.batch
      bytes = batch.encode(
        firstSequence: next.lastSequence + 1, emittedAt: moment, appendingTo: bytes)
      next.lastSequence += batch.lineCount
      stored.append(
        StoredBatch(
          sourceName: batch.envelope.sourceName, sourceSHA256: batch.envelope.sourceSHA256,
          storyID: batch.envelope.storyID, outcome: batch.document.outcome,
          reason: batch.document.reason, sourceBytes: batch.document.sourceBytes,
          file: submission.file, sequence: next.lastSequence,
          place: StoredBatch.Place(
            segment: next.segment, offset: next.offset + Int64(start),
            length: bytes.count - start)))
    }
    // Numbers of a group that fails are not given out again: a reader may have seen its lines.
    checkpoint.lastSequence = next.lastSequence
    try segment.append(bytes.span)
    let lineStart = bytes.dropLast().lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    next.offset += Int64(bytes.count)
    next.lineLength = bytes.count - lineStart
    next.lineHash = Checkpoint.hash(of: bytes[lineStart...])
    checkpoint = next
    unrecorded = stored
    // The group is safe. If the ledger cannot take it now, the next call tries again, and fails
    // before it answers or appends anything.
    try? catchUp()
    return stored
  }

  /// Appends batches that came from no file.
  @discardableResult
  public func commit(
    _ batches: [Batch], at moment: Timestamp
  ) throws(StoreError) -> [StoredBatch] {
    try commit(batches.map { Submission($0) }, at: moment)
  }

  private func catchUp() throws(StoreError) {
    guard !unrecorded.isEmpty else { return }
    try fromLedger { ledger throws(DatabaseError) in
      try ledger.record(unrecorded, upTo: checkpoint)
    }
    unrecorded = []
  }

  /// Runs a call of the ledger; a ledger that turns out to be damaged is not trusted again.
  private func fromLedger<Value>(
    _ body: (Ledger) throws(DatabaseError) -> Value
  ) throws(StoreError) -> Value {
    guard !ledgerIsDamaged else { throw .unusable("damage in \(layout.ledger)") }
    do {
      return try body(ledger)
    } catch {
      if error.isDamage {
        ledgerIsDamaged = true
        // Should this fail, the check at the start will have to find the damage.
        _ = try? fileSystem.open(
          layout.suspicion, .writeOnly, options: .create,
          permissions: StoreLayout.filePermissions)
      }
      throw StoreError(error)
    }
  }
}

// MARK: - What the store has

extension RecordStore {
  /// How many versions of sources ended in each outcome, one outcome a version.
  public func account() throws(StoreError) -> [Document.Outcome: Int] {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in try ledger.account() }
  }

  /// The last batch of these bytes under this name; nil when they are new.
  ///
  /// - Parameters:
  ///   - name: path below the drop folder as records write it.
  ///   - sha256: 64 hexadecimal digits.
  /// - Returns: what the ledger knows of it.
  /// - Throws: ``StoreError``.
  public func latest(
    name: String, sha256: String
  ) throws(StoreError) -> StoredBatch? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.latest(name: name, sha256: sha256)
    }
  }

  /// The last batch of this very file under this name: it need not be read again.
  public func latest(
    name: String, file: FileVersion
  ) throws(StoreError) -> StoredBatch? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.latest(name: name, file: file)
    }
  }

  /// The last batch under this name, whatever the bytes.
  public func latest(name: String) throws(StoreError) -> StoredBatch? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in try ledger.latest(name: name) }
  }

  /// The last batch under this name that was accepted.
  public func latestAccepted(name: String) throws(StoreError) -> StoredBatch? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in try ledger.latestAccepted(name: name) }
  }

  /// The first batch by which these bytes were accepted, under any name.
  public func firstAccepted(sha256: String) throws(StoreError) -> StoredBatch? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.firstAccepted(sha256: sha256)
    }
  }

  /// The accepted batches of a story, in the order of the store; the last one is its latest version.
  public func batches(ofStory story: RecordID) throws(StoreError) -> [StoredBatch] {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in try ledger.accepted(story: story) }
  }

  /// Remembers which file holds a version that the store has; a rebuilt ledger does not know it.
  ///
  /// Without `sha256` it is the last source of that name whose content was not read.
  public func remember(
    _ file: FileVersion, name: String, sha256: String?
  ) throws(StoreError) {
    try catchUp()
    try fromLedger { ledger throws(DatabaseError) in
      try ledger.setIdentity(file, name: name, sha256: sha256)
    }
  }

  /// The lines of a batch; lines that are damaged are left out.
  public func lines(of batch: StoredBatch) throws(StoreError) -> [RecordLine] {
    guard batch.place.segment == checkpoint.segment else { return [] }
    var bytes: [UInt8] = []
    while bytes.count < batch.place.length {
      let count = try storeErrors { () throws(SystemCallError) in
        try fileSystem.read(
          segment.file, into: &bytes, upTo: batch.place.length - bytes.count,
          at: batch.place.offset + Int64(bytes.count))
      }
      if count == 0 { break }
    }
    return bytes.split(separator: 0x0a).compactMap { try? RecordLine(parsing: $0) }
  }
}

extension [Document.Outcome: Int] {
  /// All versions of sources that the account has.
  public var sum: Int { values.reduce(0, +) }
}
