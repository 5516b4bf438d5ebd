import LinuxIO
import SystemPackage

/// Longer than the finest step of the clock by which a kernel dates files, in nanoseconds.
private let longestTick: UInt64 = 20_000_000

extension DropFolder {
  /// What one look at a name shows.
  private enum Sight {
    case nothing
    /// A state that was found before.
    case known(FileStatus)
    case file(OpenFile)
    case directory(FileStatus)
    case refused(FileIdentity, Refusal)
    case busy(Errno)
  }

  private final class OpenFile {
    let file: Descriptor
    let status: FileStatus
    let identity: FileIdentity

    init(_ file: consuming Descriptor, _ status: FileStatus) {
      identity = FileIdentity(status, generation: file.generation())
      self.file = file
      self.status = status
    }
  }

  /// Looks at a name in `parent` and decides what there is to tell; `listing` is the order by which
  /// it is listed, if it is.
  func examine(
    _ name: SourceName, _ occasion: Occasion, in parent: OpenDirectory,
    listing: ListingOrder? = nil, now: UInt64
  ) throws -> Finding? {
    let leaf = name.leaf
    if isIgnored(leaf) { return nil }
    switch look(at: name, FilePath(bytes: leaf), in: parent) {
    case .nothing:
      return lost(name, occasion)
    case .busy(let errno):
      wait(for: name, .busy(errno), identity: nil, quiet: 0, now: now)
      return nil
    case .refused(let identity, let refusal):
      return try refuse(name, identity, refusal)
    case .directory(let status):
      candidates[name] = nil
      return try adopt(name, status, occasion, listing: listing, now: now)
    case .known(let status):
      return foundBefore(name, status, identity: claimed[name], occasion, now: now)
    case .file(let open):
      if try isKnown(name, open.identity) {
        if let finding = foundBefore(
          name, open.status, identity: open.identity, occasion, now: now)
        {
          return finding
        }
        if candidates[name] != nil { return nil }
        claimed[name] = nil
        known.insert(name, open.status, now: kernel.wallClock() * 1_000_000)
        return nil
      }
      return judge(name, open, occasion, listing: listing, now: now)
    }
  }

  private func look(
    at name: SourceName, _ leaf: FilePath, in parent: OpenDirectory
  ) -> Sight {
    do throws(SystemCallError) {
      // Not opened before it is known to be a file: opening a device or a pipe has effects.
      let first = try parent.directory.status(of: leaf)
      if first.kind == .directory { return .directory(first) }
      if let refusal = Refusal(first.kind) { return .refused(FileIdentity(first), refusal) }
      let claim = claimed[name]
      if claim == nil, known.contains(name, first) { return .known(first) }
      let file = try kernel.openFile(parent.directory, leaf)
      let status = try file.status()
      if status.kind == .directory { return .directory(status) }
      if let refusal = Refusal(status.kind) { return .refused(FileIdentity(status), refusal) }
      let open = OpenFile(file, status)
      return claim == open.identity ? .known(status) : .file(open)
    } catch {
      return sight(after: error, leaf, in: parent)
    }
  }

  private func sight(
    after error: SystemCallError, _ leaf: FilePath, in parent: OpenDirectory
  ) -> Sight {
    if error.isAbsence { return .nothing }
    // A link that took the name since is seen at the next look.
    if error.isPassing || error.errno == .tooManySymbolicLinkLevels { return .busy(error.errno) }
    guard error.call == "open", let status = try? parent.directory.status(of: leaf) else {
      return .busy(error.errno)
    }
    return .refused(FileIdentity(status), .unreadable(error.errno))
  }

  /// The file is in a state that was found before. It has the same bytes, unless it was written to
  /// within the same tick of the kernel's clock: then it is found once more when that has passed.
  private func foundBefore(
    _ name: SourceName, _ status: FileStatus, identity: FileIdentity?, _ occasion: Occasion,
    now: UInt64
  ) -> Finding? {
    let tick = kernel.wallClock() * 1_000_000 - Int64(longestTick)
    if occasion.contains(.rewritten), status.modifiedNanoseconds > tick, let identity {
      wait(for: name, .settling, identity: identity, quiet: longestTick, now: now)
      candidates[name]?.isFoundAgain = true
      return nil
    }
    let isFoundAgain = candidates[name]?.isFoundAgain ?? false
    if isFoundAgain, let identity {
      return arrived(name, identity)
    }
    candidates[name] = nil
    return nil
  }

  // MARK: Complete or not

