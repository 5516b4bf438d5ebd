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

  /// In the order in which they were found.
  private var jobs: [IngestJob] = []
  private var group = IngestGroup()

  /// The most jobs under way.
  private static let window = 64

  init(
    folder: DropFolder, store: RecordStore, pool: WorkerPool, clock: RecordClock,
    attempts: any Attempts, maxFile: Int
  ) throws {
    self.folder = folder
    self.store = store
    self.pool = pool
    self.clock = clock
    self.attempts = attempts
    self.maxFile = maxFile
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
    case .refused(_, _, let refusal): refused(job, refusal)
    case .arrived(let name, _):
      do {
        try open(job, try folder.open(name), after: earlier)
      } catch DropFolderError.vanished {
        vanished(job)
      } catch DropFolderError.refused(_, let refusal) {
        refused(job, refusal)
      } catch let error as SystemCallError {
        end(job, .quarantined, "could not be read: \(error)")
      }
    }
  }

  private func open(
    _ job: IngestJob, _ file: consuming ArrivedFile, after earlier: ArraySlice<IngestJob>
  ) throws {
    let identity = file.identity
    job.opened = identity
    guard identity.size <= Int64(maxFile) else {
      return end(
        job, .tooLarge, "\(identity.size) bytes, more than the \(maxFile) of MaxFile=",
        size: Int(identity.size))
    }
    let source = SourceFile(file)
    let content = try source.hash()
    // Written to while it was read? The folder will find the new state when it is complete.
    guard Int64(content.size) == identity.size, try source.isUnchanged() else {
      job.opened = nil
      return job.state = .settled(nil)
    }
    job.sha256 = content.sha256
    job.size = content.size
    guard !earlier.contains(where: { $0.isBound(to: job) }) else { return job.state = .deferred }
    if group.contents.contains(content.sha256) { try commit() }
    if try store.latest(name: job.source.name, sha256: content.sha256) != nil {
      // Touched, or put there again: the same name and bytes have their records.
      try store.remember(identity.version, name: job.source.name, sha256: content.sha256)
      job.opened = nil
      return job.state = .settled(nil)
    }
    if content.size == 0 {
      end(job, .empty, "the file has no bytes")
    } else if let first = try store.firstAccepted(sha256: content.sha256)?.sourceName {
      end(job, .duplicate, "the same bytes as \(first)", duplicateOf: first)
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
        end(job, .quarantined, "the daemon ended \(count) times while this was looked into")
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
      if case .failure(let reason) = result { end(job, .quarantined, reason) }
      return
    }
    guard reply.outcome == .accepted, let story = reply.story, let sha256 = job.sha256 else {
      return end(job, reply.outcome, reply.reason ?? "no reason was given")
    }
    guard reply.sha256 == sha256 else {
      // Written to while the worker read it.
      job.opened = nil
      return job.state = .settled(nil)
    }
    if let later = job.overtakenBy[story] {
      return end(
        job, .superseded, "\(later), of the same story, was read while this one took long",
        story: story)
    }
    // An earlier version may be in this very group: the ledger has to know it first.
    if group.stories.contains(story) || group.names.contains(job.name) { try commit() }
    do {
      let batch = try BatchMaker.batch(
        of: job.source, lines: reply.lines, sha256: sha256, size: job.size ?? 0, story: story,
        charset: reply.charset)
      let filing = StoryFiling(store: store)
      if task.story != nil {
        return job.state = .settled(try filing.revision(batch, of: story))
      }
      switch try filing.decide(batch, name: job.source.name) {
      case .write(let batch): job.state = .settled(batch)
      case .makeAgain(let story): extract(job, from: task.file, as: story)
      }
    } catch let error as EncodedBatch.Malformed {
      end(job, .quarantined, "\(error)")
    } catch let error as RecordLine.Malformed {
      end(job, .quarantined, "the extraction wrote a line that is none: \(error)")
    }
  }

  private func vanished(_ job: IngestJob) {
    end(job, .vanished, "was removed before it could be read")
  }

  private func refused(_ job: IngestJob, _ refusal: Refusal) {
    if case .unreadable = refusal {
      end(job, .quarantined, refusal.description)
    } else {
      end(job, .unsupported, refusal.description)
    }
  }

  /// Settles a job that yields no records.
  private func end(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, size: Int? = nil,
    story: RecordID? = nil, duplicateOf: String? = nil
  ) {
    let batch = BatchMaker.batch(
      of: job.source, outcome: outcome, reason: reason, sha256: job.sha256,
      size: size ?? job.size, story: story, duplicateOf: duplicateOf)
    job.state = .settled(EncodedBatch(envelope: batch.envelope, document: batch.document))
  }

  // MARK: - Committing

  private func commit() throws {
    guard !group.isEmpty else { return }
    if !group.submissions.isEmpty {
      try store.commit(group.submissions, at: clock.now())
      for submission in group.submissions {
        account[submission.batch.document.outcome, default: 0] += 1
      }
    }
    try attempts.finish(group.jobs.compactMap(\.attempt))
    for job in group.jobs {
      for identity in [job.found, job.opened] {
        if let identity { folder.finished(job.name, identity) }
      }
    }
    commitCount += 1
    group = IngestGroup()
  }

  private func source(_ name: SourceName) -> Source {
    Source(name: name.percentEncoded, receivedAt: clock.now())
  }
}
