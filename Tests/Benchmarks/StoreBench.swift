import ArgumentParser
import BriefingRecords
import Glibc
import LinuxIO
import RecordStore
import SystemPackage

/// Batches like those of short briefings, made without extraction.
enum GeneratedBatch {
  static func make(_ number: Int, facts: Int, padding: Int = 300) -> Batch {
    let name = "\(number % 100)/briefing-\(number).txt"
    let sha256 = SHA256.hex(of: Array(name.utf8).span)
    let story = RecordID(naming: ["story", name])
    let text = String(repeating: "Velland sends fuel. ", count: padding / 20)
    var records: [Record] = []
    for fact in 0..<facts {
      records.append(
        Record(
          Envelope(
            id: RecordID(naming: [name, "\(fact)"]), rule: "bench.made_up", sourceName: name,
            sourceSHA256: sha256, storyID: story, line: fact + 1, bytes: 0..<300, text: text),
          BlockRecord(role: .paragraph, ordinal: fact)))
    }
    let envelope = Envelope(
      id: RecordID(documentOf: name, version: sha256), rule: "ingest.accept", sourceName: name,
      sourceSHA256: sha256, storyID: story, line: 1, bytes: 0..<2000)
    return Batch(
      records: records, envelope: envelope,
      document: Document(
        mediaType: "text/plain", charset: "utf-8", sourceBytes: 2000, outcome: .accepted,
        receivedAt: "2026-01-01T00:00:00.000Z", recordCount: 0, producer: "briefingd/0.0.0"))
  }

  static func file(_ number: Int) -> FileVersion {
    FileVersion(bytes: (0..<56).map { UInt8(truncatingIfNeeded: number >> ($0 % 8 * 8)) })
  }
}

/// Group commit of records that come at a steady rate.
struct Append: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Append records as they come, and measure rate and added delay.",
    discussion: """
      Batches come at the given rate; the delay is from their coming to the end of the fdatasync. \
      The floor is a write and an fdatasync of 4 KiB in the same folder.
      """)

  @Option(help: "Seconds to run.") var seconds = 5
  @Option(help: "Records a second that come; 0 for as fast as they are taken.") var rate = 20_000
  @Option(help: "Records of a batch, the document record included.") var batch = 50
  @Option(help: "Milliseconds that a batch may wait for others.") var delay = 5
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let folder = try BenchFolder(in: FilePath(directory))
    let (store, _) = try RecordStore.open(directory: folder.path.appending("store"))
    let floorFile = try Descriptor(
      opening: folder.path.appending("floor"), .writeOnly, options: [.create, .append])
    var floor = Distribution()
    let block = [UInt8](repeating: 0x20, count: 4096)
    for _ in 0..<100 {
      let start = MonotonicClock.now()
      try floorFile.writeAll(block.span)
      try floorFile.synchronizeData()
      floor.add(MonotonicClock.now() - start)
    }

    var group: [RecordStore.Submission] = []
    var deadline = UInt64.max
    var coming: [UInt64] = []
    var added = Distribution()
    var commits = Distribution()
    let start = MonotonicClock.now()
    let end = start + UInt64(seconds) * 1_000_000_000
    let step = rate == 0 ? 0 : UInt64(1_000_000_000 * batch / rate)
    var next = start
    var number = 0
    var busy: UInt64 = 0
    while MonotonicClock.now() < end {
      let now = MonotonicClock.now()
      while next <= now, group.count < 64 {
        if group.isEmpty { deadline = now + UInt64(delay) * 1_000_000 }
        group.append(
          .init(GeneratedBatch.make(number, facts: batch - 1), file: GeneratedBatch.file(number)))
        coming.append(rate == 0 ? now : next)
        number += 1
        next += step
      }
      guard group.count == 64 || !group.isEmpty && MonotonicClock.now() >= deadline else {
        usleep(200)
        continue
      }
      let before = MonotonicClock.now()
      try store.commit(group, at: Timestamp(milliseconds: WallClock.now()))
      group = []
      let after = MonotonicClock.now()
      busy += after - before
      commits.add(after - before)
      for moment in coming { added.add(after - moment) }
      coming = []
    }
    let elapsed = MonotonicClock.now() - start
    print("floor: 4 KiB, fdatasync   \(floor.summary)")
    print("a commit                  \(commits.summary)")
    print("from coming to durable    \(added.summary)")
    print(
      "\(number * batch * 1_000_000_000 / Int(elapsed)) records a second in \(commits.samples.count) commits"
    )
    let ratio = Double(commits.percentile(50)) / Double(max(1, floor.percentile(50)))
    print("p50 of a commit: \((ratio * 100).rounded() / 100) × floor")
  }
}

/// The start of a store with many articles.
struct Startup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a store with many articles, after an orderly stop and after a crash.",
    discussion: """
      Makes the store first. As root the caches are dropped for the cold figures. The floor is to \
      read the ledger's file once from end to end.
      """)

  @Option(help: "How many articles.") var count = 1_000_000
  @Option(help: "Records of an article, the document record included.") var batch = 2
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let folder = try BenchFolder(in: FilePath(directory))
    let path = folder.path.appending("store")
    let layout = StoreLayout(directory: path)
    let begin = MonotonicClock.now()
    do {
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
    let made = MonotonicClock.now() - begin
    let ledger = try Descriptor(opening: layout.ledger, .readOnly)
    let size = try ledger.status().size
    print("\(count) articles made in \(Distribution.milliseconds(made)), ledger \(size >> 20) MiB")

    for cold in [false, true] {
      if cold, !dropCaches() {
        print("cold: SKIPPED, caches can be dropped by root only")
        continue
      }
      let word = cold ? "cold" : "warm"
      var floor: UInt64 = 0
      if !cold {
        let start = MonotonicClock.now()
        var buffer: [UInt8] = []
        var offset: Int64 = 0
        while try ledger.read(into: &buffer, upTo: 1 << 20, at: offset) > 0 {
          offset += Int64(buffer.count)
          buffer.removeAll(keepingCapacity: true)
        }
        floor = MonotonicClock.now() - start
        print("floor: the ledger read, \(word)      \(Distribution.milliseconds(floor))")
      }
      var start = MonotonicClock.now()
      var store: RecordStore? = try RecordStore.open(directory: path).store
      print(
        "start after an orderly stop, \(word) \(Distribution.milliseconds(MonotonicClock.now() - start))"
      )
      store = nil
      if cold { _ = dropCaches() }
      start = MonotonicClock.now()
      store = try RecordStore.open(directory: path).store
      print(
        "start after a crash, \(word)         \(Distribution.milliseconds(MonotonicClock.now() - start))"
      )
      try store?.close()
      store = nil
    }
    let start = MonotonicClock.now()
    let summary = try StoreVerification.run(layout) { print("\($0)") }
    let elapsed = MonotonicClock.now() - start
    print(
      "verify: \(summary.bytes >> 20) MiB in \(Distribution.milliseconds(elapsed)), "
        + "\(Int(summary.bytes) * 1000 / Int(elapsed)) MB/s, \(summary.findings) findings")
    let rebuild = MonotonicClock.now()
    try LinuxFileSystem().remove(layout.ledger)
    _ = try RecordStore.open(directory: path)
    print(
      "start without a ledger      \(Distribution.milliseconds(MonotonicClock.now() - rebuild))")
  }

  private func dropCaches() -> Bool {
    sync()
    guard let file = try? Descriptor(opening: "/proc/sys/vm/drop_caches", .writeOnly) else {
      return false
    }
    let three = Array("3\n".utf8)
    return (try? file.writeAll(three.span)) != nil
  }
}
