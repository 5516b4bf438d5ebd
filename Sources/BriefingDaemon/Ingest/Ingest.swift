import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore

/// Takes findings to their outcome: opened, hashed, extracted by a worker, committed in groups,
/// acknowledged.
///
/// Many jobs are under way at a time, and they end in the order in which they were found: a later
/// version of a story must not be written before an earlier one. Only one that takes much longer
/// than others is not waited for.
final class Ingest {
  private let folder: DropFolder
  private let store: RecordStore
  private let clock: RecordClock
  private let pool: WorkerPool
  private let attempts: any Attempts
  var maxFile: Int
  private(set) var account: [Document.Outcome: Int]
  /// Groups committed so far: what the watchdog rests on.
  private(set) var commitCount = 0

  /// Called while the disk is full, with the cause; returns when it is time to try again.
  var waitForSpace: (String) throws -> Void = { _ in }

  /// In the order in which they were found.
  private var jobs: [IngestJob] = []
  private var group: IngestGroup
  /// How long a batch may wait for others; from the next group on.
  var commitDelay: Duration

  /// The most jobs under way.
  private static let window = 64

  init(
    folder: DropFolder, store: RecordStore, pool: WorkerPool, clock: RecordClock,
    attempts: any Attempts, maxFile: Int, commitDelay: Duration
  ) throws {
    self.folder = folder
    self.store = store
    self.pool = pool
    self.clock = clock
    self.attempts = attempts
    self.maxFile = maxFile
    self.commitDelay = commitDelay
    group = IngestGroup(delay: commitDelay)
    account = try store.account()
  }

  /// Whether a further finding can be taken.
  var hasRoom: Bool { jobs.count < Self.window }
  /// Whether nothing is under way.
  var isIdle: Bool { jobs.isEmpty && group.isEmpty }
  /// Whether nothing is under way but what workers have, within their time.
  var isWaiting: Bool { group.isEmpty && jobs.allSatisfy(\.isWithWorkers) }
  /// Whether the next ``advance(isLast:)`` can get on without anything from outside.
  var canGoOn: Bool { pool.extractsByItself }

  /// When ``advance(isLast:)`` has something to do even if nothing arrives.
  func nextDeadline(now: UInt64) -> UInt64? {
    [group.deadline, pool.nextDeadline(now: now)].compactMap(\.self).min()
  }

  /// Takes findings in, as many as there is room for.
  func take(from intake: inout Intake) throws {
    while hasRoom, let finding = intake.next() {
      let job = IngestJob(finding, source: source(finding.name))
      let isBound = jobs.contains { $0.name == job.name }
      jobs.append(job)
      if !isBound { try admit(job, after: jobs.dropLast()) }
    }
    try begin()
  }

  /// Takes jobs on as far as they can get, and commits what is due.
  ///
  /// - Parameter isLast: Whether nothing more is known to come.
  /// - Throws: What the daemon cannot go on after: a store that takes nothing more, workers that
  ///   cannot be started.
  func advance(isLast: Bool) throws {
    let now = MonotonicClock.now()
    try pool.advance(now: now)
    try settle(now: now)
    try begin()
    try pool.advance(now: now)
    guard !group.isEmpty else { return }
    let isDue = group.isFull || group.deadline.map { $0 <= MonotonicClock.now() } ?? false
    if isDue || isLast && jobs.isEmpty { try commit() }
  }

  // MARK: - The order of jobs

  /// Settles jobs from the oldest on, up to the first that has to be waited for.
  private func settle(now: UInt64) throws {
    var ahead: [IngestJob] = []
    var next = 0
    while next < jobs.count {
      let job = jobs[next]
      next += 1
      guard !ahead.contains(where: { $0.isBound(to: job) }) else {
        ahead.append(job)
        continue
      }
      if case .deferred = job.state { try admit(job, after: ahead[...]) }
      if case .extracting(let task) = job.state, let result = task.result {
        try file(job, task, result: result)
      }
      switch job.state {
      case .settled(let batch):
        if let batch { note(batch, overtaking: ahead) }
        group.append(job, batch, now: now)
        if group.isFull { try commit() }
      case .dropped: break
      case .deferred: ahead.append(job)
      case .new:
        jobs = ahead + jobs[(next - 1)...]
        return
      case .extracting(let task):
        ahead.append(job)
        guard isSlow(task, now: now) else {
          jobs = ahead + jobs[next...]
          return
        }
      }
    }
    jobs = ahead
  }

  /// Whether others need not wait for the task any more.
  private func isSlow(_ task: ExtractionTask, now: UInt64) -> Bool {
    guard let begun = task.firstBegun else { return false }
    return !task.failures.isEmpty || now >= begun + WorkerLimits.patience.nanoseconds
  }

