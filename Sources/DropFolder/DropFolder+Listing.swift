import LinuxIO
import SystemPackage

/// A directory that is to be listed.
struct ListingOrder {
  enum Extent: Int {
    /// Its names, if any has come or gone since it was last listed.
    case changes
    /// Its names, and all below those directories that are new.
    case names
    /// All below.
    case tree
  }

  var name: SourceName
  var extent: Extent
  /// The directory was moved in at this time of the file system: what was last changed before is
  /// complete.
  var movedIn: Int64?
}

/// What is to be listed, the first ordered first; each directory once.
struct ListingOrders {
  private var queue: [ListingOrder] = []
  private var head = 0
  private var places: [SourceName: Int] = [:]

  var isEmpty: Bool { places.isEmpty }

  mutating func add(_ order: ListingOrder) {
    if let place = places[order.name] {
      if order.extent.rawValue > queue[place].extent.rawValue {
        queue[place].extent = order.extent
      }
      if order.movedIn != nil { queue[place].movedIn = order.movedIn }
      return
    }
    places[order.name] = queue.count
    queue.append(order)
  }

  mutating func next() -> ListingOrder? {
    while head < queue.count {
      let order = queue[head]
      let isValid = places[order.name] == head
      head += 1
      if isValid {
        places[order.name] = nil
        return order
      }
    }
    queue = []
    head = 0
    return nil
  }

  /// What is below is left: where it is gone too, its order comes to nothing.
  mutating func remove(_ name: SourceName) { places[name] = nil }
}

/// One pass over everything.
struct Sweep {
  var number = 0
  var isUnderWay = false
  /// Events were lost meanwhile: what was listed before that has to be listed again.
  var isToBeRepeated = false
  /// Something could not be opened for lack of descriptors or memory.
  var isPartial = false
  /// Whether the time that listing takes says how long a look at all files takes.
  var countsCost = false
  var cost: UInt64 = 0
  /// What the last one cost.
  var lastCost: UInt64 = 0
}

/// The names of a directory, a few hundred in memory at a time.
final class Listing {
  let open: OpenDirectory
  let order: ListingOrder
  private let kernel: KernelCalls
  private var entries: [DirectoryEntry] = []

  init(_ open: OpenDirectory, _ order: ListingOrder, _ kernel: KernelCalls) {
    self.open = open
    self.order = order
    self.kernel = kernel
  }

  func next() throws(SystemCallError) -> DirectoryEntry? {
    while entries.isEmpty {
      guard try kernel.nextEntries(open.directory, &entries) else { return nil }
    }
    return entries.removeLast()
  }
}

extension DropFolder {
  /// Whether names wait to be listed; true at first, after events were lost, and when a directory
  /// came or has to be polled.
  public var isScanning: Bool { listing != nil || !orders.isEmpty }

  /// Begins to list the whole folder, and to ask of every file whether it is known.
  public func rescan() {
    guard loss == nil else { return }
    known.removeAll()
    sweepAll()
  }

  func sweepAll() {
    sweep.isToBeRepeated = sweep.isUnderWay
    guard !sweep.isUnderWay else { return }
    sweep.isUnderWay = true
    sweep.isPartial = false
    sweep.number += 1
    sweep.cost = 0
    sweep.countsCost = true
    orders.add(ListingOrder(name: .root, extent: .tree))
  }

  /// Lists the next names, at most `limit`; call it while ``isScanning`` is true and there is room
  /// for what it finds.
  ///
  /// - Throws: What `isKnown` throws.
  public func scan(atMost limit: Int = .max) throws -> [Finding] {
    guard isScanning else { return [] }
    let now = kernel.monotonicClock()
    let begin = MonotonicClock.now()
    var findings: [Finding] = []
    var looked = 0
    while looked < limit {
      looked += 1
      guard let listing else {
        guard let order = orders.next() else {
          endOfOrders(now: now)
          if isScanning { continue }
          break
        }
        try beginListing(order, into: &findings, now: now)
        continue
      }
      guard let entry = nextEntry(of: listing, now: now) else {
        self.listing = nil
        if orders.isEmpty { endOfOrders(now: now) }
        if !isScanning { break }
        continue
      }
      if let finding = try examine(
        listing.open.name.child(entry.name), .listed, in: listing.open,
        listing: listing.order, now: now)
      {
        findings.append(finding)
      }
    }
    settleForgotten(now: now)
    sweep.cost += MonotonicClock.now() - begin
    if !isScanning { setPollOfFiles(now: now) }
    return findings
  }

