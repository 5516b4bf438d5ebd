import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import ServiceManager
import SystemPackage

/// The daemon: one thread, one event loop, one direction from the drop folder to the store.
///
/// At start: signals are blocked, the store is opened and recovered, the watch is armed, *then* the
/// folder is listed and the service manager is told READY=1. From there on findings are taken in,
/// extracted by worker processes, committed in groups and acknowledged.
public final class Daemon {
  let options: [Setting: String]
  let configurationFile: String?
  let configuration: Configuration
  let once: Bool

  let loop: EventLoop
  let signals: Signals
  let settleTimer: Timer
  let workTimer: Timer
  let watchdogTimer: Timer
  let clock: RecordClock

  let store: RecordStore
  let folder: DropFolder
  let house: Housekeeping
  let pool: WorkerPool
  let ingest: Ingest
  var intake = Intake()
  var progress = Progress()
  var isStopping = false
  var isReloadDue = false
  var isReapingDue = false
  var isOutOfSpace = false
  /// With `once`: when files that are not complete are no longer waited for.
  var patienceEnds: UInt64?
  let patience: Duration
  var folderRegistration: EventLoop.Registration?
  var isListening = true
  var folderState = DropFolderState.watching
  var toldCommits = 0
  var nextTelling: UInt64 = 0

  /// Opens everything the daemon needs, in the order that loses nothing.
  ///
  /// - Parameters:
  ///   - configurationFile: The file that is read again on SIGHUP.
  ///   - options: The settings of the command line; they win over the file at every reload.
  ///   - once: Whether to take what is there and end.
  /// - Throws: ``ConfigurationError``, ``LexiconFolder/Failure``, `StoreError` or `SystemCallError`,
  ///   each with what to do.
  public init(configurationFile: String?, options: [Setting: String], once: Bool) throws {
    self.configurationFile = configurationFile
    self.options = options
    self.once = once
    signals = try Signals([.terminate, .interrupt, .hangUp, .child])
    loop = try EventLoop()
    settleTimer = try Timer()
    workTimer = try Timer()
    watchdogTimer = try Timer()
    clock = RecordClock(environment: Environment.value)

    configuration = try Configuration.load(file: configurationFile, options: options)
    guard let drop = configuration.drop else { throw ConfigurationError.missing(.drop) }
    guard let directory = configuration.store else { throw ConfigurationError.missing(.store) }
    patience = .seconds(1) + configuration.folderOptions.longestSettle
    let maker = try Self.batchMaker(configuration)

    store = try Self.openStore(directory, configuration.rotation)
    try Self.expectApart(drop, directory)
    house = try Housekeeping(store.layout, drop: drop, afterSuccess: configuration.afterSuccess)
    folder = try DropFolder(
      drop, options: configuration.folderOptions,
      isKnown: { [store, house] name, identity in
        try house.isKnown(name, identity, to: store)
      })
    pool = try WorkerPool(
      in: loop, maker: maker, limits: WorkerLimits(configuration), attempts: house.attempts)
    ingest = try Ingest(
      folder: folder, store: store, pool: pool, clock: clock, attempts: house.attempts,
      disposal: house.disposal, maxFile: configuration.maxFile, emission: configuration.emit,
      commitDelay: configuration.commitDelay)
    ingest.waitForSpace = { [unowned self] in try waitForSpace($0) }
  }

  /// Runs until SIGTERM or SIGINT, or with `once` until everything that is there has its outcome.
  ///
  /// - Throws: What cannot be gone on after: a failed `fdatasync`, a drop folder that is gone.
  public func run() throws {
    try listen()
    try list()
    try notify([.ready, .status(status)])
    Message.write(.info, "watching \(folder.path), storing in \(store.layout.directory)")
    while !isStopping {
      if isReloadDue { try reload() }
      do {
        try work()
      } catch is Stopped {
        break
      }
      let isIdle = ingest.isIdle && intake.isEmpty && !folder.isScanning && house.isIdle
      if once, isIdle, try isOnceDone() { break }
      if !isIdle { patienceEnds = nil }
      try adjustListening()
      try tellOfFolder()
      try settleTimer.arm(at: folder.nextDeadline)
      let rotation = isIdle ? try nextRotation() : nil
      let deadlines = [ingest.nextDeadline(now: MonotonicClock.now()), rotation]
      try workTimer.arm(at: deadlines.compactMap(\.self).min())
      let canGoOn =
        ingest.canGoOn || house.canGoOn || ingest.hasRoom && !intake.isEmpty
        || canList
      let tidies = isIdle && !canGoOn && !once && store.hasIdleWork
      try loop.step(timeout: canGoOn || tidies ? .zero : once ? .milliseconds(50) : nil)
      if tidies, intake.isEmpty { tidy() }
    }
    // What the workers have is taken again at the next start.
    pool.end()
    try house.attempts.stop()
    try notify([.stopping, .status("Stopping")])
    try house.finish(within: once ? .seconds(3600) : .seconds(1), fill)
    do {
      try store.close()
    } catch {
      // The records are safe; the next start looks through the ledger.
      Message.write(.warning, "\(error)")
    }
    Message.write(.info, status)
  }

  // MARK: - Listening

