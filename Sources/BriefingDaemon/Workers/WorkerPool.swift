import BriefingRecords
import LinuxIO
import ServiceManager
import SystemPackage

/// The worker processes: hands tasks to them, and sees to it that each comes back with a result,
/// whatever becomes of the process that has it.
final class WorkerPool {
  /// Why there can be no workers.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let loop: EventLoop
  private let attempts: Attempts?
  private var maker: BatchMaker
  private var limits: WorkerLimits
  private var workers: [WorkerProcess] = []
  /// Tasks that no worker has, the next one first.
  private var queue: [ExtractionTask] = []
  private var nextSerial: UInt64 = 0
  /// Workers that ended without a single request, one after the other.
  private var uselessStarts = 0
  private var hasWarned = false
  /// Replies and failures so far: what the watchdog rests on.
  private(set) var resultCount = 0

  /// A pool with its workers.
  ///
  /// - Throws: `SystemCallError` when a process cannot be started.
  init(
    in loop: EventLoop, maker: BatchMaker, limits: WorkerLimits, attempts: Attempts?
  ) throws {
    self.loop = loop
    self.attempts = attempts
    self.maker = maker
    self.limits = limits
    // OpenSSL looks its algorithms up at the first use; a worker could not open what it then reads.
    _ = SHA256.hex(of: [UInt8]().span)
    try fill()
  }

  /// Whether the next call of ``advance(now:)`` extracts without a worker.
  var extractsByItself: Bool { limits.workers == 0 && !queue.isEmpty }

  /// A task for the content of an open file.
  func task(
    name: String, size: Int, story: RecordID?, emission: Emission, file: SourceFile,
    attempt: AttemptedSource?
  ) -> ExtractionTask {
    nextSerial += 1
    let task = ExtractionTask(
      serial: nextSerial, name: name, size: size, story: story, emission: emission, file: file,
      attempt: attempt)
    queue.append(task)
    return task
  }

  /// From now on, tasks are done with this lexicon and these limits; those that workers have
  /// already are done as they were begun.
  func replace(maker: BatchMaker, limits: WorkerLimits) throws {
    self.maker = maker
    self.limits = limits
    for worker in workers { try retire(worker) }
    try fill()
  }

  /// Hands out tasks, and puts an end to what takes too long.
  func advance(now: UInt64) throws {
    for worker in workers {
      let working = worker.working(at: now)
      if working >= WorkerLimits.patience.nanoseconds {
        queue.insert(contentsOf: worker.takeBack(), at: 0)
      }
      if working >= limits.time.nanoseconds, worker.killReason == nil {
        stop(worker, because: "took longer than the \(limits.time) of ExtractTimeout=")
      }
    }
    try handOut(now: now)
  }

  /// The daemon has not listened for so long, in nanoseconds: a worker may have been done long ago
  /// and not got rid of its reply.
  func postpone(by pause: UInt64) {
    for worker in workers { worker.postpone(by: pause) }
  }

  /// When ``advance(now:)`` has something to do even if nothing arrives.
  func nextDeadline(now: UInt64) -> UInt64? {
    workers.compactMap { worker in
      guard !worker.requests.isEmpty, worker.killReason == nil else { return nil }
      let patience = worker.begun + WorkerLimits.patience.nanoseconds
      return patience > now ? patience : worker.begun + limits.time.nanoseconds
    }.min()
  }

  /// Takes up the workers that have ended; call it after `SIGCHLD`.
  func reap() throws {
    for worker in workers {
      guard let ending = try worker.reap() else { continue }
      // What it had sent before its end counts.
      try receive(from: worker)
      try remove(worker, after: ending)
    }
    try fill()
  }

  /// Ends all workers, whatever they are doing.
  func end() {
    for worker in workers {
      worker.kill()
      _ = try? worker.reap(waits: true)
    }
    workers = []
  }

  // MARK: - Handing out

  private func handOut(now: UInt64) throws {
    if limits.workers == 0 {
      guard !queue.isEmpty else { return }
      let task = queue.removeFirst()
      task.firstBegun = now
      task.result = .reply(
        try task.file.withDescriptor { Worker.reply(to: task.request, of: $0, with: maker) })
      resultCount += 1
      return
    }
    while let task = queue.first, let worker = worker(for: task, now: now) {
      guard try send(task, to: worker, now: now) else { return }
      queue.removeFirst()
    }
  }

