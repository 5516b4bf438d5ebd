import BriefingRecords
import BriefingStories
import RecordStore

/// Files an accepted batch under its story: what the story has already is not written again, what
/// changed is a `change`, what is gone is retracted.
struct StoryFiling {
  let store: RecordStore

  /// What is to be done with a batch.
  enum Decision {
    /// It is to be written so.
    case write(EncodedBatch)
    /// It has to be made again, as a version of this story: ids depend on the story.
    case makeAgain(story: RecordID)
  }

  /// Decides about the batch of a source that was taken as the first version of its story.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - name: The source's name, as records write it.
  /// - Returns: The decision.
  /// - Throws: `StoreError` when the story's earlier batches cannot be read, `RecordLine.Malformed`
  ///   when a line of the batch is no record.
  func decide(_ batch: EncodedBatch, name: String) throws -> Decision {
    guard let own = batch.envelope.storyID else { return .write(batch) }
    let ownState = try state(of: own)
    if let ownState, ownState.overlap(with: try records(of: batch)) < StoryIdentity.leastOverlap {
      // A rubric: the same outlet heads another text with the same words again.
      let sha256 = batch.envelope.sourceSHA256 ?? ""
      return .makeAgain(story: RecordID(naming: ["story", "rubric", own.description, sha256]))
    }
    var sameName = try store.latestAccepted(name: name)?.storyID
    if sameName == own { sameName = nil }
    var overlap = 0.0
    if let sameName, ownState == nil, let named = try state(of: sameName) {
      overlap = named.overlap(with: try records(of: batch))
    }
    let relation = StoryIdentity.relation(
      own: own, ownIsKnown: ownState != nil, sameName: sameName, overlap: overlap)
    guard case .revision(let story) = relation else { return .write(batch) }
    guard story == own else { return .makeAgain(story: story) }
    return .write(try revision(batch, after: ownState ?? StoryState()))
  }

  /// The batch of a source that was made as a later version of `story`, as it is to be written.
  ///
  /// - Throws: As ``decide(_:name:)``.
  func revision(_ batch: EncodedBatch, of story: RecordID) throws -> EncodedBatch {
    try revision(batch, after: try state(of: story) ?? StoryState())
  }

  private func records(of batch: EncodedBatch) throws(RecordLine.Malformed) -> [RecordLine] {
    var records: [RecordLine] = []
    for line in batch.lines { records.append(try batch.record(line)) }
    return records
  }

  private func revision(_ batch: EncodedBatch, after state: StoryState) throws -> EncodedBatch {
    let revisions = try Revisions(of: batch, after: state)
    var version = batch
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