  private func note(_ batch: EncodedBatch, overtaking ahead: [IngestJob]) {
    guard let story = batch.envelope.storyID else { return }
    for job in ahead { job.overtakenBy[story] = batch.envelope.sourceName }
  }

  // MARK: - Admission

  /// Looks at a finding: settles it, or hands its content to the workers.
  private func admit(_ job: IngestJob, after earlier: ArraySlice<IngestJob>) throws {
    if group.names.contains(job.name) { try commit() }
    switch job.finding {
    case .vanished: vanished(job)
    case .refused(_, _, let refusal): try refuse(job, refusal)
    case .arrived(let name, _):
      do {
        try examine(job, SourceFile(try folder.open(name)), after: earlier)
      } catch DropFolderError.folderLost {
        // No outcome: what lies in the folder is found again when it is back.
        forget(job)
      } catch DropFolderError.vanished {
        vanished(job)
      } catch DropFolderError.refused(_, let refusal) {
        try refuse(job, refusal)
      } catch let error as SystemCallError where error.call == "pread" {
        // The file itself cannot be read, as on a bad sector; trouble with anything else ends the
        // daemon, since it would be the same for every file.
        try endUnread(job, .quarantined, "could not be read: \(error)")
      }
    }
  }

  private func examine(
    _ job: IngestJob, _ source: SourceFile, after earlier: ArraySlice<IngestJob>
  ) throws {
    let identity = source.identity
    job.opened = identity
    guard identity.size <= Int64(maxFile) else {
      let reason = "\(identity.size) bytes, more than the \(maxFile) of MaxFile="
      return try endUnread(job, .tooLarge, reason, size: Int(identity.size))
    }
    let content = try source.hash()
    let after = try source.identityNow()
    guard Int64(content.size) == identity.size, after.hasSameContent(as: identity) else {
      return drop(job)
    }
    job.opened = after
    job.sha256 = content.sha256
    job.size = content.size
    guard !earlier.contains(where: { $0.isBound(to: job) }) else { return job.state = .deferred }
    if group.contents.contains(content.sha256) { try commit() }
    let known = try store.latest(name: job.source.name, sha256: content.sha256)
    if let known, try store.latest(name: job.source.name)?.sequence == known.sequence {
      // Touched, or put there again: the newest version of this name has these bytes.
      try store.remember(after.version, name: job.source.name, sha256: content.sha256)
      job.state = .settled(nil)
    } else if content.size == 0 {
      try end(job, .empty, "the file has no bytes")
    } else if let first = try store.firstAccepted(sha256: content.sha256)?.sourceName,
      first != job.source.name
    {
      try end(job, .duplicate, "the same bytes as \(first)", duplicateOf: first)
    } else {
      job.state = .new(source)
    }
  }

  /// Hands new content to the workers, once it is noted that they get it.
  private func begin() throws {
    var sources: [AttemptedSource] = []
    for job in jobs {
      if case .new = job.state, let attempt = job.attempt { sources.append(attempt) }
    }
    guard !sources.isEmpty else { return }
    var earlier = try attempts.begin(sources)[...]
    for job in jobs {
      guard case .new(let file) = job.state, let count = earlier.popFirst() else { continue }
      if count < ExtractionTask.attempts {
        extract(job, from: file)
      } else {
        try end(job, .quarantined, "the daemon ended \(count) times while this was looked into")
      }
    }
  }

  private func extract(_ job: IngestJob, from file: SourceFile, as story: RecordID? = nil) {
    job.state = .extracting(
      pool.task(name: job.source.name, size: job.size ?? 0, story: story, file: file))
  }

  // MARK: - Outcomes

