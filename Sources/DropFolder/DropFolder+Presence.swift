import LinuxIO
import SystemPackage

/// When something has to be done that no event tells of; nanoseconds of the monotonic clock.
struct Timetable {
  /// Look whether the folder still is what its path leads to: a mount over it, or a parent that is
  /// moved, tells of nothing.
  var check: UInt64?
  /// Look for the folder, which is lost.
  var retry: UInt64?
  /// Look at the directories that have no watch.
  var poll: UInt64?
  /// From this poll on, look at all their files, also where no name has come or gone.
  var pollFiles: UInt64 = 0
  /// Try again to watch what could not be watched.
  var rearm: UInt64?
  /// Sweep, because something could not be looked at.
  var sweep: UInt64?

  var next: UInt64? {
    [check, retry, poll, rearm, sweep].compactMap(\.self).min()
  }
}

/// A file of our own, for a moment: it tells whether the kernel tells of files.
private let probeName: FilePath = ".briefingd-probe"

private let second: UInt64 = 1_000_000_000
let checkInterval = 5 * second
let retryInterval = second
let rearmInterval = 60 * second

// MARK: - Opening

extension DropFolder {
  /// Whatever the path leads to now, if it can be read and searched.
  func openPath() throws(SystemCallError) -> OpenDirectory {
    let directory = try Directory(path)
    // By a name in it, because that takes the right to search.
    let status = try directory.status(of: ".")
    return OpenDirectory(directory, name: .root, status: status)
  }

  /// The folder that is in use. It is opened anew for each batch of work: while a directory is held
  /// open, the kernel does not tell that it was removed.
  ///
  /// - Throws: `DropFolderError.folderLost`, or `SystemCallError` when we are short of something.
  func openFolder(now: UInt64) throws -> OpenDirectory {
    guard let identity else {
      throw DropFolderError.folderLost(path, loss ?? .gone)
    }
    do throws(SystemCallError) {
      let folder = try openPath()
      if (folder.status.device, folder.status.inode) == identity { return folder }
      let isOtherDevice = folder.status.device != identity.device
      lose(isOtherDevice && isBareMountPoint(folder) ? .unmounted : .replaced, now: now)
    } catch {
      if error.isShortage { throw error }
      lose(.init(error.errno), now: now)
    }
    throw DropFolderError.folderLost(path, loss ?? .gone)
  }

  /// A directory of the folder.
  func openDirectory(_ name: SourceName) throws -> OpenDirectory {
    let folder = try openFolder(now: kernel.monotonicClock())
    if name == .root { return folder }
    let directory = try kernel.directory(folder.directory, name.path)
    let status = try directory.status(of: ".")
    return OpenDirectory(directory, name: name, status: status)
  }

  /// Whether the folder is not there any more.
  func isLost() -> Bool {
    do {
      _ = try openFolder(now: kernel.monotonicClock())
      return false
    } catch {
      return error is DropFolderError
    }
  }

  /// What `body` does with the folder, or nil when the folder is lost, or we are short of something
  /// and everything will have to be looked at later.
  func withFolder<Value>(now: UInt64, _ body: (OpenDirectory) throws -> Value) throws -> Value? {
    let folder: OpenDirectory
    do {
      folder = try openFolder(now: now)
    } catch is DropFolderError {
      return nil
    } catch is SystemCallError {
      sweepLater(now: now)
      sweep.isPartial = true
      return nil
    }
    return try body(folder)
  }
}

extension SystemCallError {
  /// It is this process or the machine that lacks something, and not the file.
  var isShortage: Bool {
    errno == .tooManyOpenFiles || errno == .tooManyOpenFilesInSystem || errno == .noMemory
  }

  /// Nothing has that name.
  var isAbsence: Bool { errno == .noSuchFileOrDirectory || errno == .notDirectory }

  /// It will be over by itself: a shortage, somebody's lease, a server that is being waited for.
  var isPassing: Bool {
    switch errno {
    case .wouldBlock, .staleNFSFileHandle, .timedOut, .socketNotConnected, .hostIsDown,
      .noRouteToHost:
      true
    default: isShortage
    }
  }
}

extension DropFolderState.Loss {
  init(_ errno: Errno) {
    switch errno {
    case .noSuchFileOrDirectory, .notDirectory: self = .gone
    default: self = .unreadable(errno)
    }
  }
}

