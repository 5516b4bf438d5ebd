import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage

/// One state of one source, as it is tried.
struct AttemptedSource: Hashable, Sendable {
  var name: SourceName
  var identity: FileIdentity
}

/// Counts, on the disk and before the attempt, how often a source was tried: what kills the program
/// that reads it must be known afterwards.
///
/// A source that killed the worker which read it has done that itself; two such deaths are enough. When
/// the daemon itself ends in the middle (`kill -9`, power, the whole service out of memory), that may
/// have been anybody's doing: it counts half. A source with something against it is then tried alone,
/// so that no other one gets suspected with it; four ends of the daemon are within the five
/// starts that systemd grants in ten seconds.
///
/// A daemon that stops in order has nothing against anybody, see ``stop()``.
///
/// The file `attempts` is a log of lines, made durable once for each group that is begun:
/// `begin KEY NAME`, `end KEY`, `died KEY REASON`, `count KEY NUMBER NAME` and `because KEY REASON`, where
/// `KEY` stands for name and identity.
/// The end needs no disk: it is written so that it survives the end of the process; after a power cut
/// a source may be suspected that was read to its end. The ledger knows better then, and it is not
/// tried again.
final class Attempts {
  /// Half deaths that are enough: two of a worker, or four of the daemon.
  static let limit = 4

  private struct Record {
    var name: String
    var weight = 0
    var isUnderWay = false
    var reason = ""
  }

  /// A source in one state.
  private typealias Key = String

  private let path: FilePath
  private let fileSystem: any FileSystem
  private var records: [Key: Record] = [:]
  private var file: Descriptor?
  private var length: Int64 = 0

  /// Opens the log, and counts one attempt for what was under way when the daemon ended.
  init(path: FilePath, fileSystem: any FileSystem = LinuxFileSystem()) throws(SystemCallError) {
    self.path = path
    self.fileSystem = fileSystem
    try read()
    for key in records.keys where records[key]?.isUnderWay == true {
      records[key]?.isUnderWay = false
      records[key]?.weight += 1
      records[key]?.reason = "the daemon ended while it was being read"
    }
    try compact()
  }

  /// Why the source is not to be tried again; nil when it may be.
  func verdict(_ source: AttemptedSource) -> String? {
    guard let record = records[Self.key(source)], record.weight >= Self.limit else {
      return nil
    }
    return "could not be read to its end in several attempts: \(record.reason)"
  }

  /// Whether the source failed before, so that it must be tried alone.
  func isSuspect(_ source: AttemptedSource) -> Bool {
    records[Self.key(source)].map { $0.weight > 0 } ?? false
  }

  /// Counts an attempt for each of the sources, and returns when that is on the disk.
  ///
  /// A full disk is no reason to stop here: the attempt is known in memory, and nothing else can be
  /// stored anyway.
  ///
  /// - Throws: `SystemCallError`; after a failed `fdatasync` the process has to end.
  func begin(_ sources: [AttemptedSource]) throws(SystemCallError) {
    guard !sources.isEmpty else { return }
    var lines = ""
    for source in sources {
      let key = Self.key(source)
      let text = LineText.encoded(source.name.percentEncoded)
      records[key, default: Record(name: text)].isUnderWay = true
      lines += "begin \(key) \(text)\n"
    }
    try append(lines, durably: true)
  }

  /// The sources were read to their end, whatever came of them.
  ///
  /// - Throws: `SystemCallError`.
  func end(_ sources: [AttemptedSource]) throws(SystemCallError) {
    var lines = ""
    for source in sources {
      let key = Self.key(source)
      if records.removeValue(forKey: key) != nil { lines += "end \(key)\n" }
    }
    if !lines.isEmpty { try append(lines, durably: false) }
  }

  /// The worker that read the source has died, or was stopped because it went on for too long.
  ///
  /// - Returns: why the source is not to be tried again; nil when it may be.
  /// - Throws: as ``begin(_:)``.
  @discardableResult
  func died(
    _ source: AttemptedSource, reason: String
  ) throws(SystemCallError) -> String? {
    let key = Self.key(source)
    var record = records[key] ?? Record(name: LineText.encoded(source.name.percentEncoded))
    record.isUnderWay = false
    record.weight += 2
    record.reason = reason
    records[key] = record
    try append("died \(key) \(LineText.encoded(reason))\n", durably: true)
    return verdict(source)
  }

