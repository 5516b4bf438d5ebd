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
  let folder: DropFolder
  let store: RecordStore
  private let clock: RecordClock
  let pool: WorkerPool
  let attempts: Attempts
  private let disposal: SourceDisposal
  var maxFile: Int
  /// The types of records that are written of what comes from now on.
  var emission: Emission
  private(set) var account: [Document.Outcome: Int]
  /// Groups committed so far: what the watchdog rests on.
  private(set) var commitCount = 0

  /// Called while the disk is full, with the cause; returns when it is time to try again.
  var waitForSpace: (String) throws -> Void = { _ in }

  /// In the order in which they were found.
  var jobs: [IngestJob] = []
  private(set) var group: IngestGroup
  /// Read to their end since that was last noted.
  private var ended: [AttemptedSource] = []
  /// How long a batch may wait for others; from the next group on.
  var commitDelay: Duration

  /// The most jobs under way.
  private static let window = 64
  /// The most bytes that are hashed without a look at what else there is, as a signal to stop.
  private static let portion = 64 << 20

  init(
    folder: DropFolder, store: RecordStore, pool: WorkerPool, clock: RecordClock,
    attempts: Attempts, disposal: SourceDisposal, maxFile: Int, emission: Emission,
    commitDelay: Duration
  ) throws {
    self.folder = folder
    self.store = store
    self.pool = pool
    self.clock = clock
    self.attempts = attempts
    self.disposal = disposal
    self.maxFile = maxFile
    self.emission = emission
    self.commitDelay = commitDelay
    group = IngestGroup(delay: commitDelay)
    account = try store.account()
  }

  /// Whether a further finding can be taken.
  ///
  /// They are taken in by the half window: that they are begun is made durable once for all of them.
  var hasRoom: Bool { jobs.count <= Self.window / 2 }
  /// Findings under way.
  var jobCount: Int { jobs.count }
  /// Whether nothing is under way.
  var isIdle: Bool { jobs.isEmpty && group.isEmpty }
  /// Whether nothing is under way but what workers have, within their time, and what waits for that.
  var isWaiting: Bool {
    guard group.isEmpty else { return false }
    return jobs.isEmpty
      || jobs.contains(where: \.isWithWorkers)
        && jobs.allSatisfy { $0.isWithWorkers || $0.isBeforeWorkers }
  }
  /// Whether the next ``advance(isLast:)`` can get on without anything from outside.
  var canGoOn: Bool { pool.extractsByItself || jobs.first?.isExtracted ?? false }

  /// When ``advance(isLast:)`` has something to do even if nothing arrives.
  func nextDeadline(now: UInt64) -> UInt64? {
    [group.deadline, pool.nextDeadline(now: now)].compactMap(\.self).min()
  }

  /// Takes findings in, as many as there is room for.
  func take(from intake: inout Intake) throws {
    let isTaking = hasRoom
    var bytes = 0
    while isTaking, jobs.count < Self.window, bytes < Self.portion, let finding = intake.next() {
      let job = IngestJob(finding, source: source(finding.name))
      let isBound = jobs.contains { $0.name == job.name }
      jobs.append(job)
      if !isBound { try admit(job, after: jobs.dropLast()) }
      bytes += job.file?.size ?? 0
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
    try attempts.end(ended)
    ended = []
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
        // Only now it is known what a packed source holds: an earlier one may hold the same.
        if case .reply(let reply) = result, let content = reply.content, !content.coding.isEmpty,
          ahead.contains(where: { $0.content?.sha256 == content.sha256 })
        {
          ahead.append(job)
          continue
        }
        try file(job, task, result: result)
      }
      switch job.state {
      case .settled(let batch):
        if let batch {
          note(batch, overtaking: ahead)
          job.ending = IngestJob.Ending(
            outcome: batch.document.outcome, reason: batch.document.reason)
        }
        noteEnd(of: job)
        group.append(job, batch, now: now)
        if group.isFull { try commit() }
      case .dropped: noteEnd(of: job)
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
  func isSlow(_ task: ExtractionTask, now: UInt64) -> Bool {
    guard let begun = task.firstBegun else { return false }
    return !task.failures.isEmpty || now >= begun + WorkerLimits.patience.nanoseconds
  }

  /// What has failed too often stays known for that.
  private func noteEnd(of job: IngestJob) {
    guard job.wasBegun, let attempt = job.attempt, attempts.verdict(attempt) == nil else { return }
    ended.append(attempt)
  }

  private func note(_ batch: EncodedBatch, overtaking ahead: [IngestJob]) {
    guard let story = batch.envelope.storyID else { return }
    for job in ahead { job.overtakenBy[story] = batch.envelope.sourceName }
  }

  // MARK: - Committing

  /// Makes the group durable, and lets go of its sources.
  func commit() throws {
    guard !group.isEmpty else { return }
    while !group.submissions.isEmpty {
      do {
        try store.commit(group.submissions, at: clock.now())
        break
      } catch {
        guard case .outOfSpace(let cause) = error else { throw error }
        // Nothing of the group was kept; the sources stay where they are until there is room.
        let start = MonotonicClock.now()
        try waitForSpace(cause)
        pool.postpone(by: MonotonicClock.now() - start)
      }
    }
    if group.submissions.contains(where: { $0.batch.envelope.rev > 1 }) {
      // A version that had an outcome has another one now.
      account = try store.account()
    } else {
      for submission in group.submissions {
        account[submission.batch.document.outcome, default: 0] += 1
      }
    }
    for job in group.jobs {
      for identity in [job.found, job.opened] {
        if let identity { folder.finished(job.name, identity) }
      }
      if let source = job.disposable { disposal.add(source) }
    }
    commitCount += 1
    group = IngestGroup(delay: commitDelay)
  }

  /// Counts anew, after somebody else has committed to the store.
  func countAgain() throws { account = try store.account() }

  private func source(_ name: SourceName) -> Source {
    Source(name: name.percentEncoded, receivedAt: clock.now())
  }
}
