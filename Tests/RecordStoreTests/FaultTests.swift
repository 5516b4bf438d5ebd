import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct FaultTests {
  let folder: TemporaryFolder
  let files = FaultyFileSystem()
  var directory: FilePath { folder.file("store") }
  var live: FilePath { directory.appending("records.jsonl") }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func open() throws -> RecordStore {
    try RecordStore.open(directory: directory, fileSystem: files).store
  }

  @Test func aFullDiskLeavesTheStoreAsItWasAndTheCommitCanBeTriedAgain() throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    let before = try Files.bytes(live)
    for number in 1...3 {
      files.arm(.init(call: .write, number: number, errno: .noSpace, shortWrites: 700))
      let error = #expect(throws: StoreError.self) {
        try store.commit([Samples.batch("b")], at: Samples.moment)
      }
      guard case .outOfSpace = error else {
        Testing.Issue.record("\(String(describing: error))")
        return
      }
      #expect(try Files.bytes(live) == before)
    }
    files.arm(nil)
    try store.commit([Samples.batch("b")], at: Samples.moment)
    let content = try StoreContent(live)
    #expect(content.documents.count == 2)
    #expect(content.sequencesRise)
    #expect(try store.account() == [.accepted: 2])
  }

  @Test func anyOtherFailedWriteIsUndoneToo() throws {
    let store = try open()
    files.arm(.init(call: .write, number: 2, errno: .ioError, shortWrites: 100))
    let error = #expect(throws: StoreError.self) {
      try store.commit([Samples.batch("b")], at: Samples.moment)
    }
    #expect(error?.description.contains("nothing was kept") == true)
    #expect(try Files.bytes(live).isEmpty)
  }

  @Test func aFailedSyncIsFinal() throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    files.arm(.init(call: .synchronizeData, number: 1, errno: .ioError))
    let error = #expect(throws: StoreError.self) {
      try store.commit([Samples.batch("b")], at: Samples.moment)
    }
    guard case .syncFailed = error else {
      Testing.Issue.record("\(String(describing: error))")
      return
    }
    let again = #expect(throws: StoreError.self) {
      try store.commit([Samples.batch("c")], at: Samples.moment)
    }
    guard case .unusable = again else {
      Testing.Issue.record("\(String(describing: again))")
      return
    }
    #expect(files.count(.synchronizeData) == 1, "a second sync would say that all is well")
    #expect(try store.latest(name: "b") == nil)
    // What never reached the disk must not be believed by the next start either.
    #expect(try StoreContent(live).documents.count == 1)
  }

  @Test func aLedgerThatIsFullCatchesUpLater() throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    let pages = try store.ledger.database.prepare("PRAGMA page_count").first { $0.integer(0) }
    try store.ledger.database.execute("PRAGMA max_page_count=\(pages ?? 0)")
    var failure: StoreError?
    var committed = 1
    while failure == nil, committed < 2000 {
      do {
        try store.commit([Samples.batch("\(committed)", facts: 0)], at: Samples.moment)
        committed += 1
      } catch {
        failure = error
      }
    }
    guard case .outOfSpace = failure else {
      Testing.Issue.record("\(String(describing: failure))")
      return
    }
    #expect(throws: StoreError.self) { try store.latest(name: "a") }
    #expect(try StoreContent(live).documents.count == committed)
    try store.ledger.database.execute("PRAGMA max_page_count=100000")
    #expect(try store.account() == [.accepted: committed])
  }

  /// Every kind of call, failing at its n-th time, for good or once: after a start with a sound
  /// disk nothing that was acknowledged is lost, and nothing is there twice.
  @Test(
    arguments: [Errno.ioError, .noSpace], [true, false])
  func whateverCallFailsNothingIsLostOrDoubled(errno: Errno, isFinal: Bool) throws {
    for call in FaultyFileSystem.Call.allCases {
      for shortWrites in [nil, 512] {
        var number = 1
        while try crash(
          .init(
            call: call, number: number, errno: errno, isFinal: isFinal, shortWrites: shortWrites))
        {
          number += Environment.isLong || call != .open && call != .read ? 1 : 3
        }
      }
    }
  }

  /// Runs one story of a store with the fault, then checks. False when the fault never came.
  private func crash(_ plan: FaultyFileSystem.Plan) throws -> Bool {
    defer { try? TemporaryFolder.empty(directory) }
    // A store that was stopped in the middle of a batch, so that recovery has something to do.
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      try store.commit([Samples.batch("first", facts: 1)], at: Samples.moment)
    }
    let tail = Array(#"{"type":"block","summary":"","seq":3"#.utf8)
    try Files.write(try Files.bytes(live) + tail, to: live)
    if plan.call == .rename {
      try Files.write([1, 2, 3], to: directory.appending("ledger.sqlite"))
    }

    files.arm(plan)
    var acknowledged: Set<String> = ["first"]
    do {
      let store = try open()
      for group in [["a"], ["b", "c"], ["d"]] {
        for _ in 0..<2 where !acknowledged.isSuperset(of: group) {
          do {
            try store.commit(group.map { Samples.batch($0, facts: 1) }, at: Samples.moment)
            acknowledged.formUnion(group)
          } catch {
            guard case .outOfSpace = error else { break }
          }
        }
      }
    } catch is StoreError {}
    let fired = files.count(plan.call) >= plan.number
    files.arm(nil)

    let (store, _) = try RecordStore.open(directory: directory)
    for name in ["first", "a", "b", "c", "d"] {
      let known = try store.latest(name: name) != nil
      #expect(known || !acknowledged.contains(name), "\(name) is lost by \(plan)")
      if !known { try store.commit([Samples.batch(name, facts: 1)], at: Samples.moment) }
    }
    let content = try StoreContent(live)
    #expect(content.documents.count == 5, "\(plan)")
    #expect(content.identitiesAreUnique, "\(plan)")
    #expect(content.sequencesRise, "\(plan)")
    #expect(try store.account() == [.accepted: 5], "\(plan)")
    return fired
  }
}
