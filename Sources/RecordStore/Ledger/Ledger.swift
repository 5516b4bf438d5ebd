internal import BriefingRecords

/// An index over the store's batches, which can be rebuilt from the store at any time.
///
/// `synchronous=NORMAL` in WAL mode does not wait for the disk at every transaction, so the last
/// ones may be missing after a power cut. That costs nothing but the reading of those batches: the
/// ledger remembers up to which byte it has taken in the store, both change in one transaction, and
/// start-up reads on from there. What must not be lost is made durable in the store, before.
///
/// Nothing is kept in memory but SQLite's page cache, of 2 MB.
struct Ledger {
  /// Counts up when the tables change; a ledger of another version is rebuilt.
  static let version = 3

  let database: Database
  private let insertion: Statement
  private let previousOutcome: Statement
  private let accountChange: Statement
  private let checkpointChange: Statement
  private let latestOfVersion: Statement
  private let latestOfFile: Statement
  private let latestOfName: Statement
  private let latestAcceptedOfName: Statement
  private let firstOfContent: Statement
  private let allOfStory: Statement
  private let identityChange: Statement
  private let segmentInsertion: Statement
  let texts: TextIndex

  /// Opens a ledger, or makes an empty one.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isTrusted: whether it is as it was left by an orderly stop, and need not be checked.
  /// - Throws: an error whose ``DatabaseError/isDamage`` is true if the file is not a sound ledger.
  init(path: String, isTrusted: Bool = false) throws(DatabaseError) {
    let database = try Database(path: path)
    self.database = database
    // Writing the log back waits for the disk, which a commit should not: that is done in idle
    // moments, see `writeBack`. Only a log of 64 MiB does not wait for one.
    try database.execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=16384")
    if !isTrusted { try Self.check(database) }
    switch try database.prepare("PRAGMA user_version").first([], { $0.integer(0) }) {
    case 0: try database.transaction { () throws(DatabaseError) in try Self.create(in: database) }
    case Self.version: break
    case let other: throw database.damage("version \(other ?? -1)", "PRAGMA user_version")
    }
    insertion = try database.prepare(
      """
      INSERT INTO batches(name, sha256, outcome, reason, story, size, identity, seq, segment,
        start, length, line_check) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
      """)
    previousOutcome = try database.prepare(
      "SELECT outcome FROM batches WHERE name=? AND sha256=? ORDER BY id DESC LIMIT 1")
    accountChange = try database.prepare(
      """
      INSERT INTO account(outcome, count) VALUES(?1, ?2)
      ON CONFLICT(outcome) DO UPDATE SET count = count + ?2
      """)
    checkpointChange = try database.prepare(
      """
      UPDATE checkpoint SET segment=?, start=?, seq=?, line_length=?, line_sha256=?,
        first_seq=?, began=?
      """)
    latestOfVersion = try database.prepare(
      Self.selection + " WHERE name=? AND sha256=? ORDER BY id DESC LIMIT 1")
    latestOfFile = try database.prepare(
      Self.selection + " WHERE name=? AND identity=? ORDER BY id DESC LIMIT 1")
    latestOfName = try database.prepare(
      Self.selection + " WHERE name=? ORDER BY id DESC LIMIT 1")
    latestAcceptedOfName = try database.prepare(
      Self.selection + " WHERE name=? AND outcome='accepted' ORDER BY id DESC LIMIT 1")
    firstOfContent = try database.prepare(
      Self.selection + " WHERE sha256=? AND outcome='accepted' ORDER BY id LIMIT 1")
    allOfStory = try database.prepare(
      Self.selection + " WHERE story=? AND outcome='accepted' ORDER BY id")
    segmentInsertion = try database.prepare(
      "INSERT OR REPLACE INTO segments(number, first_seq) VALUES(?,?)")
    identityChange = try database.prepare(
      """
      UPDATE batches SET identity=? WHERE id =
        (SELECT id FROM batches WHERE name=? AND sha256 IS ? ORDER BY id DESC LIMIT 1)
      """)
    texts = try TextIndex(database)
  }

  /// Pages of a ledger that is read from end to end after a crash: 64 MiB, 0.2 s where the cache
  /// is warm, 1 s where it is cold.
  private static let wholeCheckPages = 16_384