  private func listen() throws {
    folderRegistration = try folder.withDescriptor { descriptor in
      try loop.register(descriptor) { [unowned self] _ in
        intake.append(try folder.readEvents())
      }
    }
    try house.listen(on: loop) { [unowned self] request in Replay(request, in: place) }
    _ = try loop.register(settleTimer.descriptor) { [unowned self] _ in
      _ = try settleTimer.consume()
      intake.append(try folder.due(atMost: intake.room))
    }
    _ = try loop.register(workTimer.descriptor) { [unowned self] _ in
      _ = try workTimer.consume()
    }
    _ = try loop.register(signals.descriptor) { [unowned self] _ in
      for signal in try signals.arrived() { handle(signal) }
    }
    guard let interval = ServiceManager.watchdogInterval() else { return }
    _ = try loop.register(watchdogTimer.descriptor) { [unowned self] _ in
      _ = try watchdogTimer.consume()
      // A worker that takes long has a deadline of its own.
      let moves = ingest.commitCount + pool.resultCount
      let isWaiting = ingest.isWaiting && (intake.isEmpty || !ingest.hasRoom)
      if progress.hasMoved(to: moves, isIdle: isWaiting) {
        try notify([.watchdog])
      }
      try watchdogTimer.arm(after: .nanoseconds(Int64(interval / 2)))
    }
    try watchdogTimer.arm(after: .nanoseconds(Int64(interval / 2)))
  }

  /// Lists a portion more of the folder if there is room for what that finds.
  private func list() throws {
    guard canList else { return }
    intake.append(try folder.scan(atMost: intake.room))
  }

  private var canList: Bool {
    folder.isScanning && intake.room > 0 && house.disposal.hasRoom
  }

  /// Says so when the folder is lost, found again, or has to be polled.
  private func tellOfFolder() throws {
    guard folder.state != folderState else { return }
    let isWorse = folder.state != .watching
    folderState = folder.state
    Message.write(isWorse ? .warning : .notice, "drop folder \(folder.path): \(folderState)")
    try notify([.status(status)])
  }

  /// A full intake leaves events in the kernel's queue, whose overflow leads to a new listing.
  private func adjustListening() throws {
    guard let folderRegistration else { return }
    let shouldListen = intake.room > 0
    guard shouldListen != isListening else { return }
    try loop.change(folderRegistration, to: shouldListen ? .readable : [])
    isListening = shouldListen
  }

  /// Takes what was found, and what the workers have done with it, as far as it gets.
  private func work() throws {
    if isReapingDue {
      isReapingDue = false
      try pool.reap()
    }
    try list()
    if try house.answerRequests(commit: { try ingest.commit() }) {
      try ingest.countAgain()
      try notify([.status(status)])
    }
    try ingest.take(from: &intake)
    try ingest.advance(isLast: intake.isEmpty && !folder.isScanning)
    try tellProgress()
    try house.turn(.running, fill)
    if house.disposal.takeMissed() { folder.rescan() }
    try list()
  }

  /// What requests are done with, as things stand.
  private var place: Replay.Place {
    Replay.Place(
      store: store, pool: pool, clock: clock, archive: house.disposal.archive,
      quarantine: house.quarantine, drop: folder.path, maxFile: ingest.maxFile,
      emission: ingest.emission)
  }

  /// Closes the segment if its time has come, also when nothing is committed any more; else says when
  /// that is to be asked again, by the monotonic clock.
  private func nextRotation() throws -> UInt64? {
    guard let due = store.rotationDue else { return nil }
    var left = due.milliseconds - clock.now().milliseconds
    if left <= 0 {
      do {
        try store.rotateIfDue(at: clock.now())
        return nil
      } catch {
        guard case .outOfSpace = error else { throw error }
        house.note("\(error)")
        left = 60_000
      }
    }
    return MonotonicClock.now() + UInt64(left) * 1_000_000
  }

  /// Does a part of what the store leaves for quiet moments.
  private func tidy() {
    do {
      try store.idleStep()
    } catch {
      Message.write(.warning, "\(error); it is tried again later")
    }
  }

  /// The status is told when all is done, and now and then until it is.
  private func tellProgress() throws {
    guard ingest.commitCount != toldCommits else { return }
    isOutOfSpace = false
    let now = MonotonicClock.now()
    guard ingest.isIdle && intake.isEmpty || now >= nextTelling else { return }
    toldCommits = ingest.commitCount
    nextTelling = now + 1_000_000_000
    try notify([.status(status)])
  }

  /// Whether nothing is left to take. A file that some program keeps open for writing is waited for
  /// a little longer than files settle, and then named.
  private func isOnceDone() throws -> Bool {
    if case .lost(let loss) = folder.state {
      throw DropFolderError.folderLost(folder.path, loss)
    }
    let waiting = folder.waiting
    guard !waiting.isEmpty else { return true }
    let now = MonotonicClock.now()
    let end = patienceEnds ?? now + patience.nanoseconds
    patienceEnds = end
    guard now >= end else { return false }
    for file in waiting { Message.write(.warning, "\(file.name) was not taken: \(file.reason)") }
    return true
  }

  /// A full disk is waited out: called between two tries of the same commit.
  ///
  /// Only the signals are answered meanwhile. What comes into the drop folder stays in the kernel's
  /// queue, and when that overflows the folder is listed again.
  private func waitForSpace(_ cause: String) throws {
    if !isOutOfSpace { Message.write(.error, "paused: \(cause)") }
    isOutOfSpace = true
    try notify([.watchdog, .status("Paused, trying again each second: \(cause)")])
    try house.tell(.paused) { status in
      fill(&status)
      status.trouble = cause
    }
    let pause = try EventLoop()
    _ = try pause.register(signals.descriptor) { [unowned self] _ in
      for signal in try signals.arrived() { handle(signal) }
    }
    try pause.step(timeout: .seconds(1))
    if isStopping { throw Stopped() }
  }
}

/// The daemon was told to stop while it could not go on.
private struct Stopped: Error {}
