import BriefingRecords
import LinuxIO
import SystemPackage

/// The sources whose records are stored, each once under the hash of its content: `aa/bb/SHA256`,
/// where `aabb` are the hash's first digits. What the offsets of the records point into; a packed one
/// says so in its name (``ArchiveName``).
///
/// A file has its final name only when all its bytes are on the disk and their hash was right. Copies,
/// and never hard links: a link changes the source's time of change, and would let whoever has the
/// source open write into the archive.
struct Archive: Sendable {
  /// A copy that has no final name yet.
  struct Draft: Sendable, Hashable {
    fileprivate var file: FilePath
    fileprivate var sha256: String
    fileprivate var coding: [String]
  }

  /// Why a copy was not made.
  enum Failure: Error, Hashable, CustomStringConvertible {
    /// The bytes are not those that the hash was made of.
    case otherBytes(FilePath)

    var description: String {
      switch self {
      case .otherBytes(let path): "\(path): the bytes do not have the hash that they should have"
      }
    }
  }

  /// Where the archive lies.
  let directory: FilePath
  private let fileSystem: any FileSystem
  private var serial = 0

  /// The archive in `directory`; it is made with the first copy.
  init(directory: FilePath, fileSystem: any FileSystem = LinuxFileSystem()) {
    self.directory = directory
    self.fileSystem = fileSystem
  }

  static let directoryPermissions: FilePermissions = [.ownerReadWriteExecute, .groupReadExecute]
  static let filePermissions: FilePermissions = [.ownerReadWrite, .groupRead]

  /// Where the source of that content is, or would be, packed so.
  func path(of sha256: String, coding: [String] = []) -> FilePath {
    folder(of: sha256).appending(ArchiveName.name(sha256, coding))
  }

  /// Whether there is a source of that content, packed in whatever way.
  func contains(_ sha256: String) throws(SystemCallError) -> Bool {
    try coding(of: sha256) != nil
  }

  /// What has to be undone of the source of that content; nil where there is none.
  func coding(of sha256: String) throws(SystemCallError) -> [String]? {
    do {
      _ = try fileSystem.open(path(of: sha256), .readOnly)
      return []
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    do {
      for entry in try Directory(folder(of: sha256)).entries() {
        let name = String(decoding: entry.name, as: UTF8.self)
        if let coding = ArchiveName.coding(of: name, sha256) { return coding }
      }
      return nil
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }

  /// Opens the source of that content; its bytes are not looked at.
  func open(_ sha256: String, coding: [String] = []) throws(SystemCallError) -> Descriptor {
    try fileSystem.open(path(of: sha256, coding: coding), .readOnly)
  }

  private func folder(of sha256: String) -> FilePath {
    directory.appending(String(sha256.prefix(2))).appending(String(sha256.dropFirst(2).prefix(2)))
  }
}

// MARK: - Copying

extension Archive {
  private var drafts: FilePath { directory.appending("incoming") }

  /// Removes what a crash left of unfinished copies.
  func removeDrafts() throws(SystemCallError) {
    do {
      let folder = try Directory(drafts)
      for entry in try folder.entries() {
        try fileSystem.remove(FilePath(bytes: entry.name), in: folder)
      }
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
  }

  /// Copies a source, without making it durable.
  ///
  /// - Parameters:
  ///   - source: The open source.
  ///   - sha256: The hash of its content.
  ///   - coding: What has to be undone to get that.
  ///   - fileSHA256: The hash that its bytes must have, where they are packed; nil when nobody knows
  ///     it any more, and the caller has seen to it that the file is the one that was read.
  /// - Returns: The copy, for ``publish(_:)``.
  /// - Throws: ``Failure/otherBytes(_:)`` when the source has changed; `SystemCallError`.
  mutating func draft(
    _ source: borrowing Descriptor, sha256: String, coding: [String] = [],
    fileSHA256: String? = nil
  ) throws -> Draft {
    serial += 1
    let draft = Draft(file: drafts.appending("\(serial)"), sha256: sha256, coding: coding)
    let file = try openDraft(draft.file)
    let written = try DurableCopy.copy(source, to: file, fileSystem)
    let expected = coding.isEmpty ? sha256 : fileSHA256
    guard expected == nil || written.sha256 == expected else {
      try fileSystem.remove(draft.file)
      throw Failure.otherBytes(source.path ?? draft.file)
    }
    return draft
  }

  /// Gives copies their final names, and returns when they have them for good.
  ///
  /// Two calls make the whole group durable, its bytes and then its names: for 64 small files they
  /// took 8 ms where an `fsync` for each file and folder took 900.
  ///
  /// - Throws: `SystemCallError`; none of the sources may be removed then.
  func publish(_ drafts: [Draft]) throws(SystemCallError) {
    if drafts.isEmpty, try !exists() { return }
    let root = try fileSystem.open(directory, .readOnly, options: .directory)
    if !drafts.isEmpty {
      try fileSystem.synchronizeFileSystem(of: root)
      for draft in drafts { try giveName(to: draft) }
    }
    // Without drafts as well: a name may be there that an earlier life of the process gave, and did
    // not live to make durable.
    try fileSystem.synchronizeFileSystem(of: root)
  }

  private func openDraft(_ path: FilePath) throws(SystemCallError) -> Descriptor {
    do {
      return try openEmpty(path)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    try makeFolder(directory)
    try makeFolder(drafts)
    return try openEmpty(path)
  }

  private func openEmpty(_ path: FilePath) throws(SystemCallError) -> Descriptor {
    try fileSystem.open(
      path, .readWrite, options: [.create, .truncate], permissions: Self.filePermissions)
  }

  private func giveName(to draft: Draft) throws(SystemCallError) {
    let path = path(of: draft.sha256, coding: draft.coding)
    do {
      try fileSystem.rename(draft.file, to: path)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      let folder = folder(of: draft.sha256)
      try makeFolder(folder.removingLastComponent())
      try makeFolder(folder)
      try fileSystem.rename(draft.file, to: path)
    }
  }

  private func exists() throws(SystemCallError) -> Bool {
    do {
      _ = try fileSystem.open(directory, .readOnly, options: .directory)
      return true
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return false
    }
  }

  private func makeFolder(_ path: FilePath) throws(SystemCallError) {
    do {
      try fileSystem.makeDirectory(path, permissions: Self.directoryPermissions)
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
  }
}
