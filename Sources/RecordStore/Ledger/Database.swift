internal import CSQLite

/// A connection to an SQLite database: the only place, with ``Statement``, where SQLite's pointers
/// are held. For one thread at a time.
@safe final class Database {
  let path: String
  private let handle: OpaquePointer?

  /// Opens or creates the database file.
  convenience init(path: String) throws(DatabaseError) {
    try self.init(path: path, name: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
  }

  /// Opens the database file to read it.
  ///
  /// `isClosed` says that nobody has it open, and that its last user closed it in order. Then nothing
  /// is written beside it, which a reader may not be allowed to.
  convenience init(reading path: String, isClosed: Bool) throws(DatabaseError) {
    var name = "file:"
    for byte in path.utf8 {
      let isPlain = byte < 0x80 && byte > 0x20 && ![0x23, 0x25, 0x3f].contains(byte)
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      name += isPlain ? String(decoding: [byte], as: UTF8.self) : "%" + digits
    }
    if isClosed { name += "?immutable=1" }
    try self.init(path: path, name: name, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
  }

  private init(path: String, name: String, flags: Int32) throws(DatabaseError) {
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(
      name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    self.path = path
    unsafe handle = opened
    guard code == SQLITE_OK else { throw error(code, "open") }
    // A reader such as `briefing status` holds its lock for moments only.
    unsafe sqlite3_busy_timeout(handle, 2000)
  }

  deinit {
    _ = unsafe sqlite3_close_v2(handle)
  }

  /// Compiles one statement.
  func prepare(_ sql: String) throws(DatabaseError) -> Statement {
    var compiled: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, nil)
    guard code == SQLITE_OK, unsafe compiled != nil else { throw error(code, sql) }
    return unsafe Statement(owning: compiled, sql: sql, of: self)
  }

  /// Runs statements whose rows nobody wants.
  func execute(_ sql: String) throws(DatabaseError) {
    let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw error(code, sql) }
  }

  /// Runs `body` in one transaction: all of it happens, or nothing when it throws.
  func transaction(_ body: () throws(DatabaseError) -> Void) throws(DatabaseError) {
    try execute("BEGIN IMMEDIATE")
    do {
      try body()
      try execute("COMMIT")
    } catch {
      // SQLite may have rolled back by itself; then this fails, and that is as well.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// The error that SQLite's result code and last message tell.
  func error(_ code: Int32, _ statement: String) -> DatabaseError {
    let message = unsafe String(cString: sqlite3_errmsg(handle))
    return DatabaseError(code: code, message: message, statement: statement, path: path)
  }
}