  /// Looks for damage. Of a large ledger only the small tables are read, so that the start takes no
  /// time that grows with the store: SQLite notices the rest when it comes to it, and then the next
  /// start makes the ledger anew.
  private static func check(_ database: Database) throws(DatabaseError) {
    let pages = try database.prepare("PRAGMA page_count").first { $0.integer(0) } ?? 0
    let checks =
      pages <= wholeCheckPages
      ? ["quick_check(1)"]
      : ["quick_check(account)", "quick_check(checkpoint)", "quick_check(segments)"]
    for check in checks {
      let verdict = try database.prepare("PRAGMA \(check)").first([], { $0.text(0) })
      guard verdict == "ok" else { throw database.damage(verdict ?? "no verdict", check) }
    }
  }

  /// `id` follows the order of the store. `seq` is no key: a damaged line may repeat one.
  private static func create(in database: Database) throws(DatabaseError) {
    try database.execute(
      """
      CREATE TABLE batches(id INTEGER PRIMARY KEY, name BLOB NOT NULL, sha256 BLOB,
        outcome TEXT NOT NULL, reason TEXT, story BLOB, size INTEGER, identity BLOB,
        seq INTEGER NOT NULL, segment INTEGER NOT NULL, start INTEGER NOT NULL,
        length INTEGER NOT NULL, line_check INTEGER) STRICT;
      CREATE INDEX by_version ON batches(name, sha256);
      CREATE INDEX by_content ON batches(sha256) WHERE outcome='accepted';
      CREATE INDEX by_story ON batches(story) WHERE outcome='accepted';
      CREATE TABLE account(outcome TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE checkpoint(segment INTEGER NOT NULL, start INTEGER NOT NULL,
        seq INTEGER NOT NULL, line_length INTEGER NOT NULL, line_sha256 BLOB NOT NULL,
        first_seq INTEGER NOT NULL, began INTEGER NOT NULL) STRICT;
      INSERT INTO checkpoint VALUES(1, 0, 0, 0, x'', 1, 0);
      CREATE TABLE segments(number INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL) STRICT;
      PRAGMA user_version = \(version);
      """)
    try TextIndex.create(in: database)
  }

  /// Takes in batches and moves the checkpoint behind them, in one transaction.
  ///
  /// - Parameters:
  ///   - batches: what the store has since the last checkpoint.
  ///   - checkpoint: the end of them.
  ///   - closed: segments that were closed since the last checkpoint: number and first sequence.
  /// - Throws: ``DatabaseError``; then nothing was taken in.
  func record(
    _ batches: [StoredBatch], upTo checkpoint: Checkpoint, closed: [Int: Int] = [:]
  ) throws(DatabaseError) {
    try database.transaction { () throws(DatabaseError) in
      for batch in batches { try insert(batch) }
      for (number, first) in closed {
        try segmentInsertion.run([.integer(number), .integer(first)])
      }
      try checkpointChange.run([
        .integer(checkpoint.segment), .integer(Int(checkpoint.offset)),
        .integer(checkpoint.lastSequence), .integer(checkpoint.lineLength),
        .blob(checkpoint.lineHash), .integer(checkpoint.firstSequence),
        .integer(Int(checkpoint.began)),
      ])
    }
  }

  /// One outcome a version of a source: a later batch of the same version takes the place of the
  /// earlier one in the account. A source that could not be read is always one of its own.
  private func insert(_ batch: StoredBatch) throws(DatabaseError) {
    let version = PackedHash.parameters(batch.sourceName, batch.sourceSHA256)
    if let replaced = try previousOutcome.first(version, { $0.text(0) }) {
      try accountChange.run([.text(replaced), .integer(-1)])
    }
    try accountChange.run([.text(batch.outcome.rawValue), .integer(1)])
    try insertion.run(
      version + [
        .text(batch.outcome.rawValue), batch.reason.map { .text($0) } ?? .null,
        PackedHash.parameter(batch.storyID?.description),
        batch.sourceBytes.map { .integer($0) } ?? .null,
        batch.file.map { .blob($0.bytes) } ?? .null, .integer(batch.sequence),
        .integer(batch.place.segment), .integer(Int(batch.place.offset)),
        .integer(batch.place.length), batch.lineCheck.map { .integer($0) } ?? .null,
      ])
    if batch.outcome == .accepted { try texts.take(batch, id: database.lastInsertedRow) }
  }
}

// MARK: - Orderly stop

extension Ledger {
  /// Brings into the database file what it can without waiting for readers.
  func writeBack() throws(DatabaseError) {
    try database.execute("PRAGMA wal_checkpoint(PASSIVE)")
  }

