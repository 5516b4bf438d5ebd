import BriefingRecords
import BriefingStories
import RecordStore

/// Files an accepted batch under its story: what the story has already is not written again, what
/// changed is a `change`, what is gone is retracted.
struct StoryFiling {
  let store: RecordStore
  /// Batches that come before this one and that the store does not have yet; none of this story.
  var pending: [PendingBatch] = []

  /// What is to be done with a batch.
  enum Decision {
    /// It is to be written so.
    case write(EncodedBatch)
    /// It has to be made again, as a version of this story: ids depend on the story.
    case makeAgain(story: RecordID)
  }

  /// Decides about what a worker made of a source.
  ///
  /// - Parameters:
  ///   - reply: The worker's reply.
  ///   - task: What it replied to.
  ///   - source: The source.
  ///   - content: What it holds.
  /// - Returns: The decision.
  /// - Throws: `StoreError` when the story's earlier batches cannot be read.
  func decide(
    on reply: WorkerReply, to task: ExtractionTask, of source: Source, _ content: SourceContent
  ) throws -> Decision {
    guard reply.outcome == .accepted, let story = reply.story else {
      let batch = BatchMaker.batch(
        of: source, outcome: reply.outcome, reason: reply.reason ?? "no reason was given",
        content: content)
      return .write(
        try again(EncodedBatch(envelope: batch.envelope, document: batch.document)))
    }
    // As it was asked for: a reload may have changed meanwhile what is written.
    let types = task.emission.types
    do {
      let batch = try BatchMaker.batch(
        of: source, lines: reply.lines, content: content, story: story,
        fingerprint: reply.fingerprint)
      let decision: Decision
      if task.story != nil {
        let state = try state(of: story) ?? StoryState()
        decision = .write(try revision(batch, after: state, types))
      } else {
        decision = try decide(batch, name: source.name, types)
      }
      guard case .write(let filed) = decision else { return decision }
      return .write(try again(filed))
    } catch let error as EncodedBatch.Malformed {
      return .write(try quarantined(source, "\(error)", content))
    } catch let error as RecordLine.Malformed {
      let reason = "the extraction wrote a line that is none: \(error)"
      return .write(try quarantined(source, reason, content))
    } catch let error as StoreError where error.isDamage {
      // Which facts of its story are new, nobody can tell.
      let reason = "the earlier records of its story cannot be read: \(error)"
      return .write(try quarantined(source, reason, content))
    }
  }

  /// The one line of a source that no worker could read to its end.
  ///
  /// - Throws: `StoreError`.
  func quarantined(
    _ source: Source, _ reason: String, _ content: SourceContent
  ) throws -> EncodedBatch {
    let batch = BatchMaker.batch(
      of: source, outcome: .quarantined, reason: reason, content: content)
    return try again(EncodedBatch(envelope: batch.envelope, document: batch.document))
  }

  /// Decides about the batch of a source that was taken as the first version of its story.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - name: The source's name, as records write it.
  ///   - types: The types of records that the batch was made with.
  /// - Returns: The decision.
  /// - Throws: `StoreError` when the story's earlier batches cannot be read, `RecordLine.Malformed`
  ///   when a line of the batch is no record.
  private func decide(
    _ batch: EncodedBatch, name: String, _ types: Set<RecordType>
  ) throws -> Decision {
    guard let own = batch.envelope.storyID else { return .write(batch) }
    let ownState = try state(of: own)
    if let ownState,
      let overlap = ownState.overlap(with: try records(of: batch), in: types),
      overlap < StoryIdentity.leastOverlap
    {
      // A rubric: the same outlet heads another text with the same words again.
      let sha256 = batch.envelope.sourceSHA256 ?? ""
      return .makeAgain(story: RecordID(naming: ["story", "rubric", own.description, sha256]))
    }
    var sameName = try store.latestAccepted(name: name)?.storyID
    if sameName == own { sameName = nil }
    var overlap = 0.0
    if let sameName, ownState == nil, let named = try state(of: sameName) {
      overlap = named.overlap(with: try records(of: batch), in: types) ?? 0
    }
    let relation = StoryIdentity.relation(
      own: own, ownIsKnown: ownState != nil, sameName: sameName, overlap: overlap)
    guard case .revision(let story) = relation else {
      return .write(try linked(batch, after: nil, types))
    }
    guard story == own else { return .makeAgain(story: story) }
    return .write(try revision(batch, after: ownState ?? StoryState(), types))
  }

  /// The batch of a version that the name may have had before, and has again: its document record
  /// is then a later revision of the one it had.
  ///
  /// - Throws: `StoreError`.
  func again(_ batch: EncodedBatch) throws -> EncodedBatch {
    guard let sha256 = batch.envelope.sourceSHA256 else { return batch }
    let count = try store.versionCount(name: batch.envelope.sourceName, sha256: sha256)
    guard count > 0 else { return batch }
    var batch = batch
    batch.envelope.rev = count + 1
    batch.envelope.op = .change
    return batch
  }

  private func records(of batch: EncodedBatch) throws(RecordLine.Malformed) -> [RecordLine] {
    var records: [RecordLine] = []
    for line in batch.lines { records.append(try batch.record(line)) }
    return records
  }

  private func revision(
    _ batch: EncodedBatch, after state: StoryState, _ types: Set<RecordType>
  ) throws -> EncodedBatch {
    var version = try linked(batch, after: state, types)
    let revisions = try Revisions(of: version, after: state, types: types)
    version.lines = revisions.lines
    version.retractions = revisions.retractions
    return version
  }

  /// What the store has of a story; nil where it has nothing.
  private func state(of story: RecordID) throws(StoreError) -> StoryState? {
    let batches = try store.batches(ofStory: story)
    guard !batches.isEmpty else { return nil }
    var state = StoryState()
    for batch in batches {
      for line in try store.lines(of: batch) { state.take(line) }
    }
    return state
  }
}
