import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// Many files: found soon, and no burden once they are finished.
@Suite(.serialized) struct ScaleTests {
  static let files = isLong ? 100_000 : 5000

  @Test func allFilesAreFoundAfterAnOverflow() throws {
    let drop = try Drop(settle: .milliseconds(500))
    _ = try drop.atOnce()
    for number in 0..<Self.files {
      let file = Glibc.open(
        drop.incoming.appending("\(number).txt").string, O_WRONLY | O_CREAT, 0o644)
      _ = Glibc.write(file, "One line.\n", 10)
      close(file)
    }
    // As after SIGCONT: the kernel's queue is full, and its end is missing.
    let begin = MonotonicClock.now()
    var findings: Set<SourceName> = []
    var portions = 0
    var slowest: UInt64 = 0
    func take(_ body: () throws -> [Finding]) throws {
      let before = MonotonicClock.now()
      let found = try body()
      slowest = max(slowest, MonotonicClock.now() - before)
      portions += 1
      for finding in found { findings.insert(finding.name) }
      drop.finish(found)
    }
    while findings.count < Self.files {
      try take { try drop.watcher.readEvents() }
      if drop.watcher.isScanning { try take { try drop.watcher.scan(atMost: 1024) } }
      try take { try drop.watcher.due(atMost: 1024) }
    }
    let elapsed = seconds(since: begin)
    #expect(findings.count == Self.files)
    #expect(elapsed < 5)
    print("\(Self.files) files after an overflow: \(elapsed) s, longest step \(slowest / 1000) µs")
    while drop.watcher.isScanning { _ = try drop.watcher.scan() }
    _ = try drop.within(.milliseconds(100))

    // Finished files are no burden: neither when all are listed again nor when nothing happens.
    let memory = residentBytes()
    drop.watcher.rescan()
    let asked = MonotonicClock.now()
    #expect(try drop.watcher.scan().isEmpty)
    let first = seconds(since: asked)
    sleep(isLong ? 3 : 0)
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
    for mode in [WatchMode.auto, .poll] { try idle(drop, mode) }
  }

  /// The share of a core that an idle watcher takes, with all files finished.
  private func idle(_ drop: Drop, _ mode: WatchMode) throws {
    let watcher = try DropFolder(
      drop.incoming, options: DropFolderOptions(watch: mode)
    ) { [ledger = drop.ledger] in ledger.entries.contains(Drop.Entry(name: $0, identity: $1)) }
    let time = isLong ? 60.0 : 1.0
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
    try run(isLong ? 10 : 0.1)
    let before = processorSeconds()
    try run(time)
    print("idle, \(watcher.state): \((processorSeconds() - before) / time * 100) % of a core")
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
