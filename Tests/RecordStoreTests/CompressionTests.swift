import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct CompressionTests {
  let folder: TemporaryFolder
  var directory: FilePath { folder.file("store") }
  var layout: StoreLayout { StoreLayout(directory: directory) }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  /// A store with one closed segment of about 3 MB.
  private func store() throws -> RecordStore {
    let (store, _) = try RecordStore.open(
      directory: directory, rotation: SegmentRotation(size: nil, compresses: true))
    for name in 0..<30 {
      try store.commit([Samples.batch("\(name)", facts: 10, padding: 9_000)], at: Samples.moment)
    }
    try store.rotate()
    try store.commit([Samples.batch("last")], at: Samples.moment)
    return store
  }

  /// What a reader gets out of the compressed segment.
  private func unpacked(_ count: Int) throws -> [UInt8] {
    let segment = ClosedSegment(firstSequence: 1, isCompressed: true)
    return try SegmentFile.open(segment, in: layout, LinuxFileSystem()).bytes(0..<Int64(count))
  }

  private let plain = "records.0000000000000001.jsonl"

  @Test func aCompressedSegmentReadsAsThePlainOne() throws {
    let store = try store()
    let before = try Files.bytes(directory.appending(plain))
    var steps = 0
    while try store.compressStep() { steps += 1 }
    #expect(steps > 8)
    #expect(!store.hasIdleWork)
    #expect(try Files.names(in: directory).contains(plain + ".zst"))
    #expect(try !Files.names(in: directory).contains(plain))
    let size = try Files.bytes(directory.appending(plain + ".zst")).count
    #expect(size < before.count / 10)
    let file = try SegmentFile.open(
      ClosedSegment(firstSequence: 1, isCompressed: true), in: layout, LinuxFileSystem())
    #expect(try file.size() == Int64(before.count))
    #expect(try file.bytes(0..<Int64(before.count)) == before)
    #expect(try file.bytes(1_048_570..<1_048_580) == Array(before[1_048_570..<1_048_580]))
    for name in ["0", "17", "29", "last"] {
      let batch = try #require(try store.latest(name: name))
      #expect(try store.lines(of: batch).last?.string("source_name") == name)
    }
    var findings: [String] = []
    _ = try StoreVerification.run(layout) { findings.append("\($0)") }
    #expect(findings == [])
  }

  @Test func aFlippedByteOfACompressedSegmentIsNamedUnlessItSaysTheSame() throws {
    let records: [UInt8]
    do {
      let store = try store()
      records = try Files.bytes(directory.appending(plain))
      while try store.compressStep() {}
    }
    let path = directory.appending(plain + ".zst")
    let sound = try Files.bytes(path)
    for position in stride(from: 0, to: sound.count, by: Environment.isLong ? 7 : 1201) {
      var flipped = sound
      flipped[position] ^= 4
      try Files.write(flipped, to: path)
      var findings: [String] = []
      _ = try StoreVerification.run(layout) { findings.append("\($0)") }
      // Some bits of a frame mean nothing: the records are still as they were written.
      let isNamed = findings.contains { $0.hasPrefix(plain + ".zst") }
      #expect(try isNamed || unpacked(records.count) == records, "byte \(position)")
      // Closed long ago: no reason not to start.
      let (store, _) = try RecordStore.open(directory: directory)
      #expect(try store.latest(name: "last") != nil)
    }
  }

  @Test func aStopAtAnyStepLeavesTheSegmentWhole() throws {
    let source = try store()
    var steps = 0
    var hasMore = true
    while hasMore {
      hasMore = try source.compressStep()
      steps += 1
      let image = folder.file("image\(steps)")
      try Files.image(of: directory, at: image)
      let (store, report) = try RecordStore.open(directory: image)
      #expect(report.ledger == .kept)
      #expect(report.damageCount == 0)
      let names = try Files.names(in: image).filter { $0.hasPrefix("records.0") }
      #expect(names == [plain] || names == [plain + ".zst"], "step \(steps)")
      let batch = try #require(try store.latest(name: "3"))
      #expect(try store.lines(of: batch).count == 11)
      _ = consume store
      try TemporaryFolder.empty(image)
    }
  }

  @Test func aSegmentThatSomebodyElseCompressedIsNamedWithARemedy() throws {
    _ = try store()
    let renamed = directory.appending(plain + ".zst")
    try LinuxFileSystem().rename(directory.appending(plain), to: renamed)
    let error = #expect(throws: StoreError.self) {
      _ = try SegmentFile.open(
        ClosedSegment(firstSequence: 1, isCompressed: true), in: layout, LinuxFileSystem())
    }
    #expect(error?.description.contains("zstd -d") == true)
  }
}
