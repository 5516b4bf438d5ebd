import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct VerificationTests {
  let folder: TemporaryFolder
  var directory: FilePath { folder.file("store") }
  var layout: StoreLayout { StoreLayout(directory: directory) }
  var live: FilePath { layout.liveSegment }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func make(_ names: [String] = ["a", "b", "c"], closing: Set<String> = []) throws {
    let (store, _) = try RecordStore.open(directory: directory)
    for name in names {
      try store.commit([Samples.batch(name, facts: 2)], at: Samples.moment)
      if closing.contains(name) { try store.rotate() }
    }
    try store.commit(
      [
        Samples.batch("empty", facts: 0, outcome: .empty),
        Samples.batch("gone", facts: 0, outcome: .vanished),
      ], at: Samples.moment)
    try store.close()
  }

  private func verify() throws -> (findings: [String], summary: StoreVerification.Summary) {
    var findings: [String] = []
    let summary = try StoreVerification.run(layout) { findings.append("\($0)") }
    #expect(summary.findings == findings.count)
    return (findings, summary)
  }

  @Test func aSoundStoreHasNoFindings() throws {
    try make(closing: ["a", "b"])
    let (findings, summary) = try verify()
    #expect(findings == [])
    #expect(summary.batches == 5)
    #expect(summary.lines == 11)
    #expect(summary.segments == 3)
    #expect(summary.askedLedger)
  }

  @Test func nothingIsChanged() throws {
    try make(closing: ["b"])
    let before = try Files.names(in: directory).map { name in
      (name, try Files.bytes(directory.appending(name)))
    }
    _ = try verify()
    let after = try Files.names(in: directory).map { name in
      (name, try Files.bytes(directory.appending(name)))
    }
    #expect(before.map(\.0) == after.map(\.0))
    #expect(before.map(\.1) == after.map(\.1))
  }

  @Test func aFolderWithoutAStoreIsNamed() throws {
    for path in [folder.path, folder.file("nothing")] {
      let error = #expect(throws: StoreError.self) {
        _ = try StoreVerification.run(StoreLayout(directory: path)) { _ in }
      }
      #expect(error == .noStore(path))
    }
  }

  @Test func everyFlippedBitIsNamedWithItsLine() throws {
    try make(["a", "b"])
    let sound = try Files.bytes(live)
    let step = Environment.isLong ? 1 : 11
    for position in stride(from: 0, to: sound.count, by: step) {
      for bit in Environment.isLong ? Array(0..<8) : [position % 8] {
        var flipped = sound
        flipped[position] ^= 1 << UInt8(bit)
        try Files.write(flipped, to: live)
        let (findings, _) = try verify()
        #expect(!findings.isEmpty, "bit \(bit) of byte \(position)")
        let line = sound[..<position].count { $0 == 0x0a } + 1
        // Named by itself, or as one of the lines that do not match their batch's hash.
        let names = findings.contains { $0.contains("records.jsonl:\(line):") }
        let covers = findings.contains { $0.contains("batch_sha256") || $0.contains("ledger") }
        #expect(names || covers, "bit \(bit) of byte \(position): \(findings)")
      }
    }
  }

  @Test func withoutALedgerOnlyWhatStandsOnceInADocumentRecordGoesUnnoticed() throws {
    try make(["a"])
    try TemporaryFolder.remove(directory, prefix: "ledger")
    let sound = try Files.bytes(live)
    var unnoticed: Set<String> = []
    for position in stride(from: 0, to: sound.count, by: Environment.isLong ? 1 : 3) {
      var flipped = sound
      flipped[position] ^= 1
      try Files.write(flipped, to: live)
      if try verify().findings.isEmpty { unnoticed.insert(key(at: position, in: sound)) }
    }
    // A source that vanished before it was read has no content from which its id could be told.
    #expect(unnoticed.subtracting(["story_id", "producer", "emitted_at", "id", "seq"]) == [])
  }

  /// The key whose value has the byte.
  private func key(at position: Int, in bytes: [UInt8]) -> String {
    let start = bytes[..<position].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let text = String(decoding: bytes[start...position], as: UTF8.self)
    let keys = RecordSchema.keys(of: .document).filter { text.contains("\"\($0)\":") }
    return keys.last ?? "type"
  }

  @Test func anIdThatStandsTwiceIsFound() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    try store.commit([Samples.batch("a")], at: Samples.moment)
    try store.rotate()
    try store.commit([Samples.batch("b"), Samples.batch("a")], at: Samples.moment)
    let (findings, _) = try verify()
    #expect(findings.count == 4)
    #expect(
      findings.allSatisfy { $0.hasSuffix("id and rev stand in an earlier line already") })
    #expect(findings.first?.hasPrefix("records.jsonl:5:") == true)
  }

  @Test func aLostBatchIsFound() throws {
    try make(["a", "b", "c"])
    let lines = try Files.bytes(live).split(separator: 0x0a)
    let rest = lines[..<3] + lines[6...]
    try Files.write(rest.flatMap { $0 + [0x0a] }, to: live)
    let (findings, _) = try verify()
    #expect(findings.contains { $0.contains("ledger") || $0.contains("was written") })
  }

  @Test func anUnfinishedBatchAtTheEndIsFound() throws {
    try make(["a"])
    let bytes = try Files.bytes(live)
    let start = bytes.dropLast().lastIndex(of: 0x0a) ?? 0
    try Files.write(bytes[..<(start + 40)], to: live)
    let (findings, _) = try verify()
    #expect(findings.contains { $0.contains("the last batch is not finished") })
  }

  @Test func itWorksBesideAStoreThatIsOpen() throws {
    let (store, _) = try RecordStore.open(directory: directory)
    for number in 0..<50 {
      try store.commit([Samples.batch("\(number)")], at: Samples.moment)
      if number % 20 == 19 { try store.rotate() }
    }
    let (findings, summary) = try verify()
    #expect(findings == [])
    #expect(summary.askedLedger)
    #expect(summary.batches == 50)
  }

  @Test func momentsAreReadAsTheyAreWritten() {
    for milliseconds: Int64 in [0, 951_782_400_000, 1_700_000_000_123, 4_107_542_399_999] {
      let text = Array(Timestamp(milliseconds: milliseconds).description.utf8)
      #expect(Moment.milliseconds(text[...]) == milliseconds)
    }
    #expect(Moment.milliseconds(Array("2023-02-29T00:00:00.000Z".utf8)[...]) == nil)
  }
}
