internal import LinuxIO
internal import SystemPackage

/// Appends to the live segment: the only way by which records get into the store.
struct SegmentWriter: ~Copyable {
  let file: Descriptor
  private let fileSystem: any FileSystem
  /// The bytes that are known to be on the disk; what lies behind them is nobody's yet.
  private(set) var durableLength: Int64
  /// Why nothing more is taken, if so.
  private var failure: String?

  /// A writer at the end of a segment that recovery has been through.
  init(_ file: consuming Descriptor, durableLength: Int64, fileSystem: any FileSystem) {
    self.file = file
    self.durableLength = durableLength
    self.fileSystem = fileSystem
  }

  /// Takes nothing more.
  mutating func fail(_ cause: String) { failure = cause }

  /// Appends all bytes and returns when they are on the disk.
  ///
  /// - Throws: ``StoreError/outOfSpace(_:)`` and ``StoreError/writeFailed(_:)`` when the segment is
  ///   as it was before; ``StoreError/syncFailed(_:)``, ``StoreError/disturbed(_:_:)`` or
  ///   ``StoreError/unusable(_:)`` when it takes nothing more.
  mutating func append(_ bytes: Span<UInt8>) throws(StoreError) {
    if let failure { throw .unusable(failure) }
    do {
      try fileSystem.writeAll(bytes, to: file)
    } catch {
      do {
        try fileSystem.truncate(file, to: durableLength)
      } catch let second {
        failure = "\(error), then \(second)"
        throw .unusable("\(error), then \(second)")
      }
      throw error.isOutOfSpace ? .outOfSpace(error.description) : .writeFailed(error)
    }
    do {
      try fileSystem.synchronizeData(of: file)
    } catch {
      failure = error.description
      // The kernel now holds pages as clean that never reached the disk. Left in place, the next
      // start would read whole batches from memory and believe in them.
      try? fileSystem.truncate(file, to: durableLength)
      throw .syncFailed(error)
    }
    durableLength += Int64(bytes.count)
    try expectUndisturbed()
  }

  /// Makes sure that the segment still has its name and its bytes: what is appended to a file that
  /// somebody has removed, moved or shortened is not in the store.
  mutating func expectUndisturbed() throws(StoreError) {
    // A look that fails proves nothing.
    guard let path = file.path, let own = try? fileSystem.status(of: file) else { return }
    var cause: String?
    do {
      let named = try fileSystem.status(
        of: fileSystem.open(path, .readOnly, options: [], permissions: []))
      if named.inode != own.inode || named.device != own.device {
        cause = "another file has this name now"
      }
    } catch {
      if error.errno == .noSuchFileOrDirectory { cause = "it is not there any more" }
    }
    if cause == nil, own.size != durableLength {
      cause = "it has \(own.size) bytes instead of \(durableLength)"
    }
    guard let cause else { return }
    failure = "\(path): \(cause)"
    throw .disturbed(path, cause)
  }
}
