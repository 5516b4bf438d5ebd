import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import ServiceManager
import SystemPackage

/// What the daemon does beside taking sources in: it counts attempts, removes what is done, answers
/// requests and tells what it is at.
final class Housekeeping {
  let attempts: Attempts
  let disposal: SourceDisposal
  let quarantine: Quarantine
  private let requests: RequestFolder
  private let requestWatch: Inotify
  private let timer: Timer
  private var statusFile: StatusFile
  private let drop: FilePath
  /// Requests that are not answered yet, the first one under way.
  private var replays: [(name: String, replay: Replay)] = []
  /// Answers that there was no room for yet.
  private var unanswered: [(name: String, answer: Answer)] = []
  private var errors: [String] = []
  private var trouble: String?

  /// Opens what lies beside the records; the store must be open, which means locked, before.
  init(_ layout: StoreLayout, drop: FilePath, afterSuccess: AfterSuccess) throws {
    let archive = Archive(directory: layout.archive)
    try archive.removeDrafts()
    try LeavingName.restoreAll(below: drop)
    quarantine = Quarantine(directory: layout.quarantine)
    attempts = try Attempts(path: layout.attempts)
    disposal = SourceDisposal(
      drop: drop, archive: archive, quarantine: quarantine, afterSuccess: afterSuccess)
    requests = try RequestFolder(directory: layout.requests)
    requestWatch = try Inotify()
    _ = try requestWatch.addWatch(layout.requests, [.movedTo])
    timer = try Timer()
    statusFile = StatusFile(path: layout.status)
    self.drop = drop
  }

  /// Whether that state of that source has had its outcome. If so, and it should not lie in the drop
  /// folder any more, it is removed: a crash may have come between.
  func isKnown(
    _ name: SourceName, _ identity: FileIdentity, to store: RecordStore
  ) throws -> Bool {
    guard let batch = try store.latest(name: name.percentEncoded, file: identity.version) else {
      return false
    }
    var source = SourceDisposal.Source(
      name: name, identity: identity, outcome: batch.outcome, sha256: batch.sourceSHA256,
      reason: batch.reason)
    if disposal.afterSuccess.fate(of: batch.outcome) == .archivedAndRemoved {
      source.coding = try store.lines(of: batch).last?.strings("content_coding") ?? []
    }
    disposal.add(source)
    return true
  }

  /// Takes requests up from now on, and those that are there already.
  func listen(on loop: EventLoop, replay: @escaping (Request) -> Replay) throws {
    _ = try loop.register(requestWatch.descriptor) { [unowned self] _ in
      _ = try requestWatch.events()
      takeRequests(replay)
    }
    _ = try loop.register(timer.descriptor) { [unowned self] _ in _ = try timer.consume() }
    takeRequests(replay)
  }

  private func takeRequests(_ replay: (Request) -> Replay) {
    let taken: [(name: String, request: Request)]
    do {
      taken = try requests.take()
    } catch {
      // What others ask must not end what the daemon is there for.
      return note("requests cannot be taken: \(error)")
    }
    for (name, request) in taken {
      Message.write(
        .notice, "\(request.action.rawValue) is asked of \(request.targets.count) sources")
      replays.append((name, replay(request)))
    }
  }

  /// Whether every request has its answer.
  var isIdle: Bool { replays.isEmpty }

  /// Whether ``answerRequests(commit:)`` can get on without anything from outside.
  var canGoOn: Bool { replays.first?.replay.canGoOn ?? false }

  /// Goes on by one step with what is asked, if that needs no worker.
  ///
  /// - Parameter commit: Makes durable what ingest has not written yet.
  /// - Returns: Whether a request was answered.
  /// - Throws: What the store cannot go on after.
  func answerRequests(commit: () throws -> Void) throws -> Bool {
    guard let (name, replay) = replays.first else { return false }
    try replay.advance(commit: commit)
    guard replay.isDone else { return false }
    replays.removeFirst()
    for line in replay.answer.failed { Message.write(.notice, line) }
    unanswered.append((name, replay.answer))
    giveAnswers()
    return true
  }

