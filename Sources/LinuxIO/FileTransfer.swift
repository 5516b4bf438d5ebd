import CLinux
import Glibc
public import SystemPackage

extension SystemCalls {
  @inline(never)
  static func synchronizeFileSystem(_ descriptor: CInt) -> Result<Int, Errno> {
    kernelOutcome { clinux_sync_file_system(descriptor) }
  }

  @inline(never)
  static func renameNew(
    _ directory: CInt, _ name: UnsafePointer<CChar>, _ newName: UnsafePointer<CChar>
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_rename_new(directory, name, newName) }
  }

  @inline(never)
  static func clone(_ target: CInt, _ source: CInt) -> Result<Int, Errno> {
    kernelOutcome { clinux_clone(target, source) }
  }

  @inline(never)
  static func become(_ user: UInt32, _ group: UInt32) -> Result<Int, Errno> {
    kernelOutcome { clinux_become(user, group) }
  }
}

extension Descriptor {
  /// Returns when all that was written to the file's file system, by anybody, is on the disk.
  ///
  /// For many new files it costs as much as for one: one commit of the journal, where a call for
  /// each file and each directory costs one each. Since Linux 5.8 it tells of failed writes that
  /// came after the descriptor was opened.
  ///
  /// The corresponding C function is `syncfs`.
  public func synchronizeFileSystem() throws(SystemCallError) {
    _ = try SystemCalls.synchronizeFileSystem(number).get("syncfs", path)
  }

  /// Lets this empty file share all blocks of another one; false where the file system cannot.
  ///
  /// The corresponding C function is `ioctl` with `FICLONE`.
  public func clone(_ source: borrowing Descriptor) -> Bool {
    (try? SystemCalls.clone(number, source.number).get()) != nil
  }
}

extension Directory {
  /// Gives a file another name in this directory, and replaces nothing: a name that is taken is an
  /// error (`fileExists`). Some file systems cannot do that (`invalidArgument`).
  ///
  /// The corresponding C function is `renameat2` with `RENAME_NOREPLACE`.
  public func rename(_ name: FilePath, toNew newName: FilePath) throws(SystemCallError) {
    _ = try unsafe name.withPlatformString { old in
      unsafe newName.withPlatformString { new in
        unsafe SystemCalls.renameNew(descriptor.number, old, new)
      }
    }.get("renameat2", path.pushing(name))
  }

  /// Opens a directory in this one; a symbolic link of that name is refused.
  ///
  /// The corresponding C function is `openat`.
  public func subdirectory(_ name: FilePath) throws(SystemCallError) -> Directory {
    let opened = try open(name, .readOnly, options: .directory)
    return Directory(opened, path: path.pushing(name))
  }

  private init(_ descriptor: consuming Descriptor, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }
}

extension CurrentProcess {
  /// The process's number.
  ///
  /// The corresponding C function is `getpid`.
  public static var identifier: CInt { getpid() }

  /// The user that the process acts as.
  ///
  /// The corresponding C function is `geteuid`.
  public static var user: UInt32 { geteuid() }

  /// Gives up root for good and goes on as somebody else: what it makes is theirs.
  ///
  /// The corresponding C functions are `setgroups`, `setgid` and `setuid`.
  public static func become(user: UInt32, group: UInt32) throws(SystemCallError) {
    _ = try SystemCalls.become(user, group).get("setuid")
  }
}
