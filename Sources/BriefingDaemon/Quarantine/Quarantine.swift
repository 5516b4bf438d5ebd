import BriefingRecords
import DropFolder
public import LinuxIO
public import SystemPackage

/// The sources that could not be read to their end, each with the reason: `NAME-HASH` and beside it
/// `NAME-HASH.reason`, lines of `key=value`.
///
/// The name is that of the source, percent-encoded where a file name could not have it and cut where it
/// would be too long; the whole of it stands in the reason. The hash is the first 16 digits of the
/// bytes' SHA-256, so the same source is here once however often it fails.
public struct Quarantine: Sendable {
  /// A source that is here.
  public struct Entry: Hashable, Sendable {
    /// `NAME-HASH`.
    public var id: String
    /// The name below the drop folder, as records write it.
    public var sourceName: String
    /// Why it is here.
    public var reason: String
    /// When it came here.
    public var since: String
    /// Of the bytes, 64 hexadecimal digits.
    public var sha256: String
    /// How many bytes it has.
    public var bytes: Int64
  }

  /// Where the quarantine lies.
  let directory: FilePath

  /// The quarantine in `directory`; it is made with the first source.
  public init(directory: FilePath) { self.directory = directory }

  private static let reasonSuffix = ".reason"
  private static let unfinished = ".incoming"
  /// Leaves room for hash and suffix in a file name of 255 bytes.
  private static let longestName = 200

  /// Copies a source, durable, with its reason.
  ///
  /// - Returns: what is here now.
  /// - Throws: `SystemCallError`; what was copied before is overwritten by the next try.
  @discardableResult
  func put(
    _ source: borrowing Descriptor, name: SourceName, reason: String,
    now: Timestamp = Timestamp(milliseconds: WallClock.now()),
    fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(SystemCallError) -> Entry {
    do {
      try fileSystem.makeDirectory(directory, permissions: Archive.directoryPermissions)
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
    let draft = directory.appending(Self.unfinished)
    let copy = try fileSystem.open(
      draft, .readWrite, options: [.create, .truncate], permissions: Archive.filePermissions)
    let written = try DurableCopy.copy(source, to: copy, fileSystem)
    try fileSystem.synchronizeData(of: copy)
    let entry = Entry(
      id: Self.fileName(name) + "-" + written.sha256.prefix(16), sourceName: name.percentEncoded,
      reason: reason, since: now.description, sha256: written.sha256, bytes: written.bytes)
    // The reason first: without its source it is nothing, and is not listed.
    try writeReason(entry, fileSystem)
    try fileSystem.rename(draft, to: path(of: entry.id))
    try fileSystem.synchronizeDirectory(directory)
    return entry
  }

  private func writeReason(
    _ entry: Entry, _ fileSystem: any FileSystem
  ) throws(SystemCallError) {
    var text = KeyValueText()
    text.add("source_name", entry.sourceName)
    text.add("reason", entry.reason)
    text.add("since", entry.since)
    text.add("sha256", entry.sha256)
    text.add("bytes", entry.bytes)
    let draft = directory.appending(Self.unfinished + Self.reasonSuffix)
    let file = try fileSystem.open(
      draft, .writeOnly, options: [.create, .truncate], permissions: Archive.filePermissions)
    try fileSystem.writeAll(text.bytes.span, to: file)
    try fileSystem.synchronizeData(of: file)
    try fileSystem.rename(draft, to: path(of: entry.id + Self.reasonSuffix))
  }

  private func path(of id: String) -> FilePath { directory.appending(id) }

  /// What a file may be called: one line without `/`, in UTF-8.
  private static func fileName(_ name: SourceName) -> String {
    var text = ""
    for character in LineText.encoded(name.percentEncoded).unicodeScalars {
      let piece = character == "/" ? "%2F" : String(character)
      if text.utf8.count + piece.utf8.count > longestName { break }
      text += piece
    }
    // No hidden file, and nothing that a listing could take for an option.
    return text.hasPrefix(".") || text.hasPrefix("-") ? "_" + text : text
  }
}

// MARK: - What is here

extension Quarantine {
  /// All sources that are here, by name.
  ///
  /// - Throws: `SystemCallError` when the folder cannot be read.
  public func entries() throws(SystemCallError) -> [Entry] {
    do {
      return try entries(in: try Directory(directory))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return []
    }
  }

  private func entries(in folder: borrowing Directory) throws(SystemCallError) -> [Entry] {
    var entries: [Entry] = []
    for found in try folder.entries() {
      let id = String(decoding: found.name, as: UTF8.self)
      if id.hasPrefix(".") || id.hasSuffix(Self.reasonSuffix) { continue }
      entries.append(try entry(id, in: folder))
    }
    return entries.sorted { ($0.sourceName, $0.id) < ($1.sourceName, $1.id) }
  }

  private func entry(
    _ id: String, in folder: borrowing Directory
  ) throws(SystemCallError) -> Entry {
    var text = KeyValueText()
    do {
      let file = try folder.open(FilePath(id + Self.reasonSuffix), .readOnly)
      text = KeyValueText(parsing: try file.readToEnd(limit: 1 << 16))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    return Entry(
      id: id, sourceName: text["source_name"] ?? id, reason: text["reason"] ?? "unknown",
      since: text["since"] ?? "", sha256: text["sha256"] ?? "",
      bytes: text["bytes"].flatMap(Int64.init) ?? 0)
  }

  /// The source that is meant: by its name here, its name below the drop folder or its hash.
  func entry(_ what: String) throws(SystemCallError) -> Entry? {
    try entries().first { $0.id == what || $0.sourceName == what || $0.sha256 == what }
  }

  /// Opens a source, to copy it elsewhere.
  func open(_ entry: Entry) throws(SystemCallError) -> Descriptor {
    try Descriptor(opening: path(of: entry.id), .readOnly)
  }

  /// Removes a source and its reason for good.
  func remove(
    _ entry: Entry, fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(SystemCallError) {
    try fileSystem.remove(path(of: entry.id))
    do {
      try fileSystem.remove(path(of: entry.id + Self.reasonSuffix))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    try fileSystem.synchronizeDirectory(directory)
  }
}
