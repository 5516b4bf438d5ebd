import CLinux
import Glibc

/// What an entry of a directory is.
public enum FileKind: Sendable, Hashable {
  /// A file with bytes.
  case regular
  /// A directory.
  case directory
  /// A symbolic link.
  case symbolicLink
  /// A named pipe.
  case fifo
  /// A socket of the local domain.
  case socket
  /// A character or block device.
  case device

  init(mode: UInt32) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .fifo
    case S_IFSOCK: self = .socket
    default: self = .device
    }
  }

  /// From `d_type` of a directory entry; nil where the file system does not tell.
  init?(entryType: UInt8) {
    guard entryType != 0 else { return nil }
    self.init(mode: UInt32(entryType) << 12)
  }
}

/// What the kernel knows about a file without its content.
public struct FileStatus: Sendable, Hashable {
  /// What it is.
  public var kind: FileKind
  /// The device that the file lies on.
  public var device: UInt64
  /// Its number on that device; given out anew as soon as the file is gone.
  public var inode: UInt64
  /// Bytes.
  public var size: Int64
  /// When the content was last changed, in nanoseconds since 1970; anybody can set it.
  public var modifiedNanoseconds: Int64
  /// When content or status was last changed, in nanoseconds since 1970; only the kernel sets it.
  public var changedNanoseconds: Int64
  /// When the file was created, in nanoseconds since 1970, where the file system keeps that.
  public var bornNanoseconds: Int64?
  /// The number of its names; 0 for a file that was deleted while it is open.
  public var links: UInt32
  /// The user that owns the file.
  public var owner: UInt32
  /// The group that the file belongs to.
  public var group: UInt32
  /// The permission bits.
  public var permissions: UInt32

  init(_ status: clinux_status) {
    kind = FileKind(mode: status.mode)
    device = status.device
    inode = status.inode
    size = status.size
    modifiedNanoseconds = status.modified
    changedNanoseconds = status.changed
    bornNanoseconds = status.born == 0 ? nil : status.born
    links = status.links
    owner = status.owner
    group = status.group
    permissions = status.mode & 0o7777
  }
}
