import LinuxIO

/// One worker process, as the daemon sees it.
final class WorkerProcess {
  /// Something that a worker sent is not what workers send.
  struct Misbehaviour: Error {
    let reason: String
    /// Another attempt would bring the same.
    let isFinal: Bool
  }

  /// A request that was sent and not answered yet.
  struct Request {
    let task: ExtractionTask
    /// Given to another worker meanwhile: an answer is of no use.
    var isTakenBack = false
  }

  private let child: ChildProcess
  let socket: MessageSocket
  var registration: EventLoop.Registration?
  private(set) var requests: [Request] = []
  /// Since when it has worked on the first of its requests.
  private(set) var begun: UInt64 = 0
  /// How many requests it has answered.
  private(set) var served = 0
  /// It gets no further requests.
  var isRetiring = false
  /// It has closed its end: it is about to be reaped.
  var hasHungUp = false
  /// Whether it can get requests.
  var isOpen: Bool { !isRetiring && !hasHungUp && killReason == nil }
  /// Whether it has begun to work at all.
  var hasGreeted: Bool { greeting != nil }
  /// Why it was killed, if so.
  var killReason: String?
  /// How it ended; from then on its number may be another process's.
  private(set) var ending: ChildProcess.Ending?
  private var greeting: WorkerGreeting?
  private var partial: (reply: WorkerReply, missing: Int)?

  init(_ child: ChildProcess, _ socket: consuming MessageSocket) {
    self.child = child
    self.socket = socket
  }

  /// Kills it, unless it has ended.
  func kill() {
    if ending == nil { child.kill() }
  }

  /// Takes up how it ended; nil while it runs.
  func reap(waits: Bool = false) throws(SystemCallError) -> ChildProcess.Ending? {
    if ending == nil { ending = try child.reap(waits: waits) }
    return ending
  }

  /// How long it has worked on its first request.
  func working(at now: UInt64) -> UInt64 {
    requests.isEmpty || now < begun ? 0 : now - begun
  }

  /// What it has may take that much longer.
  func postpone(by pause: UInt64) {
    begun += pause
    for request in requests {
      if let begun = request.task.firstBegun { request.task.firstBegun = begun + pause }
    }
  }

  /// Sends a request; false when the socket is full.
  func send(_ task: ExtractionTask, now: UInt64) throws(SystemCallError) -> Bool {
    let bytes = task.request.bytes
    let isSent = try task.file.withDescriptor { file throws(SystemCallError) in
      try socket.send(bytes, file: file)
    }
    guard isSent else { return false }
    if requests.isEmpty { begin(task, now: now) }
    requests.append(Request(task: task))
    return true
  }

  /// Takes the tasks behind the first one back, so that another worker can do them.
  func takeBack() -> [ExtractionTask] {
    var tasks: [ExtractionTask] = []
    for index in requests.indices.dropFirst() where !requests[index].isTakenBack {
      requests[index].isTakenBack = true
      tasks.append(requests[index].task)
    }
    return tasks
  }

  /// Takes all tasks that have no answer; the first of them is the one it worked on.
  func takeAll() -> (first: ExtractionTask?, others: [ExtractionTask]) {
    defer { requests = [] }
    let first = requests.first.flatMap { $0.isTakenBack ? nil : $0.task }
    return (first, requests.dropFirst().filter { !$0.isTakenBack }.map(\.task))
  }

  /// What arrives with the next message.
  enum Arrival {
    /// There is none yet.
    case nothing
    /// The worker hung up.
    case end
    /// A part of something.
    case part
    case greeting(WorkerGreeting)
    /// A task has its reply.
    case answer(ExtractionTask)
  }

  /// Takes the next message.
  ///
  /// - Throws: `SystemCallError`, or ``Misbehaviour`` after which the worker is of no use.
  func receive(now: UInt64) throws -> Arrival {
    guard let message = try socket.receive(waits: false) else { return .nothing }
    let bytes = message.content()
    guard !bytes.isEmpty else { return .end }
    do {
      guard greeting != nil else {
        let greeting = try WorkerGreeting(bytes)
        self.greeting = greeting
        return .greeting(greeting)
      }
      return try take(bytes, now: now)
    } catch is WireReader.Malformed {
      throw Misbehaviour(reason: "sent what is no reply", isFinal: false)
    }
  }

  private func take(_ bytes: [UInt8], now: UInt64) throws -> Arrival {
    guard let task = requests.first?.task else { throw WireReader.Malformed() }
    if var partial {
      guard bytes.count <= partial.missing else { throw WireReader.Malformed() }
      // Taken out first: two owners would make every append a copy.
      self.partial = nil
      partial.reply.lines.append(contentsOf: bytes)
      partial.missing -= bytes.count
      self.partial = partial
    } else {
      let (reply, length) = try WorkerReply.reading(header: bytes)
      guard reply.serial == task.serial else { throw WireReader.Malformed() }
      // What was packed may say more; how much, is limited where it is undone.
      let size = max(task.size, reply.content?.size ?? 0)
      let limit = WorkerLimits.output(ofSize: size)
      guard length <= limit else {
        throw Misbehaviour(
          reason: "has \(length) bytes of records, more than the \(limit) that \(size) "
            + "bytes may have", isFinal: true)
      }
      partial = (reply, length)
    }
    guard let partial, partial.missing == 0 else { return .part }
    self.partial = nil
    let request = requests.removeFirst()
    served += 1
    if let next = requests.first { begin(next.task, now: now) }
    guard !request.isTakenBack else { return .part }
    task.result = .reply(partial.reply)
    return .answer(task)
  }

  private func begin(_ task: ExtractionTask, now: UInt64) {
    begun = now
    if task.firstBegun == nil { task.firstBegun = now }
  }
}
