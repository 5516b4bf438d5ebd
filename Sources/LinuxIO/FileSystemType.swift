import CLinux
import SystemPackage

/// What kind of file system something lies on.
public struct FileSystemType: Sendable, Hashable {
  /// The magic number of its kind, see `statfs(2)`.
  public var magic: UInt64
  /// Whether nothing can be written there.
  public var isReadOnly: Bool

  /// A kind; made by hand in tests only.
  public init(magic: UInt64, isReadOnly: Bool = false) {
    self.magic = magic
    self.isReadOnly = isReadOnly
  }

  /// The name of a kind whose files can change without this kernel being told: other machines, the
  /// host of a virtual machine or a program of its own write them. Nil for any other kind.
  public var remoteName: String? { Self.remoteNames[magic] }

  private static let remoteNames: [UInt64: String] = [
    0x6969: "NFS", 0x517B: "SMB", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x6573_5546: "FUSE",
    0x0102_1997: "9p", 0x00C3_6400: "Ceph", 0x5346_414F: "AFS", 0x6B41_4653: "AFS",
    0x7375_7245: "Coda", 0x0BD0_0BD0: "Lustre", 0x0116_1970: "GFS2", 0x7461_636F: "OCFS2",
    0x4750_4653: "GPFS", 0x786F_4256: "VirtualBox", 0x7C7C_6673: "Parallels",
    0x1983_0326: "BeeGFS", 0x2003_0528: "OrangeFS", 0xAAD7_AAEA: "PanFS", 0xBACB_ACBC: "VMware",
  ]
}

extension Descriptor {
  /// What kind of file system the file lies on.
  ///
  /// The corresponding C function is `fstatfs`.
  public func fileSystemType() throws(SystemCallError) -> FileSystemType {
    var type = clinux_filesystem()
    _ = try SystemCalls.fileSystem(number, &type).get("fstatfs", path)
    return FileSystemType(magic: type.type, isReadOnly: type.read_only != 0)
  }
}
