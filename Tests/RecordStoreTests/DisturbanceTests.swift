import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

/// What other programs and other disks do to a store, and what a stop in an awkward moment does.
@Suite struct DisturbanceTests {
  let folder: TemporaryFolder
  let files = FaultyFileSystem()
  var directory: FilePath { folder.file("store") }
  var live: FilePath { directory.appending("records.jsonl") }

  init() throws { folder = try TemporaryFolder() }

  private func open() throws -> RecordStore {
    try RecordStore.open(directory: directory, fileSystem: files).store
  }

  enum Disturbance: CaseIterable { case removed, moved, replaced, emptied, shortened, appendedTo }

  @Test(arguments: Disturbance.allCases)
  func aStoreWhoseFileSomebodyElseChangesAcknowledgesNothingMore(_ what: Disturbance) throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    let bytes = try Files.bytes(live)
    switch what {
    case .removed: try LinuxFileSystem().remove(live)
    case .moved: try LinuxFileSystem().rename(live, to: folder.file("elsewhere"))
    case .replaced:
      try Files.write(bytes, to: folder.file("copy"))
      try LinuxFileSystem().rename(folder.file("copy"), to: live)
    case .emptied: try Descriptor(opening: live, .writeOnly).truncate(to: 0)
    case .shortened: try Descriptor(opening: live, .writeOnly).truncate(to: 10)
    case .appendedTo:
      let text = Array("a note\n".utf8)
      try Descriptor(opening: live, .writeOnly, options: .append).writeAll(text.span)
    }
    for name in ["b", "c"] {
      let error = #expect(throws: StoreError.self) {
        try store.commit([Samples.batch(name)], at: Samples.moment)
      }
      #expect(error?.description.contains("records.jsonl") == true)
      #expect(try store.latest(name: name) == nil)
    }
  }

  @Test func aFileThatWasReplacedIsNotClosedInTheStoresName() throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    try Files.write(Array("somebody's\n".utf8), to: folder.file("copy"))
    try LinuxFileSystem().rename(folder.file("copy"), to: live)
    #expect(throws: StoreError.self) { try store.rotate() }
    #expect(try Files.bytes(live) == Array("somebody's\n".utf8))
  }

  @Test func whatAStopLeftInMemoryAloneIsOnTheDiskBeforeItCounts() throws {
    do { try open().commit([Samples.batch("a")], at: Samples.moment) }
    let ledger = try Files.bytes(directory.appending("ledger.sqlite"))
    do { try open().commit([Samples.batch("b")], at: Samples.moment) }
    try Files.write(ledger, to: directory.appending("ledger.sqlite"))

    files.arm(.init(call: .synchronizeData, number: 1, errno: .ioError))
    let error = #expect(throws: StoreError.self) { try open() }
    guard case .syncFailed = error else {
      Testing.Issue.record("\(String(describing: error))")
      return
    }
    files.arm(nil)
    let (store, report) = try RecordStore.open(directory: directory, fileSystem: files)
    #expect(report.batchesReplayed == 1, "a start that failed counts nothing")
    #expect(files.count(.synchronizeData) == 1)
    #expect(try store.latest(name: "b") != nil)
  }

  @Test func namesThatAStopLeftInMemoryAloneAreOnTheDiskBeforeAnythingIsAppended() throws {
    do { try open().commit([Samples.batch("a")], at: Samples.moment) }
    // Stopped after the second rename of a rotation.
    try LinuxFileSystem().rename(
      live, to: directory.appending("records.0000000000000001.jsonl"))
    try Files.write([], to: live)
    files.arm(nil)
    _ = try open()
    #expect(files.count(.synchronize) >= 1)
  }

  @Test func numbersOfAGroupThatFailedAreNotUsedAgainAfterAStop() throws {
    var store: RecordStore? = try open()
    try store?.commit([Samples.batch("a", facts: 1)], at: Samples.moment)
    files.arm(.init(call: .write, number: 2, errno: .noSpace, shortWrites: 2000))
    #expect(throws: StoreError.self) {
      try store?.commit([Samples.batch("b", facts: 5)], at: Samples.moment)
    }
    store = nil
    files.arm(nil)
    store = try open()
    let stored = try store?.commit([Samples.batch("c", facts: 0)], at: Samples.moment)
    #expect(stored?.first?.sequence == 9)
  }

  @Test func numbersOnLinesThatAreCutAreKnownBeforeTheyAreCut() throws {
    do { try open().commit([Samples.batch("a", facts: 1)], at: Samples.moment) }
    let tail = Array(#"{"type":"block","summary":"","id":"","rev":1,"op":"add","seq":7,"x"#.utf8)
    try Files.write(try Files.bytes(live) + tail, to: live)
    // The second one follows the cut.
    files.arm(.init(call: .synchronizeData, number: 2, errno: .ioError, isFinal: true))
    #expect(throws: StoreError.self) { try open() }
    files.arm(nil)
    let stored = try open().commit([Samples.batch("b", facts: 0)], at: Samples.moment)
    #expect(stored[0].sequence == 8)
  }

  @Test func aBatchWithADamagedLineIsNamedAndNotReadByHalves() throws {
    let store = try open()
    let stored = try store.commit([Samples.batch("a", facts: 3)], at: Samples.moment)[0]
    let sound = try Files.bytes(live)
    for position in stride(from: 0, to: sound.count, by: Environment.isLong ? 1 : 37) {
      var flipped = sound
      flipped[position] ^= 0x02
      try Files.write(flipped, to: live)
      let error = #expect(throws: StoreError.self) { try store.lines(of: stored) }
      #expect(error?.isDamage == true, "byte \(position): \(String(describing: error))")
    }
    try Files.write(sound, to: live)
    #expect(try store.lines(of: stored).count == 4)
  }

  @Test func aLineThatWasNotUndoneEndsTheStore() throws {
    let store = try open()
    files.arm(.init(call: .write, number: 2, errno: .noSpace, isFinal: true, shortWrites: 300))
    let error = #expect(throws: StoreError.self) {
      try store.commit([Samples.batch("a")], at: Samples.moment)
    }
    guard case .unusable = error else {
      Testing.Issue.record("\(String(describing: error))")
      return
    }
  }
}
