internal import CSQLite
internal import SystemPackage

/// A failure of SQLite: what was tried, on which file, and why it failed.
public struct DatabaseError: Error, Equatable, Sendable, CustomStringConvertible {
  /// SQLite's extended result code.
  public let code: Int32
  /// SQLite's own words.
  public let message: String
  /// The statement, or what else was tried.
  public let statement: String
  /// The database file.
  public let path: String

  /// What the kernel said, where the file system failed; else 0.
  let systemError: Int32

  init(
    code: Int32, message: String, statement: String, path: String, systemError: Int32 = 0
  ) {
    self.systemError = systemError
    self.code = code
    self.message = message
    self.statement = statement
    self.path = path
  }

  static let damageCode = SQLITE_CORRUPT
  static let busyCode = SQLITE_BUSY
  /// `SQLITE_IOERR_SHORT_READ`: the file ends in the middle of a page.
  private static let shortRead = SQLITE_IOERR | 2 << 8

  /// Whether the file is not, or no longer, a sound database.
  public var isDamage: Bool {
    [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT].contains(code & 0xff)
      || code == Self.shortRead
  }

  /// Whether the file system is full.
  public var isOutOfSpace: Bool {
    code & 0xff == SQLITE_FULL
      || (code & 0xff == SQLITE_IOERR
        && [Errno.noSpace.rawValue, Errno.diskQuotaExceeded.rawValue].contains(systemError))
  }

  /// Whether there is no file, or none that may be opened.
  var cannotOpen: Bool { code & 0xff == SQLITE_CANTOPEN }

  /// One line for a person.
  public var description: String { "\(path): \(message) (SQLite \(code)) in “\(statement)”" }
}
