import LinuxIO

/// The directories of a drop folder that have been opened, itself included.
struct DirectoryTable {
  struct Entry {
    var device: UInt64
    var inode: UInt64
    /// Nil where the directory has to be polled.
    var watch: CInt?
    /// The last sweep that came by.
    var sweep: Int
    var children: Set<SourceName> = []
    /// When names in it last changed, by the file system's own clock, and the moment of the
    /// monotonic clock at which that was first seen.
    var modified: Int64
    var modifiedSeen: UInt64
    /// When it was last listed, on the monotonic clock.
    var listed: UInt64
  }

  private(set) var entries: [SourceName: Entry] = [:]
  private var names: [CInt: SourceName] = [:]

  /// How many have no watch.
  var unwatched: Int { entries.count - names.count }

  var watches: [CInt] { Array(names.keys) }

  subscript(name: SourceName) -> Entry? { entries[name] }

  func name(of watch: CInt) -> SourceName? { names[watch] }

  /// Takes note that a directory is about to be listed.
  mutating func visit(_ name: SourceName, _ status: FileStatus, sweep: Int, now: UInt64) {
    var entry =
      entries[name]
      ?? Entry(
        device: status.device, inode: status.inode, watch: nil, sweep: sweep,
        modified: status.modifiedNanoseconds, modifiedSeen: now, listed: now)
    entry.device = status.device
    entry.inode = status.inode
    entry.sweep = sweep
    entry.listed = now
    if entry.modified != status.modifiedNanoseconds {
      entry.modified = status.modifiedNanoseconds
      entry.modifiedSeen = now
    }
    entries[name] = entry
    if name != .root { entries[name.parent]?.children.insert(name) }
  }

  /// Whether the last listing showed all names that are there now. Times of a file system may be
  /// 2 s coarse, so a listing counts only when the last change was already that old.
  func isListed(_ name: SourceName, _ status: FileStatus) -> Bool {
    guard let entry = entries[name] else { return false }
    return entry.inode == status.inode && entry.device == status.device
      && entry.modified == status.modifiedNanoseconds
      && entry.listed >= entry.modifiedSeen + 2_500_000_000
  }

  /// Gives a directory its watch; nil takes it away. The same directory under another name loses
  /// it: the kernel has one number for both.
  mutating func setWatch(_ watch: CInt?, of name: SourceName) {
    if let old = entries[name]?.watch, old != watch { names[old] = nil }
    if let watch, let other = names[watch], other != name { entries[other]?.watch = nil }
    guard entries[name] != nil else { return }
    entries[name]?.watch = watch
    if let watch { names[watch] = name }
  }

  /// Forgets a directory and all below it; the watches that they had are to be ended.
  mutating func remove(_ name: SourceName) -> [CInt] {
    var watches: [CInt] = []
    var rest = [name]
    while let next = rest.popLast() {
      guard let entry = entries.removeValue(forKey: next) else { continue }
      rest += entry.children
      if let watch = entry.watch {
        names[watch] = nil
        watches.append(watch)
      }
    }
    if name != .root { entries[name.parent]?.children.remove(name) }
    return watches
  }

  /// The directories that a sweep did not come by.
  func missed(by sweep: Int) -> [SourceName] {
    entries.compactMap { $0.value.sweep == sweep ? nil : $0.key }
  }
}
