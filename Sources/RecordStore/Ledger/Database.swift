internal import BriefingRecords
internal import CSQLite
internal import LinuxIO
internal import SystemPackage

/// A connection to an SQLite database: the only place, with ``Statement``, where SQLite's pointers
/// are held. For one thread at a time.
@safe final class Database {
  let path: String
  private let handle: OpaquePointer?

  /// How a database file is opened.
  enum Access {
    /// To read and write; made where it is missing.
    case readWrite
    /// To read beside the process that writes.
    case readOnly
    /// To read a file that nobody writes, where its folder may not be written to.
    case immutable
  }

  /// Opens or creates the database file.
  init(path: String, _ access: Access = .readWrite) throws(DatabaseError) {
    var opened: OpaquePointer?
    var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var name = path
    switch access {
    case .readWrite: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    case .readOnly: flags |= SQLITE_OPEN_READONLY
    case .immutable:
      flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
      name = "file:" + Self.escaped(path) + "?immutable=1"
    }
    let code = unsafe sqlite3_open_v2(name, &opened, flags, nil)
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

  /// The number of the row that was inserted last, by any statement.
  var lastInsertedRow: Int { Int(unsafe sqlite3_last_insert_rowid(handle)) }

  /// The error that SQLite's result code and last message tell.
  func error(_ code: Int32, _ statement: String) -> DatabaseError {
    let message = unsafe String(cString: sqlite3_errmsg(handle))
    return DatabaseError(
      code: code, message: message, statement: statement, path: path,
      systemError: unsafe sqlite3_system_errno(handle))
  }

  /// Does nothing for some time.
  static func sleep(milliseconds: Int32) { _ = sqlite3_sleep(milliseconds) }

  /// Whether there is a file of this name.
  static func exists(_ path: String) -> Bool {
    (try? LinuxFileSystem().exists(FilePath(path))) ?? false
  }

  /// A path as a part of a URI.
  private static func escaped(_ path: String) -> String {
    var escaped: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x2f, 0x2d, 0x2e, 0x5f, 0x30...0x39, 0x41...0x5a, 0x61...0x7a: escaped.append(byte)
      default: escaped += Array(("%" + SHA256.hexadecimal([byte])).utf8)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
