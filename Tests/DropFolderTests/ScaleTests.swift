import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

/// Many files: found soon, and no burden once they are finished. By the real clock; its bounds are
/// those of the long form, which is run alone.
@Suite(.serialized) struct ScaleTests {
  static let files = Soak.or(100_000, 6000)
  static let directories = 100

  /// Half of the files lie in the folder, half in directories within directories.
  private static func name(_ number: Int) -> String {
    number % 2 == 0
      ? "\(number).txt" : "d\(number % 10)/e\(number / 2 % (directories / 10))/\(number).txt"
  }

  private func realDrop() throws -> Drop {
    let drop = try Drop(settle: .milliseconds(500)) { _, kernel in
      kernel.monotonicClock = { MonotonicClock.now() }
      kernel.wallClock = { WallClock.now() }
    }
    for one in 0..<10 {
      drop.makeDirectory("d\(one)")
      for other in 0..<(Self.directories / 10) { drop.makeDirectory("d\(one)/e\(other)") }
    }
    while drop.watcher.isScanning { _ = try drop.watcher.scan() }
    return drop
  }

  @Test func allFilesAreFoundAfterAnOverflow() throws {
    let drop = try realDrop()
    for number in 0..<Self.files {
      let file = Glibc.open(
        drop.incoming.appending(Self.name(number)).string, O_WRONLY | O_CREAT, 0o644)
      _ = Glibc.write(file, "One line.\n", 10)
      close(file)
    }
    // As after SIGCONT: the kernel's queue is full, and its end is missing.
    let begin = MonotonicClock.now()
    var findings: Set<SourceName> = []
    var slowest: UInt64 = 0
    func take(_ body: () throws -> [Finding]) throws {
      let before = MonotonicClock.now()
      let found = try body()
      slowest = max(slowest, MonotonicClock.now() - before)
      for finding in found { findings.insert(finding.name) }
      drop.finish(found)
    }
    while findings.count < Self.files, seconds(since: begin) < 300 {
      try take { try drop.watcher.readEvents() }
      try take { try drop.watcher.scan(atMost: 1024) }
      try take { try drop.watcher.due(atMost: 1024) }
    }
    let elapsed = seconds(since: begin)
    #expect(findings.count == Self.files)
    if Soak.isAsked { #expect(elapsed <= 5) }
    print("\(Self.files) files after an overflow: \(elapsed) s, longest step \(slowest / 1000) µs")
    while drop.watcher.isScanning { drop.finish(try drop.watcher.scan()) }
    try expectNoBurden(drop)
    for mode in [WatchMode.auto, .poll] { try idle(drop, mode) }
  }

  /// When all are listed again.
  private func expectNoBurden(_ drop: Drop) throws {
    let memory = residentBytes()
    drop.watcher.rescan()
    let asked = MonotonicClock.now()
    #expect(try drop.watcher.scan().isEmpty)
    let first = seconds(since: asked)
    sleep(Soak.or(3, 0))
    drop.watcher.sweepAll()
    _ = try drop.watcher.scan()
    let again = MonotonicClock.now()
    drop.watcher.sweepAll()
    #expect(try drop.watcher.scan().isEmpty)
    print(
      "listed again: \(first) s asking the ledger, \(seconds(since: again)) s by status alone; "
        + "memory + \((residentBytes() - memory) / 1024) KiB")
    #expect(drop.watcher.claimed.isEmpty)
    #expect(drop.watcher.candidates.isEmpty)
  }

  /// The share of a core that an idle watcher takes, with all files finished.
  private func idle(_ drop: Drop, _ mode: WatchMode) throws {
    let watcher = try DropFolder(
      drop.incoming, options: DropFolderOptions(watch: mode)
    ) { [ledger = drop.ledger] in ledger.entries.contains(Drop.Entry(name: $0, identity: $1)) }
    let time = Soak.or(60.0, 0.5)
    func run(_ time: Double) throws {
      let end = MonotonicClock.now() + UInt64(time * 1e9)
      while MonotonicClock.now() < end {
        while watcher.isScanning { #expect(try watcher.scan(atMost: 1024).isEmpty) }
        let now = MonotonicClock.now()
        let next = min(watcher.nextDeadline ?? end, end)
        if next > now { usleep(useconds_t(min((next - now) / 1000 + 1, 999_999))) }
        #expect(try watcher.readEvents().isEmpty)
        #expect(try watcher.due().isEmpty)
      }
    }
    try run(Soak.or(10, 0.1))
    let before = processorSeconds()
    try run(time)
    let share = (processorSeconds() - before) / time
    print("idle, \(watcher.state): \(share * 100) % of a core")
    if Soak.isAsked { #expect(share <= 0.002) }
    #expect(watcher.directoryCount.all == Self.directories + 11)
  }

  @Test func manyDirectoriesThatGoWithWaitingFilesTakeNoQuadraticTime() throws {
    let drop = try Drop(settle: .milliseconds(500), writersAreKnown: false)
    let directories = Soak.or(10_000, 500)
    for number in 0..<directories {
      drop.makeDirectory("d\(number)")
      try drop.write("It breaks o", to: "d\(number)/a")
    }
    #expect(try drop.within(.milliseconds(20)).isEmpty)
    #expect(drop.watcher.waiting.count == directories)
    let begin = MonotonicClock.now()
    for number in 0..<directories {
      unlink(drop.incoming.appending("d\(number)/a").string)
      rmdir(drop.incoming.appending("d\(number)").string)
    }
    #expect(try drop.until(directories).count == directories)
    print("\(directories) directories gone: \(seconds(since: begin)) s")
    #expect(drop.watcher.directoryCount.all == 1)
  }

  private func seconds(since begin: UInt64) -> Double {
    Double(MonotonicClock.now() - begin) / 1e9
  }

  private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func residentBytes() -> Int {
    guard
      let bytes = try? Descriptor(opening: "/proc/self/statm", .readOnly).readToEnd(limit: 200)
    else { return 0 }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return (Int(fields.dropFirst().first ?? "") ?? 0) * 4096
  }
}