  private func send(_ task: ExtractionTask, to worker: WorkerProcess, now: UInt64) throws -> Bool {
    do {
      return try worker.send(task, now: now)
    } catch {
      guard error.errno == .brokenPipe || error.errno == .connectionReset else { throw error }
      // It has ended, and SIGCHLD is on its way.
      worker.hasHungUp = true
      return false
    }
  }

  /// The worker with the fewest requests; for a task that has failed, one with none.
  private func worker(for task: ExtractionTask, now: UInt64) -> WorkerProcess? {
    let room = task.failures.isEmpty ? WorkerLimits.requestsInFlight : 1
    return workers.filter { worker in
      worker.isOpen && worker.requests.count < room
        && worker.working(at: now) < WorkerLimits.patience.nanoseconds
        && worker.requests.allSatisfy { $0.task.failures.isEmpty }
    }.min { $0.requests.count < $1.requests.count }
  }

  // MARK: - Workers

  private func fill() throws {
    while workers.count(where: { !$0.isRetiring }) < limits.workers { try start() }
  }

  private func start() throws {
    let pair = try MessageSocket.pair()
    guard let child = try ChildProcess.fork(keeping: pair.far, title: Worker.title) else {
      Worker.run(with: maker, memory: limits.memory)
    }
    let worker = WorkerProcess(child, pair.keepNear())
    workers.append(worker)
    worker.registration = try loop.register(worker.socket.descriptor) {
      [unowned self, unowned worker] _ in
      try receive(from: worker)
    }
  }

  private func receive(from worker: WorkerProcess) throws {
    do {
      while true {
        switch try worker.receive(now: MonotonicClock.now()) {
        case .nothing: return
        case .end:
          // It ends, or does as if; SIGCHLD tells how.
          worker.hasHungUp = true
          try stopListening(to: worker)
          worker.kill()
          return
        case .part: break
        case .greeting(let greeting): warn(of: greeting.refused)
        case .answer:
          resultCount += 1
          uselessStarts = 0
          if worker.served >= WorkerLimits.filesPerWorker { worker.isRetiring = true }
        }
        if worker.isRetiring, worker.requests.isEmpty {
          try retire(worker)
          try fill()
        }
      }
    } catch let misbehaviour as WorkerProcess.Misbehaviour {
      if misbehaviour.isFinal, let task = worker.requests.first?.task {
        task.result = .failure(misbehaviour.reason)
      }
      stop(worker, because: misbehaviour.reason)
      try stopListening(to: worker)
    }
  }

  /// Gives a worker no further requests, and hangs up once it has answered those that it has.
  private func retire(_ worker: WorkerProcess) throws {
    worker.isRetiring = true
    guard worker.requests.isEmpty else { return }
    try stopListening(to: worker)
    worker.kill()
  }

  private func stopListening(to worker: WorkerProcess) throws {
    guard let registration = worker.registration else { return }
    worker.registration = nil
    try loop.remove(registration)
  }

  private func stop(_ worker: WorkerProcess, because reason: String) {
    worker.killReason = reason
    worker.kill()
  }

  private func remove(_ worker: WorkerProcess, after ending: ChildProcess.Ending) throws {
    try stopListening(to: worker)
    workers.removeAll { $0 === worker }
    let (first, others) = worker.takeAll()
    queue.insert(contentsOf: others, at: 0)
    // One that ended before it said a word has not looked at any file.
    let isUseless = !worker.hasGreeted && worker.killReason == nil
    if let first, first.result == nil, isUseless {
      queue.insert(first, at: 0)
    } else if let first, first.result == nil {
      let reason = worker.killReason ?? ending.description
      first.fail(reason)
      if let attempt = first.attempt,
        let verdict = try attempts?.died(attempt, reason: "the extraction \(reason)")
      {
        first.result = .failure(verdict)
      }
      Message.write(.warning, "\(first.name): the extraction \(reason)")
      if first.result == nil { queue.insert(first, at: 0) }
      resultCount += 1
      return
    }
    if worker.served == 0, !worker.isRetiring || isUseless {
      uselessStarts += 1
      if uselessStarts >= 8 {
        throw Failure(description: "workers do not start: the last one \(ending.description)")
      }
    }
  }

  private func warn(of refused: Confinement) {
    guard !refused.isEmpty, !hasWarned else { return }
    hasWarned = true
    let what =
      refused.contains(.limits) ? "limits on memory and files" : "the filter of system calls"
    Message.write(.warning, "the kernel refuses workers \(what); they run without")
  }
}

extension ChildProcess.Ending {
  /// `ended by signal 11`.
  var description: String {
    switch self {
    case .status(let status): "ended with status \(status)"
    case .signal(let signal): "ended by signal \(signal)"
    }
  }
}
