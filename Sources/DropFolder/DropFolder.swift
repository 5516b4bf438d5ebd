public import LinuxIO
public import SystemPackage

/// What can be set about a drop folder.
public struct DropFolderOptions: Sendable, Hashable {
  /// How long a file must stay as it is where nothing better tells that it is complete.
  public var settle: Duration
  /// Names that are passed over without a word.
  public var ignored: [NamePattern]

  /// The given settings.
  public init(
    settle: Duration = .milliseconds(500), ignored: [NamePattern] = NamePattern.unfinished
  ) {
    self.settle = settle
    self.ignored = ignored
  }
}

/// Turns a folder into a stream of findings: which files have arrived whole, or have changed.
///
/// The order of use is the order that loses nothing: the initializer arms the watch, then
/// ``scan(atMost:now:)`` lists what is there, while ``readEvents(now:)`` tells of what comes. The
/// same state of a file is found once, however often it is seen.
///
/// What has arrived is kept in memory until ``finished(_:_:)``; from then on the `isKnown` closure
/// is asked. So memory grows with what is under way, and not with what lies in the folder.
///
/// A file is complete when it was moved in; when nobody has it open for writing any more; or, where
/// the kernel does not tell that, when it has not changed for the settle time. Modification times
/// never decide whether a file is new: an archive has old dates by nature.
///
/// An error of a method that finds is final, since what the call had found is lost with it: a new
/// `DropFolder` finds it again. Trouble with one file is no error; that file is refused or waits.
public final class DropFolder {
  /// The folder.
  public let path: FilePath
  /// Whether names of the folder wait to be listed; true at first, and after events were lost.
  public private(set) var isScanning = true
  /// When ``due(now:)`` has something to do, in nanoseconds of the monotonic clock.
  public internal(set) var nextDeadline: UInt64?

  let options: DropFolderOptions
  let isKnown: (SourceName, FileIdentity) throws -> Bool
  /// Whether somebody has the file open for writing, if that can be found out.
  var hasWriter: (borrowing Descriptor) -> Bool? = { $0.hasWriter() }

  /// Seen, but not known to be complete.
  var candidates: [SourceName: Candidate] = [:]
  /// Found, and not finished yet.
  var claimed: [SourceName: FileIdentity] = [:]
  /// Not to be read, and told so.
  var refused: [SourceName: FileIdentity] = [:]

  private let inotify: Inotify
  private let watch: CInt
  private let inode: (device: UInt64, number: UInt64)
  private var listing: Listing?

  /// Opens a folder and arms the watch; lists nothing yet.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - options: The settings.
  ///   - isKnown: Whether that state of that file has had its outcome. It may have had it in an
  ///     earlier life of the process.
  /// - Throws: `SystemCallError` when the folder cannot be read or watched.
  public init(
    _ path: FilePath, options: DropFolderOptions = DropFolderOptions(),
    isKnown: @escaping (SourceName, FileIdentity) throws -> Bool
  ) throws {
    self.path = path
    self.options = options
    self.isKnown = isKnown
    inotify = try Inotify()
    watch = try inotify.addWatch(
      path,
      [
        .created, .modified, .attributes, .closedAfterWriting, .movedTo, .movedFrom, .deleted,
        .selfDeleted, .selfMoved, .onlyDirectory,
      ])
    let status = try Directory(path).descriptor.status()
    inode = (status.device, status.inode)
  }

  /// Calls `body` with the descriptor that is readable when ``readEvents(now:)`` has something to
  /// read.
  public func withDescriptor<Value>(
    _ body: (borrowing Descriptor) throws -> Value
  ) rethrows -> Value {
    try body(inotify.descriptor)
  }

  /// The files that are waited for, the longest waiting first.
  public var waiting: [WaitingFile] {
    candidates.map { WaitingFile(name: $0.key, reason: $0.value.reason, since: $0.value.since) }
      .sorted { $0.since < $1.since }
  }

  /// Forgets a file that was found to have arrived or to be refused, because it has had its
  /// outcome: from now on `isKnown` has to say so.
  public func finished(_ name: SourceName, _ identity: FileIdentity) {
    if claimed[name] == identity { claimed[name] = nil }
  }

  /// Looks at a file again when it has settled: its reader found that it was being written to.
  public func reconsider(_ name: SourceName) {
    let now = MonotonicClock.now()
    wait(for: name, .settling, identity: nil, now: now)
  }

  /// Opens a file that has arrived. It never blocks, and never follows a symbolic link.
  ///
  /// - Throws: `DropFolderError` when the file is gone or is no file any more.
  public func open(_ name: SourceName) throws -> ArrivedFile {
    // Outside of the `do`: what is wrong with the folder is not the file's fault.
    let folder = try openFolder()
    do {
      let file = try folder.open(name.path, .readOnly)
      let status = try file.status()
      if let refusal = Refusal(status.kind) { throw DropFolderError.refused(name, refusal) }
      let identity = FileIdentity(status, generation: file.generation())
      return ArrivedFile(descriptor: file, identity: identity)
    } catch let error as SystemCallError {
      switch error.errno {
      case .noSuchFileOrDirectory: throw DropFolderError.vanished(name)
      case .tooManySymbolicLinkLevels: throw DropFolderError.refused(name, .symbolicLink)
      case .permissionDenied: throw DropFolderError.refused(name, .unreadable(error.errno))
      default: throw error
      }
    }
  }

