public import LinuxIO

/// Which file it is, and which state of it: two states with the same identity have the same bytes.
///
/// An inode number alone says little, it is given out again at once; creation time and generation
/// tell its owners apart. Of anything but a regular file only *which* counts: a directory's times
/// change with everything that is put into it.
public struct FileIdentity: Sendable, Hashable {
  /// The device; after a restart of the machine the same device may have another number.
  public var device: UInt64
  /// The number on that device.
  public var inode: UInt64
  /// Differs between files that had the same inode number, where the file system keeps one.
  public var generation: UInt32?
  /// When the file was created, in nanoseconds since 1970, where the file system keeps that.
  public var bornNanoseconds: Int64?
  /// Bytes.
  public var size: Int64
  /// When the content was last changed, in nanoseconds since 1970.
  public var modifiedNanoseconds: Int64
  /// When content or status was last changed, in nanoseconds since 1970. So a `touch` or `chmod`
  /// makes a new identity of the same bytes: whoever needs to know compares their hash.
  public var changedNanoseconds: Int64

  /// An identity that was kept somewhere.
  public init(
    device: UInt64, inode: UInt64, generation: UInt32?, bornNanoseconds: Int64?, size: Int64,
    modifiedNanoseconds: Int64, changedNanoseconds: Int64
  ) {
    self.device = device
    self.inode = inode
    self.generation = generation
    self.bornNanoseconds = bornNanoseconds
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
  }

  /// The identity of what has that status.
  public init(_ status: FileStatus, generation: UInt32? = nil) {
    let isFile = status.kind == .regular
    self.init(
      device: status.device, inode: status.inode, generation: generation,
      bornNanoseconds: status.bornNanoseconds, size: isFile ? status.size : 0,
      modifiedNanoseconds: isFile ? status.modifiedNanoseconds : 0,
      changedNanoseconds: isFile ? status.changedNanoseconds : 0)
  }
}
