import ArgumentParser
import BriefingRecords
import Glibc
import LinuxIO
import RecordStore
import SystemPackage

/// The start of the daemon on a store with many articles.
struct Ready: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure from exec to READY=1 with many articles in the store.",
    discussion: """
      Makes the store first. After an orderly stop and after SIGKILL. The floor is the start on an \
      empty store.
      """)

  @Option(help: "How many articles.") var count = 100_000
  @Option(help: "Records of an article, the document record included.") var batch = 1
  @Option(help: "Starts of each kind.") var starts = 5
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let daemon = try MeasuredDaemon(in: FilePath(directory))
    let floor = try measure(daemon, endingBy: SIGTERM)
    print("floor: an empty store     \(floor.summary)")
    let begin = MonotonicClock.now()
    try fill(daemon.store)
    print(
      "\(count) articles made in  \(Distribution.milliseconds(MonotonicClock.now() - begin)), "
        + "\(try size(daemon.store.appending("records.jsonl"))) of records")
    for (signal, name) in [
      (SIGTERM, "after an orderly stop    "), (SIGKILL, "after SIGKILL            "),
    ] {
      let times = try measure(daemon, endingBy: signal)
      print(
        "\(name) \(times.summary)  p50 "
          + Floor.ratio(times.percentile(50), to: floor.percentile(50)))
    }
  }

  /// Times of starts, each after an end by `signal`.
  private func measure(_ daemon: MeasuredDaemon, endingBy signal: Int32) throws -> Distribution {
    var times = Distribution()
    try daemon.start()
    daemon.stop(signal)
    for _ in 0..<starts {
      times.add(try daemon.start())
      daemon.stop(signal)
    }
    return times
  }

  private func fill(_ path: FilePath) throws {
    let (store, _) = try RecordStore.open(directory: path)
    var number = 0
    while number < count {
      var group: [RecordStore.Submission] = []
      for _ in 0..<min(2000, count - number) {
        group.append(
          .init(GeneratedBatch.make(number, facts: batch - 1), file: GeneratedBatch.file(number)))
        number += 1
      }
      try store.commit(group, at: Timestamp(milliseconds: WallClock.now()))
    }
    try store.close()
  }

  private func size(_ path: FilePath) throws -> String {
    ProcessUsage.mebibytes(Int(try Descriptor(opening: path, .readOnly).status().size))
  }
}
