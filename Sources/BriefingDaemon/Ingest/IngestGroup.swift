import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore

/// Jobs that are committed together, with one `fdatasync`.
struct IngestGroup {
  private(set) var jobs: [IngestJob] = []
  private(set) var submissions: [RecordStore.Submission] = []
  /// The batches of the submissions.
  private(set) var batches: [PendingBatch] = []
  /// What the jobs are known by: the ledger does not know them yet.
  private(set) var names: Set<SourceName> = []
  private(set) var contents: Set<String> = []
  private(set) var stories: Set<RecordID> = []
  /// When the first job came in, by the monotonic clock.
  private(set) var begun: UInt64?
  private var bytes = 0

  private static let jobLimit = 64
  private static let byteLimit = 16 << 20
  /// How long the first job waits for company while workers are busy.
  private let delay: Duration

  init(delay: Duration) { self.delay = delay }

  var isEmpty: Bool { jobs.isEmpty }
  var isFull: Bool { jobs.count >= Self.jobLimit || bytes >= Self.byteLimit }
  /// When the group is to be committed, full or not.
  var deadline: UInt64? { begun.map { $0 + delay.nanoseconds } }

  mutating func append(_ job: IngestJob, _ batch: EncodedBatch?, now: UInt64) {
    if begun == nil { begun = now }
    jobs.append(job)
    names.insert(job.name)
    guard let batch else { return }
    if let sha256 = job.content?.sha256 { contents.insert(sha256) }
    if let story = batch.envelope.storyID { stories.insert(story) }
    bytes += batch.byteCount
    batches.append(PendingBatch(batch))
    submissions.append(
      RecordStore.Submission(batch, file: (job.opened ?? job.found)?.version))
  }
}
