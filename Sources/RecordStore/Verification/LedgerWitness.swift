internal import SystemPackage

/// What the ledger saw when it took the document lines in, in the order of the store.
struct LedgerWitness {
  /// One batch, by where it ends.
  struct Entry {
    var segment: Int
    var end: Int64
    var check: Int?
  }

  private let database: Database
  private let page: Statement
  private let liveSegment: Int
  private var entries: ArraySlice<Entry> = []
  private var lastID = 0

  /// Opens the ledger to read it; nil where there is none that can be read.
  init?(_ layout: StoreLayout) {
    guard let database = try? Database(readingIn: layout),
      let version = try? database.prepare("PRAGMA user_version").first([], { $0.integer(0) }),
      version == Ledger.version,
      let live = try? database.prepare("SELECT segment FROM checkpoint").first(
        [], { $0.integer(0) }),
      let page = try? database.prepare(
        """
        SELECT id, segment, start + length, line_check FROM batches WHERE id > ?
        ORDER BY id LIMIT 1000
        """)
    else { return nil }
    self.database = database
    self.page = page
    liveSegment = live
  }

  /// The number of a closed segment; nil where the ledger does not know it.
  func number(of segment: ClosedSegment) -> Int? {
    let found = try? database.prepare("SELECT number FROM segments WHERE first_seq = ?")
      .first([.integer(segment.firstSequence)]) { $0.integer(0) }
    return found ?? nil
  }

  /// The number of the live segment.
  var liveNumber: Int { liveSegment }

  /// The next batch, without taking it; nil at the end, or when the ledger fails.
  mutating func peek() -> Entry? {
    if entries.isEmpty {
      var next: [Entry] = []
      var last = lastID
      try? page.forEachRow([.integer(lastID)]) { row in
        last = row.integer(0)
        next.append(
          Entry(
            segment: row.integer(1), end: Int64(row.integer(2)),
            check: row.isNull(3) ? nil : row.integer(3)))
      }
      lastID = last
      entries = next[...]
    }
    return entries.first
  }

  mutating func skip() { entries = entries.dropFirst() }
}

extension Database {
  /// Opens a store's ledger beside the process that may be writing it, and leaves no trace.
  convenience init(readingIn layout: StoreLayout) throws(DatabaseError) {
    // A ledger without a log is written by nobody. Opened as usual, SQLite would make files.
    let log = layout.ledger.string + "-wal"
    try self.init(path: layout.ledger.string, Self.exists(log) ? .readOnly : .immutable)
  }
}
