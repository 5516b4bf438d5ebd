import BriefingRecords
import DropFolder
import Glibc
import LinuxIO
import SystemPackage
import TestSupport

@testable import BriefingDaemon

/// A drop folder and a store's folders, for what happens to sources after their outcome.
final class DropAndStore {
  let folder: TemporaryFolder
  let drop: FilePath
  let store: FilePath
  var archive: FilePath { store.appending("archive") }
  var quarantine: FilePath { store.appending("quarantine") }

  init() throws {
    folder = try TemporaryFolder(inMemory: true)
    drop = folder.file("drop")
    store = folder.file("store")
    mkdir(drop.string, 0o755)
    mkdir(store.string, 0o755)
  }

  func disposal(
    _ afterSuccess: AfterSuccess = .archive, _ fileSystem: any FileSystem = LinuxFileSystem()
  ) -> SourceDisposal {
    SourceDisposal(
      drop: drop, archive: Archive(directory: archive, fileSystem: fileSystem),
      quarantine: Quarantine(directory: quarantine), afterSuccess: afterSuccess,
      fileSystem: fileSystem)
  }

  /// Writes a file into the drop folder, and returns it as a source that has had its outcome.
  func source(
    _ name: String, _ text: String, _ outcome: Document.Outcome = .accepted
  ) throws -> SourceDisposal.Source {
    let path = drop.pushing(FilePath(name))
    try write(text, path)
    return SourceDisposal.Source(
      name: SourceName(bytes: Array(name.utf8)), identity: try identity(path), outcome: outcome,
      sha256: SHA256.hex(of: Array(text.utf8).span), reason: "a reason")
  }

  func write(_ text: String, _ path: FilePath) throws {
    let file = try Descriptor(opening: path, .writeOnly, options: [.create, .truncate])
    try file.writeAll(Array(text.utf8).span)
  }

  func identity(_ path: FilePath) throws -> FileIdentity {
    let file = try Descriptor(opening: path, .readOnly)
    return FileIdentity(try file.status(), generation: file.generation())
  }

  func text(_ path: FilePath) -> String? {
    guard let file = try? Descriptor(opening: path, .readOnly) else { return nil }
    return (try? file.readToEnd(limit: 1 << 24)).map { String(decoding: $0, as: UTF8.self) }
  }

  func archived(_ text: String) -> String? {
    self.text(Archive(directory: archive).path(of: SHA256.hex(of: Array(text.utf8).span)))
  }

  func names(_ path: FilePath) throws -> [String] {
    try Directory(path).entries().map { String(decoding: $0.name, as: UTF8.self) }.sorted()
  }
}