  /// The folder is opened anew for each batch of work: while a directory is held open, the kernel
  /// does not tell that it was removed.
  private func openFolder() throws -> Directory {
    do {
      let folder = try Directory(path)
      let status = try folder.descriptor.status()
      if (status.device, status.inode) == inode { return folder }
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    throw DropFolderError.folderGone(path)
  }
}

/// A file that has arrived, open for reading.
public struct ArrivedFile: ~Copyable, Sendable {
  /// The open file.
  public let descriptor: Descriptor
  /// Which state of it was opened; it may be a later one than was found.
  public let identity: FileIdentity
}

// MARK: - Listing

extension DropFolder {
  /// Begins to list the folder from its first name.
  public func rescan() {
    listing = nil
    isScanning = true
  }

  /// Lists the next names of the folder, at most `limit`; call it while ``isScanning`` is true and
  /// there is room for what it finds.
  ///
  /// - Throws: `DropFolderError.folderGone`, `SystemCallError`, or what `isKnown` throws.
  public func scan(
    atMost limit: Int = .max, now: UInt64 = MonotonicClock.now()
  ) throws -> [Finding] {
    guard isScanning else { return [] }
    let listing = try self.listing ?? Listing(openFolder())
    self.listing = listing
    var findings: [Finding] = []
    var looked = 0
    while looked < limit {
      guard let entry = try listing.next() else {
        try forgetRefusedThatAreGone(listing)
        self.listing = nil
        isScanning = false
        break
      }
      looked += 1
      if let finding = try examine(
        SourceName(bytes: entry.name), .listed, kind: entry.kind, in: listing.directory, now: now)
      {
        findings.append(finding)
      }
    }
    return findings
  }

  private func forgetRefusedThatAreGone(_ listing: Listing) throws {
    for name in refused.keys {
      do {
        _ = try listing.directory.status(of: name.path)
      } catch {
        if error.errno == .noSuchFileOrDirectory { refused[name] = nil }
      }
    }
  }

  /// The names of the folder, a few hundred in memory at a time.
  private final class Listing {
    let directory: Directory
    private var entries: [DirectoryEntry] = []

    init(_ directory: consuming Directory) { self.directory = directory }

    func next() throws -> DirectoryEntry? {
      while entries.isEmpty {
        guard try directory.nextEntries(into: &entries) else { return nil }
      }
      return entries.removeLast()
    }
  }
}

// MARK: - Events and deadlines

extension DropFolder {
  /// Takes the next events of the folder, as many as fit into one read, and looks at the files that
  /// they name. When the kernel had to drop events, ``isScanning`` becomes true.
  ///
  /// - Throws: `DropFolderError.folderGone`, `SystemCallError`, or what `isKnown` throws.
  public func readEvents(now: UInt64 = MonotonicClock.now()) throws -> [Finding] {
    var events = try inotify.events()
    // The two halves of a move belong together; a full read may have ended between them.
    while events.last?.mask.contains(.movedFrom) == true {
      let more = try inotify.events()
      if more.isEmpty { break }
      events += more
    }
    return events.isEmpty ? [] : try handle(events, now: now)
  }

  func handle(_ events: [InotifyEvent], now: UInt64) throws -> [Finding] {
    var changes = Changes()
    for event in events {
      if event.mask.contains(.overflow) {
        rescan()
      } else if event.name.isEmpty {
        if event.watch == watch,
          !event.mask.isDisjoint(with: [.selfDeleted, .selfMoved, .unmounted, .ignored])
        {
          throw DropFolderError.folderGone(path)
        }
      } else if let inode = inodeOfUnnamedFile(event.name) {
        guard event.mask.contains(.closedAfterWriting) else { continue }
        for (name, candidate) in candidates where candidate.identity?.inode == inode {
          changes.add(event, to: name)
        }
      } else {
        changes.add(event, to: SourceName(bytes: event.name))
      }
    }
    let folder = try openFolder()
    var findings: [Finding] = []
    for name in changes.names {
      guard let occasion = changes.occasion(of: name, isCandidate: candidates[name] != nil) else {
        continue
      }
      if let finding = try examine(name, occasion, in: folder, now: now) {
        findings.append(finding)
      }
    }
    return findings
  }

  /// Looks at the files whose waiting time has passed.
  ///
  /// - Throws: `DropFolderError.folderGone`, `SystemCallError`, or what `isKnown` throws.
  public func due(now: UInt64 = MonotonicClock.now()) throws -> [Finding] {
    guard let nextDeadline, nextDeadline <= now else { return [] }
    let folder = try openFolder()
    self.nextDeadline = nil
    let due = candidates.filter { $0.value.deadline <= now }
    var findings: [Finding] = []
    for (name, _) in due.sorted(by: { $0.value.since < $1.value.since }) {
      if let finding = try examine(name, [], in: folder, now: now) {
        findings.append(finding)
      }
    }
    // A little later than the first: many files that came together are looked at together.
    self.nextDeadline = candidates.values.map(\.deadline).min().map { max($0, now + 5_000_000) }
    return findings
  }
}
