import ArgumentParser
import LinuxIO
import SystemPackage

/// Many briefings at once.
struct Burst: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drop many briefings at once and measure until all their records are durable.",
    discussion: """
      The floor is to write as many bytes as the records have, in groups of 64 briefings with an \
      fdatasync each. Memory is the sum of the proportional set sizes of daemon and workers.
      """)

  @Option(help: "How many briefings.") var count = 5_000
  @Option(help: "Bytes of a briefing.") var size = 4_000
  @Option(help: "The types of records that are written; document for no extraction.")
  var emit = "all"
  @Option(help: "What becomes of the files then: archive, keep or delete.")
  var afterSuccess = "archive"
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let daemon = try MeasuredDaemon(
      in: FilePath(directory), arguments: ["--emit", emit, "--after-success", afterSuccess])
    try daemon.start()
    let quiet = daemon.usage.memory
    let staged = try (1...count).map { number in
      try daemon.stage(GeneratedBriefing.text(number: number, size: size), as: "s\(number)")
    }
    let watch = MemoryWatch(of: daemon.usage)
    let before = daemon.usage.processorTime
    let start = MonotonicClock.now()
    for (number, path) in staged.enumerated() { try daemon.drop(path, as: "\(number).txt") }
    let dropped = MonotonicClock.now() - start
    try daemon.wait(forAccepted: count)
    let taken = MonotonicClock.now() - start
    let processor = daemon.usage.processorTime - before
    let peak = watch.end()
    let records = try Descriptor(opening: daemon.store.appending("records.jsonl"), .readOnly)
    let bytes = Int(try records.status().size)
    let floor = try Floor.write(bytes, groups: (count + 63) / 64, in: daemon.folder.path)
    print("\(count) briefings of \(size) bytes dropped in \(Distribution.milliseconds(dropped))")
    print("all durable after   \(Distribution.milliseconds(taken)), \(bytes >> 10) KiB of records")
    print("floor: write, fdatasync  \(Distribution.milliseconds(floor))")
    print(
      "Emit=\(emit) AfterSuccess=\(afterSuccess): \(count * 1_000_000_000 / Int(taken)) briefings a second, "
        + Floor.ratio(taken, to: floor)
        + ", \(processor / 1000 / UInt64(count)) µs of a processor each")
    print(
      "memory at start \(ProcessUsage.mebibytes(quiet)), at most \(ProcessUsage.mebibytes(peak)), "
        + "after it \(ProcessUsage.mebibytes(daemon.usage.memory))")
  }
}
