import LinuxIO
import SystemPackage

/// How many events may be taken at once so that no move is torn apart; about ten reads.
private let mostEvents = 16_384

extension DropFolder {
  /// Takes the next events of the folder, as many as fit into one read, and looks at the files that
  /// they name. When the kernel had to drop events, ``isScanning`` becomes true.
  ///
  /// - Throws: What `isKnown` throws.
  public func readEvents() throws -> [Finding] {
    guard let queue else { return [] }
    let now = kernel.monotonicClock()
    var events: [InotifyEvent] = []
    do throws(SystemCallError) {
      events = try queue.inotify.events()
      // The two halves of a move belong together; a full read may have ended between them.
      while events.last?.mask.contains(.movedFrom) == true, events.count < mostEvents {
        let more = try queue.inotify.events()
        if more.isEmpty { break }
        events += more
      }
    } catch {
      // Short of memory for an event: what was read still counts, the rest is found by listing.
      sweepLater(now: now)
    }
    return events.isEmpty || loss != nil ? [] : try handle(events, now: now)
  }

  func handle(_ events: [InotifyEvent], now: UInt64) throws -> [Finding] {
    var changes = Changes(events)
    var unnamed: Set<UInt64> = []
    for event in events {
      if event.mask.contains(.overflow) {
        sweepAll()
      } else if let directory = directories.name(of: event.watch) {
        if event.name.isEmpty {
          handleOwn(event, of: directory, &changes, now: now)
          if loss != nil { return [] }
        } else if let inode = inodeOfUnnamedFile(event.name) {
          if event.mask.contains(.closedAfterWriting) { unnamed.insert(inode) }
        } else {
          let name = directory.child(event.name)
          changes.add(event, to: name)
          if event.mask.contains(.isDirectory),
            !event.mask.isDisjoint(with: [.movedFrom, .deleted])
          {
            forget(name, isMoved: changes.staysInside(event), now: now)
          }
        }
      }
    }
    if !unnamed.isEmpty {
      for (name, candidate) in candidates {
        guard let inode = candidate.identity?.inode, unnamed.contains(inode) else { continue }
        changes.add(InotifyEvent(watch: -1, mask: .closedAfterWriting), to: name)
      }
    }
    settleForgotten(now: now)
    return try withFolder(now: now) { folder in
      try look(at: changes, in: folder, now: now)
    } ?? []
  }

  /// Something happened to a watched directory itself.
  private func handleOwn(
    _ event: InotifyEvent, of directory: SourceName, _ changes: inout Changes, now: UInt64
  ) {
    let isOver = !event.mask.isDisjoint(with: [.selfDeleted, .unmounted, .ignored])
    if directory != .root {
      guard isOver else { return }
      // If its name is in use by now, that is another directory.
      forget(directory, isMoved: false, now: now)
      changes.add(InotifyEvent(watch: event.watch, mask: .isDirectory), to: directory)
    } else if isOver {
      lose(event.mask.contains(.unmounted) ? .unmounted : .gone, now: now)
    } else {
      // Moved, or its permissions changed: what the path leads to decides.
      _ = try? openFolder(now: now)
    }
  }

  private func look(
    at changes: Changes, in folder: OpenDirectory, now: UInt64
  ) throws -> [Finding] {
    var findings: [Finding] = []
    var parent = Parent.open(folder)
    for name in changes.names where !isIgnored(name.leaf) {
      guard let occasion = changes.occasion(of: name, isCandidate: candidates[name] != nil) else {
        candidates[name]?.writers = .likely
        continue
      }
      parent = open(name.parent, in: folder, reusing: parent)
      if let finding = try examine(name, occasion, in: parent, now: now) {
        findings.append(finding)
      }
    }
    findMoreCandidates()
    return findings
  }
}

/// The directory of a file that is to be looked at.
enum Parent {
  case open(OpenDirectory)
  case gone(SourceName)
  /// It is there, or may be, and cannot be opened just now.
  case closed(SourceName, Errno)

  var name: SourceName {
    switch self {
    case .open(let directory): directory.name
    case .gone(let name), .closed(let name, _): name
    }
  }
}

extension DropFolder {
  /// A directory of the folder; `last` is the one that was opened last.
  func open(_ name: SourceName, in folder: OpenDirectory, reusing last: Parent) -> Parent {
    if last.name == name { return last }
    if name == .root { return .open(folder) }
    do throws(SystemCallError) {
      let directory = try kernel.directory(folder.directory, name.path)
      let status = try directory.descriptor.status()
      return .open(OpenDirectory(directory, name: name, status: status))
    } catch {
      return error.isAbsence ? .gone(name) : .closed(name, error.errno)
    }
  }

  /// As ``examine(_:_:in:listing:now:)``, where the directory may not be open.
  func examine(
    _ name: SourceName, _ occasion: Occasion, in parent: Parent, now: UInt64
  ) throws -> Finding? {
    switch parent {
    case .open(let directory):
      return try examine(name, occasion, in: directory, now: now)
    case .gone:
      return lost(name, occasion)
    case .closed(_, let errno):
      // It may well be there: whoever waits for its directory waits for the file.
      if candidates[name] != nil || occasion.contains(.appeared) {
        wait(
          for: name, .busy(errno), identity: candidates[name]?.identity, quiet: 0, now: now)
      }
      return nil
    }
  }
}
