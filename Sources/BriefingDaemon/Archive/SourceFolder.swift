import DropFolder
import LinuxIO
import SystemPackage

/// The drop folder, seen by what removes sources from it.
///
/// Every folder on the way to a source is opened by itself and must be no symbolic link: whoever may
/// drop files must not lead the daemon, with its rights, to files elsewhere.
struct SourceFolder: Sendable {
  /// The drop folder.
  let path: FilePath

  /// The folder that the source lies in.
  func folder(of source: SourceName) throws(SystemCallError) -> Directory {
    var folder = try Directory(path)
    for component in source.bytes.split(separator: 0x2f).dropLast() {
      folder = try folder.subdirectory(FilePath(bytes: component))
    }
    return folder
  }

  /// A folder below the drop folder.
  func directory(_ name: SourceName) throws(SystemCallError) -> Directory {
    try folder(of: name).subdirectory(self.name(of: name))
  }

  /// The source's name in the folder that it lies in.
  func name(of source: SourceName) -> FilePath {
    FilePath(bytes: source.bytes.split(separator: 0x2f).last ?? source.bytes[...])
  }

  /// Opens the source for reading.
  func open(_ source: SourceName) throws(SystemCallError) -> Descriptor {
    try folder(of: source).open(name(of: source), .readOnly)
  }
}
