import CLinux
import Glibc
public import SystemPackage

/// An open file that is closed when its owner goes.
///
/// Reads and writes that a signal interrupted are repeated. Every error names the file.
public struct Descriptor: ~Copyable, Sendable {
  /// The number, for calls that are not here. Do not close it.
  public private(set) var number: CInt
  private let folder: FilePath?
  private let name: FilePath?

  /// The name it was opened by, for error messages: put together only when it is asked for.
  public var path: FilePath? {
    guard let folder, let name else { return name }
    return folder.pushing(name)
  }

  /// Takes over an open descriptor: nobody else may close it.
  public init(owning number: CInt, path: FilePath? = nil) {
    self.number = number
    folder = nil
    name = path
  }

  /// Opens a file; it is always closed on `exec`, and never becomes the controlling terminal.
  ///
  /// The corresponding C function is `open`.
  public init(
    opening path: FilePath, _ mode: FileDescriptor.AccessMode,
    options: FileDescriptor.OpenOptions = [], permissions: FilePermissions = .ownerReadWrite
  ) throws(SystemCallError) {
    try self.init(
      opening: path, in: AT_FDCWD, mode, options: options, permissions: permissions, folder: nil)
  }

  init(
    opening path: FilePath, in directory: CInt, _ mode: FileDescriptor.AccessMode,
    options: FileDescriptor.OpenOptions, permissions: FilePermissions,
    folder: FilePath?
  ) throws(SystemCallError) {
    let flags = mode.rawValue | options.rawValue | O_CLOEXEC | O_NOCTTY
    number = try unsafe path.withPlatformString {
      unsafe SystemCalls.openat(directory, $0, flags, permissions.rawValue)
    }.get("open", folder?.pushing(path) ?? path)
    self.folder = folder
    name = path
  }

  deinit {
    if number >= 0 { _ = SystemCalls.close(number) }
  }

  /// Closes the file now, and tells if what was written may not have arrived.
  ///
  /// The corresponding C function is `close`.
  public consuming func close() throws(SystemCallError) {
    let path = path
    _ = try SystemCalls.close(release()).get("close", path)
  }

  /// Gives up ownership: the caller has to close the number.
  public consuming func release() -> CInt {
    defer { number = -1 }
    return number
  }
}

// MARK: - Reading and writing

extension Descriptor {
  /// Appends up to `count` bytes from the current position to `buffer` and returns how many there
  /// were; 0 at the end of the file.
  ///
  /// The corresponding C function is `read`.
  public func read(
    into buffer: inout [UInt8], upTo count: Int
  ) throws(SystemCallError) -> Int {
    try unsafe buffer.appendOutcome(upTo: count) { unsafe SystemCalls.read(number, $0, $1) }
      .get("read", path)
  }

  /// Appends up to `count` bytes from `offset` to `buffer` and returns how many there were; the
  /// position stays where it is.
  ///
  /// The corresponding C function is `pread`.
  public func read(
    into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int {
    try unsafe buffer.appendOutcome(upTo: count) {
      unsafe SystemCalls.pread(number, $0, $1, offset)
    }
    .get("pread", path)
  }

  /// All bytes from the current position to the end, but not more than `limit`.
  ///
  /// The corresponding C function is `read`.
  public func readToEnd(limit: Int) throws(SystemCallError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      let step = min(limit - bytes.count, 65_536)
      if try read(into: &bytes, upTo: step) == 0 { break }
    }
    return bytes
  }

  /// Writes once and returns how many bytes were taken, which may be fewer than given.
  ///
  /// The corresponding C function is `write`.
  public func write(_ bytes: Span<UInt8>) throws(SystemCallError) -> Int {
    try unsafe bytes.withUnsafeBytes { unsafe SystemCalls.write(number, $0.baseAddress, $0.count) }
      .get("write", path)
  }

  /// Writes all bytes. After an error an unknown part of them has been written.
  ///
  /// The corresponding C function is `write`.
  public func writeAll(_ bytes: Span<UInt8>) throws(SystemCallError) {
    var written = 0
    while written < bytes.count {
      written += try write(bytes.extracting(written..<bytes.count))
    }
  }

  /// Cuts the file off at `size` bytes, or lengthens it with zeros.
  ///
  /// The corresponding C function is `ftruncate`.
  public func truncate(to size: Int64) throws(SystemCallError) {
    _ = try SystemCalls.ftruncate(number, size).get("ftruncate", path)
  }

  /// Returns when the content is on the disk. A failure is final for this descriptor: the kernel
  /// may have dropped what it could not write, and a second call would say that all is well.
  ///
  /// The corresponding C function is `fdatasync`.
  public func synchronizeData() throws(SystemCallError) {
    _ = try SystemCalls.fdatasync(number).get("fdatasync", path)
  }

  /// As `synchronizeData()`, with all of the file's status; for a directory, its entries.
  ///
  /// The corresponding C function is `fsync`.
  public func synchronize() throws(SystemCallError) {
    _ = try SystemCalls.fsync(number).get("fsync", path)
  }
}

// MARK: - What is known about the file

extension Descriptor {
  /// Size, times and identity of the file.
  ///
  /// The corresponding C function is `statx`.
  public func status() throws(SystemCallError) -> FileStatus {
    var status = clinux_status()
    _ = try unsafe FilePath("").withPlatformString { unsafe SystemCalls.statx(number, $0, &status) }
      .get("statx", path)
    return FileStatus(status)
  }

  /// A number that differs between files which had the same inode number one after the other; nil
  /// where the file system has none.
  ///
  /// The corresponding C function is `ioctl` with `FS_IOC_GETVERSION`.
  public func generation() -> UInt32? {
    try? SystemCalls.generation(number).get()
  }

  /// Whether somebody has the file open for writing; the descriptor itself must be read-only.
  ///
  /// Nil when the kernel does not tell: the file belongs to another user and the process lacks
  /// `CAP_LEASE`, or the file system has no leases.
  ///
  /// The corresponding C function is `fcntl` with `F_SETLEASE`.
  public func hasWriter() -> Bool? {
    (try? SystemCalls.hasWriter(number).get()).map { $0 == 1 }
  }

  /// Whether a person sits at the other end.
  ///
  /// The corresponding C function is `isatty`.
  public var isTerminal: Bool { isatty(number) == 1 }

  /// Gives up the lock that ``lockExclusively()`` took, for all copies of the descriptor.
  ///
  /// The corresponding C function is `flock`.
  public func unlock() {
    // It fails for a descriptor that is no more, and then there is no lock either.
    _ = SystemCalls.lock(number, LOCK_UN)
  }

  /// Takes the lock that one open file at a time can have; false when another one has it.
  ///
  /// The corresponding C function is `flock`.
  public func lockExclusively() throws(SystemCallError) -> Bool {
    switch SystemCalls.lock(number, LOCK_EX | LOCK_NB) {
    case .success: return true
    case .failure(.wouldBlock): return false
    case .failure(let errno): throw SystemCallError("flock", path: path, errno: errno)
    }
  }
}

extension [UInt8] {
  /// Lets `body` fill up to `count` bytes, and appends as many as it reports.
  mutating func appendOutcome(
    upTo count: Int, _ body: (UnsafeMutableRawPointer?, Int) -> Result<Int, Errno>
  ) -> Result<Int, Errno> {
    var outcome: Result<Int, Errno> = .success(0)
    // Not filled with zeros first: most reads are far shorter than the room they are given.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      outcome = unsafe body(buffer.baseAddress, count)
      initialized = (try? outcome.get()) ?? 0
    }
    if isEmpty { self = bytes } else { append(contentsOf: bytes) }
    return outcome
  }
}
