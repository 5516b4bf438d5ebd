import ArgumentParser
import BriefingDaemon
import BriefingRecords
import LinuxIO
import SystemPackage

/// From the rename into the drop folder to durable, visible records.
struct Latency: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Drop briefings one by one and measure until their records are durable.",
    discussion: """
      The floor is a write and an fdatasync of as many bytes as the records have, in the same \
      folder, after each drop. Extraction is timed on the same texts in this process.
      """)

  @Option(help: "How many briefings.") var count = 500
  @Option(help: "Bytes of a briefing.") var size = 6_000
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let maker = BatchMaker(lexicon: try LexiconFolder.read(nil), snippetMax: 280)
    let daemon = try MeasuredDaemon(in: FilePath(directory))
    try daemon.start()
    let floorFile = try Descriptor(
      opening: daemon.folder.path.appending("floor"), .writeOnly, options: [.create, .append])
    var durable = Distribution()
    var floor = Distribution()
    var extraction = Distribution()
    var recordBytes = 0
    for number in 1...count {
      let text = GeneratedBriefing.text(number: number, size: size)
      let staged = try daemon.stage(text, as: "staged")
      let start = MonotonicClock.now()
      try daemon.drop(staged, as: "\(number).txt")
      try daemon.wait(forAccepted: number)
      durable.add(MonotonicClock.now() - start)

      let before = MonotonicClock.now()
      let batch = maker.batch(
        of: Array(text.utf8), from: Source(name: "x", receivedAt: Timestamp(milliseconds: 0)),
        emitting: .all)
      let bytes = batch.encode(firstSequence: 1, emittedAt: Timestamp(milliseconds: 0))
      extraction.add(MonotonicClock.now() - before)
      recordBytes += bytes.count

      let write = MonotonicClock.now()
      try floorFile.writeAll(bytes.span)
      try floorFile.synchronizeData()
      floor.add(MonotonicClock.now() - write)
    }
    print("drop by rename → durable  \(durable.summary)")
    print("floor: write, fdatasync   \(floor.summary)")
    print("extraction and encoding   \(extraction.summary)")
    print("\(count) briefings of \(size) bytes, \(recordBytes / count) bytes of records each")
    for percent in [50, 99] {
      let bound = 3 * floor.percentile(percent) + extraction.percentile(percent)
      let ratio = Double(durable.percentile(percent)) / Double(max(bound, 1))
      print("p\(percent): \((ratio * 100).rounded() / 100) of (3 × floor + extraction)")
    }
  }
}