  /// Writes answers; on a full disk they wait for room.
  private func giveAnswers() {
    let answers = unanswered
    unanswered = []
    for (name, answer) in answers {
      do {
        try requests.answer(name, answer)
      } catch {
        if error.isOutOfSpace {
          unanswered.append((name, answer))
        } else {
          note("request \(name) cannot be answered: \(error)")
        }
      }
    }
  }

  /// Does what is due, and sees to it that the loop turns again when something will be; `fill`
  /// completes the status, where one is to be written.
  func turn(_ state: DaemonStatus.State, _ fill: (inout DaemonStatus) -> Void) throws {
    let now = MonotonicClock.now()
    report(disposal.step(now: now))
    if trouble != disposal.trouble {
      trouble = disposal.trouble
      if let trouble { note("sources stay in the drop folder for now: \(trouble)") }
    }
    giveAnswers()
    var deadline = disposal.deadline
    if !unanswered.isEmpty { deadline = min(deadline ?? .max, now + Self.answerDelay) }
    if statusFile.isDue(now: now) {
      try tell(state, fill)
    } else {
      deadline = min(deadline ?? .max, statusFile.deadline)
    }
    try timer.arm(at: deadline)
  }

  /// How long an answer waits for room before it is tried again, in nanoseconds.
  private static let answerDelay: UInt64 = 1_000_000_000

  /// Removes what is left to remove, answers who waits, and tells that the daemon has ended.
  ///
  /// - Parameters:
  ///   - patience: How long the removal may take; the next start does what is left.
  ///   - fill: Completes the status.
  /// - Throws: `SystemCallError`.
  func finish(
    within patience: Duration, _ fill: (inout DaemonStatus) -> Void
  ) throws {
    unanswered += replays.map { ($0.name, $0.replay.interrupted) }
    replays = []
    giveAnswers()
    report(disposal.finish(until: MonotonicClock.now() + patience.nanoseconds))
    try tell(.stopped, fill)
  }

  /// Remembers a message for `briefing status`, and writes it to the journal.
  func note(_ message: String, _ priority: Message.Priority = .warning) {
    Message.write(priority, message)
    errors.append("\(Timestamp(milliseconds: WallClock.now())) \(message)")
    if errors.count > 10 { errors.removeFirst() }
  }

  /// Replaces the status file, if there is something new to tell.
  func tell(
    _ state: DaemonStatus.State, _ fill: (inout DaemonStatus) -> Void
  ) throws {
    var status = DaemonStatus(process: Int(CurrentProcess.identifier), drop: drop.string)
    status.state = state
    status.removals = disposal.count
    status.trouble = trouble
    status.errors = errors
    fill(&status)
    do {
      try statusFile.update(status)
    } catch {
      // A full disk must not end the daemon for a file that only tells how it is.
      guard error.isOutOfSpace else { throw error }
    }
  }

  private func report(_ events: [SourceDisposal.Event]) {
    var told = 0
    for case .stays(let name, let obstacle) in events {
      told += 1
      if told <= 3 { note("\(name): \(obstacle)") }
    }
    if told > 3 { note("\(told - 3) more sources stay in the drop folder") }
  }
}

extension DaemonStatus {
  /// Names the files that are waited for.
  mutating func setWaiting(_ files: [WaitingFile]) {
    let (now, monotonic) = (WallClock.now(), MonotonicClock.now())
    waitingCount = files.count
    waiting = files.prefix(100).map { file in
      let age = Int64(clamping: (monotonic - min(file.since, monotonic)) / 1_000_000)
      return Waiting(
        name: file.name.percentEncoded, reason: file.reason.description,
        since: Timestamp(milliseconds: now - age).description)
    }
  }
}
