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
  let fileSystem: any FileSystem
  private let lock: StoreLock
  /// When segments are closed, and what becomes of them; may be changed at any time.
  public var rotation: SegmentRotation
  var segment: SegmentWriter
  var checkpoint: Checkpoint
  /// Durable batches that the ledger could not take yet, and segments that were closed since.
  var unrecorded: [StoredBatch] = []
  var unrecordedSegments: [Int: Int] = [:]
  private var ledgerIsDamaged = false
  /// Batches since the ledger's log was written back.
  var batchesInLog = 0
  /// The segment that was read last.
  var openSegment: (number: Int, file: SegmentFile)?
  /// The segment that is being compressed, and those that are next.
  var compression: SegmentCompression?
  var uncompressed: [ClosedSegment] = []

  init(
    layout: StoreLayout, fileSystem: any FileSystem, lock: consuming StoreLock,
    segment: consuming SegmentWriter, ledger: Ledger, checkpoint: Checkpoint,
    rotation: SegmentRotation
  ) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.lock = lock
    self.segment = segment
    self.ledger = ledger
    self.checkpoint = checkpoint
    self.rotation = rotation
  }

  /// The highest `seq` that was given out.
  public var lastSequence: Int { checkpoint.lastSequence }

  /// Which segment is the live one, counted from 1.
  public var liveSegmentNumber: Int { checkpoint.segment }

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
    try rotateIfDue(at: moment)
    var bytes: [UInt8] = []
    var stored: [StoredBatch] = []
    var next = checkpoint
    for submission in submissions {
      let start = bytes.count
      let batch = submission.batch
      // By itself first: an array that is handed on may be copied, and the group's is long.
      bytes += batch.encode(
        firstSequence: next.lastSequence + 1, emittedAt: moment, appendingTo: [])
      next.lastSequence += batch.lineCount
      let lineStart = bytes.dropLast().lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      next.lineLength = bytes.count - lineStart
      next.lineHash = Checkpoint.hash(of: bytes[lineStart...])
      stored.append(
        StoredBatch(
          sourceName: batch.envelope.sourceName, sourceSHA256: batch.envelope.sourceSHA256,
          storyID: batch.envelope.storyID, outcome: batch.document.outcome,
          reason: batch.document.reason, sourceBytes: batch.document.sourceBytes,
          file: submission.file, sequence: next.lastSequence,
          place: StoredBatch.Place(
            segment: next.segment, offset: next.offset + Int64(start),
            length: bytes.count - start),
          lineCheck: Checkpoint.check(ofHash: next.lineHash),
          fingerprint: batch.document.fingerprint))
    }
    // Numbers of a group that fails are not given out again: a reader may have seen its lines.
    checkpoint.lastSequence = next.lastSequence
    do {
      try segment.append(bytes.span)
    } catch {
      // The ledger alone can tell the next start of numbers whose lines are gone.
      try? fromLedger { ledger throws(DatabaseError) in
        try ledger.record([], upTo: checkpoint, closed: unrecordedSegments)
      }
      throw error
    }
    if next.offset == 0 { next.began = moment.milliseconds }
    next.offset += Int64(bytes.count)
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

  /// Gives the ledger what it could not take before.
  func catchUp() throws(StoreError) {
    guard !unrecorded.isEmpty || !unrecordedSegments.isEmpty else { return }
    try fromLedger { ledger throws(DatabaseError) in
      try ledger.record(unrecorded, upTo: checkpoint, closed: unrecordedSegments)
    }
    batchesInLog += unrecorded.count
    unrecorded = []
    unrecordedSegments = [:]
  }

  /// Ends the store in order: the next start need not check the whole ledger. Nothing may be
  /// committed afterwards.
  ///
  /// - Throws: ``StoreError``; nothing is lost by that, but the next start takes longer.
  public func close() throws(StoreError) {
    try catchUp()
    try fromLedger { ledger throws(DatabaseError) in try ledger.emptyLog() }
    try storeErrors { () throws(SystemCallError) in
      try CleanStop(layout: layout, fileSystem: fileSystem).mark()
    }
  }

  /// Runs a call of the ledger; a ledger that turns out to be damaged is not trusted again.
  func fromLedger<Value>(
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