  /// The daemon stops in order: that sources were not read to their end is not their doing.
  ///
  /// - Throws: `SystemCallError`.
  func stop() throws(SystemCallError) {
    var lines = ""
    for (key, record) in records where record.isUnderWay {
      if record.weight == 0 {
        records[key] = nil
        lines += "end \(key)\n"
      } else {
        records[key]?.isUnderWay = false
        lines += Self.count(key, record)
      }
    }
    if !lines.isEmpty { try append(lines, durably: false) }
  }

  private static func key(_ source: AttemptedSource) -> Key {
    var hash = SHA256()
    hash.update(source.name.bytes.span)
    hash.update([0].span)
    hash.update(source.identity.version.bytes.span)
    return SHA256.hexadecimal(Array(hash.finish().prefix(12)))
  }
}

// MARK: - The log

extension Attempts {
  private static let longestLog: Int64 = 1 << 20
  /// Sources with something against them that are gone from the drop folder are forgotten at last.
  private static let mostRecords = 4096

  private func append(_ lines: String, durably: Bool) throws(SystemCallError) {
    if file == nil || length > Self.longestLog { try compact() }
    let bytes = Array(lines.utf8)
    switch file {
    case .none: return
    case .some(let file):
      do {
        try fileSystem.writeAll(bytes.span, to: file)
        length += Int64(bytes.count)
      } catch {
        // A half line would spoil the one after it.
        try fileSystem.truncate(file, to: length)
        guard error.isOutOfSpace else { throw error }
        return
      }
      if durably { try fileSystem.synchronizeData(of: file) }
    }
  }

  /// Lines that a crash left half written, or that nobody knows, are passed over.
  private func read() throws(SystemCallError) {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.open(path, .readOnly).readToEnd(limit: 1 << 26)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return
    }
    guard let last = bytes.lastIndex(of: 0x0a) else { return }
    length = Int64(last + 1)
    for line in bytes[...last].split(separator: 0x0a) {
      let words = line.split(separator: 0x20, maxSplits: 2)
      guard words.count >= 2, words[1].count == 24 else { continue }
      let key = String(decoding: words[1], as: UTF8.self)
      let rest = words.count == 3 ? String(decoding: words[2], as: UTF8.self) : ""
      switch String(decoding: words[0], as: UTF8.self) {
      case "begin": records[key, default: Record(name: rest)].isUnderWay = true
      case "end": records[key] = nil
      case "died":
        records[key, default: Record(name: "")].weight += 2
        records[key]?.isUnderWay = false
        records[key]?.reason = LineText.decoded(Array(rest.utf8))
      case "count":
        let parts = rest.split(separator: " ", maxSplits: 1)
        guard let weight = parts.first.flatMap({ Int($0) }) else { continue }
        records[key] = Record(
          name: parts.count == 2 ? String(parts[1]) : "", weight: weight)
      case "because": records[key]?.reason = LineText.decoded(Array(rest.utf8))
      default: continue
      }
    }
  }

  /// Writes what counts into a new log, and puts it in the place of the old one; on a full disk the
  /// old one is gone on with.
  private func compact() throws(SystemCallError) {
    do {
      return try rewrite()
    } catch {
      guard error.isOutOfSpace else { throw error }
      try? fileSystem.remove(draft)
    }
    guard file == nil else { return }
    do {
      let old = try fileSystem.open(path, .readWrite, options: [.create, .append])
      // What a crash left half written would spoil the next line.
      try fileSystem.truncate(old, to: length)
      file = consume old
    } catch {
      guard error.isOutOfSpace else { throw error }
    }
  }

  private var draft: FilePath { path.removingLastComponent().appending("attempts.tmp") }

  private static func count(_ key: Key, _ record: Record) -> String {
    let count = "count \(key) \(record.weight) \(record.name)\n"
    guard !record.reason.isEmpty else { return count }
    return count + "because \(key) \(LineText.encoded(record.reason))\n"
  }

  private func rewrite() throws(SystemCallError) {
    if records.count > Self.mostRecords {
      records = records.filter(\.value.isUnderWay)
    }
    var lines = ""
    for (key, record) in records {
      if record.weight > 0 { lines += Self.count(key, record) }
      if record.isUnderWay { lines += "begin \(key) \(record.name)\n" }
    }
    let file = try fileSystem.open(
      draft, .readWrite, options: [.create, .truncate, .append],
      permissions: Archive.filePermissions)
    try fileSystem.writeAll(Array(lines.utf8).span, to: file)
    try fileSystem.synchronizeData(of: file)
    try fileSystem.rename(draft, to: path)
    try fileSystem.synchronizeDirectory(path.removingLastComponent())
    length = Int64(lines.utf8.count)
    self.file = consume file
  }
}
