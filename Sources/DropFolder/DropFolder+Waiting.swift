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
  /// What is known of its writers where the kernel does not say.
  var writers: Evidence.Writers
  /// See ``Evidence/longestPause``.
  var longestPause: UInt64
  /// It was found before, and may have other bytes since although nothing else tells of that.
  var isFoundAgain = false
}

/// How often a file is looked at that a program has open: soon at first, since most programs close
/// it at once; then ever more rarely, since the kernel tells of the end in nearly all cases.
private let firstDelay: UInt64 = 20_000_000
private let longestDelay: UInt64 = 10_000_000_000

extension DropFolder {
  /// Looks at a file again later. When too many are waited for already, it is forgotten, and found
  /// again by a sweep.
  func wait(
    for name: SourceName, _ reason: WaitingFile.Reason, identity: FileIdentity?, quiet: UInt64,
    now: UInt64
  ) {
    let previous = candidates[name]
    guard previous != nil || candidates.count < mostCandidates else {
      hasMoreCandidates = true
      return sweepLater(longestDelay, now: now)
    }
    let isSame = previous.map { $0.identity == identity } ?? false
    var delay = quiet
    switch reason {
    case .openForWriting where quiet == 0, .busy:
      delay =
        previous?.reason == reason ? min((previous?.delay ?? 0) * 2, longestDelay) : firstDelay
    default: break
    }
    delay = max(delay, 1_000_000)
    candidates[name] = Candidate(
      identity: identity, reason: reason, since: previous?.since ?? now,
      stableSince: isSame ? previous?.stableSince ?? now : now, deadline: now + delay,
      delay: delay, writers: previous?.writers ?? .unknown,
      longestPause: previous?.longestPause ?? 0)
    candidateDeadline = min(candidateDeadline ?? .max, now + delay)
  }

  /// What was waited for below directories that are given up: forgotten if the directory goes on
  /// under another name, else looked at once more. For many directories in one go, since each pass
  /// is over all files that are waited for.
  func settleForgotten(now: UInt64) {
    guard !forgotten.isEmpty else { return }
    defer { forgotten = [:] }
    for name in candidates.keys {
      var directory = name.parent
      while directory != .root, forgotten[directory] == nil { directory = directory.parent }
      guard let isMoved = forgotten[directory] else { continue }
      if isMoved {
        candidates[name] = nil
      } else {
        candidates[name]?.deadline = now
        candidateDeadline = now
      }
    }
  }

  /// Sweeps for the files that there was no room for, when there is.
  func findMoreCandidates() {
    guard hasMoreCandidates, candidates.count <= mostCandidates / 2 else { return }
    hasMoreCandidates = false
    sweepAll()
  }

  /// Sweeps after a while, and not so often that sweeping is most of what is done.
  func sweepLater(_ delay: UInt64 = retryInterval, now: UInt64) {
    timetable.sweep = min(timetable.sweep ?? .max, now + max(delay, sweep.lastCost * 20))
  }

  /// Does what had to wait: looks at the files whose waiting time has passed, orders the listing of
  /// directories that are polled, looks for a folder that is lost.
  ///
  /// With a `limit`, the files above it are due at once.
  ///
  /// - Throws: What `isKnown` throws.
  public func due(atMost limit: Int = .max) throws -> [Finding] {
    let now = kernel.monotonicClock()
    if let retry = timetable.retry, retry <= now { lookForFolder(now: now) }
    if let check = timetable.check, check <= now { self.check(now: now) }
    if let rearm = timetable.rearm, rearm <= now { self.rearm(now: now) }
    if let poll = timetable.poll, poll <= now { self.poll(now: now) }
    if let sweep = timetable.sweep, sweep <= now {
      timetable.sweep = nil
      sweepAll()
    }
    settleForgotten(now: now)
    guard let candidateDeadline, candidateDeadline <= now else { return [] }
    guard limit > 0 else {
      self.candidateDeadline = now + firstDelay
      return []
    }
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
    var parent = Parent.open(folder)
    for (name, _) in due.prefix(limit) {
      parent = open(name.parent, in: folder, reusing: parent)
      if let finding = try examine(name, [], in: parent, now: now) { findings.append(finding) }
    }
    findMoreCandidates()
    // A little later than the first: many files that came together are looked at together.
    let pause = 5_000_000 + UInt64(candidates.count) * 1000
    candidateDeadline = candidates.values.map(\.deadline).min().map { max($0, now + pause) }
    return findings
  }
}
