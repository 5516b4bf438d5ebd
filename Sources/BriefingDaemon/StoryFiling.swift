import BriefingRecords
import BriefingStories
import RecordStore

/// Files an accepted batch under its story: what the story has already is not written again, what
/// changed is a `change`, what is gone is retracted.
struct StoryFiling {
  let store: RecordStore

  /// The batch as it is to be written.
  ///
  /// - Parameters:
  ///   - batch: The batch of a source that is taken as the first version of its story.
  ///   - name: The source's name, as records write it.
  ///   - withStory: Makes the batch again, as a version of another story: ids depend on the story.
  /// - Returns: The batch, with the operations that its records have in their story.
  /// - Throws: `StoreError` when the story's earlier batches cannot be read.
  func file(
    _ batch: Batch, name: String, withStory: (RecordID) -> Batch
  ) throws(StoreError) -> Batch {
    guard let own = batch.envelope.storyID else { return batch }
    let ownState = try state(of: own)
    if let ownState, ownState.overlap(with: batch.records) < StoryIdentity.leastOverlap {
      // A rubric: the same outlet heads another text with the same words again.
      let sha256 = batch.envelope.sourceSHA256 ?? ""
      return withStory(RecordID(naming: ["story", "rubric", own.description, sha256]))
    }
    var sameName = try store.latestAccepted(name: name)?.storyID
    if sameName == own { sameName = nil }
    var namedState: StoryState?
    if ownState == nil, let sameName { namedState = try state(of: sameName) }
    let relation = StoryIdentity.relation(
      own: own, ownIsKnown: ownState != nil, sameName: sameName,
      overlap: namedState?.overlap(with: batch.records) ?? 0)
    guard case .revision(let story) = relation else { return batch }
    var version = story == own ? batch : withStory(story)
    let revisions = Revisions(
      of: version.records, after: (story == own ? ownState : namedState) ?? StoryState())
    version.records = revisions.records
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
