import ArgumentParser
import LinuxIO
import SystemPackage

/// Many briefings at once.
struct Burst: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drop many briefings at once and measure until all their records are durable.")

  @Option(help: "How many briefings.") var count = 5_000
  @Option(help: "Bytes of a briefing.") var size = 4_000
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let daemon = try MeasuredDaemon(in: FilePath(directory))
    defer { daemon.end() }
    try daemon.wait(for: "READY=1")
    let staged = try (1...count).map { number in
      try daemon.stage(GeneratedBriefing.text(number: number, size: size), as: "s\(number)")
    }
    let start = MonotonicClock.now()
    for (number, path) in staged.enumerated() {
      try LinuxFileSystem().rename(path, to: daemon.drop.appending("\(number).txt"))
    }
    let dropped = MonotonicClock.now() - start
    try daemon.wait(for: "STATUS=\(count) accepted")
    let taken = MonotonicClock.now() - start
    print("\(count) briefings of \(size) bytes dropped in \(Distribution.milliseconds(dropped))")
    print("all durable after \(Distribution.milliseconds(taken))")
    print("\(count * 1_000_000_000 / Int(taken)) briefings a second")
  }
}
