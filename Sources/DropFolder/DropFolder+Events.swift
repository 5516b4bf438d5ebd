public import LinuxIO
import SystemPackage

extension DropFolder {
  /// Takes the next events of the folder, as many as fit into one read, and looks at the files that
  /// they name. When the kernel had to drop events, ``isScanning`` becomes true.
  ///
  /// - Throws: What `isKnown` throws.
  public func readEvents(now: UInt64 = MonotonicClock.now()) throws -> [Finding] {
    guard let queue else { return [] }
    var events: [InotifyEvent] = []
    do throws(SystemCallError) {
      events = try queue.inotify.events()
      // The two halves of a move belong together; a full read may have ended between them.
      while events.last?.mask.contains(.movedFrom) == true {
        let more = try queue.inotify.events()
        if more.isEmpty { break }
        events += more
      }
    } catch {
      // Short of memory for an event: what was read still counts, the rest is found by listing.
      timetable.sweep = now + retryInterval
    }
    return events.isEmpty || loss != nil ? [] : try handle(events, now: now)
  }

  func handle(_ events: [InotifyEvent], now: UInt64) throws -> [Finding] {
    var changes = Changes(events)
    for event in events {
      if event.mask.contains(.overflow) {
        sweepAll()
      } else if let directory = directories.name(of: event.watch) {
        if event.name.isEmpty {
          handleOwn(event, of: directory, &changes, now: now)
          if loss != nil { return [] }
        } else if let inode = inodeOfUnnamedFile(event.name) {
          guard event.mask.contains(.closedAfterWriting) else { continue }
          for (name, candidate) in candidates where candidate.identity?.inode == inode {
            changes.add(event, to: name)
          }
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
    var parent = folder
    for name in changes.names {
      guard let occasion = changes.occasion(of: name, isCandidate: candidates[name] != nil) else {
        candidates[name]?.writers = .likely
        continue
      }
      let finding: Finding?
      if let open = try directory(name.parent, in: folder, reusing: parent, now: now) {
        parent = open
        finding = try examine(name, occasion, in: open, now: now)
      } else {
        finding = lost(name, occasion)
      }
      if let finding { findings.append(finding) }
    }
    return findings
  }

  /// A directory of the folder, or nil when it is gone.
  private func directory(
    _ name: SourceName, in folder: OpenDirectory, reusing last: OpenDirectory, now: UInt64
  ) throws -> OpenDirectory? {
    if last.name == name { return last }
    if name == .root { return folder }
    do throws(SystemCallError) {
      let directory = try folder.directory.directory(beneath: name.path)
      let status = try directory.descriptor.status()
      return OpenDirectory(directory, name: name, status: status)
    } catch {
      if error.isShortage { timetable.sweep = now + retryInterval }
      return nil
    }
  }

  /// Does what had to wait: looks at the files whose waiting time has passed, orders the listing of
  /// directories that are polled, looks for a folder that is lost.
  ///
  /// With a `limit`, the files above it are due at once.
  ///
  /// - Throws: What `isKnown` throws.
  public func due(
    atMost limit: Int = .max, now: UInt64 = MonotonicClock.now()
  ) throws -> [Finding] {
    if let retry = timetable.retry, retry <= now { lookForFolder(now: now) }
    if let check = timetable.check, check <= now { self.check(now: now) }
    if let rearm = timetable.rearm, rearm <= now { self.rearm(now: now) }
    if let poll = timetable.poll, poll <= now { self.poll(now: now) }
    if let sweep = timetable.sweep, sweep <= now {
      timetable.sweep = nil
      sweepAll()
    }
    guard let candidateDeadline, candidateDeadline <= now else { return [] }
    return try withFolder(now: now) { folder in
      try lookAtDue(in: folder, atMost: limit, now: now)
    } ?? []
  }

  private func lookAtDue(
    in folder: OpenDirectory, atMost limit: Int, now: UInt64
  ) throws -> [Finding] {
    candidateDeadline = nil
    let due = candidates.filter { $0.value.deadline <= now }.sorted {
      ($0.value.since, $0.value.identity?.modifiedNanoseconds ?? 0)
        < ($1.value.since, $1.value.identity?.modifiedNanoseconds ?? 0)
    }
    var findings: [Finding] = []
    var parent = folder
    for (name, _) in due.prefix(limit) {
      let finding: Finding?
      if let open = try directory(name.parent, in: folder, reusing: parent, now: now) {
        parent = open
        finding = try examine(name, [], in: open, now: now)
      } else {
        finding = lost(name, [])
      }
      if let finding { findings.append(finding) }
    }
    // A little later than the first: many files that came together are looked at together.
    let pause = 5_000_000 + UInt64(candidates.count) * 1000
    candidateDeadline = candidates.values.map(\.deadline).min().map { max($0, now + pause) }
    return findings
  }
}
