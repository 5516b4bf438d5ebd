import LinuxIO
import SystemPackage

/// A file system that has no `RENAME_NOREPLACE`.
struct PlainFileSystem: FileSystem {
  func rename(
    _ name: FilePath, toNew newName: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError) {
    throw SystemCallError("rename", errno: .invalidArgument)
  }
}