  /// Brings all into the database file itself, and makes that durable.
  func emptyLog() throws(DatabaseError) {
    let isBusy = try database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").first { $0.integer(0) }
    guard isBusy == 0 else {
      throw DatabaseError(
        code: DatabaseError.busyCode, message: "a reader holds on to it",
        statement: "PRAGMA wal_checkpoint", path: database.path)
    }
  }
}

// MARK: - Questions

extension Ledger {
  func checkpoint() throws(DatabaseError) -> Checkpoint {
    let row = try database.prepare(
      "SELECT segment, start, seq, line_length, line_sha256, first_seq, began FROM checkpoint"
    ).first { row in
      Checkpoint(
        segment: row.integer(0), firstSequence: row.integer(5), began: Int64(row.integer(6)),
        offset: Int64(row.integer(1)), lastSequence: row.integer(2), lineLength: row.integer(3),
        lineHash: row.blob(4))
    }
    guard let row else { throw database.damage("no checkpoint", "SELECT FROM checkpoint") }
    return row
  }

  /// The first sequence of a closed segment; nil where the ledger does not know it.
  func firstSequence(ofSegment number: Int) throws(DatabaseError) -> Int? {
    try database.prepare("SELECT first_seq FROM segments WHERE number=?")
      .first([.integer(number)]) { $0.integer(0) }
  }

  func versionCount(name: String, sha256: String) throws(DatabaseError) -> Int {
    try database.prepare("SELECT count(*) FROM batches WHERE name=? AND sha256=?")
      .first(PackedHash.parameters(name, sha256)) { $0.integer(0) } ?? 0
  }

  func account() throws(DatabaseError) -> [Document.Outcome: Int] {
    var account: [Document.Outcome: Int] = [:]
    try database.prepare("SELECT outcome, count FROM account WHERE count<>0").forEachRow { row in
      if let outcome = Document.Outcome(rawValue: row.text(0)) { account[outcome] = row.integer(1) }
    }
    return account
  }

  func latest(name: String, sha256: String) throws(DatabaseError) -> StoredBatch? {
    try latestOfVersion.first(PackedHash.parameters(name, sha256), Self.batch)
  }

  func latest(name: String, file: FileVersion) throws(DatabaseError) -> StoredBatch? {
    try latestOfFile.first([.blob(Array(name.utf8)), .blob(file.bytes)], Self.batch)
  }

  func latest(name: String) throws(DatabaseError) -> StoredBatch? {
    try latestOfName.first([.blob(Array(name.utf8))], Self.batch)
  }

  func latestAccepted(name: String) throws(DatabaseError) -> StoredBatch? {
    try latestAcceptedOfName.first([.blob(Array(name.utf8))], Self.batch)
  }

  func firstAccepted(sha256: String) throws(DatabaseError) -> StoredBatch? {
    try firstOfContent.first([PackedHash.parameter(sha256)], Self.batch)
  }

  func accepted(story: RecordID) throws(DatabaseError) -> [StoredBatch] {
    var batches: [StoredBatch] = []
    try allOfStory.forEachRow([PackedHash.parameter(story.description)]) {
      batches.append(Self.batch($0))
    }
    return batches
  }

  func setIdentity(
    _ file: FileVersion, name: String, sha256: String?
  ) throws(DatabaseError) {
    try identityChange.run([.blob(file.bytes)] + PackedHash.parameters(name, sha256))
  }

  private static let selection = """
    SELECT name, sha256, story, outcome, reason, size, identity, seq, segment, start, length,
      line_check FROM batches
    """

  private static func batch(_ row: Statement) -> StoredBatch {
    StoredBatch(
      sourceName: row.text(0),
      sourceSHA256: row.isNull(1) ? nil : PackedHash.text(row.blob(1)),
      storyID: row.isNull(2) ? nil : PackedHash.recordID(row.blob(2)),
      outcome: Document.Outcome(rawValue: row.text(3)) ?? .quarantined,
      reason: row.isNull(4) ? nil : row.text(4),
      sourceBytes: row.isNull(5) ? nil : row.integer(5),
      file: row.isNull(6) ? nil : FileVersion(bytes: row.blob(6)),
      sequence: row.integer(7),
      place: StoredBatch.Place(
        segment: row.integer(8), offset: Int64(row.integer(9)), length: row.integer(10)),
      lineCheck: row.isNull(11) ? nil : row.integer(11))
  }
}

extension Database {
  /// What is said of a file that SQLite can read and that still is no ledger.
  fileprivate func damage(_ what: String, _ statement: String) -> DatabaseError {
    DatabaseError(
      code: DatabaseError.damageCode, message: what, statement: statement, path: path)
  }
}