  /// The next name; nil at the end, or when the rest cannot be read and has to be listed later.
  private func nextEntry(of listing: Listing, now: UInt64) -> DirectoryEntry? {
    do throws(SystemCallError) {
      return try listing.next()
    } catch {
      if !error.isAbsence {
        sweep.isPartial = true
        sweepLater(now: now)
      }
      return nil
    }
  }

  private func beginListing(
    _ order: ListingOrder, into findings: inout [Finding], now: UInt64
  ) throws {
    let opened = try withFolder(now: now) { folder -> OpenDirectory? in
      if order.name == .root { return folder }
      do throws(SystemCallError) {
        let directory = try kernel.directory(folder.directory, order.name.path)
        let status = try directory.status(of: ".")
        return OpenDirectory(directory, name: order.name, status: status)
      } catch {
        if error.isPassing {
          sweepLater(now: now)
          sweep.isPartial = true
        } else {
          forget(order.name, isMoved: false, now: now)
          if let finding = try refuseDirectory(order.name, error, in: folder, now: now) {
            findings.append(finding)
          }
        }
        return nil
      }
    }
    guard let open = opened ?? nil else { return }
    if order.extent == .changes, directories.isListed(order.name, open.status) { return }
    if let old = directories[order.name],
      (old.device, old.inode) != (open.status.device, open.status.inode), order.name != .root
    {
      forget(order.name, isMoved: false, now: now)
    }
    directories.visit(order.name, open.status, sweep: sweep.number, now: now)
    // Watched first, then listed; a watch that is there already stays as it is.
    arm(open, now: now)
    schedulePoll(now: now)
    listing = Listing(open, order, kernel)
  }

  private func endOfOrders(now: UInt64) {
    guard sweep.isUnderWay else { return }
    sweep.isUnderWay = false
    if !sweep.isPartial {
      for name in directories.missed(by: sweep.number) {
        forget(name, isMoved: false, now: now)
      }
    }
    if sweep.isToBeRepeated {
      sweep.isToBeRepeated = false
      sweepAll()
    }
  }

  /// Looking at all files of polled directories may take a 500th of the time, and looking at those
  /// of directories in which names come and go a 20th.
  private func setPollOfFiles(now: UInt64) {
    if sweep.countsCost { timetable.pollFiles = now + sweep.cost * 500 }
    if sweep.countsCost { sweep.lastCost = sweep.cost }
    if let poll = timetable.poll { timetable.poll = max(poll, now + sweep.cost * 20) }
    sweep.countsCost = false
    sweep.cost = 0
  }
}

// MARK: - Directories that come and go

extension DropFolder {
  /// A directory was seen under a name.
  func adopt(
    _ name: SourceName, _ status: FileStatus, _ occasion: Occasion, listing: ListingOrder?,
    now: UInt64
  ) throws -> Finding? {
    guard name.depth <= options.depth else {
      return try refuse(name, FileIdentity(status), .tooDeep(options.depth))
    }
    guard name.bytes.count < Self.pathLimit else {
      return try refuse(name, FileIdentity(status), .pathTooLong)
    }
    let entry = directories[name]
    let isSame = entry.map { ($0.device, $0.inode) == (status.device, status.inode) } ?? false
    if isSame, listing == nil, occasion.isDisjoint(with: [.moved, .created]),
      entry?.watch != nil || pollsAll != nil
    {
      return nil
    }
    if isSame, let listing, listing.extent != .tree { return nil }
    let movedIn = occasion.contains(.moved) ? status.changedNanoseconds : listing?.movedIn
    orders.add(ListingOrder(name: name, extent: .tree, movedIn: movedIn))
    return nil
  }

  /// A directory is gone; what was waited for below it is looked at once more.
  func forget(_ name: SourceName, isMoved: Bool, now: UInt64) {
    for watch in directories.remove(name) { try? queue?.inotify.removeWatch(watch) }
    orders.remove(name)
    if let current = listing?.open.name, current == name || current.isBelow(name) { listing = nil }
    forgotten[name] = isMoved
  }

  /// `PATH_MAX`, which counts the NUL.
  private static let pathLimit = 4096

  private func refuseDirectory(
    _ name: SourceName, _ error: SystemCallError, in folder: OpenDirectory, now: UInt64
  ) throws -> Finding? {
    guard !error.isAbsence, error.errno != .tooManySymbolicLinkLevels,
      let status = try? folder.directory.status(of: name.path)
    else { return nil }
    // The kernel tells of new permissions, and of nothing else.
    if error.errno != .permissionDenied { sweepLater(rearmInterval, now: now) }
    return try refuse(name, FileIdentity(status), .unreadable(error.errno))
  }
}
