import Glibc
import SystemPackage

/// A daemon whose store is on a file system of a few hundred kilobytes.
final class SmallDiskDaemon {
  let folder: ScratchFolder
  let drop: FilePath
  let store: FilePath
  let manager: NotifySocket
  let program: RunningProgram

  init(size: String = "600k", arguments: [String] = []) throws {
    folder = try ScratchFolder()
    drop = try folder.make("drop")
    store = try folder.make("store")
    guard mount("tmpfs", store.string, "tmpfs", 0, "size=\(size)") == 0 else {
      throw Errno(rawValue: errno)
    }
    manager = try NotifySocket(in: folder.path)
    program = try RunningProgram(
      .briefingd, ["--drop", drop.string, "--store", store.string] + arguments, in: folder.path,
      environment: ["NOTIFY_SOCKET": manager.path.string])
  }

  /// Leaves no room for another byte.
  func fill() throws {
    let filler = try FileDescriptor.open(
      store.appending("filler"), .writeOnly, options: [.create, .closeOnExec],
      permissions: [.ownerReadWrite])
    defer { try? filler.close() }
    for size in [4096, 1] {
      let bytes = [UInt8](repeating: 0, count: size)
      while let count = try? bytes.withUnsafeBytes({ try filler.write($0) }), count == size {}
    }
  }

  func makeRoom() { unlink(store.appending("filler").string) }

  func unmount() {
    program.send(SIGKILL)
    program.wait()
    umount2(store.string, Int32(MNT_DETACH))
  }
}
