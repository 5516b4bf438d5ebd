import BriefingRecords
import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import RecordStore

@Suite struct GroupCommitTests {
  let folder: TemporaryFolder
  let files = FaultyFileSystem()

  init() throws { folder = try TemporaryFolder() }

  private func submission(_ name: String) -> RecordStore.Submission {
    RecordStore.Submission(Samples.batch(name))
  }

  @Test func theFirstBatchOfAGroupSetsTheDeadline() {
    var group = GroupCommit(delay: .milliseconds(5))
    #expect(group.deadline == nil)
    #expect(!group.isDue(at: .max))
    group.add(submission("a"), at: 1_000)
    group.add(submission("b"), at: 4_000_000)
    #expect(group.deadline == 5_001_000)
    #expect(!group.isDue(at: 5_000_999))
    #expect(group.isDue(at: 5_001_000))
    #expect(group.isDue(at: 2_000, moreIsComing: false))
  }

  @Test func withoutADelayAGroupIsDueAtOnce() {
    var group = GroupCommit(delay: .zero)
    group.add(submission("a"), at: 7)
    #expect(group.isDue(at: 7))
  }

  @Test func aLargeGroupIsDueAtOnce() {
    var group = GroupCommit(delay: .seconds(1))
    for number in 0..<GroupCommit.batchLimit { group.add(submission("\(number)"), at: 7) }
    #expect(group.isFull)
    #expect(group.isDue(at: 7))
  }

  @Test func aCommitEmptiesTheGroupAndAFullDiskKeepsIt() throws {
    let (store, _) = try RecordStore.open(directory: folder.file("store"), fileSystem: files)
    var group = GroupCommit(delay: .zero)
    group.add(submission("a"), at: 1)
    group.add(submission("b"), at: 2)
    files.arm(.init(call: .write, number: 1, errno: .noSpace))
    let before = MonotonicClock.now()
    let error = #expect(throws: StoreError.self) { try store.commit(&group, at: Samples.moment) }
    #expect(error?.isOutOfSpace == true)
    #expect(group.isWaitingForSpace)
    #expect(group.submissions.count == 2)
    let deadline = try #require(group.deadline)
    #expect(deadline >= before + 1_000_000_000)
    #expect(deadline <= MonotonicClock.now() + 1_000_000_000)
    #expect(!group.isDue(at: deadline - 1, moreIsComing: false))
    #expect(try store.commit(&group, at: Samples.moment).map(\.sourceName) == ["a", "b"])
    #expect(group.isEmpty)
    #expect(!group.isWaitingForSpace)
  }

  /// A real full disk: a file system of 2 MB, filled up by somebody else and freed again.
  @Test(.enabled(if: geteuid() == 0, "mounting a small file system takes root"))
  func aFullFileSystemTakesNothingByHalvesAndGoesOnWhenThereIsRoom() throws {
    let point = folder.file("mount")
    try Directory.makeIfMissing(point)
    guard mount("tmpfs", point.string, "tmpfs", 0, "size=2m") == 0 else {
      print("SKIPPED: no tmpfs can be mounted here: \(Errno(rawValue: errno))")
      return
    }
    defer { umount2(point.string, Int32(MNT_DETACH)) }
    let (store, _) = try RecordStore.open(
      directory: point.appending("store"), rotation: SegmentRotation(size: 300_000))
    let ballast = point.appending("ballast")
    var committed = 0
    for round in 1...3 {
      try Files.write([], to: ballast)
      let other = try Descriptor(opening: ballast, .writeOnly, options: .append)
      let block = [UInt8](repeating: 1, count: 4096)
      while (try? other.write(block.span)) != nil {}
      var group = GroupCommit(delay: .zero)
      var failures = 0
      for _ in 0..<40 {
        if group.isEmpty {
          for _ in 0..<3 {
            committed += 1
            group.add(
              RecordStore.Submission(Samples.batch("\(committed)", padding: 2000)), at: 0)
          }
        }
        do {
          try store.commit(&group, at: Samples.moment)
        } catch {
          #expect(error.isOutOfSpace, "\(error)")
          failures += 1
        }
      }
      #expect(failures > 0)
      try other.truncate(to: 0)
      if !group.isEmpty { try store.commit(&group, at: Samples.moment) }
      #expect(try store.account() == [.accepted: committed], "round \(round)")
    }
    var findings: [String] = []
    _ = try StoreVerification.run(store.layout) { findings.append("\($0)") }
    #expect(findings == [])
  }
}

@Suite struct StoreSnapshotTests {
  let folder: TemporaryFolder
  var directory: FilePath { folder.file("store") }

  init() throws { folder = try TemporaryFolder() }

  @Test func aFolderWithoutAStoreIsSaidToBeOne() throws {
    for path in [folder.path, folder.file("nothing")] {
      let error = #expect(throws: StoreError.self) { _ = try StoreSnapshot(directory: path) }
      #expect(error == .noStore(path))
      #expect(error?.description.contains("there is no store here") == true)
    }
  }

  @Test func itTellsTheSameBesideTheDaemonAndWithoutOne() throws {
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit([Samples.batch("a")], at: Samples.moment)
      try store.rotate()
      try store.commit(
        [Samples.batch("b"), Samples.batch("c", outcome: .empty)], at: Samples.moment)
      let beside = try StoreSnapshot(directory: directory)
      #expect(beside.account == [.accepted: 2, .empty: 1])
      #expect(beside.lastSequence == 12)
      #expect(beside.batches == 3)
      #expect(
        beside.segments.map(\.name) == ["records.0000000000000001.jsonl", "records.jsonl"])
      try store.close()
    }
    let names = try Files.names(in: directory)
    let without = try StoreSnapshot(directory: directory)
    #expect(without.account == [.accepted: 2, .empty: 1])
    #expect(try Files.names(in: directory) == names)
  }

  @Test func anOrderlyStopSparesTheCheckOfTheLedgerAndACrashDoesNot() throws {
    let layout = StoreLayout(directory: directory)
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit([Samples.batch("a")], at: Samples.moment)
      try store.close()
    }
    let stop = CleanStop(layout: layout, fileSystem: LinuxFileSystem())
    #expect(try Files.names(in: directory).contains("ledger.clean"))
    #expect(try stop.take())
    #expect(try !stop.take(), "the mark is of one stop only")
    try stop.mark()
    // Whoever writes to the ledger in between makes the mark worthless.
    try Files.write(try Files.bytes(layout.ledger), to: layout.ledger)
    #expect(try !stop.take())
  }
}
