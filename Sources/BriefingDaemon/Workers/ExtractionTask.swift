import BriefingRecords

/// One source on its way through the workers.
final class ExtractionTask {
  /// How it came back.
  enum Result {
    case reply(WorkerReply)
    /// No worker could do it, for this reason.
    case failure(String)
  }

  let serial: UInt64
  let name: String
  let size: Int
  /// The story that the content is a later version of; nil to take it as the first of its own.
  let story: RecordID?
  /// The types of records that are wanted.
  let emission: Emission
  let file: SourceFile
  /// What is counted against the source when a worker dies of it; nil when nothing is.
  let attempt: AttemptedSource?
  /// Why it did not come back, attempt by attempt; the next attempt is made alone.
  var failures: [String] = []
  /// When a worker first had it as its only or next file, by the monotonic clock.
  var firstBegun: UInt64?
  var result: Result?

  /// Attempts that a source has: the second failure is its own, not a neighbour's.
  static let attempts = 2

  init(
    serial: UInt64, name: String, size: Int, story: RecordID?, emission: Emission, file: SourceFile,
    attempt: AttemptedSource?
  ) {
    self.serial = serial
    self.name = name
    self.size = size
    self.story = story
    self.emission = emission
    self.file = file
    self.attempt = attempt
  }

  var request: WorkerRequest {
    WorkerRequest(serial: serial, name: name, size: size, story: story, emission: emission)
  }

  /// Notes an attempt that failed; the task has its result when there is no further one.
  func fail(_ reason: String) {
    failures.append(reason)
    guard failures.count >= Self.attempts else { return }
    let distinct =
      failures.first == reason ? "\(reason) twice" : failures.joined(separator: ", then ")
    result = .failure("the extraction \(distinct)")
  }
}
