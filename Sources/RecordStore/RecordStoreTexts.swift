public import BriefingRecords
internal import LinuxIO

/// The text of a story's latest version, as far as it is kept to be compared.
public struct StoredText: Sendable, Hashable {
  /// What the text is known by.
  public var fingerprint: TextFingerprint
  /// Rises in the order in which stories first came.
  public var number: Int
  /// The story.
  public var storyID: RecordID
  /// SHA-256 of the version's content.
  public var sourceSHA256: String?
  /// Bytes of the version's content.
  public var sourceBytes: Int?
}

extension RecordStore {
  /// Stories whose latest text has some words in common with a text, and is wanted on a closer look.
  ///
  /// - Parameters:
  ///   - fingerprint: what the text is known by.
  ///   - isMatch: whether a text is wanted that is known by this.
  /// - Returns: at most 32 texts.
  /// - Throws: ``StoreError``.
  public func texts(
    like fingerprint: TextFingerprint, where isMatch: (TextFingerprint) -> Bool
  ) throws(StoreError) -> [StoredText] {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.texts.candidates(for: fingerprint, where: isMatch).map(StoredText.init)
    }
  }

  /// The text of a story's latest version; nil where it is too short, or too old to be compared.
  public func text(ofStory story: RecordID) throws(StoreError) -> StoredText? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in
      try ledger.texts.entry(of: story).map(StoredText.init)
    }
  }

  /// The number of a story, which rises in the order in which stories first came; nil where the
  /// store has no accepted batch of it.
  public func number(ofStory story: RecordID) throws(StoreError) -> Int? {
    try catchUp()
    return try fromLedger { ledger throws(DatabaseError) in try ledger.texts.number(of: story) }
  }

  /// The article record of a story as it was written last; nil where there is none.
  ///
  /// It is the first of its batch, and nothing else of that is read.
  public func article(ofStory story: RecordID) throws(StoreError) -> RecordLine? {
    for batch in try batches(ofStory: story).reversed() {
      guard let line = try firstLine(of: batch) else { continue }
      let record = try? RecordLine(parsing: line[...])
      if let record, record.type == .article { return record }
    }
    return nil
  }

  /// The first line of a batch without its `\n`; nil where it is longer than an article's ever is.
  private func firstLine(of batch: StoredBatch) throws(StoreError) -> [UInt8]? {
    guard let file = try segmentFile(batch.place.segment) else { return nil }
    let start = batch.place.offset
    let length = min(batch.place.length, 1 << 16)
    let bytes = try file.bytes(start..<(start + Int64(length)))
    return bytes.firstIndex(of: 0x0a).map { Array(bytes[..<$0]) }
  }
}

extension StoredText {
  init(_ entry: TextIndex.Entry) {
    self.init(
      fingerprint: entry.fingerprint, number: entry.number, storyID: entry.story,
      sourceSHA256: entry.sha256, sourceBytes: entry.size)
  }
}
