public import LinuxIO
public import SystemPackage

/// Why the store could not do what it was asked: on which file, for what cause, and what to do.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another process has the store open.
  case locked(FilePath)
  /// The file system is full. Nothing of the group was kept; the same commit may be tried again.
  case outOfSpace(String)
  /// The records could not be written. Nothing of the group was kept.
  case writeFailed(SystemCallError)
  /// What was written may not be on the disk. The store takes nothing more: the process has to end,
  /// and the next start finds out what there is.
  case syncFailed(SystemCallError)
  /// Somebody else has removed, replaced or changed the file that is appended to. What was written
  /// last is not acknowledged, and the store takes nothing more.
  case disturbed(FilePath, String)
  /// An earlier failure made the store unusable.
  case unusable(String)
  /// A call failed while the store was opened or read.
  case system(SystemCallError)
  /// A compressed segment cannot be read.
  case damagedSegment(FilePath, String)
  /// The lines of a batch, from this byte of the segment on, are not as they were written.
  case damagedBatch(FilePath, Int64, String)
  /// There is no store in this directory.
  case noStore(FilePath)
  /// The ledger failed; the records themselves are safe.
  case ledger(DatabaseError)

  /// One line for a person.
  public var description: String {
    switch self {
    case .locked(let path):
      "\(path): another process has this store open; stop it, or give this one a store of its own"
    case .outOfSpace(let cause): "\(cause); nothing was kept, and the commit may be tried again"
    case .writeFailed(let error): "\(error); nothing was kept"
    case .syncFailed(let error):
      "\(error); what was written may be lost: check the disk and start again"
    case .disturbed(let path, let cause):
      "\(path): \(cause): another program has changed the store while it was open; put the file back "
        + "if you have it, and start again"
    case .unusable(let cause): "the store takes nothing more after: \(cause); start again"
    case .system(let error): "\(error)"
    case .damagedSegment(let path, let cause): "\(path): damaged: \(cause)"
    case .damagedBatch(let path, let offset, let cause):
      "\(path): damaged: the batch at byte \(offset): \(cause); briefing verify names the lines"
    case .noStore(let path):
      "\(path): there is no store here; briefingd makes one at its first start (--store, Store=)"
    case .ledger(let error): "\(error); the records are safe: start again"
    }
  }

  init(_ error: SystemCallError) {
    self = error.isOutOfSpace ? .outOfSpace(error.description) : .system(error)
  }

  init(_ error: DatabaseError) {
    self = error.isOutOfSpace ? .outOfSpace(error.description) : .ledger(error)
  }
}

extension StoreError {
  /// Whether the file system is full or a quota used up: nothing was kept, and the same call may be
  /// tried again once there is room.
  public var isOutOfSpace: Bool {
    if case .outOfSpace = self { true } else { false }
  }

  /// Whether records in the store are not as they were written: trouble with those alone, the store
  /// can be used further.
  public var isDamage: Bool {
    switch self {
    case .damagedSegment, .damagedBatch: true
    default: false
    }
  }
}

/// Runs `body` with its system call errors turned into the store's.
func storeErrors<Value: ~Copyable>(
  _ body: () throws(SystemCallError) -> Value
) throws(StoreError) -> Value {
  do { return try body() } catch { throw StoreError(error) }
}

/// Runs `body` with its database errors turned into the store's.
func ledgerErrors<Value>(
  _ body: () throws(DatabaseError) -> Value
) throws(StoreError) -> Value {
  do { return try body() } catch { throw StoreError(error) }
}
