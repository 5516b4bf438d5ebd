import BriefingRecords
import DropFolder
import LinuxIO
import SystemPackage

/// Takes sources out of the drop folder after their records are on the disk.
///
/// The order for each source: its batch is durable (that is done before it is added here), its copy in
/// the archive is durable, the source is removed. Killed between any two steps, the next start finds
/// the source in the drop folder, known to the ledger, and adds it again: no step is done twice with
/// another result, and no record is written twice.
///
/// A source is removed only if it is the very file that was read, unchanged, and nobody has it open
/// for writing. Where the kernel does not tell the latter, the state is compared twice, before the
/// copy and after it is durable. What fails that stays; a changed source is a new arrival.
///
/// Sources are taken in groups, when nothing has come for a moment: the disk then works once for many,
/// and not while somebody waits for records. Only so many that memory would suffer, or one that has
/// waited for long, are taken in between.
final class SourceDisposal {
  /// A source that has had its outcome.
  struct Source: Hashable {
    var name: SourceName
    /// The state that was read.
    var identity: FileIdentity
    var outcome: Document.Outcome
    /// Of the content; nil when none could be read.
    var sha256: String?
    /// Why it was not accepted.
    var reason: String?
    /// What has to be undone of the file to get the content.
    var coding: [String] = []
    /// Of the bytes of the file; nil when that is not known any more.
    var fileSHA256: String?
  }

  /// What happened with a source, where a person may want to know.
  enum Event: Hashable {
    case removed(SourceName)
    case stays(SourceName, Obstacle)
  }

  /// Why a source stays in the drop folder.
  enum Obstacle: Hashable, CustomStringConvertible {
    case openForWriting
    case changed
    case notRemovable(SystemCallError)

    var description: String {
      switch self {
      case .openForWriting: "stays in the drop folder: a program has it open for writing"
      case .changed: "stays in the drop folder: it has changed since it was read"
      case .notRemovable(let error): "stays in the drop folder: \(error)"
      }
    }

    static func == (one: Obstacle, other: Obstacle) -> Bool {
      one.description == other.description
    }

    func hash(into hasher: inout Hasher) { hasher.combine(description) }
  }

  var afterSuccess: AfterSuccess
  /// Why sources cannot be archived just now; they wait.
  private(set) var trouble: String?
  private let folder: SourceFolder
  private(set) var archive: Archive
  private let quarantine: Quarantine
  private let fileSystem: any FileSystem

  private var order: [SourceName] = []
  private var sources: [SourceName: Source] = [:]
  private var firstAdded: UInt64 = 0
  private var lastAdded: UInt64 = 0
  private var retryAt: UInt64?

  init(
    drop: FilePath, archive: Archive, quarantine: Quarantine, afterSuccess: AfterSuccess,
    fileSystem: any FileSystem = LinuxFileSystem()
  ) {
    folder = SourceFolder(path: drop)
    self.archive = archive
    self.quarantine = quarantine
    self.afterSuccess = afterSuccess
    self.fileSystem = fileSystem
  }

  /// How many sources wait to be removed.
  var count: Int { sources.count }
  /// Whether the folder may be listed on: what that finds may come in here. While nothing can be
  /// archived, listing goes on for the sake of new files.
  var hasRoom: Bool { sources.count < Self.bound || trouble != nil }
  /// Whether sources were passed over for want of room, so that the folder has to be listed again
  /// when there is room.
  private var hasMissed = false

  private static let groupSize = 256
  private static let bound = 8192
  /// How long nothing must have come, and how long the first one waits at most. Nanoseconds.
  private static let pause: UInt64 = 200_000_000
  private static let longest: UInt64 = 5_000_000_000
  private static let retryDelay: UInt64 = 5_000_000_000

  /// Adds a source whose outcome is on the disk. The same one may be added again.
  func add(_ source: Source, now: UInt64 = MonotonicClock.now()) {
    if afterSuccess.fate(of: source.outcome) == .stays { return }
    // Forgotten here only: a listing of the folder finds the source again.
    guard sources.count < 2 * Self.bound else {
      hasMissed = true
      return
    }
    if sources.isEmpty { firstAdded = now }
    lastAdded = now
    if sources.updateValue(source, forKey: source.name) == nil { order.append(source.name) }
  }

  /// When ``step(now:)`` has something to do, in nanoseconds of the monotonic clock; nil: nothing.
  var deadline: UInt64? {
    guard !sources.isEmpty else { return nil }
    if let retryAt { return retryAt }
    if sources.count >= Self.bound { return 0 }
    return min(lastAdded + Self.pause, firstAdded + Self.longest)
  }

  /// Whether the folder is to be listed again now; true once.
  func takeMissed() -> Bool {
    guard hasMissed, sources.isEmpty else { return false }
    hasMissed = false
    return true
  }

  /// Takes a group of sources if it is time.
  func step(now: UInt64 = MonotonicClock.now()) -> [Event] {
    guard let deadline, deadline <= now else { return [] }
    return takeGroup(now: now)
  }