  /// Settles a job that the workers are done with, or has it done again as a version of a story
  /// that the store has.
  private func file(
    _ job: IngestJob, _ task: ExtractionTask, result: ExtractionTask.Result
  ) throws {
    guard case .reply(let reply) = result else {
      if case .failure(let reason) = result { try end(job, .quarantined, reason) }
      return
    }
    guard reply.outcome == .accepted, let story = reply.story, let sha256 = job.sha256 else {
      return try end(job, reply.outcome, reply.reason ?? "no reason was given")
    }
    // Written to while the worker read it?
    guard reply.sha256 == sha256 else { return drop(job) }
    if let later = job.overtakenBy[story] {
      return try end(
        job, .superseded, "\(later), of the same story, was taken while this one took long")
    }
    // An earlier version may be in this very group: the ledger has to know it first.
    let stories = [story, try store.latestAccepted(name: job.source.name)?.storyID]
    if stories.contains(where: { $0.map(group.stories.contains) ?? false }) { try commit() }
    do {
      let batch = try BatchMaker.batch(
        of: job.source, lines: reply.lines, sha256: sha256, size: job.size ?? 0, story: story,
        charset: reply.charset)
      let filing = StoryFiling(store: store)
      if task.story != nil {
        return job.state = .settled(try again(try filing.revision(batch, of: story)))
      }
      switch try filing.decide(batch, name: job.source.name) {
      case .write(let batch): job.state = .settled(try again(batch))
      case .makeAgain(let story): extract(job, from: task.file, as: story)
      }
    } catch let error as EncodedBatch.Malformed {
      try end(job, .quarantined, "\(error)")
    } catch let error as RecordLine.Malformed {
      try end(job, .quarantined, "the extraction wrote a line that is none: \(error)")
    } catch let error as StoreError where error.isDamage {
      // Which facts of its story are new, nobody can tell.
      try end(job, .quarantined, "the earlier records of its story cannot be read: \(error)")
    }
  }

  /// The batch of a version that the name may have had before, and has again: its document record
  /// is then a later revision of the one it had.
  private func again(_ batch: EncodedBatch) throws -> EncodedBatch {
    guard let sha256 = batch.envelope.sourceSHA256 else { return batch }
    let count = try store.versionCount(name: batch.envelope.sourceName, sha256: sha256)
    guard count > 0 else { return batch }
    var batch = batch
    batch.envelope.rev = count + 1
    batch.envelope.op = .change
    return batch
  }

  /// Forgets a file that was written to while it was read: it is looked at again when it has
  /// settled.
  private func drop(_ job: IngestJob) {
    forget(job)
    folder.reconsider(job.name)
  }

  private func forget(_ job: IngestJob) {
    if let found = job.found { folder.finished(job.name, found) }
    job.state = .dropped
  }

  private func vanished(_ job: IngestJob) {
    let batch = unread(job, .vanished, "was removed before it could be read")
    job.state = .settled(batch)
  }

  private func refuse(_ job: IngestJob, _ refusal: Refusal) throws {
    let outcome: Document.Outcome
    if case .unreadable = refusal { outcome = .quarantined } else { outcome = .unsupported }
    try endUnread(job, outcome, refusal.description)
  }

  /// Settles a job that yields no records.
  private func end(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, duplicateOf: String? = nil
  ) throws {
    let batch = BatchMaker.batch(
      of: job.source, outcome: outcome, reason: reason, sha256: job.sha256, size: job.size,
      duplicateOf: duplicateOf)
    job.state = .settled(
      try again(EncodedBatch(envelope: batch.envelope, document: batch.document)))
  }

  /// Settles a job whose content was not read, unless the store has it from an earlier life and
  /// only the ledger has forgotten which file it was.
  private func endUnread(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, size: Int? = nil
  ) throws {
    if let identity = job.opened ?? job.found, let last = try store.latest(name: job.source.name),
      last.file == nil, last.sourceSHA256 == nil, last.outcome == outcome, last.reason == reason
    {
      try store.remember(identity.version, name: last.sourceName, sha256: nil)
      job.state = .settled(nil)
    } else {
      job.state = .settled(unread(job, outcome, reason, size: size))
    }
  }

  /// The one line of a source whose content was not read.
  private func unread(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, size: Int? = nil
  ) -> EncodedBatch {
    let batch = BatchMaker.batch(
      of: job.source, outcome: outcome, reason: reason, size: size,
      serial: store.lastSequence + group.submissions.count + 1)
    return EncodedBatch(envelope: batch.envelope, document: batch.document)
  }

  // MARK: - Committing

  private func commit() throws {
    guard !group.isEmpty else { return }
    while !group.submissions.isEmpty {
      do {
        try store.commit(group.submissions, at: clock.now())
        break
      } catch {
        guard case .outOfSpace(let cause) = error else { throw error }
        // Nothing of the group was kept; the sources stay where they are until there is room.
        try waitForSpace(cause)
      }
    }
    for submission in group.submissions {
      account[submission.batch.document.outcome, default: 0] += 1
    }
    try attempts.finish(group.jobs.compactMap(\.attempt))
    for job in group.jobs {
      for identity in [job.found, job.opened] {
        if let identity { folder.finished(job.name, identity) }
      }
    }
    commitCount += 1
    group = IngestGroup(delay: commitDelay)
  }

  private func source(_ name: SourceName) -> Source {
    Source(name: name.percentEncoded, receivedAt: clock.now())
  }
}
