import BriefingRecords
import LinuxIO
import RecordStore
import SystemPackage
import TestSupport
import Testing

@Suite struct RecordStoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  var directory: FilePath { folder.file("store") }
  var live: FilePath { directory.appending("records.jsonl") }

  @Test func whatIsCommittedStandsInTheStoreAndInTheLedger() throws {
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.ledger == .created)
    let stored = try store.commit(
      [Samples.batch("a.txt"), Samples.batch("b.txt", facts: 0)], at: Samples.moment)
    #expect(stored.map(\.sourceName) == ["a.txt", "b.txt"])
    #expect(stored.map(\.sequence) == [4, 5])
    let content = try StoreContent(live)
    #expect(content.sequences == [1, 2, 3, 4, 5])
    #expect(try store.latest(name: "a.txt") == stored[0])
    #expect(try store.lines(of: stored[0]) == Array(content.lines[..<4]))
    #expect(try store.lines(of: stored[1]) == Array(content.lines[4...]))
    #expect(store.durableLength == Int64(try Files.bytes(live).count))
  }

  @Test func directoryAndFilesAreClosedToOthers() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    try store.commit([Samples.batch("a.txt")], at: Samples.moment)
    #expect(try Files.permissions(directory) == 0o750)
    for name in try Files.names(in: directory) {
      #expect(try Files.permissions(directory.appending(name)) & 0o027 == 0, "\(name)")
    }
  }

  @Test func sequenceNumbersRiseOverReopening() throws {
    for round in 0..<3 {
      let (store, report) = try RecordStore.open(directory: directory)
      #expect(report.linesSeen == 0)
      #expect(report.batchesReplayed == 0)
      try store.commit([Samples.batch("\(round).txt")], at: Samples.moment)
    }
    #expect(try StoreContent(live).sequences == Array(1...12))
  }

  @Test func aSecondDaemonOnTheSameStoreIsRefused() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    let error = #expect(throws: StoreError.self) {
      _ = try RecordStore.open(directory: directory)
    }
    #expect(error == .locked(directory))
    #expect(error?.description.contains("another process has this store open") == true)
    try store.commit([Samples.batch("a.txt")], at: Samples.moment)
  }

  @Test func theLedgerAnswersWhatADaemonAsks() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    let sha256 = Samples.hash("same bytes")
    let file = FileVersion(bytes: [1, 2, 3])
    let first = Samples.batch("a/ä%FF.txt", sha256: sha256)
    try store.commit([RecordStore.Submission(first, file: file)], at: Samples.moment)
    let second = Samples.batch("b.txt", outcome: .duplicate, sha256: sha256)
    try store.commit([second, Samples.batch("a/ä%FF.txt", version: 2)], at: Samples.moment)

    #expect(try store.latest(name: "a/ä%FF.txt", sha256: sha256)?.outcome == .accepted)
    #expect(try store.latest(name: "c.txt", sha256: sha256) == nil)
    #expect(try store.firstAccepted(sha256: sha256)?.sourceName == "a/ä%FF.txt")
    #expect(try store.firstAccepted(sha256: sha256)?.sourceSHA256 == sha256)
    #expect(try store.latest(name: "a/ä%FF.txt", file: file)?.sourceSHA256 == sha256)
    #expect(try store.latest(name: "b.txt", file: file) == nil)
    try store.remember(file, name: "b.txt", sha256: sha256)
    #expect(try store.latest(name: "b.txt", file: file)?.outcome == .duplicate)
    let story = RecordID(naming: ["story", "a/ä%FF.txt"])
    #expect(try store.batches(ofStory: story).map(\.storyID) == [story, story])
    #expect(
      try store.batches(ofStory: story).last?.sourceSHA256 == Samples.hash("a/ä%FF.txt 2"))
  }

  @Test func namesThatOnlyLookEqualAreTwoNames() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    try store.commit([Samples.batch("caf\u{e9}")], at: Samples.moment)
    #expect(try store.latest(name: "cafe\u{301}") == nil)
  }

  @Test func theAccountHasOneOutcomeAVersion() throws {
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit(
        [
          Samples.batch("a"), Samples.batch("b", outcome: .quarantined),
          Samples.batch("c", facts: 0, outcome: .vanished),
          Samples.batch("c", version: 2, facts: 0, outcome: .vanished),
        ], at: Samples.moment)
      #expect(try store.account() == [.accepted: 1, .quarantined: 1, .vanished: 2])
      // Tried again later, with success.
      try store.commit([Samples.batch("b"), Samples.batch("a", version: 2)], at: Samples.moment)
    }
    let (store, _) = try RecordStore.open(directory: directory)
    let expected: [Document.Outcome: Int] = [.accepted: 3, .vanished: 2]
    #expect(try store.account() == expected)
    #expect(try store.account().sum == 5)
  }

  @Test func aFileThatIsNoDatabaseIsSetAsideAndTheLedgerRebuilt() throws {
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit([Samples.batch("a"), Samples.batch("b")], at: Samples.moment)
    }
    for round in 1...2 {
      try Files.write(
        [UInt8](repeating: 7, count: 5000), to: directory.appending("ledger.sqlite"))
      let (store, report) = try RecordStore.open(directory: directory)
      guard case .rebuilt(let reason, let aside) = report.ledger else {
        Testing.Issue.record("not rebuilt")
        return
      }
      #expect(reason.contains("not a database"))
      #expect(aside == directory.appending("ledger.damaged-\(round)"))
      #expect(report.batchesReplayed == 2)
      #expect(try store.account() == [.accepted: 2])
    }
  }

  @Test func aMissingLedgerIsRebuiltAndNumbersGoOn() throws {
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      for name in 0..<1200 {
        try store.commit([Samples.batch("\(name)", facts: 0)], at: Samples.moment)
      }
    }
    try Directory(directory).remove("ledger.sqlite")
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.ledger == .rebuilt(reason: "missing", setAside: nil))
    #expect(report.batchesReplayed == 1200)
    #expect(try store.account() == [.accepted: 1200])
    #expect(try store.commit([Samples.batch("x")], at: Samples.moment)[0].sequence == 1204)
  }

  @Test func aLedgerAheadOfTheStoreIsRebuilt() throws {
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit([Samples.batch("a")], at: Samples.moment)
      try store.commit([Samples.batch("b")], at: Samples.moment)
    }
    let bytes = try Files.bytes(live)
    let store = try RecordStore.open(directory: directory).store
    let first = try #require(try store.latest(name: "a"))
    _ = consume store
    try Files.write(bytes.prefix(first.place.length), to: live)
    let (again, report) = try RecordStore.open(directory: directory)
    guard case .rebuilt = report.ledger else {
      Testing.Issue.record("not rebuilt")
      return
    }
    #expect(try again.latest(name: "b") == nil)
    #expect(try again.account() == [.accepted: 1])
    #expect(try again.commit([Samples.batch("b")], at: Samples.moment)[0].sequence == 12)
  }

  @Test func aLedgerOfAnotherStoreIsRebuilt() throws {
    for name in ["one", "two"] {
      let (store, _) = try RecordStore.open(directory: folder.file(name))
      try store.commit([Samples.batch("same"), Samples.batch(name)], at: Samples.moment)
    }
    try Files.write(try Files.bytes(folder.file("one/records.jsonl")), to: live2("two"))
    let (store, report) = try RecordStore.open(directory: folder.file("two"))
    guard case .rebuilt = report.ledger else {
      Testing.Issue.record("not rebuilt")
      return
    }
    #expect(try store.latest(name: "one") != nil)
    #expect(try store.latest(name: "two") == nil)
  }

  private func live2(_ name: String) -> FilePath { folder.file("\(name)/records.jsonl") }
}