  /// Takes all sources now; those that cannot be archived stay, and so do those that are left at
  /// `deadline`, by the monotonic clock.
  func finish(until deadline: UInt64 = .max) -> [Event] {
    var events: [Event] = []
    while !sources.isEmpty, MonotonicClock.now() < deadline {
      let before = sources.count
      events += takeGroup(now: MonotonicClock.now())
      if sources.count >= before { break }
    }
    return events
  }

  private func takeGroup(now: UInt64) -> [Event] {
    let names = order.prefix(Self.groupSize)
    let group = names.compactMap { sources[$0] }
    var events: [Event] = []
    do {
      try dispose(of: group, &events)
      retryAt = nil
      trouble = nil
    } catch {
      // The sources are where they were. A full disk may have room again later.
      trouble = "\(error)"
      try? archive.removeDrafts()
      retryAt = now + Self.retryDelay
      return events
    }
    order.removeFirst(names.count)
    for source in group { sources[source.name] = nil }
    return events
  }
}

// MARK: - One group

extension SourceDisposal {
  /// What one look at a source before its removal shows.
  private enum Look {
    case gone
    case stays(Obstacle)
    case same
  }

  private func dispose(of group: [Source], _ events: inout [Event]) throws {
    var ready: [Source] = []
    var drafts: [Archive.Draft] = []
    var drafted: Set<String> = []
    for source in group {
      let look = try look(at: source) { (file) throws in
        switch afterSuccess.fate(of: source.outcome) {
        case .stays, .removed: break
        case .quarantined:
          try quarantine.put(
            file, name: source.name, reason: source.reason ?? "", fileSystem: fileSystem)
        case .archivedAndRemoved:
          guard let sha256 = source.sha256, !drafted.contains(sha256),
            try !archive.contains(sha256)
          else { break }
          // Of a packed source from before a restart nobody knows the hash of the file: that it is
          // the one that was read, is seen before the copy and again before the removal.
          drafts.append(
            try archive.draft(
              file, sha256: sha256, coding: source.coding, fileSHA256: source.fileSHA256))
          drafted.insert(sha256)
        }
      }
      switch look {
      case .gone: continue
      case .stays(let obstacle): events.append(.stays(source.name, obstacle))
      case .same: if isRemoved(source) { ready.append(source) }
      }
    }
    if ready.contains(where: { afterSuccess.fate(of: $0.outcome) == .archivedAndRemoved }) {
      try archive.publish(drafts)
    }
    for source in ready {
      switch remove(source) {
      case .some(let obstacle): events.append(.stays(source.name, obstacle))
      case .none: events.append(.removed(source.name))
      }
    }
  }

  private func isRemoved(_ source: Source) -> Bool {
    switch afterSuccess.fate(of: source.outcome) {
    case .stays: false
    case .removed: true
    // Without a hash nobody knows what the archive should have.
    case .archivedAndRemoved: source.sha256 != nil
    case .quarantined(let isRemoved): isRemoved
    }
  }

  /// Opens the source if it is still the file that was read, and shows it to `body`.
  private func look(
    at source: Source, _ body: (borrowing Descriptor) throws -> Void
  ) throws -> Look {
    var opened = false
    do {
      let file = try folder.open(source.name)
      if let obstacle = try obstacle(to: source, file) { return .stays(obstacle) }
      opened = true
      try body(file)
      return .same
    } catch is Archive.Failure {
      return .stays(.changed)
    } catch let error as SystemCallError where !opened || error.call == "pread" {
      // The source's own trouble, and no reason to keep the others waiting.
      return error.errno == .noSuchFileOrDirectory ? .gone : .stays(.notRemovable(error))
    }
  }

  private func obstacle(
    to source: Source, _ file: borrowing Descriptor
  ) throws(SystemCallError) -> Obstacle? {
    let identity = FileIdentity(
      try fileSystem.status(of: file), generation: file.generation())
    if identity != source.identity { return .changed }
    return file.hasWriter() == true ? .openForWriting : nil
  }

  /// Removes the source; nil when it is gone.
  private func remove(_ source: Source) -> Obstacle? {
    do {
      let parent = try folder.folder(of: source.name)
      let name = folder.name(of: source.name)
      if let obstacle = try obstacle(to: source, parent.open(name, .readOnly)) { return obstacle }
      guard let departure = LeavingName(name) else {
        try fileSystem.remove(name, in: parent)
        return nil
      }
      try departure.take(from: name, in: parent, fileSystem)
      // Something else may have taken the name since it was looked at.
      let moved = try parent.status(of: departure.path)
      guard (moved.device, moved.inode) == (source.identity.device, source.identity.inode) else {
        try departure.restore(in: parent, fileSystem)
        return .changed
      }
      try fileSystem.remove(departure.path, in: parent)
      return nil
    } catch {
      return error.errno == .noSuchFileOrDirectory ? nil : .notRemovable(error)
    }
  }
}
