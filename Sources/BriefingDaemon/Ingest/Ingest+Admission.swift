import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage

// How a finding comes in.

extension Ingest {
  /// Looks at a finding: settles it, or hands its content to the workers.
  func admit(_ job: IngestJob, after earlier: ArraySlice<IngestJob>) throws {
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
      } catch DropFolderError.busy {
        drop(job)
      } catch DropFolderError.vanished {
        vanished(job)
      } catch DropFolderError.refused(_, let refusal) {
        try refuse(job, refusal)
      } catch let error as SystemCallError where error.errno == .staleNFSFileHandle {
        // Removed or replaced on another machine.
        drop(job)
      } catch let error as SystemCallError where ["pread", "statx"].contains(error.call) {
        // The file itself cannot be read, as on a bad sector; trouble with anything else ends the
        // daemon, since it would be the same for every file.
        try endUnread(job, .quarantined, "could not be read: \(error)")
      }
    }
  }

  func examine(
    _ job: IngestJob, _ source: SourceFile, after earlier: ArraySlice<IngestJob>
  ) throws {
    let identity = source.identity
    job.opened = identity
    guard identity.size <= Int64(maxFile) else {
      let reason = "\(identity.size) bytes, more than the \(maxFile) of MaxFile="
      return try endUnread(job, .tooLarge, reason, size: Int(identity.size))
    }
    let hashed = try source.hash()
    let after = try source.identityNow()
    guard Int64(hashed.size) == identity.size, after.hasSameContent(as: identity) else {
      return drop(job)
    }
    job.opened = after
    let file = SourceContent(sha256: hashed.sha256, size: hashed.size)
    job.file = file
    job.content = file
    guard !earlier.contains(where: { $0.isBound(to: job) }) else { return job.state = .deferred }
    if group.contents.contains(file.sha256) { try commit() }
    let verdict = job.attempt.flatMap(attempts.verdict)
    if try settleAsSame(job, file, verdict: verdict) { return }
    if let verdict {
      try end(job, .quarantined, verdict)
    } else if file.size == 0 {
      try end(job, .empty, "the file has no bytes")
    } else if try settleAsDuplicate(job, file) {
      return
    } else if emission.needsExtraction {
      job.state = .new(source)
    } else {
      let batch = BatchMaker.unextracted(job.source, file)
      job.state = .settled(
        try StoryFiling(store: store).again(
          EncodedBatch(envelope: batch.envelope, document: batch.document)))
    }
  }

  /// Settles a job whose content the newest version of its name has: it was touched, or put there
  /// again, perhaps packed in another way.
  ///
  /// - Returns: Whether it was settled.
  func settleAsSame(
    _ job: IngestJob, _ content: SourceContent, verdict: String? = nil
  ) throws -> Bool {
    guard let opened = job.opened,
      let known = try store.latest(name: job.source.name, sha256: content.sha256),
      known.outcome != .quarantined || known.reason == verdict,
      try store.latest(name: job.source.name)?.sequence == known.sequence
    else { return false }
    try store.remember(opened.version, name: job.source.name, sha256: content.sha256)
    job.ending = IngestJob.Ending(outcome: known.outcome, reason: known.reason)
    job.state = .settled(nil)
    return true
  }

  /// Settles a job whose content was accepted under another name.
  ///
  /// - Returns: Whether it was settled.
  func settleAsDuplicate(_ job: IngestJob, _ content: SourceContent) throws -> Bool {
    guard let first = try store.firstAccepted(sha256: content.sha256)?.sourceName,
      first != job.source.name
    else { return false }
    try end(job, .duplicate, "the same bytes as \(first)", duplicateOf: first)
    return true
  }

  /// Hands new content to the workers, once it is noted that they get it.
  ///
  /// One that has something against it is read alone, so that no other gets suspected with it. What
  /// takes long is not company: the rest would wait for it.
  func begin() throws {
    let now = MonotonicClock.now()
    let company = jobs.filter { job in
      if case .extracting(let task) = job.state {
        task.result == nil && !isSlow(task, now: now)
      } else {
        false
      }
    }
    guard !company.contains(where: isSuspect) else { return }
    var next: [(job: IngestJob, file: SourceFile)] = []
    for job in jobs {
      guard case .new(let file) = job.state else { continue }
      if isSuspect(job) {
        if company.isEmpty, next.isEmpty { next.append((job, file)) }
        break
      }
      next.append((job, file))
    }
    guard !next.isEmpty else { return }
    try attempts.begin(next.compactMap(\.job.attempt))
    for (job, file) in next { extract(job, from: file, emission) }
  }

  private func isSuspect(_ job: IngestJob) -> Bool {
    job.attempt.map(attempts.isSuspect) ?? false
  }

  func extract(
    _ job: IngestJob, from file: SourceFile, _ emission: Emission, as story: RecordID? = nil
  ) {
    job.state = .extracting(
      pool.task(
        name: job.source.name, size: job.file?.size ?? 0, story: story, emission: emission,
        file: file,
        attempt: job.attempt))
  }
}
