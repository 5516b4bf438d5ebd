import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct RotationTests {
  let folder: TemporaryFolder
  let files = FaultyFileSystem()
  var directory: FilePath { folder.file("store") }
  var layout: StoreLayout { StoreLayout(directory: directory) }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func open(_ rotation: SegmentRotation = SegmentRotation()) throws -> RecordStore {
    try RecordStore.open(directory: directory, rotation: rotation, fileSystem: files).store
  }

  private func segments() throws -> [String] {
    try Files.names(in: directory).filter { $0.hasPrefix("records") }
  }

  /// The lines of all segments in the order of their names.
  private func content() throws -> StoreContent {
    var follower = try RecordFollower(layout, last: nil)
    var bytes: [UInt8] = []
    try follower.poll { bytes += $0 + [0x0a] }
    try Files.write(bytes, to: folder.file("all"))
    return try StoreContent(folder.file("all"))
  }

  private func verify() throws -> [String] {
    var findings: [String] = []
    _ = try StoreVerification.run(layout) { findings.append("\($0)") }
    return findings
  }

  @Test func aSegmentOfEnoughBytesIsClosedAndNamedByItsFirstNumber() throws {
    let store = try open(SegmentRotation(size: 4000))
    for name in 0..<12 { try store.commit([Samples.batch("\(name)")], at: Samples.moment) }
    let names = try segments()
    #expect(names.count > 2)
    #expect(names.first == "records.0000000000000001.jsonl")
    #expect(names.last == "records.jsonl")
    for name in names.dropLast() {
      let first = try StoreContent(directory.appending(name)).sequences.first
      #expect(name == ClosedSegment(firstSequence: first ?? 0).name)
    }
    #expect(try content().sequences == Array(1...48))
    for name in 0..<12 {
      let batch = try #require(try store.latest(name: "\(name)"))
      #expect(try store.lines(of: batch).count == 4, "\(name)")
    }
    #expect(try verify() == [])
  }

  @Test func aSegmentIsClosedAtItsAgeAndAnEmptyOneNever() throws {
    let store = try open(SegmentRotation(age: .seconds(60)))
    let start = Samples.moment.milliseconds
    #expect(try !store.rotateIfDue(at: Timestamp(milliseconds: start + 1_000_000)))
    #expect(store.rotationDue == nil)
    try store.commit([Samples.batch("a")], at: Samples.moment)
    #expect(store.rotationDue == Timestamp(milliseconds: start + 60_000))
    #expect(try !store.rotateIfDue(at: Timestamp(milliseconds: start + 59_999)))
    #expect(try store.rotateIfDue(at: Timestamp(milliseconds: start + 60_000)))
    #expect(try !store.rotateIfDue(at: Timestamp(milliseconds: start + 900_000)))
    #expect(try segments() == ["records.0000000000000001.jsonl", "records.jsonl"])
  }

  @Test(arguments: [true, false])
  func theAgeIsKnownAfterANewStart(ledgerIsLost: Bool) throws {
    let start = Samples.moment.milliseconds
    do { try open().commit([Samples.batch("a")], at: Samples.moment) }
    if ledgerIsLost { try TemporaryFolder.remove(directory, prefix: "ledger") }
    let store = try open(SegmentRotation(age: .seconds(60)))
    #expect(try !store.rotateIfDue(at: Timestamp(milliseconds: start + 59_999)))
    #expect(try store.rotateIfDue(at: Timestamp(milliseconds: start + 60_000)))
  }

  @Test func aLedgerThatIsLostIsRebuiltOverAllSegments() throws {
    do {
      let store = try open(SegmentRotation(size: 3000, compresses: true))
      for name in 0..<20 { try store.commit([Samples.batch("\(name)")], at: Samples.moment) }
      for _ in 0..<9 { _ = try store.compressStep() }
    }
    #expect(try segments().contains { $0.hasSuffix(".zst") })
    try TemporaryFolder.remove(directory, prefix: "ledger")
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.batchesReplayed == 20)
    #expect(report.damageCount == 0)
    #expect(try store.account() == [.accepted: 20])
    for name in 0..<20 {
      let batch = try #require(try store.latest(name: "\(name)"))
      #expect(try store.lines(of: batch).last?.string("source_name") == "\(name)")
    }
    #expect(try store.commit([Samples.batch("x", facts: 0)], at: Samples.moment)[0].sequence == 81)
  }

  @Test func aLedgerThatIsOlderThanTwoRotationsCatchesUp() throws {
    do { try open().commit([Samples.batch("a"), Samples.batch("b")], at: Samples.moment) }
    let ledger = try Files.bytes(layout.ledger)
    do {
      let store = try open()
      try store.commit([Samples.batch("c")], at: Samples.moment)
      try store.rotate()
      try store.commit([Samples.batch("d")], at: Samples.moment)
      try store.rotate()
      try store.commit([Samples.batch("e")], at: Samples.moment)
    }
    try Files.write(ledger, to: layout.ledger)
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.ledger == .kept)
    #expect(report.batchesReplayed == 3)
    for name in ["a", "b", "c", "d", "e"] {
      let batch = try #require(try store.latest(name: name))
      #expect(try store.lines(of: batch).count == 4, "\(name)")
    }
    #expect(try verify() == [])
  }

  /// Every call of a life with rotations and compression fails, at its n-th time, once or for good.
  @Test(arguments: [Errno.ioError, .noSpace], [true, false])
  func whateverCallFailsNothingIsLostOrDoubled(errno: Errno, isFinal: Bool) throws {
    for call in FaultyFileSystem.Call.allCases {
      let step =
        call == .read || call == .open ? (Environment.isLong ? 1 : 7) : (Environment.isLong ? 1 : 2)
      var number = 1
      while try crash(.init(call: call, number: number, errno: errno, isFinal: isFinal)) {
        number += step
      }
    }
  }

  private func crash(_ plan: FaultyFileSystem.Plan) throws -> Bool {
    defer { try? TemporaryFolder.empty(directory) }
    let names = ["a", "b", "c", "d"]
    files.arm(plan)
    var acknowledged: Set<String> = []
    do {
      let store = try open(SegmentRotation(size: 1500, compresses: true))
      for name in names {
        for _ in 0..<2 where !acknowledged.contains(name) {
          do {
            try store.commit([Samples.batch(name, facts: 1)], at: Samples.moment)
            acknowledged.insert(name)
          } catch {
            guard error.isOutOfSpace else { throw error }
          }
        }
        for _ in 0..<4 { _ = try? store.compressStep() }
      }
      try store.close()
    } catch is StoreError {}
    let fired = files.count(plan.call) >= plan.number
    files.arm(nil)

    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.damageCount == 0, "\(plan)")
    for name in names {
      let known = try store.latest(name: name) != nil
      #expect(known || !acknowledged.contains(name), "\(name) is lost by \(plan)")
      if !known { try store.commit([Samples.batch(name, facts: 1)], at: Samples.moment) }
      let batch = try #require(try store.latest(name: name))
      #expect(try store.lines(of: batch).count == 2, "\(name) after \(plan)")
    }
    #expect(try store.account() == [.accepted: 4], "\(plan)")
    #expect(try verify() == [], "\(plan)")
    let all = try content()
    #expect(all.documents.count == 4, "\(plan)")
    return fired
  }

  @Test func anUndoneRenameLeavesTheStoreInUse() throws {
    let store = try open()
    try store.commit([Samples.batch("a")], at: Samples.moment)
    files.arm(.init(call: .rename, number: 2, errno: .ioError))
    #expect(throws: StoreError.self) { try store.rotate() }
    files.arm(nil)
    try store.commit([Samples.batch("b")], at: Samples.moment)
    #expect(try StoreContent(layout.liveSegment).documents.count == 2)
  }
}
