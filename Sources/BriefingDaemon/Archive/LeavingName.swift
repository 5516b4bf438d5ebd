import DropFolder
import LinuxIO
import SystemPackage

/// The hidden name that a source has for the moment of its removal: only a name that nobody else
/// uses can be removed without the risk that it is another file's by then.
struct LeavingName {
  let path: FilePath
  private let name: [UInt8]

  private static let prefix = Array(".briefingd-leaving.".utf8)
  /// The longest file name that Linux's file systems have, in bytes.
  private static let longest = 255

  /// The name for a source in its folder; nil where it would be too long.
  init?(_ name: FilePath) {
    let bytes = name.bytes
    guard Self.prefix.count + bytes.count <= Self.longest else { return nil }
    self.name = bytes
    path = FilePath(bytes: Self.prefix + bytes)
  }

  /// The name that `entry` is; nil where it is none.
  private init?(of entry: [UInt8]) {
    guard entry.starts(with: Self.prefix), entry.count > Self.prefix.count else { return nil }
    name = Array(entry.dropFirst(Self.prefix.count))
    path = FilePath(bytes: entry)
  }

  /// Gives the file that has `name` this one.
  func take(
    from name: FilePath, in folder: borrowing Directory, _ fileSystem: any FileSystem
  ) throws(SystemCallError) {
    try Self.rename(name, to: path, in: folder, fileSystem)
  }

  /// Renames to a name that nobody has. Where the file system has no such call (NFS), the name is
  /// looked at first: in the moment between the two somebody else might take it.
  private static func rename(
    _ name: FilePath, to newName: FilePath, in folder: borrowing Directory,
    _ fileSystem: any FileSystem
  ) throws(SystemCallError) {
    do {
      return try fileSystem.rename(name, toNew: newName, in: folder)
    } catch {
      let lacks: [Errno] = [.invalidArgument, .noFunction, .notSupported]
      guard lacks.contains(error.errno) else { throw error }
    }
    do {
      _ = try folder.status(of: newName)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return try folder.rename(name, to: newName, in: folder)
    }
    throw SystemCallError("rename", path: folder.path.pushing(newName), errno: .fileExists)
  }

  /// Gives the file its name back; a further one where that is taken.
  func restore(
    in folder: borrowing Directory, _ fileSystem: any FileSystem
  ) throws(SystemCallError) {
    var free = name
    for number in 2...1000 {
      do {
        return try Self.rename(path, to: FilePath(bytes: free), in: folder, fileSystem)
      } catch {
        guard error.errno == .fileExists else { throw error }
        free = name.prefix(Self.longest - 5) + Array(".\(number)".utf8)
      }
    }
    try Self.rename(path, to: FilePath(bytes: free), in: folder, fileSystem)
  }

  /// Gives back the names that a crash left so, in the folder and all below it.
  ///
  /// - Parameters:
  ///   - root: The drop folder.
  ///   - fileSystem: The calls that are used.
  /// - Throws: `SystemCallError` when the folder itself cannot be read.
  static func restoreAll(
    below root: FilePath, _ fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(SystemCallError) {
    var pending = [SourceName(bytes: [])]
    let drop = SourceFolder(path: root)
    while let next = pending.popLast() {
      do {
        let folder = try next.bytes.isEmpty ? Directory(root) : drop.directory(next)
        for entry in try folder.entries() {
          if entry.kind == .directory {
            let separator: [UInt8] = next.bytes.isEmpty ? [] : [0x2f]
            pending.append(SourceName(bytes: next.bytes + separator + entry.name))
          } else if let leaving = LeavingName(of: entry.name) {
            try leaving.restore(in: folder, fileSystem)
          }
        }
      } catch {
        // A folder below that is gone or closed to the daemon: nothing was taken from there.
        if next.bytes.isEmpty { throw error }
      }
    }
  }
}
