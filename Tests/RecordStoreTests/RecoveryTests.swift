import BriefingRecords
import LinuxIO
import RecordStore
import SystemPackage
import TestSupport
import Testing

@Suite struct RecoveryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  let names = ["a", "b", "c", "d"]

  /// A store whose ledger knows the first two of its four batches, and where each batch ends.
  private func image(_ name: String) throws -> (directory: FilePath, ends: [Int]) {
    let directory = folder.file(name)
    let live = directory.appending("records.jsonl")
    var ends: [Int] = []
    var ledger: [UInt8] = []
    for part in [names.prefix(2), names.dropFirst(2)] {
      // Closed in between, so that the ledger is one small file.
      do {
        let (store, _) = try RecordStore.open(directory: directory)
        for name in part {
          try store.commit([Samples.batch(name, facts: 1)], at: Samples.moment)
          ends.append(Int(store.durableLength))
        }
      }
      if ledger.isEmpty { ledger = try Files.bytes(directory.appending("ledger.sqlite")) }
    }
    try Files.write(ledger, to: directory.appending("ledger.sqlite"))
    #expect(try Files.bytes(live).count == ends[3])
    return (directory, ends)
  }

  @Test func aCutAtAnyByteKeepsWholeBatchesAndSetsTheRestAside() throws {
    let (source, ends) = try image("image")
    let bytes = try Files.bytes(source.appending("records.jsonl"))
    // The last three records: the document record of the last batch but one, and the last batch.
    let last = bytes[..<(ends[2] - 1)].lastIndex(of: 0x0a) ?? 0
    for cut in last...ends[3]
    where Environment.isLong || cut % 5 == 0 || ends.contains(where: { abs($0 - cut) < 40 }) {
      let directory = folder.file("cut")
      try Files.image(of: source, at: directory)
      let live = directory.appending("records.jsonl")
      try Files.write(bytes[..<cut], to: live)

      let (store, report) = try RecordStore.open(directory: directory)
      let kept = ends.last { $0 <= cut } ?? 0
      #expect(try Files.bytes(live) == Array(bytes[..<kept]), "cut at \(cut)")
      #expect(report.ledger == .kept)
      #expect(report.batchesReplayed == ends.count { $0 <= cut } - 2)
      if cut > kept {
        let aside = try #require(report.cut)
        #expect(aside.offset == Int64(kept))
        #expect(try Files.bytes(aside.savedAs) == Array(bytes[kept..<cut]), "cut at \(cut)")
      } else {
        #expect(report.cut == nil)
      }
      // What comes after is the same for many a cut.
      guard cut % 16 == 0 || ends.contains(cut) else {
        _ = consume store
        try TemporaryFolder.empty(directory)
        continue
      }
      for name in names where try store.latest(name: name) == nil {
        try store.commit([Samples.batch(name, facts: 1)], at: Samples.moment)
      }
      let content = try StoreContent(live)
      #expect(content.documents.count == 4)
      #expect(content.identitiesAreUnique)
      #expect(content.sequencesRise)
      #expect(try store.account() == [.accepted: 4])
      _ = consume store
      try TemporaryFolder.empty(directory)
    }
  }

  @Test func numbersThatAReaderMaySeeOnALineThatIsCutAreNotUsedAgain() throws {
    let (directory, ends) = try image("image")
    let live = directory.appending("records.jsonl")
    let bytes = try Files.bytes(live)
    let highest = try #require(
      try RecordLine(
        parsing: bytes[..<ends[3]].split(separator: 0x0a).dropLast().last ?? []
      ).integer("seq"))
    try Files.write(bytes[..<(ends[3] - 5)], to: live)
    for _ in 0..<2 { _ = try RecordStore.open(directory: directory) }
    let (store, _) = try RecordStore.open(directory: directory)
    let stored = try store.commit([Samples.batch("x", facts: 0)], at: Samples.moment)
    #expect(stored[0].sequence > highest)
  }

  @Test func aFlippedByteAnywhereNeverStopsTheStart() throws {
    let (source, ends) = try image("image")
    let bytes = try Files.bytes(source.appending("records.jsonl"))
    let documents = ends.map { end in bytes[..<(end - 1)].lastIndex(of: 0x0a) ?? 0 }
    for position in stride(from: ends[0] - 2, to: ends[3], by: Environment.isLong ? 1 : 29) {
      let directory = folder.file("flip")
      try Files.image(of: source, at: directory)
      let live = directory.appending("records.jsonl")
      var flipped = bytes
      flipped[position] ^= 0x11
      try Files.write(flipped, to: live)
      let (store, report) = try RecordStore.open(directory: directory)
      let left = try Files.bytes(live)
      #expect(left == Array(flipped[..<left.count]), "flip at \(position)")
      #expect(left.count + Int(report.cut?.bytes ?? 0) == bytes.count, "flip at \(position)")
      if position >= ends[1], position < documents[2] {
        // In the last batch but one: what comes after it is whole, so nothing may be cut.
        #expect(report.cut == nil, "flip at \(position)")
        #expect(report.damageCount > 0, "flip at \(position)")
      }
      if report.ledger == .kept { #expect(left.count >= ends[1], "flip at \(position)") }
      try store.commit([Samples.batch("x")], at: Samples.moment)
      #expect(try store.latest(name: "x") != nil)
      _ = consume store
      try TemporaryFolder.empty(directory)
    }
  }

  @Test func aRebuildKeepsABatchWithAFlippedByteAndReportsIt() throws {
    let (directory, ends) = try image("image")
    let live = directory.appending("records.jsonl")
    var bytes = try Files.bytes(live)
    bytes[ends[2] + 60] ^= 1
    try Files.write(bytes, to: live)
    try TemporaryFolder.remove(directory, prefix: "ledger")
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(try Files.bytes(live) == bytes)
    #expect(report.batchesReplayed == 4)
    #expect(report.damage.map(\.offset) == [Int64(ends[2])])
    #expect(try store.account() == [.accepted: 4])
  }

  @Test func aLastBatchWithAHoleIsCutAndTheSourceCanBeTakenAgain() throws {
    let (directory, ends) = try image("image")
    let live = directory.appending("records.jsonl")
    var bytes = try Files.bytes(live)
    for index in (ends[2] + 10)..<(ends[2] + 200) { bytes[index] = 0 }
    try Files.write(bytes, to: live)
    let (store, report) = try RecordStore.open(directory: directory)
    #expect(report.cut?.offset == Int64(ends[2]))
    #expect(report.damageCount == 0)
    #expect(try store.latest(name: "d") == nil)
    try store.commit([Samples.batch("d")], at: Samples.moment)
    #expect(try StoreContent(live).identitiesAreUnique)
  }

  @Test func aSecondCutAtTheSamePlaceLeavesTheFirstCopyAlone() throws {
    let (directory, ends) = try image("image")
    let live = directory.appending("records.jsonl")
    let whole = try Files.bytes(live)
    for tail in ["one", "two"] {
      try Files.write(whole + Array(tail.utf8), to: live)
      _ = try RecordStore.open(directory: directory)
    }
    let cut = directory.appending("cut")
    #expect(try Files.names(in: cut) == ["records.jsonl.\(ends[3])", "records.jsonl.\(ends[3])-2"])
    #expect(try Files.bytes(cut.appending("records.jsonl.\(ends[3])")) == Array("one".utf8))
    #expect(try Files.permissions(cut.appending("records.jsonl.\(ends[3])-2")) == 0o640)
  }

  @Test func aStartReadsNothingBeforeTheLastBatchThatTheLedgerKnows() throws {
    let directory = folder.file("store")
    var place = Int64(0)
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      for name in names {
        place = try store.commit([Samples.batch(name)], at: Samples.moment)[0].place.offset
      }
    }
    let files = FaultyFileSystem()
    let (_, report) = try RecordStore.open(directory: directory, fileSystem: files)
    #expect(report.linesSeen == 0)
    #expect(files.readOffsets.allSatisfy { $0 > place })
    #expect(files.count(.read) == 1)
  }

  @Test func aTailOfManyMegabytesWithoutALineEndIsCut() throws {
    let (directory, ends) = try image("image")
    let live = directory.appending("records.jsonl")
    let tail = [UInt8](repeating: 0, count: 5_000_000)
    try Files.write(try Files.bytes(live) + tail, to: live)
    let (_, report) = try RecordStore.open(directory: directory)
    #expect(report.cut?.bytes == 5_000_000)
    #expect(try Files.bytes(live).count == ends[3])
    #expect(try Files.bytes(try #require(report.cut).savedAs) == tail)
  }

  @Test func aDamagedPageOfTheLedgerIsNoticedAndTheLedgerRebuilt() throws {
    let directory = folder.file("store")
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      for name in 0..<300 {
        try store.commit([Samples.batch("\(name)", facts: 0)], at: Samples.moment)
      }
    }
    let path = directory.appending("ledger.sqlite")
    let sound = try Files.bytes(path)
    for page in stride(from: 0, to: sound.count, by: 4096) {
      var damaged = sound
      for index in page..<(page + 100) { damaged[index] = 0xaa }
      try Files.write(damaged, to: path)
      let (store, report) = try RecordStore.open(directory: directory)
      guard case .rebuilt = report.ledger else {
        Testing.Issue.record("page at \(page) was not noticed")
        continue
      }
      #expect(try store.account() == [.accepted: 300])
    }
  }
}
