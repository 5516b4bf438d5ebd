import LinuxIO
import SystemPackage

/// A file that is not known to be complete.
struct Candidate {
  /// The state it was last seen in; nil if it could not be looked at.
  var identity: FileIdentity?
  var reason: WaitingFile.Reason
  /// When the file was first seen. All times are nanoseconds of the monotonic clock.
  var since: UInt64
  /// Since when it has been in the state it was last seen in.
  var stableSince: UInt64
  /// When it is looked at again.
  var deadline: UInt64
  /// How long that is after it was looked at last.
  var delay: UInt64
}

/// How often a file is looked at that a program has open: soon at first, since most programs close
/// it at once; then ever more rarely, since the kernel tells of the end in nearly all cases.
private let firstDelay: UInt64 = 20_000_000
private let longestDelay: UInt64 = 10_000_000_000

extension DropFolder {
  /// What one look at a name shows.
  private enum Sight {
    case nothing
    /// A state that was found before.
    case known
    case file(FileIdentity, hasWriter: Bool?)
    case refused(FileIdentity, Refusal)
    case busy(Errno)
    /// Nobody could say whether the state is known.
    case undecided(any Error)
  }

  /// Looks at a name and decides what there is to tell.
  ///
  /// `kind` is what the listing says that it is.
  func examine(
    _ name: SourceName, _ occasion: Occasion, kind: FileKind? = nil,
    in folder: borrowing Directory, now: UInt64
  ) throws -> Finding? {
    if options.ignored.contains(where: { $0.matches(name.bytes) }) { return nil }
    switch look(at: name, kind: kind, in: folder) {
    case .nothing:
      return lost(name, occasion)
    case .undecided(let error):
      throw error
    case .busy(let errno):
      wait(for: name, .busy(errno), identity: nil, now: now)
      return nil
    case .refused(let identity, let refusal):
      return try refuse(name, identity, refusal)
    case .known:
      refused[name] = nil
      candidates[name] = nil
      return nil
    case .file(let identity, let hasWriter):
      refused[name] = nil
      if hasWriter == true {
        wait(for: name, .openForWriting, identity: identity, now: now)
        return nil
      }
      guard
        isComplete(name, identity, writersAreKnown: hasWriter == false, occasion, now: now)
      else {
        wait(
          for: name, identity.size == 0 ? .empty : .settling, identity: identity, now: now)
        return nil
      }
      candidates[name] = nil
      claimed[name] = identity
      return .arrived(name, identity)
    }
  }

  private func look(
    at name: SourceName, kind: FileKind?, in folder: borrowing Directory
  ) -> Sight {
    let path = name.path
    do throws(SystemCallError) {
      // Not opened before it is known to be a file: opening a device or a pipe has effects.
      if kind != .regular {
        let status = try folder.status(of: path)
        if let refusal = Refusal(status.kind) { return .refused(FileIdentity(status), refusal) }
      }
      let file = try folder.open(path, .readOnly)
      let status = try file.status()
      if let refusal = Refusal(status.kind) { return .refused(FileIdentity(status), refusal) }
      let identity = FileIdentity(status, generation: file.generation())
      if claimed[name] == identity { return .known }
      switch Result(catching: { try isKnown(name, identity) }) {
      case .success(true):
        claimed[name] = nil
        return .known
      case .success(false): return .file(identity, hasWriter: hasWriter(file))
      case .failure(let error): return .undecided(error)
      }
    } catch {
      return sight(after: error, path, in: folder)
    }
  }

  private func sight(
    after error: SystemCallError, _ path: FilePath, in folder: borrowing Directory
  ) -> Sight {
    switch error.errno {
    case .noSuchFileOrDirectory:
      return .nothing
    // A link that took the name since, somebody's lease, or our own shortage: not the file's fault.
    case .tooManySymbolicLinkLevels, .wouldBlock, .tooManyOpenFiles, .tooManyOpenFilesInSystem,
      .noMemory:
      return .busy(error.errno)
    default:
      guard error.call == "open", let status = try? folder.status(of: path) else {
        return .busy(error.errno)
      }
      return .refused(FileIdentity(status), .unreadable(error.errno))
    }
  }

  private func isComplete(
    _ name: SourceName, _ identity: FileIdentity, writersAreKnown: Bool, _ occasion: Occasion,
    now: UInt64
  ) -> Bool {
    if occasion.contains(.moved) { return true }
    if writersAreKnown, identity.size > 0 { return true }
    let settle = options.settle.nanoseconds
    if occasion.contains(.listed) {
      // Old enough to have settled before anybody looked. A date in the future says nothing.
      let age = WallClock.now() - identity.modifiedNanoseconds / 1_000_000
      if age >= Int64(clamping: settle / 1_000_000) { return true }
    }
    guard let candidate = candidates[name], candidate.identity == identity else {
      return settle == 0
    }
    return now >= candidate.stableSince + settle
  }

  func wait(
    for name: SourceName, _ reason: WaitingFile.Reason, identity: FileIdentity?, now: UInt64
  ) {
    let previous = candidates[name]
    let isSame = previous.map { $0.identity == identity } ?? false
    let stableSince = isSame ? previous?.stableSince ?? now : now
    let settled = stableSince + options.settle.nanoseconds
    var delay: UInt64
    switch reason {
    case .openForWriting, .busy:
      delay =
        previous?.reason == reason ? min((previous?.delay ?? 0) * 2, longestDelay) : firstDelay
    case .settling, .empty:
      delay = settled > now ? settled - now : firstDelay
    }
    delay = max(delay, 1_000_000)
    candidates[name] = Candidate(
      identity: identity, reason: reason, since: previous?.since ?? now,
      stableSince: stableSince, deadline: now + delay, delay: delay)
    nextDeadline = min(nextDeadline ?? .max, now + delay)
  }

  private func refuse(
    _ name: SourceName, _ identity: FileIdentity, _ refusal: Refusal
  ) throws -> Finding? {
    candidates[name] = nil
    if refused[name] == identity { return nil }
    refused[name] = identity
    return try isKnown(name, identity) ? nil : .refused(name, identity, refusal)
  }

  /// The name is gone. Of a file that was claimed, its reader will find that out.
  private func lost(_ name: SourceName, _ occasion: Occasion) -> Finding? {
    refused[name] = nil
    let wasSeen = candidates.removeValue(forKey: name) != nil
    if occasion.contains(.renamed) || claimed[name] != nil { return nil }
    return wasSeen || occasion.contains(.appeared) ? .vanished(name) : nil
  }
}
