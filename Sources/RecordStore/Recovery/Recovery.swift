internal import BriefingRecords
internal import LinuxIO
internal import SystemPackage

/// Brings ledger and live segment together after a stop of any kind.
///
/// Read from where the ledger ends; every complete batch goes into the ledger; what is left after
/// the last one was never acknowledged and is cut off.
struct Recovery {
  let layout: StoreLayout
  let fileSystem: any FileSystem
  let ledger: Ledger
  /// A rebuild reads what was acknowledged long ago, and takes it as it is. Otherwise a last batch
  /// that does not match its hash is one that the power cut off in the middle.
  let isRebuild: Bool
  private(set) var report = RecoveryReport()

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
    _ file: borrowing Descriptor, from checkpoint: Checkpoint
  ) throws(StoreError) -> Checkpoint {
    let size = try storeErrors { () throws(SystemCallError) in
      try fileSystem.status(of: file).size
    }
    var reached = try scan(file, from: checkpoint, size: size)
    if size > reached.offset {
      let aside = CutAside(layout: layout, fileSystem: fileSystem)
      report.cut = try storeErrors { () throws(SystemCallError) in
        try aside.cut(file, from: reached.offset, size: size)
      }
      report.forgetDamage(from: reached.offset)
    }
    reached.lastSequence = max(reached.lastSequence, highestSequence)
    if reached != checkpoint {
      try ledgerErrors { () throws(DatabaseError) in try ledger.record([], upTo: reached) }
    }
    return reached
  }

  /// The highest number on any line, also on those that are cut: a reader may have seen them.
  private var highestSequence = 0

  private mutating func scan(
    _ file: borrowing Descriptor, from checkpoint: Checkpoint, size: Int64
  ) throws(StoreError) -> Checkpoint {
    var scanner = LineScanner(from: checkpoint.offset, to: size)
    var reached = checkpoint
    var found: [StoredBatch] = []
    /// How many of `found` lie before `reached`.
    var complete = 0
    var hash = SHA256()
    var batchStart = checkpoint.offset
    while true {
      let piece = try storeErrors { () throws(SystemCallError) in
        try scanner.next(in: file, fileSystem)
      }
      guard let piece else { break }
      count(piece)
      guard piece.beginsLine, piece.endsLine, LineFields.looksLikeDocument(piece.bytes) else {
        hash.update(piece.bytes.span)
        continue
      }
      let digest = SHA256.hexadecimal(hash.finish())
      hash = SHA256()
      let place = StoredBatch.Place(
        segment: checkpoint.segment, offset: batchStart, length: Int(piece.end - batchStart))
      batchStart = piece.end
      guard let line = DocumentLine(parsing: piece.bytes.dropLast(), place: place) else {
        report.note(piece.offset, "a document record that cannot be read")
        continue
      }
      found.append(line.batch)
      let isIntact = line.batchSHA256 == nil || line.batchSHA256 == digest
      if !isIntact { report.note(place.offset, "a batch that does not match its batch_sha256") }
      guard isIntact || isRebuild else { continue }
      complete = found.count
      reached.offset = piece.end
      reached.lastSequence = max(reached.lastSequence, line.batch.sequence)
      reached.lineLength = piece.bytes.count
      reached.lineHash = Checkpoint.hash(of: piece.bytes)
      if complete >= 512 {
        try take(found[..<complete], upTo: reached)
        found.removeFirst(complete)
        complete = 0
      }
    }
    if complete > 0 { try take(found[..<complete], upTo: reached) }
    return reached
  }

  private mutating func count(_ piece: LineScanner.Piece) {
    if piece.beginsLine {
      report.linesSeen += 1
      if let sequence = LineFields.sequence(piece.bytes) {
        highestSequence = max(highestSequence, sequence)
      }
      if !LineFields.looksLikeRecord(piece.bytes) {
        report.note(piece.offset, "a line that is no record")
        return
      }
    }
    if piece.endsLine, piece.bytes.dropLast().last != 0x7d {
      report.note(piece.offset, "a line that is no record")
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

  /// Whether the live segment still has, at this place, what the ledger saw there. Reads that one
  /// line.
  func fits(
    _ file: borrowing Descriptor, _ fileSystem: any FileSystem
  ) throws(SystemCallError) -> Bool {
    guard try fileSystem.status(of: file).size >= offset else { return false }
    guard lineLength > 0 else { return offset == 0 }
    var line: [UInt8] = []
    while line.count < lineLength {
      let start = offset - Int64(lineLength - line.count)
      let count = try fileSystem.read(
        file, into: &line, upTo: lineLength - line.count, at: start)
      guard count > 0 else { return false }
    }
    return Self.hash(of: line[...]) == lineHash
  }
}
