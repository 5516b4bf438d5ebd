internal import BriefingRecords
internal import LinuxIO
internal import SystemPackage

/// Brings ledger and segments together after a stop of any kind.
///
/// Read from where the ledger ends; every complete batch goes into the ledger; what is left after
/// the last one in the live segment was never acknowledged and is cut off. Closed segments are
/// never changed.
struct Recovery {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let ledger: Ledger
  /// A rebuild reads what was acknowledged long ago, and takes it as it is. Otherwise a last batch
  /// that does not match its hash is one that the power cut off in the middle.
  let isRebuild: Bool
  private(set) var report = RecoveryReport()
  /// The highest number on any line, also on those that are cut: a reader may have seen them.
  private var highestSequence = 0

  init(
    layout: StoreLayout, fileSystem: any FileSystem, ledger: Ledger,
    state: RecoveryReport.LedgerState
  ) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.ledger = ledger
    isRebuild = state != .kept
    report.ledger = state
  }

  /// Does all of it and returns the checkpoint that store and ledger now agree on.
  mutating func run(
    _ segments: ExistingSegments, live: borrowing Descriptor, from checkpoint: Checkpoint
  ) throws(StoreError) -> Checkpoint {
    var reached = checkpoint
    for segment in segments.closed(since: checkpoint) {
      reached = try pass(segment, from: reached)
    }
    let size = try segments.live.size()
    if size > reached.offset {
      // A stop between `write` and `fdatasync` leaves whole batches that are in the kernel's memory
      // alone. Taken in as they are, they would be acknowledged without being on the disk.
      do { try fileSystem.synchronizeData(of: live) } catch { throw .syncFailed(error) }
    }
    reached = try scan(segments.live, from: reached, size: size, isLive: true)
    reached.lastSequence = max(reached.lastSequence, highestSequence)
    // Before anything is cut: afterwards no line tells which numbers a reader may have seen.
    if reached != checkpoint {
      try ledgerErrors { () throws(DatabaseError) in try ledger.record([], upTo: reached) }
    }
    if size > reached.offset {
      let aside = CutAside(layout: layout, fileSystem: fileSystem)
      report.cut = try storeErrors { () throws(SystemCallError) in
        try aside.cut(live, from: reached.offset, size: size)
      }
      report.forgetDamage(in: name(of: segments.live), from: reached.offset)
    }
    return reached
  }

  /// Takes in what the ledger does not have of a segment that is closed, and goes on to the next.
  private mutating func pass(
    _ segment: ClosedSegment, from checkpoint: Checkpoint
  ) throws(StoreError) -> Checkpoint {
    var reached = checkpoint
    do {
      let file = try SegmentFile.open(segment, in: layout, fileSystem)
      let size = try file.size()
      reached = try scan(file, from: checkpoint, size: size, isLive: false)
      if size > reached.offset {
        report.note(segment.name, reached.offset, "lines after the last whole batch")
      }
    } catch .damagedSegment(let path, let cause) {
      // No reason to refuse the rest of the store; what is damaged here is not there to be lost.
      report.note(segment.name, 0, cause)
      highestSequence = max(highestSequence, segment.firstSequence) + (try recordLimit(of: path))
    }
    reached.lastSequence = max(
      reached.lastSequence, highestSequence, segment.firstSequence)
    let following = reached.following
    try ledgerErrors { () throws(DatabaseError) in
      try ledger.record(
        [], upTo: following, closed: [reached.segment: segment.firstSequence])
    }
    return following
  }

  private func name(of file: SegmentFile) -> String {
    file.path.lastComponent?.string ?? file.path.string
  }

  /// More records than a compressed segment can hold that does not tell.
  private func recordLimit(of path: FilePath) throws(StoreError) -> Int {
    try storeErrors { () throws(SystemCallError) in
      let file = try fileSystem.open(path, .readOnly, options: [], permissions: [])
      return Int(try fileSystem.status(of: file).size)
    }
  }

  private mutating func scan(
    _ file: SegmentFile, from checkpoint: Checkpoint, size: Int64, isLive: Bool
  ) throws(StoreError) -> Checkpoint {
    let name = name(of: file)
    var scanner = LineScanner(from: checkpoint.offset, to: size)
    var reached = checkpoint
    var found: [StoredBatch] = []
    /// How many of `found` lie before `reached`.
    var complete = 0
    var batch = BatchLines(start: checkpoint.offset)
    var doubtful: DoubtfulEnd?
    while let piece = try next(&scanner, in: file, size: size) {
      count(piece, in: name)
      if piece.offset == 0, reached.began == 0 {
        reached.began = LineFields.emittedAt(piece.bytes) ?? 0
      }
      if let end = doubtful, end.isBeforeGroup(of: piece) {
        // Its group was on the disk before the next one was begun: it was acknowledged.
        (complete, doubtful) = (end.found, nil)
        reached = end.passed(reached)
      }
      guard piece.beginsLine, piece.endsLine, LineFields.looksLikeDocument(piece.bytes) else {
        batch.take(piece)
        continue
      }
      let place = StoredBatch.Place(
        segment: checkpoint.segment, offset: batch.start, length: Int(piece.end - batch.start))
      guard var line = DocumentLine(parsing: piece.bytes, place: place) else {
        report.note(name, piece.offset, "a document record that cannot be read")
        doubtful = DoubtfulEnd(piece, found: found.count)
        batch = BatchLines(start: piece.end)
        continue
      }
      let isIntact = try batch.belong(to: &line, endingAt: piece.offset, in: file)
      batch = BatchLines(start: piece.end)
      found.append(line.batch)
      if !isIntact {
        report.note(name, place.offset, "a batch that does not match its batch_sha256")
      } else if line.batch.place.offset > place.offset {
        report.note(name, place.offset, "lines without the document record that ends a batch")
      }
      guard isIntact || isRebuild || !isLive else {
        doubtful = DoubtfulEnd(piece, found: found.count)
        continue
      }
      (complete, doubtful) = (found.count, nil)
      reached = DoubtfulEnd(piece, found: complete).passed(reached)
      reached.lastSequence = max(reached.lastSequence, line.batch.sequence)
      if complete >= 512 {
        try take(found[..<complete], upTo: reached)
        found.removeFirst(complete)
        complete = 0
      }
    }
    if complete > 0 { try take(found[..<complete], upTo: reached) }
    return reached
  }

  /// The next piece that can be read; where a frame of a closed segment is damaged, of the frame
  /// after it.
  private mutating func next(
    _ scanner: inout LineScanner, in file: SegmentFile, size: Int64
  ) throws(StoreError) -> LineScanner.Piece? {
    while true {
      do {
        return try scanner.next(in: file)
      } catch .damagedSegment(_, let cause) {
        report.note(name(of: file), scanner.readPosition, cause)
        // No record is so short that more of them than this were in the frame.
        highestSequence += SeekTable.frameContent / 64
        guard let following = file.frameStart(after: scanner.readPosition) else { return nil }
        scanner = LineScanner(from: following, to: size)
      }
    }
  }

  private mutating func count(_ piece: LineScanner.Piece, in name: String) {
    if piece.beginsLine {
      report.linesSeen += 1
      if let sequence = LineFields.sequence(piece.bytes) {
        highestSequence = max(highestSequence, sequence)
      }
      if !LineFields.looksLikeRecord(piece.bytes) {
        report.note(name, piece.offset, "a line that is no record")
        return
      }
    }
    if piece.endsLine, piece.bytes.dropLast().last != 0x7d {
      report.note(name, piece.offset, "a line that is no record")
    }
  }

  private mutating func take(
    _ batches: ArraySlice<StoredBatch>, upTo checkpoint: Checkpoint
  ) throws(StoreError) {
    try ledgerErrors { () throws(DatabaseError) in
      try ledger.record(Array(batches), upTo: checkpoint)
    }
    report.batchesReplayed += batches.count
  }
}

extension Checkpoint {
  /// SHA-256 of a document line with its `\n`.
  static func hash(of line: ArraySlice<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(line.span)
    return hash.finish()
  }

  /// The part of that hash which the ledger keeps of every batch.
  static func check(ofHash hash: [UInt8]) -> Int {
    Int(truncatingIfNeeded: hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