// MARK: - Taking up, losing, finding again

extension DropFolder {
  /// Begins to use a folder: watched first, then swept.
  func takeUp(_ folder: OpenDirectory, now: UInt64) {
    identity = (folder.status.device, folder.status.inode)
    loss = nil
    pollsAll = nil
    watchTrouble = nil
    isOutOfWatches = false
    timetable = Timetable(check: now + checkInterval)
    let type = try? kernel.fileSystemType(folder.directory)
    isReadOnly = type?.isReadOnly ?? false
    remoteDevices = type?.remoteName == nil ? [] : [folder.status.device]
    switch (options.watch, type?.remoteName) {
    case (.poll, _): pollsAll = .configured
    case (.auto, let name?): pollsAll = .remote(name)
    default: break
    }
    directories.visit(.root, folder.status, sweep: sweep.number, now: now)
    arm(folder, now: now)
    if options.watch == .auto, directories[.root]?.watch != nil, !eventsArrive(in: folder) {
      stopWatching()
      pollsAll = .noEvents
    }
    if pollsAll != nil { closeQueue() }
    schedulePoll(now: now)
    rescan()
  }

  /// Gives up a folder. What lies in it is found again when it is back, so nothing is told of it.
  func lose(_ loss: DropFolderState.Loss, now: UInt64) {
    stopWatching()
    _ = directories.remove(.root)
    identity = nil
    self.loss = loss
    candidates = [:]
    candidateDeadline = nil
    hasMoreCandidates = false
    forgotten = [:]
    claimed = [:]
    orders = ListingOrders()
    listing = nil
    sweep.isUnderWay = false
    timetable = Timetable(retry: now)
  }

  private func stopWatching() {
    for watch in directories.watches { try? queue?.inotify.removeWatch(watch) }
    for name in directories.entries.keys { directories.setWatch(nil, of: name) }
  }

  func lookForFolder(now: UInt64) {
    do throws(SystemCallError) {
      let folder = try openPath()
      if loss == .unmounted, isBareMountPoint(folder) {
        timetable.retry = now + retryInterval
      } else {
        takeUp(folder, now: now)
      }
    } catch {
      // An unmounted folder whose mount point is gone too is still best called unmounted.
      if loss != .unmounted, !error.isShortage { loss = .init(error.errno) }
      timetable.retry = now + retryInterval
    }
  }

  /// What an unmounted file system leaves behind: a directory of the one below, with nothing in it.
  private func isBareMountPoint(_ folder: OpenDirectory) -> Bool {
    guard let parent = try? folder.directory.status(of: ".."),
      let entries = try? folder.directory.entries()
    else { return false }
    return parent.device == folder.status.device && entries.isEmpty
  }

  func check(now: UInt64) {
    timetable.check = now + checkInterval
    guard let folder = try? openFolder(now: now),
      let type = try? kernel.fileSystemType(folder.directory)
    else { return }
    isReadOnly = type.isReadOnly
  }

  /// False when a file was made and the kernel did not tell; true also where no file can be made.
  /// Whatever else happened meanwhile is found by the sweep that has to follow.
  ///
  /// The name is always the same: what an earlier life of the process left behind when it was killed
  /// here goes with it.
  private func eventsArrive(in folder: OpenDirectory) -> Bool {
    guard let queue else { return false }
    do {
      let file = try folder.directory.open(probeName, .writeOnly, options: .create)
      let status = try file.status()
      guard status.kind == .regular, status.size == 0 else { return true }
      // Closed before the events are read, since that is the event of a file that was there.
    } catch {
      return true
    }
    try? folder.directory.remove(probeName)
    while let events = try? queue.inotify.events(), !events.isEmpty {
      if events.contains(where: { $0.name == probeName.bytes || $0.mask.contains(.overflow) }) {
        return true
      }
    }
    return false
  }

  /// Whether a name is passed over: by a pattern, or because no file has it for long.
  func isIgnored(_ leaf: ArraySlice<UInt8>) -> Bool {
    options.ignored.contains { $0.matches(leaf) } || inodeOfUnnamedFile(leaf) != nil
      || leaf.elementsEqual(probeName.bytes)
  }
}
