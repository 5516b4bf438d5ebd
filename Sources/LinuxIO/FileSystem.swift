public import SystemPackage

/// The calls by which files are changed, as a value that can be replaced.
///
/// Every requirement has a default that is the system call itself, so a test that wants the third
/// `fdatasync` to fail writes that one method and leaves the rest. ``LinuxFileSystem`` is what
/// runs in production.
public protocol FileSystem: Sendable {
  /// Opens a file. The corresponding C function is `open`.
  func open(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, options: FileDescriptor.OpenOptions,
    permissions: FilePermissions
  ) throws(SystemCallError) -> Descriptor

  /// Appends up to `count` bytes from `offset` to `buffer`; 0 at the end of the file. The
  /// corresponding C function is `pread`.
  func read(
    _ file: borrowing Descriptor, into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int

  /// Writes once and returns how many bytes were taken. The corresponding C function is `write`.
  func write(
    _ bytes: Span<UInt8>, to file: borrowing Descriptor
  ) throws(SystemCallError) -> Int

  /// Returns when the content is on the disk. The corresponding C function is `fdatasync`.
  func synchronizeData(of file: borrowing Descriptor) throws(SystemCallError)

  /// Returns when content and status, or a directory's entries, are on the disk. The
  /// corresponding C function is `fsync`.
  func synchronize(_ file: borrowing Descriptor) throws(SystemCallError)

  /// Sets the size in bytes. The corresponding C function is `ftruncate`.
  func truncate(_ file: borrowing Descriptor, to size: Int64) throws(SystemCallError)

  /// Size, times and identity. The corresponding C function is `statx`.
  func status(of file: borrowing Descriptor) throws(SystemCallError) -> FileStatus

  /// Closes a file and tells if that failed. The corresponding C function is `close`.
  func close(_ file: consuming Descriptor) throws(SystemCallError)

  /// Gives a file another name, in place of what had that name. The corresponding C function is
  /// `rename`.
  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError)

  /// Removes a name. The corresponding C function is `unlink`.
  func remove(_ path: FilePath) throws(SystemCallError)

  /// Creates a directory. The corresponding C function is `mkdir`.
  func makeDirectory(_ path: FilePath, permissions: FilePermissions) throws(SystemCallError)

  /// Removes a name from an open directory. The corresponding C function is `unlinkat`.
  func remove(_ name: FilePath, in directory: borrowing Directory) throws(SystemCallError)

  /// Gives a file a new name in its open directory, where no other has that name. The corresponding C
  /// function is `renameat2` with `RENAME_NOREPLACE`.
  func rename(
    _ name: FilePath, toNew newName: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError)

  /// Returns when all that was written to the file system of `file` is on the disk. The
  /// corresponding C function is `syncfs`.
  func synchronizeFileSystem(of file: borrowing Descriptor) throws(SystemCallError)
}

/// The file system as the kernel has it.
public struct LinuxFileSystem: FileSystem {
  /// The file system as the kernel has it.
  public init() {}
}

extension FileSystem {
  /// The call itself, unless a conforming type replaces it.
  public func open(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode,
    options: FileDescriptor.OpenOptions = [], permissions: FilePermissions = .ownerReadWrite
  ) throws(SystemCallError) -> Descriptor {
    try Descriptor(opening: path, mode, options: options, permissions: permissions)
  }

  /// The call itself, unless a conforming type replaces it.
  public func read(
    _ file: borrowing Descriptor, into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int {
    try file.read(into: &buffer, upTo: count, at: offset)
  }

  /// The call itself, unless a conforming type replaces it.
  public func write(
    _ bytes: Span<UInt8>, to file: borrowing Descriptor
  ) throws(SystemCallError) -> Int {
    try file.write(bytes)
  }

  /// The call itself, unless a conforming type replaces it.
  public func synchronizeData(of file: borrowing Descriptor) throws(SystemCallError) {
    try file.synchronizeData()
  }

  /// The call itself, unless a conforming type replaces it.
  public func synchronize(_ file: borrowing Descriptor) throws(SystemCallError) {
    try file.synchronize()
  }

  /// The call itself, unless a conforming type replaces it.
  public func truncate(_ file: borrowing Descriptor, to size: Int64) throws(SystemCallError) {
    try file.truncate(to: size)
  }

  /// The call itself, unless a conforming type replaces it.
  public func status(of file: borrowing Descriptor) throws(SystemCallError) -> FileStatus {
    try file.status()
  }

  /// The call itself, unless a conforming type replaces it.
  public func close(_ file: consuming Descriptor) throws(SystemCallError) {
    try file.close()
  }

  /// The call itself, unless a conforming type replaces it.
  public func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    try Directory.rename(path, to: newPath)
  }

  /// The call itself, unless a conforming type replaces it.
  public func remove(_ path: FilePath) throws(SystemCallError) {
    try Directory.remove(path)
  }

  /// The call itself, unless a conforming type replaces it.
  public func makeDirectory(
    _ path: FilePath, permissions: FilePermissions
  ) throws(SystemCallError) {
    try Directory.make(path, permissions: permissions)
  }

  /// The call itself, unless a conforming type replaces it.
  public func remove(
    _ name: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError) {
    try directory.remove(name)
  }

  /// The call itself, unless a conforming type replaces it.
  public func rename(
    _ name: FilePath, toNew newName: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError) {
    try directory.rename(name, toNew: newName)
  }

  /// The call itself, unless a conforming type replaces it.
  public func synchronizeFileSystem(of file: borrowing Descriptor) throws(SystemCallError) {
    try file.synchronizeFileSystem()
  }
}

extension FileSystem {
  /// Writes all bytes, in as many calls as it takes. After an error an unknown part of them has
  /// been written.
  public func writeAll(
    _ bytes: Span<UInt8>, to file: borrowing Descriptor
  ) throws(SystemCallError) {
    var written = 0
    while written < bytes.count {
      written += try write(bytes.extracting(written..<bytes.count), to: file)
    }
  }

  /// Makes the creation, renaming and removal of names in a directory durable.
  public func synchronizeDirectory(_ path: FilePath) throws(SystemCallError) {
    let directory = try open(path, .readOnly, options: .directory)
    try synchronize(directory)
  }
}
