import BriefingRecords
import DropFolder
import RecordStore

/// One finding on its way to its outcome.
final class IngestJob {
  enum State {
    /// An earlier job has the same name or content; this one is looked at when that is durable.
    case deferred
    /// Its content was read and hashed, and is nowhere else.
    case new(SourceFile)
    /// The workers have it.
    case extracting(ExtractionTask)
    /// It has its outcome, and what is to be written about it, if anything.
    case settled(EncodedBatch?)
    /// It was no complete file, and is looked for anew.
    case dropped
  }

  /// What became of it.
  struct Ending {
    var outcome: Document.Outcome
    var reason: String?
  }

  let finding: Finding
  let source: Source
  var state = State.deferred {
    didSet {
      if case .extracting = state { wasBegun = true }
    }
  }
  /// Whether workers got it, so that an attempt was counted.
  private(set) var wasBegun = false
  var ending: Ending?
  /// The state of the file that was opened; it may be a later one than was found.
  var opened: FileIdentity?
  /// The bytes of the file, as the daemon has hashed them.
  var file: SourceContent?
  /// What they hold; until a worker has told, what they are.
  var content: SourceContent?
  /// Stories that later jobs have written since, because this one took too long to wait for.
  var overtakenBy: [RecordID: String] = [:]

  init(_ finding: Finding, source: Source) {
    self.finding = finding
    self.source = source
  }

  var name: SourceName { finding.name }

  /// The state of the file that was found; nil when it was gone.
  var found: FileIdentity? {
    switch finding {
    case .arrived(_, let identity), .refused(_, let identity, _): identity
    case .vanished: nil
    }
  }

  /// What attempts are counted by.
  var attempt: AttemptedSource? { opened.map { AttemptedSource(name: name, identity: $0) } }

  /// What is to leave the drop folder once this is durable.
  var disposable: SourceDisposal.Source? {
    guard let ending, let identity = opened ?? found else { return nil }
    return SourceDisposal.Source(
      name: name, identity: identity, outcome: ending.outcome, sha256: content?.sha256,
      reason: ending.reason, coding: content?.coding ?? [], fileSHA256: file?.sha256)
  }

  /// Whether a worker has it or will have it, and no result is there yet.
  var isWithWorkers: Bool {
    if case .extracting(let task) = state { task.result == nil } else { false }
  }

  /// Whether it waits until workers have time for it, or for what they make of an earlier one.
  var isBeforeWorkers: Bool {
    switch state {
    case .deferred, .new: true
    case .extracting, .settled, .dropped: false
    }
  }

  /// Whether the workers are done with it.
  var isExtracted: Bool {
    if case .extracting(let task) = state { task.result != nil } else { false }
  }

  /// Whether two jobs must keep their order whatever becomes of them.
  func isBound(to other: IngestJob) -> Bool {
    name == other.name || content != nil && content?.sha256 == other.content?.sha256
  }
}
