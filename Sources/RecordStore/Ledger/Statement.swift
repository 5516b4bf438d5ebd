internal import CSQLite

/// A compiled statement, to be run any number of times.
@safe final class Statement {
  /// A value that stands for a `?` of the statement.
  enum Parameter {
    case null
    case integer(Int)
    case text(String)
    case blob([UInt8])
  }

  private let handle: OpaquePointer?
  private let sql: String
  /// Keeps the connection open for as long as the statement lives.
  private let database: Database

  @unsafe init(owning handle: OpaquePointer?, sql: String, of database: Database) {
    unsafe self.handle = handle
    self.sql = sql
    self.database = database
  }

  deinit {
    _ = unsafe sqlite3_finalize(handle)
  }

  /// Runs the statement without looking at its rows.
  func run(_ parameters: [Parameter] = []) throws(DatabaseError) {
    try forEachRow(parameters) { _ in }
  }

  /// Runs the statement, and what `read` makes of the first row; nil when there was none.
  func first<Value>(
    _ parameters: [Parameter] = [], _ read: (Statement) -> Value
  ) throws(DatabaseError) -> Value? {
    var found: Value?
    try forEachRow(parameters) { if found == nil { found = read($0) } }
    return found
  }

  /// Runs the statement and shows `read` every row: the statement itself, to ask for columns.
  func forEachRow(
    _ parameters: [Parameter] = [], _ read: (Statement) -> Void
  ) throws(DatabaseError) {
    defer { _ = unsafe sqlite3_reset(handle) }
    for (index, parameter) in parameters.enumerated() {
      let code = bind(parameter, at: Int32(index + 1))
      guard code == SQLITE_OK else { throw database.error(code, sql) }
    }
    while true {
      switch unsafe sqlite3_step(handle) {
      case SQLITE_ROW: read(self)
      case SQLITE_DONE: return
      case let code: throw database.error(code, sql)
      }
    }
  }

  private func bind(_ parameter: Parameter, at index: Int32) -> Int32 {
    switch parameter {
    case .null: unsafe sqlite3_bind_null(handle, index)
    case .integer(let value): unsafe sqlite3_bind_int64(handle, index, Int64(value))
    case .text(let text):
      unsafe csqlite_bind_text(handle, index, text, Int32(text.utf8.count))
    case .blob(let bytes):
      unsafe bytes.withUnsafeBytes {
        unsafe csqlite_bind_blob(handle, index, $0.baseAddress, Int32($0.count))
      }
    }
  }

  // MARK: - Columns of the current row, counted from 0

  func isNull(_ column: Int32) -> Bool {
    unsafe sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  func integer(_ column: Int32) -> Int {
    Int(unsafe sqlite3_column_int64(handle, column))
  }

  func blob(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(handle, column))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  func text(_ column: Int32) -> String {
    String(decoding: blob(column), as: UTF8.self)
  }
}
