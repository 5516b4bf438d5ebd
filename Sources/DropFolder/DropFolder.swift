public import LinuxIO
public import SystemPackage

/// Turns a folder into a stream of findings: which files have arrived whole, or have changed, in it
/// and in the directories below.
///
/// The order of use is the order that loses nothing: the initializer arms the watch, then
/// ``scan(atMost:now:)`` lists what is there, while ``readEvents(now:)`` tells of what comes and
/// ``due(atMost:now:)`` does what had to wait. The same state of a file is found once, however often
/// it is seen.
///
/// What has arrived is kept in memory until ``finished(_:_:)``; from then on the `isKnown` closure
/// is asked. So memory grows with what is under way and with the number of directories, and not
/// with what lies in them.
///
/// A file is complete when it was moved or linked in. One that is written in place is when nobody
/// has it open for writing, when it ends like a text that is finished, and when it has been left
/// alone; the less the first two are certain, the longer (``WaitingFile`` says what is waited for).
/// Modification times never decide whether a file is new: an archive has old dates by nature.
///
/// A folder that cannot be watched, wholly or in part, is polled; one that is lost is looked for
/// until it is back, see ``state``. Only an error of `isKnown` leaves a method; it is final, since
/// what the call had found is lost with it. Trouble with one file is no error; that file is refused
/// or waits.
public final class DropFolder {
  /// The folder.
  public let path: FilePath
  /// Whether the file system of the folder takes no changes, as last seen.
  public internal(set) var isReadOnly = false

  let options: DropFolderOptions
  let isKnown: (SourceName, FileIdentity) throws -> Bool
  var kernel: KernelCalls

  /// Seen, but not known to be complete.
  var candidates: [SourceName: Candidate] = [:]
  var candidateDeadline: UInt64?
  /// How many there may be: memory must not grow with what lies in the folder.
  var mostCandidates = 16_384
  /// There were more.
  var hasMoreCandidates = false
  /// Directories that were given up, and whether they go on under another name.
  var forgotten: [SourceName: Bool] = [:]
  /// Found or refused, and not finished yet.
  var claimed: [SourceName: FileIdentity] = [:]
  /// Files that arrived lately without being moved in, when, and their date: what is written in
  /// parts.
  var arrivals: [SourceName: (at: UInt64, modified: Int64)] = [:]
  var known = KnownStates()

  /// A loop that waits for the queue, if there is one, so that a queue which is opened later need
  /// not be told of.
  private let loop: EventLoop
  private(set) var queue: EventQueue?
  private var registration: EventLoop.Registration?

  var directories = DirectoryTable()
  /// Device and inode of the folder while it is in use.
  var identity: (device: UInt64, inode: UInt64)?
  var loss: DropFolderState.Loss?
  /// Why nothing at all is watched.
  var pollsAll: DropFolderState.Polling?
  /// Why some directories are not watched.
  var watchTrouble: DropFolderState.Polling?
  var isOutOfWatches = false
  /// Devices that other machines write to.
  var remoteDevices: Set<UInt64> = []

  var orders = ListingOrders()
  var listing: Listing?
  var sweep = Sweep()
  var timetable = Timetable()

  /// Opens a folder and arms the watch; lists nothing yet.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - options: The settings.
  ///   - isKnown: Whether that state of that file has had its outcome. It may have had it in an
  ///     earlier life of the process.
  /// - Throws: `SystemCallError` when the folder cannot be opened now.
  public convenience init(
    _ path: FilePath, options: DropFolderOptions = DropFolderOptions(),
    isKnown: @escaping (SourceName, FileIdentity) throws -> Bool
  ) throws {
    try self.init(path, options: options, kernel: KernelCalls(), isKnown: isKnown)
  }

  init(
    _ path: FilePath, options: DropFolderOptions, kernel: KernelCalls,
    isKnown: @escaping (SourceName, FileIdentity) throws -> Bool
  ) throws {
    self.path = path
    self.options = options
    self.kernel = kernel
    self.isKnown = isKnown
    loop = try EventLoop()
    try takeUp(openPath(), now: kernel.monotonicClock())
  }

  /// Calls `body` with the descriptor that is readable when ``readEvents(now:)`` has something to
  /// read. It stays the same for good.
  public func withDescriptor<Value>(
    _ body: (borrowing Descriptor) throws -> Value
  ) rethrows -> Value {
    try body(loop.descriptor)
  }

  func openQueue() throws(SystemCallError) {
    guard queue == nil else { return }
    let queue = try kernel.openQueue()
    registration = try loop.register(queue.inotify.descriptor) { _ in }
    self.queue = queue
  }

  func closeQueue() {
    if let registration { try? loop.remove(registration) }
    registration = nil
    queue = nil
  }
}

// MARK: - What is asked of it

extension DropFolder {
  /// How the folder learns of changes, or that it is lost. Look at it after each call.
  public var state: DropFolderState {
    if let loss { return .lost(loss) }
    if let pollsAll { return .polling(pollsAll) }
    if directories.unwatched > 0 { return .polling(watchTrouble ?? .unavailable(.resourceBusy)) }
    return .watching
  }

  /// How many directories there are, the folder included, and how many of them are polled.
  public var directoryCount: (all: Int, polled: Int) {
    (directories.entries.count, directories.unwatched)
  }

  /// When ``due(atMost:now:)`` has something to do, in nanoseconds of the monotonic clock: a file
  /// that waits, a directory to be polled, a folder to be looked for.
  public var nextDeadline: UInt64? {
    [candidateDeadline, timetable.next].compactMap(\.self).min()
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
    guard loss == nil else { return }
    wait(
      for: name, .settling, identity: nil, quiet: options.settle.nanoseconds,
      now: kernel.monotonicClock())
  }

  /// Opens a file that has arrived. It never blocks, and never follows a symbolic link.
  ///
  /// - Throws: ``DropFolderError``, and nothing else: trouble with one file must not end what is done
  ///   with all.
  public func open(_ name: SourceName) throws(DropFolderError) -> ArrivedFile {
    do {
      let parent = try openDirectory(name.parent)
      let file = try kernel.openFile(parent.directory, FilePath(bytes: name.leaf))
      let status = try file.status()
      if status.kind == .directory { throw DropFolderError.vanished(name) }
      if let refusal = Refusal(status.kind) { throw DropFolderError.refused(name, refusal) }
      let identity = FileIdentity(status, generation: file.generation())
      return ArrivedFile(descriptor: file, identity: identity)
    } catch let error as DropFolderError {
      throw error
    } catch let error as SystemCallError {
      // The folder was there a moment ago; unmounted under our feet, it would only seem empty.
      if isLost() { throw .folderLost(path, loss ?? .gone) }
      if error.isAbsence { throw .vanished(name) }
      if error.errno == .tooManySymbolicLinkLevels { throw .refused(name, .symbolicLink) }
      if error.isPassing { throw .busy(name, error.errno) }
      throw .refused(name, .unreadable(error.errno))
    } catch {
      throw .busy(name, .ioError)
    }
  }
}

/// A file that has arrived, open for reading.
public struct ArrivedFile: ~Copyable, Sendable {
  /// The open file.
  public let descriptor: Descriptor
  /// Which state of it was opened; it may be a later one than was found.
  public let identity: FileIdentity

  /// An open file and the state that was opened.
  public init(descriptor: consuming Descriptor, identity: FileIdentity) {
    self.descriptor = descriptor
    self.identity = identity
  }
}
