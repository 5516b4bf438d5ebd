import CLinux
import Glibc
public import SystemPackage

/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
  /// The name's bytes as they are: any but `/` and NUL, and not always UTF-8.
  public var name: [UInt8]
  /// What the name stands for, where the file system tells without a look at the file.
  public var kind: FileKind?
}

/// An open directory: names in it are resolved against the directory itself, wherever its own
/// path leads meanwhile.
public struct Directory: ~Copyable, Sendable {
  /// The directory as a descriptor, to lock it or to make its entries durable.
  public let descriptor: Descriptor
  /// The path it was opened by.
  public let path: FilePath

  /// Opens a directory.
  ///
  /// The corresponding C function is `open`.
  public init(_ path: FilePath) throws(SystemCallError) {
    descriptor = try Descriptor(opening: path, .readOnly, options: .directory)
    self.path = path
  }

  /// Opens a file below the directory. The last name is never followed if it is a symbolic link,
  /// and a named pipe without a writer does not block.
  ///
  /// The corresponding C function is `openat`.
  public func open(
    _ name: FilePath, _ mode: FileDescriptor.AccessMode,
    options: FileDescriptor.OpenOptions = [], permissions: FilePermissions = .ownerReadWrite
  ) throws(SystemCallError) -> Descriptor {
    try Descriptor(
      opening: name, in: descriptor.number, mode,
      options: options.union([.noFollow, .nonBlocking]), permissions: permissions,
      folder: path)
  }

  /// Opens a directory below this one, at any depth; no symbolic link on the way is followed.
  ///
  /// The corresponding C function is `openat2` with `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS`.
  public func directory(beneath name: FilePath) throws(SystemCallError) -> Directory {
    let whole = path.pushing(name)
    let number = try unsafe name.withPlatformString {
      unsafe SystemCalls.openBeneath(descriptor.number, $0, O_RDONLY | O_DIRECTORY)
    }.get("openat2", whole)
    return Directory(Descriptor(owning: number, path: whole), path: whole)
  }

  private init(_ descriptor: consuming Descriptor, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Size, times and identity of what stands under a name; of a symbolic link, its own.
  ///
  /// The corresponding C function is `statx`.
  public func status(of name: FilePath) throws(SystemCallError) -> FileStatus {
    var status = clinux_status()
    _ = try unsafe name.withPlatformString {
      unsafe SystemCalls.statx(descriptor.number, $0, &status)
    }
    .get("statx", path.pushing(name))
    return FileStatus(status)
  }

  /// Appends the next names, a few hundred at a time, without `.` and `..`; false when there were
  /// no more.
  ///
  /// Names that come or go while a listing is under way may be in it or not.
  ///
  /// The corresponding C function is `getdents64`.
  public func nextEntries(
    into entries: inout [DirectoryEntry]
  ) throws(SystemCallError) -> Bool {
    var buffer: [UInt8] = []
    let size = try unsafe buffer.appendOutcome(upTo: 16_384) {
      unsafe SystemCalls.getdents(descriptor.number, $0, $1)
    }.get("getdents64", path)
    // struct linux_dirent64: u64 inode, s64 offset, u16 length, u8 type, the name until NUL.
    var start = 0
    while start < size {
      let length = Int(buffer[start + 16]) | Int(buffer[start + 17]) << 8
      let name = buffer[(start + 19)..<(start + length)].prefix { $0 != 0 }
      if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) {
        entries.append(
          DirectoryEntry(name: [UInt8](name), kind: FileKind(entryType: buffer[start + 18])))
      }
      start += length
    }
    return size > 0
  }

  /// All names, without `.` and `..`, in no order.
  ///
  /// The corresponding C functions are `lseek` and `getdents64`.
  public func entries() throws(SystemCallError) -> [DirectoryEntry] {
    _ = try SystemCalls.lseek(descriptor.number, 0, SEEK_SET).get("lseek", path)
    var entries: [DirectoryEntry] = []
    while try nextEntries(into: &entries) {}
    return entries
  }
}

// MARK: - Names

extension Directory {
  /// Moves a name into another directory, in place of what had that name there.
  ///
  /// The corresponding C function is `renameat`.
  public func rename(
    _ name: FilePath, to newName: FilePath, in target: borrowing Directory
  ) throws(SystemCallError) {
    let (from, to) = (descriptor.number, target.descriptor.number)
    _ = try unsafe name.withPlatformString { old in
      unsafe newName.withPlatformString { new in unsafe SystemCalls.renameat(from, old, to, new) }
    }.get("rename", path.pushing(name))
  }

  /// Removes the name of a file.
  ///
  /// The corresponding C function is `unlinkat`.
  public func remove(_ name: FilePath) throws(SystemCallError) {
    _ = try unsafe name.withPlatformString { unsafe SystemCalls.unlinkat(descriptor.number, $0, 0) }
      .get("unlink", path.pushing(name))
  }

  /// Creates a directory below this one.
  ///
  /// The corresponding C function is `mkdirat`.
  public func makeDirectory(
    _ name: FilePath, permissions: FilePermissions
  ) throws(SystemCallError) {
    _ = try unsafe name.withPlatformString {
      unsafe SystemCalls.mkdirat(descriptor.number, $0, permissions.rawValue)
    }.get("mkdir", path.pushing(name))
  }

  static func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    _ = try unsafe path.withPlatformString { old in
      unsafe newPath.withPlatformString { new in
        unsafe SystemCalls.renameat(AT_FDCWD, old, AT_FDCWD, new)
      }
    }.get("rename", path)
  }

  static func remove(_ path: FilePath) throws(SystemCallError) {
    _ = try unsafe path.withPlatformString { unsafe SystemCalls.unlinkat(AT_FDCWD, $0, 0) }
      .get("unlink", path)
  }

  static func make(
    _ path: FilePath, permissions: FilePermissions
  ) throws(SystemCallError) {
    _ = try unsafe path.withPlatformString {
      unsafe SystemCalls.mkdirat(AT_FDCWD, $0, permissions.rawValue)
    }.get("mkdir", path)
  }
}

extension FilePath {
  /// A path of exactly these bytes, up to the first NUL.
  public init(bytes: some Sequence<UInt8>) {
    var string = bytes.map { CChar(bitPattern: $0) }
    string.append(0)
    self.init(platformString: string)
  }

  /// The bytes of the path, UTF-8 or not.
  public var bytes: [UInt8] {
    unsafe withPlatformString { start in
      unsafe UnsafeRawBufferPointer(start: start, count: length).map { $0 }
    }
  }
}
