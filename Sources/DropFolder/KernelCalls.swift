import LinuxIO
import SystemPackage

/// What a drop folder asks of the kernel and a test cannot bring about: used-up limits, other
/// people's files, other file systems.
struct KernelCalls {
  var openQueue: () throws(SystemCallError) -> EventQueue = { () throws(SystemCallError) in
    EventQueue(inotify: try Inotify())
  }
  var addWatch:
    (EventQueue, borrowing Directory, InotifyEvent.Mask) throws(SystemCallError) -> CInt = {
      (queue, directory, mask) throws(SystemCallError) in
      do throws(SystemCallError) {
        return try queue.inotify.addWatch(directory, mask)
      } catch {
        // Without /proc the path has to do.
        guard error.errno == .noSuchFileOrDirectory else { throw error }
        return try queue.inotify.addWatch(directory.path, mask)
      }
    }
  var directory: (borrowing Directory, FilePath) throws(SystemCallError) -> Directory = {
    (folder, name) throws(SystemCallError) in
    try folder.directory(beneath: name)
  }
  var nextEntries: (borrowing Directory, inout [DirectoryEntry]) throws(SystemCallError) -> Bool = {
    (directory, entries) throws(SystemCallError) in
    try directory.nextEntries(into: &entries)
  }
  var openFile: (borrowing Directory, FilePath) throws(SystemCallError) -> Descriptor = {
    (directory, name) throws(SystemCallError) in
    try directory.open(name, .readOnly)
  }
  /// Whether somebody has the file open for writing, if that can be found out.
  var hasWriter: (borrowing Descriptor) -> Bool? = { $0.hasWriter() }
  var fileSystemType: (borrowing Directory) throws(SystemCallError) -> FileSystemType = {
    (directory) throws(SystemCallError) in
    try directory.descriptor.fileSystemType()
  }
  /// Nanoseconds.
  var monotonicClock: () -> UInt64 = { MonotonicClock.now() }
  /// Milliseconds since 1970.
  var wallClock: () -> Int64 = { WallClock.now() }
}

/// The kernel's queue of events, shared by those who read it.
final class EventQueue {
  let inotify: Inotify
  init(inotify: consuming Inotify) { self.inotify = inotify }
}

/// An open directory, shared by those who look at what is in it.
final class OpenDirectory {
  let directory: Directory
  let name: SourceName
  let status: FileStatus

  init(_ directory: consuming Directory, name: SourceName, status: FileStatus) {
    self.directory = directory
    self.name = name
    self.status = status
  }
}
