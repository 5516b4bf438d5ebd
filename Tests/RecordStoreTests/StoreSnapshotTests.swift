import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct StoreSnapshotTests {
  let folder: TemporaryFolder
  var directory: FilePath { folder.file("store") }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

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
