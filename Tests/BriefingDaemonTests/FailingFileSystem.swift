import LinuxIO
import Synchronization
import SystemPackage

/// The file system until a chosen call, and from then on nothing but errors: what a `kill -9` at that
/// moment leaves behind.
final class FailingFileSystem: FileSystem {
  private let left: Mutex<Int>
  private let isFinal: Bool
  private let errno: Errno

  /// Lets so many calls through.
  init(after calls: Int, isFinal: Bool = true, errno: Errno = .ioError) {
    left = Mutex(calls)
    self.isFinal = isFinal
    self.errno = errno
  }

  private func count() throws(SystemCallError) {
    let fails = left.withLock { left in
      left -= 1
      return isFinal ? left < 0 : left == -1
    }
    if fails { throw SystemCallError("injected", errno: errno) }
  }

  /// Whether the moment has come.
  var hasFailed: Bool { left.withLock { $0 < 0 } }

  func open(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, options: FileDescriptor.OpenOptions,
    permissions: FilePermissions
  ) throws(SystemCallError) -> Descriptor {
    try count()
    return try Descriptor(opening: path, mode, options: options, permissions: permissions)
  }

  func read(
    _ file: borrowing Descriptor, into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int {
    try self.count()
    return try file.read(into: &buffer, upTo: count, at: offset)
  }

  func write(
    _ bytes: Span<UInt8>, to file: borrowing Descriptor
  ) throws(SystemCallError) -> Int {
    try count()
    // Half of it first, so that a copy can be torn.
    return try file.write(bytes.extracting(..<max(1, bytes.count / 2)))
  }

  func synchronizeData(of file: borrowing Descriptor) throws(SystemCallError) {
    try count()
  }

  func synchronize(_ file: borrowing Descriptor) throws(SystemCallError) {
    try count()
  }

  func truncate(_ file: borrowing Descriptor, to size: Int64) throws(SystemCallError) {
    try count()
    try file.truncate(to: size)
  }

  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    try count()
    try LinuxFileSystem().rename(path, to: newPath)
  }

  func remove(_ path: FilePath) throws(SystemCallError) {
    try count()
    try LinuxFileSystem().remove(path)
  }

  func rename(
    _ name: FilePath, toNew newName: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError) {
    try count()
    try directory.rename(name, toNew: newName)
  }

  func remove(_ name: FilePath, in directory: borrowing Directory) throws(SystemCallError) {
    try count()
    try directory.remove(name)
  }

  func makeDirectory(_ path: FilePath, permissions: FilePermissions) throws(SystemCallError) {
    try count()
    try LinuxFileSystem().makeDirectory(path, permissions: permissions)
  }

  func synchronizeFileSystem(of file: borrowing Descriptor) throws(SystemCallError) {
    try count()
  }
}
