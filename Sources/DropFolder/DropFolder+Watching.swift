import LinuxIO
import SystemPackage

private let watchedEvents: InotifyEvent.Mask = [
  .created, .modified, .attributes, .closedAfterWriting, .movedTo, .movedFrom, .deleted,
  .selfDeleted, .selfMoved, .onlyDirectory,
]

extension DropFolder {
  /// Watches a directory that is in the table, if that can be done now.
  func arm(_ directory: OpenDirectory, now: UInt64) {
    guard pollsAll == nil else { return }
    // When there are no more to be had, no other is tried until the next attempt is due.
    if let name = remoteName(of: directory) {
      directories.setWatch(nil, of: directory.name)
      watchTrouble = .remote(name)
      return schedulePoll(now: now)
    }
    guard !isOutOfWatches || directories[directory.name]?.watch != nil else { return }
    do throws(SystemCallError) {
      try openQueue()
      guard let queue else { return }
      let watch = try kernel.addWatch(queue, directory.directory, watchedEvents)
      directories.setWatch(watch, of: directory.name)
    } catch {
      directories.setWatch(nil, of: directory.name)
      watchTrouble =
        switch (error.call, error.errno) {
        case ("inotify_init1", .tooManyOpenFiles): .instanceLimit
        case ("inotify_add_watch", .noSpace): .watchLimit
        default: .unavailable(error.errno)
        }
      isOutOfWatches = error.errno == .noSpace || error.isShortage
      timetable.rearm = min(timetable.rearm ?? .max, now + rearmInterval)
      schedulePoll(now: now)
    }
  }

  /// The kind of the file system that is mounted on a directory below, if others write to it.
  private func remoteName(of directory: OpenDirectory) -> String? {
    let device = directory.status.device
    guard options.watch == .auto, device != identity?.device else { return nil }
    let name = (try? kernel.fileSystemType(directory.directory))?.remoteName
    if name == nil { remoteDevices.remove(device) } else { remoteDevices.insert(device) }
    return name
  }

  /// Tries to watch what is not watched; what came meanwhile is listed then.
  func rearm(now: UInt64) {
    timetable.rearm = nil
    isOutOfWatches = false
    for (name, entry) in directories.entries where entry.watch == nil {
      orders.add(ListingOrder(name: name, extent: .names))
    }
  }

  func schedulePoll(now: UInt64) {
    guard timetable.poll == nil, pollsAll != nil || directories.unwatched > 0 else { return }
    timetable.poll = now + max(options.pollInterval.nanoseconds, 1_000_000)
  }

  /// Orders a look at every directory without a watch.
  func poll(now: UInt64) {
    timetable.poll = nil
    // A poll that is still under way must come to its end.
    if orders.isEmpty, listing == nil {
      let extent: ListingOrder.Extent = now >= timetable.pollFiles ? .names : .changes
      sweep.countsCost = extent == .names
      for (name, entry) in directories.entries where entry.watch == nil {
        orders.add(ListingOrder(name: name, extent: extent))
      }
    }
    schedulePoll(now: now)
  }
}
