import ArgumentParser
import Glibc
import LinuxIO
import SystemPackage

/// What the daemon costs while nothing happens.
struct Idle: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure processor time and memory while all files in the folder are finished.",
    discussion: """
      Files are stored without extraction, which makes no difference afterwards. The floor is a \
      process that wakes up once a second from epoll_wait.
      """)

  @Option(help: "How many finished files lie in the folder.") var count = 100_000
  @Option(help: "Seconds to look.") var seconds = 10
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let daemon = try MeasuredDaemon(
      in: FilePath(directory), arguments: ["--emit", "document"] + StayingFiles.arguments)
    for number in 0..<count {
      let file = try Descriptor(
        opening: daemon.drop.appending("\(number).txt"), .writeOnly, options: .create)
      let bytes = Array("Report \(number).\n".utf8)
      try file.writeAll(bytes.span)
    }
    sleep(1)
    let begin = MonotonicClock.now()
    try daemon.start()
    try daemon.wait(forAccepted: count)
    print(
      "\(count) files taken in \(Distribution.milliseconds(MonotonicClock.now() - begin)), then:")
    waitForRest(daemon)
    try look(at: daemon)
    daemon.stop()
    let start = try daemon.start()
    print("started again in \(Distribution.milliseconds(start)), then:")
    waitForRest(daemon)
    try look(at: daemon)
  }

  /// Waits until a second brings next to no work: after its start the daemon goes through the folder.
  private func waitForRest(_ daemon: MeasuredDaemon) {
    let begin = MonotonicClock.now()
    while true {
      let before = daemon.usage.processorTime
      sleep(1)
      if daemon.usage.processorTime - before < 2_000_000 { break }
    }
    let taken = max(MonotonicClock.now() - begin, 1_000_000_000) - 1_000_000_000
    print("  at rest after \(Distribution.milliseconds(taken))")
  }

  private func look(at daemon: MeasuredDaemon) throws {
    let before = daemon.usage.processorTime
    let floor = try wakeUp(timesASecond: 1)
    let used = daemon.usage.processorTime - before
    let share = Double(used) / Double(seconds) / 1e7
    print(
      "  \((share * 10_000).rounded() / 10_000) % of a core, \(used / 1000) µs in \(seconds) s, "
        + "\(Floor.ratio(used, to: floor)) of \(floor / 1000) µs; "
        + "memory \(ProcessUsage.mebibytes(daemon.usage.memory))")
  }

  /// Lets the time pass in `epoll_wait`, and returns the nanoseconds that this took of a processor.
  private func wakeUp(timesASecond rate: Int) throws -> UInt64 {
    let loop = try EventLoop()
    let before = threadTime()
    for _ in 0..<seconds * rate { try loop.step(timeout: .milliseconds(1000 / rate)) }
    return threadTime() - before
  }

  private func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// Options with which files stay in the folder once they are finished.
enum StayingFiles {
  static let arguments = ["--after-success", "keep"]
}
