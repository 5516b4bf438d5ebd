import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore

// How a job ends.

extension Ingest {
  /// Settles a job that the workers are done with, or has it done again as a version of a story
  /// that the store has.
  func file(
    _ job: IngestJob, _ task: ExtractionTask, result: ExtractionTask.Result
  ) throws {
    guard case .reply(let reply) = result else {
      if case .failure(let reason) = result { try end(job, .quarantined, reason) }
      return
    }
    // Written to while the worker read it?
    if let read = reply.fileSHA256, read != job.file?.sha256 { return drop(job) }
    // Of what is not packed, the daemon knows hash and size by itself.
    if let content = reply.content, !content.coding.isEmpty {
      job.content = content
      if group.contents.contains(content.sha256) { try commit() }
      if try settleAsSame(job, content) { return }
      if try settleAsDuplicate(job, content) { return }
    } else {
      job.content?.mediaType = reply.content?.mediaType
      job.content?.charset = reply.content?.charset
    }
    guard reply.outcome == .accepted, let story = reply.story, let content = job.content else {
      return try end(job, reply.outcome, reply.reason ?? "no reason was given")
    }
    if let later = job.overtakenBy[story] {
      return try end(
        job, .superseded, "\(later), of the same story, was taken while this one took long")
    }
    // An earlier version may be in this very group: the ledger has to know it first.
    let stories = [story, try store.latestAccepted(name: job.source.name)?.storyID]
    if stories.contains(where: { $0.map(group.stories.contains) ?? false }) { try commit() }
    let decision = try StoryFiling(store: store, pending: group.batches).decide(
      on: reply, to: task, of: job.source, content)
    switch decision {
    case .write(let batch): job.state = .settled(batch)
    case .makeAgain(let story): extract(job, from: task.file, task.emission, as: story)
    }
  }

  /// Forgets a file that was written to while it was read: it is looked at again when it has
  /// settled.
  func drop(_ job: IngestJob) {
    forget(job)
    folder.reconsider(job.name)
  }

  func forget(_ job: IngestJob) {
    if let found = job.found { folder.finished(job.name, found) }
    job.state = .dropped
  }

  func vanished(_ job: IngestJob) {
    let batch = unread(job, .vanished, "was removed before it could be read")
    job.state = .settled(batch)
  }

  func refuse(_ job: IngestJob, _ refusal: Refusal) throws {
    let outcome: Document.Outcome
    if case .unreadable = refusal { outcome = .quarantined } else { outcome = .unsupported }
    try endUnread(job, outcome, refusal.description)
  }

  /// Settles a job that yields no records.
  func end(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, duplicateOf: String? = nil
  ) throws {
    let batch = BatchMaker.batch(
      of: job.source, outcome: outcome, reason: reason, content: job.content,
      duplicateOf: duplicateOf)
    job.state = .settled(
      try StoryFiling(store: store).again(
        EncodedBatch(envelope: batch.envelope, document: batch.document)))
  }

  /// Settles a job whose content was not read, unless the store has it from an earlier life and
  /// only the ledger has forgotten which file it was.
  func endUnread(
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
  func unread(
    _ job: IngestJob, _ outcome: Document.Outcome, _ reason: String, size: Int? = nil
  ) -> EncodedBatch {
    let batch = BatchMaker.batch(
      of: job.source, outcome: outcome, reason: reason, size: size,
      serial: store.lastSequence + group.submissions.count + 1)
    return EncodedBatch(envelope: batch.envelope, document: batch.document)
  }
}
