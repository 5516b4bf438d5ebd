public import BriefingRecords
internal import LinuxIO
internal import SystemPackage

// What the store has.

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

  /// How many batches the store has of these bytes under this name.
  public func versionCount(name: String, sha256: String) throws(StoreError) -> Int {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.versionCount(name: name, sha256: sha256)
    }
  }

  /// The lines of a batch, as they were written: a story must not be taken to lack a fact whose
  /// line is damaged.
  ///
  /// - Parameter batch: what ``commit(_:at:)`` or a question returned.
  /// - Returns: its lines in order; none where the segment was taken out of the store.
  /// - Throws: ``StoreError/damagedBatch(_:_:_:)`` or ``StoreError/damagedSegment(_:_:)`` where the
  ///   lines are not what was written; the store can be used further.
  public func lines(of batch: StoredBatch) throws(StoreError) -> [RecordLine] {
    guard let file = try segmentFile(batch.place.segment) else { return [] }
    let start = batch.place.offset
    let bytes = try file.bytes(start..<(start + Int64(batch.place.length)))
    do {
      return try Self.lines(bytes, of: batch)
    } catch {
      throw .damagedBatch(file.path, start, "\(error)")
    }
  }

  private struct Flaw: Error, CustomStringConvertible {
    let description: String
  }

  private static func lines(_ bytes: [UInt8], of batch: StoredBatch) throws -> [RecordLine] {
    guard bytes.count == batch.place.length, bytes.last == 0x0a else {
      throw Flaw(description: "it does not end where it did")
    }
    let lines = try bytes.dropLast().split(separator: 0x0a, omittingEmptySubsequences: false)
      .map { try RecordLine(parsing: $0) }
    let start = bytes.dropLast().lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let check = Checkpoint.check(ofHash: Checkpoint.hash(of: bytes[start...]))
    guard batch.lineCheck ?? check == check, lines.last?.type == .document else {
      throw Flaw(description: "its document record is not the one that was written")
    }
    let others = bytes[..<start]
    let digest = SHA256.hex(of: others.span)
    guard lines.last?.string("batch_sha256") ?? digest == digest else {
      throw Flaw(description: "its lines do not match batch_sha256")
    }
    return lines
  }

  /// The segment of a number, open; nil where it is not in the store any more.
  func segmentFile(_ number: Int) throws(StoreError) -> SegmentFile? {
    if let open = openSegment, open.number == number { return open.file }
    try catchUp()
    var path = layout.liveSegment
    var isCompressed = false
    if number != checkpoint.segment {
      let first = try fromLedger { ledger throws(DatabaseError) in
        try ledger.firstSequence(ofSegment: number)
      }
      guard let first else { return nil }
      let closed = try storeErrors { () throws(SystemCallError) in try layout.closedSegments() }
      guard let segment = closed.first(where: { $0.firstSequence == first }) else { return nil }
      path = layout.path(of: segment)
      isCompressed = segment.isCompressed
    }
    let descriptor = try storeErrors { () throws(SystemCallError) in
      try fileSystem.open(path, .readOnly, options: [], permissions: [])
    }
    let file = try SegmentFile(descriptor, path: path, isCompressed: isCompressed, fileSystem)
    openSegment = (number, file)
    return file
  }
}

extension [Document.Outcome: Int] {
  /// All versions of sources that the account has.
  public var sum: Int { values.reduce(0, +) }
}
