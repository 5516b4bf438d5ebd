public import BriefingRecords
internal import LinuxIO

/// What waits to be committed together: many batches share one `fdatasync`, and none waits longer
/// than the delay.
///
/// The owner adds batches as they come, sets a timer to ``deadline`` and commits when ``isDue(at:)``
/// says so:
///
///     group.add(submission, at: MonotonicClock.now())
///     try timer.arm(at: group.deadline)
///     …
///     if group.isDue(at: MonotonicClock.now(), moreIsComing: workersAreBusy) {
///       for batch in try store.commit(&group, at: moment) { acknowledge(batch) }
///     }
public struct GroupCommit: Sendable {
  /// How long the first batch of a group may wait for others.
  public var delay: Duration
  /// How long to wait before a commit that found the disk full is tried again.
  public static let fullDiskPause = Duration.seconds(1)
  /// A group that has so many batches, or records, is due at once.
  static let batchLimit = 512
  static let recordLimit = 8192

  /// What waits, in the order of the store to be.
  public private(set) var submissions: [RecordStore.Submission] = []
  private var records = 0
  private var firstAdded: UInt64 = 0
  private var retryAt: UInt64?

  /// An empty group; with a delay of zero each is due as soon as it has something.
  public init(delay: Duration = .milliseconds(5)) {
    self.delay = delay
  }

  /// Whether nothing waits.
  public var isEmpty: Bool { submissions.isEmpty }

  /// Whether the disk was full at the last attempt: nothing more should be taken in, and the
  /// service manager should be told, until a commit succeeds.
  public var isWaitingForSpace: Bool { retryAt != nil }

  /// Whether a group is so large that more should wait for the next one.
  public var isFull: Bool { submissions.count >= Self.batchLimit || records >= Self.recordLimit }

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - submission: the batch.
  ///   - now: monotonic nanoseconds.
  public mutating func add(_ submission: RecordStore.Submission, at now: UInt64) {
    if submissions.isEmpty { firstAdded = now }
    submissions.append(submission)
    records += submission.batch.lineCount
  }

  /// When the group has to be committed, in monotonic nanoseconds; nil when nothing waits.
  public var deadline: UInt64? {
    if submissions.isEmpty { return nil }
    if let retryAt { return retryAt }
    return isFull ? firstAdded : firstAdded + delay.nanoseconds
  }

  /// Whether to commit now.
  ///
  /// - Parameters:
  ///   - now: monotonic nanoseconds.
  ///   - moreIsComing: whether other batches are under way; if not, there is nothing to wait for.
  /// - Returns: true at the deadline, and earlier when no more is coming.
  public func isDue(at now: UInt64, moreIsComing: Bool = true) -> Bool {
    guard let deadline else { return false }
    return now >= deadline || !moreIsComing && retryAt == nil
  }

  mutating func committed() { self = GroupCommit(delay: delay) }

  mutating func foundNoSpace(at now: UInt64) {
    retryAt = now + Self.fullDiskPause.nanoseconds
  }
}

extension RecordStore {
  /// Commits a group. On a full disk the group stays as it is, to be tried again at its deadline.
  ///
  /// - Parameters:
  ///   - group: what waits; afterwards empty.
  ///   - moment: what `emitted_at` of all records says.
  /// - Returns: where each batch lies, in the group's order.
  /// - Throws: ``StoreError``; where ``StoreError/isOutOfSpace`` is true, pause and go on, after any
  ///   other error the process has to end.
  @discardableResult
  public func commit(
    _ group: inout GroupCommit, at moment: Timestamp
  ) throws(StoreError) -> [StoredBatch] {
    do {
      let stored = try commit(group.submissions, at: moment)
      group.committed()
      return stored
    } catch {
      if error.isOutOfSpace { group.foundNoSpace(at: MonotonicClock.now()) }
      throw error
    }
  }
}

extension Duration {
  /// Whole nanoseconds; 0 for a negative duration.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    return seconds < 0
      ? 0 : UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}