  private func judge(
    _ name: SourceName, _ open: OpenFile, _ occasion: Occasion, listing: ListingOrder?, now: UInt64
  ) -> Finding? {
    let (status, identity) = (open.status, open.identity)
    let hasWriter = kernel.hasWriter(open.file)
    if hasWriter == true {
      wait(for: name, .openForWriting, identity: identity, quiet: 0, now: now)
      return nil
    }
    let isWhole =
      occasion.contains(.moved)
      // Maildir's way: written under another name, then linked.
      || occasion.contains(.created) && status.links > 1 && candidates[name] == nil
      // Nothing was written since its directory was moved in as a whole.
      || listing?.movedIn.map { status.changedNanoseconds < $0 } ?? false
    if isWhole { return arrived(name, identity) }
    // Another machine's writers are not known here.
    let isRemote = remoteDevices.contains(identity.device)
    let writers = isRemote ? .unknown : writers(of: name, hasWriter, occasion)
    let longest = options.longestSettle.nanoseconds
    let quietFor = quietTime(of: name, identity, now: now)
    if quietFor >= longest { return arrived(name, identity, now: now) }
    let end = end(of: open)
    let pause = max(candidates[name]?.longestPause ?? 0, lastPause(name, identity, now: now))
    let evidence = Evidence(writers: writers, end: end, longestPause: pause)
    let needed = evidence.quiet(settle: options.settle.nanoseconds, longest: longest)
    if quietFor >= needed { return arrived(name, identity, now: now) }
    let reason: WaitingFile.Reason =
      switch (writers, end) {
      case (.likely, _): .openForWriting
      case (_, .empty): .empty
      case (_, .unclear): .unfinished
      case (_, .clear): .settling
      }
    wait(for: name, reason, identity: identity, quiet: needed - quietFor, now: now)
    candidates[name]?.writers = writers
    candidates[name]?.longestPause = pause
    return nil
  }

  private func writers(
    of name: SourceName, _ hasWriter: Bool?, _ occasion: Occasion
  ) -> Evidence.Writers {
    if hasWriter == false || occasion.contains(.closed) { return .none }
    if occasion.contains(.written) { return .likely }
    return candidates[name]?.writers ?? .unknown
  }

  /// For how long the file has been as it is, in nanoseconds.
  private func quietTime(of name: SourceName, _ identity: FileIdentity, now: UInt64) -> UInt64 {
    var quiet: UInt64 = 0
    if let candidate = candidates[name], candidate.identity == identity {
      quiet = now - min(now, candidate.stableSince)
    }
    // Its date says it too. One in the future says nothing, and another machine's clock may be
    // an hour off.
    let isRemote = remoteDevices.contains(identity.device)
    let age = kernel.wallClock() - identity.modifiedNanoseconds / 1_000_000
    if age > (isRemote ? 3_600_000 : 0) {
      quiet = max(quiet, min(UInt64(age), 1 << 40) * 1_000_000)
    }
    return quiet
  }

  /// How long the file had been left alone before it was written to again, if it was.
  private func lastPause(_ name: SourceName, _ identity: FileIdentity, now: UInt64) -> UInt64 {
    if let candidate = candidates[name] {
      guard candidate.writers == .none, let last = candidate.identity, last != identity else {
        return 0
      }
      return now - min(now, candidate.stableSince)
    }
    // A new date alone, or other permissions, is no writing.
    guard let arrival = arrivals[name], arrival.modified != identity.modifiedNanoseconds else {
      return 0
    }
    let pause = now - min(now, arrival.at)
    return pause < options.longestSettle.nanoseconds ? pause : 0
  }

  private func end(of open: OpenFile) -> Evidence.End {
    let length = min(Int64(Evidence.End.length), open.status.size)
    var bytes: [UInt8] = []
    let start = open.status.size - length
    guard length > 0 else { return .empty }
    guard
      let count = try? open.file.read(into: &bytes, upTo: Int(length), at: start), count > 0
    else { return .unclear }
    return Evidence.End(lastBytes: bytes)
  }

  /// `now` only for a file that may be written to again: it was not put there as a whole.
  private func arrived(
    _ name: SourceName, _ identity: FileIdentity, now: UInt64? = nil
  ) -> Finding {
    candidates[name] = nil
    claimed[name] = identity
    arrivals[name] = nil
    if let now, !remoteDevices.contains(identity.device) {
      if arrivals.count >= 256 {
        let longest = options.longestSettle.nanoseconds
        arrivals = arrivals.filter { now - min(now, $0.value.at) < longest }
        if arrivals.count >= 256 { arrivals = [:] }
      }
      arrivals[name] = (now, identity.modifiedNanoseconds)
    }
    return .arrived(name, identity)
  }

  // MARK: Everything else

  func refuse(
    _ name: SourceName, _ identity: FileIdentity, _ refusal: Refusal
  ) throws -> Finding? {
    candidates[name] = nil
    if claimed[name] == identity { return nil }
    if try isKnown(name, identity) { return nil }
    claimed[name] = identity
    return .refused(name, identity, refusal)
  }

  /// The name is gone. Of a file that was claimed, its reader will find that out.
  func lost(_ name: SourceName, _ occasion: Occasion) -> Finding? {
    let wasSeen = candidates.removeValue(forKey: name) != nil
    if occasion.contains(.renamed) || claimed[name] != nil { return nil }
    if isIgnored(name.leaf) { return nil }
    return wasSeen || occasion.contains(.appeared) ? .vanished(name) : nil
  }
}
