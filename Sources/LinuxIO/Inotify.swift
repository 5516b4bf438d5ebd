import CLinux
import Glibc
public import SystemPackage

/// Something that happened in a watched directory.
public struct InotifyEvent: Sendable, Hashable {
  /// What happened, or what to tell about; the kernel's own bits.
  public struct Mask: OptionSet, Sendable, Hashable {
    /// The kernel's bits.
    public let rawValue: UInt32

    /// The set of those bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ bits: CInt) { rawValue = UInt32(bitPattern: bits) }

    /// A name appeared that was not moved there.
    public static let created = Mask(IN_CREATE)
    /// Content changed.
    public static let modified = Mask(IN_MODIFY)
    /// Status changed: times, permissions, owner.
    public static let attributes = Mask(IN_ATTRIB)
    /// Somebody who could write has closed a file; others may still have it open.
    public static let closedAfterWriting = Mask(IN_CLOSE_WRITE)
    /// A name was moved here.
    public static let movedTo = Mask(IN_MOVED_TO)
    /// A name was moved away; by an exchange, something else has it now.
    public static let movedFrom = Mask(IN_MOVED_FROM)
    /// A name was removed.
    public static let deleted = Mask(IN_DELETE)
    /// The watched directory itself was removed.
    public static let selfDeleted = Mask(IN_DELETE_SELF)
    /// The watched directory itself was moved.
    public static let selfMoved = Mask(IN_MOVE_SELF)
    /// The file system of the watched directory was unmounted.
    public static let unmounted = Mask(IN_UNMOUNT)
    /// The watch is gone.
    public static let ignored = Mask(IN_IGNORED)
    /// The kernel's queue was full: an unknown number of events is missing. Belongs to no watch.
    public static let overflow = Mask(IN_Q_OVERFLOW)
    /// The name is that of a directory.
    public static let isDirectory = Mask(IN_ISDIR)
    /// For a new watch: fail unless the path is a directory.
    public static let onlyDirectory = Mask(IN_ONLYDIR)
  }

  /// The watch that the event belongs to; -1 for an overflow.
  public var watch: CInt
  /// What happened.
  public var mask: Mask
  /// The same number in the two events of one move, else 0.
  public var cookie: UInt32
  /// The bytes of the name in the watched directory; empty for the directory itself.
  public var name: [UInt8]

  /// An event; made by hand in tests only.
  public init(watch: CInt, mask: Mask, cookie: UInt32 = 0, name: [UInt8] = []) {
    self.watch = watch
    self.mask = mask
    self.cookie = cookie
    self.name = name
  }
}

/// Tells what happens in directories.
public struct Inotify: ~Copyable, Sendable {
  /// Readable when something has happened.
  public let descriptor: Descriptor

  /// A queue without watches.
  ///
  /// The corresponding C function is `inotify_init1`.
  public init() throws(SystemCallError) {
    descriptor = Descriptor(owning: try SystemCalls.inotifyInit().get("inotify_init1"))
  }

  /// Watches a directory for the events in `mask` and returns the number of the watch. The same
  /// directory always has the same number.
  ///
  /// The corresponding C function is `inotify_add_watch`.
  public func addWatch(
    _ path: FilePath, _ mask: InotifyEvent.Mask
  ) throws(SystemCallError) -> CInt {
    try unsafe path.withPlatformString {
      unsafe SystemCalls.inotifyAddWatch(descriptor.number, $0, mask.rawValue)
    }.get("inotify_add_watch", path)
  }

  /// As `addWatch(_:_:)`, for the very directory that is open, whatever its path leads to now.
  ///
  /// The corresponding C function is `inotify_add_watch` of `/proc/self/fd`.
  public func addWatch(
    _ directory: borrowing Directory, _ mask: InotifyEvent.Mask
  ) throws(SystemCallError) -> CInt {
    let link = FilePath("/proc/self/fd/\(directory.descriptor.number)")
    return try unsafe link.withPlatformString {
      unsafe SystemCalls.inotifyAddWatch(descriptor.number, $0, mask.rawValue)
    }.get("inotify_add_watch", directory.path)
  }

  /// Ends a watch; one last event, `ignored`, follows.
  ///
  /// The corresponding C function is `inotify_rm_watch`.
  public func removeWatch(_ watch: CInt) throws(SystemCallError) {
    _ = try SystemCalls.inotifyRemoveWatch(descriptor.number, watch).get("inotify_rm_watch")
  }

  /// The next events, as many as 64 KiB hold, which are about 1,500; none when there are none.
  ///
  /// The corresponding C function is `read`.
  public func events() throws(SystemCallError) -> [InotifyEvent] {
    var buffer: [UInt8] = []
    do {
      _ = try descriptor.read(into: &buffer, upTo: 65_536)
    } catch {
      guard error.errno == .wouldBlock else { throw error }
    }
    return Self.decode(buffer)
  }

  /// Walks the kernel's structures: s32 watch, u32 mask, u32 cookie, u32 length, and a name of that
  /// length with NULs at its end.
  static func decode(_ buffer: [UInt8]) -> [InotifyEvent] {
    var events: [InotifyEvent] = []
    var start = 0
    while start + 16 <= buffer.count {
      let end = start + 16 + Int(buffer.word(at: start + 12))
      guard end <= buffer.count else { break }
      events.append(
        InotifyEvent(
          watch: CInt(bitPattern: buffer.word(at: start)),
          mask: InotifyEvent.Mask(rawValue: buffer.word(at: start + 4)),
          cookie: buffer.word(at: start + 8),
          name: [UInt8](buffer[(start + 16)..<end].prefix { $0 != 0 })))
      start = end
    }
    return events
  }
}
