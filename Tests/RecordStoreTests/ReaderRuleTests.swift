import BriefingRecords
import LinuxIO
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

/// The reader's rule, with a store that is written slowly: whole lines, each once, in their order,
/// over rotations, compression, orderly and other stops.
@Suite struct ReaderRuleTests {
  let folder: TemporaryFolder
  var directory: FilePath { folder.file("store") }

  init() throws { folder = try TemporaryFolder() }

  /// Takes a write in parts, as the kernel shows it to a reader.
  struct SlowFileSystem: FileSystem {
    func write(
      _ bytes: Span<UInt8>, to file: borrowing Descriptor
    ) throws(SystemCallError) -> Int {
      Database.sleep(milliseconds: bytes.count % 7 == 0 ? 1 : 0)
      return try file.write(bytes.extracting(..<min(bytes.count, 3001)))
    }
  }

  private static func write(_ directory: FilePath, batches: Int) throws {
    var store: RecordStore?
    for number in 0..<batches {
      if store == nil {
        store = try RecordStore.open(
          directory: directory, rotation: SegmentRotation(size: 250_000, compresses: true),
          fileSystem: SlowFileSystem()
        ).store
      }
      let batch = Samples.batch(
        "\(number)", facts: 2, padding: number % 4 == 0 ? 70_000 : 9_000)
      try store?.commit([batch], at: Samples.moment)
      for _ in 0..<3 { try store?.idleStep() }
      if number % 9 == 8 {
        if number % 2 == 0 { try store?.close() }
        store = nil
      }
      if number % 18 == 17 {
        // A stop in the middle of a batch: readers see lines that the next start takes away.
        let file = try Descriptor(
          opening: directory.appending("records.jsonl"), .writeOnly, options: .append)
        let half = Array(
          "{\"type\":\"block\",\"x\":\"\(String(repeating: "h", count: 20_000))".utf8)
        try file.writeAll(half.span)
        Database.sleep(milliseconds: 3)
      }
    }
  }

  @Test func aReaderGoesOnAfterTheNumberThatItHas() throws {
    let (store, _) = try RecordStore.open(
      directory: directory, rotation: SegmentRotation(size: nil, compresses: true))
    for name in 0..<9 {
      try store.commit([Samples.batch("\(name)", facts: 1)], at: Samples.moment)
      if name % 3 == 2 { try store.rotate() }
      if name == 4 { while try store.compressStep() {} }
    }
    try store.commit([Samples.batch("last", facts: 1)], at: Samples.moment)
    for sequence in 0...22 {
      var follower = try RecordFollower(store.layout, after: sequence)
      var sequences: [Int] = []
      let read = { (line: ArraySlice<UInt8>) in
        sequences.append(try RecordLine(parsing: line).integer("seq") ?? 0)
      }
      try follower.poll(read)
      #expect(sequences == Array((sequence + 1)..<max(21, sequence + 1)))
    }
    var follower = try RecordFollower(store.layout, after: 20)
    try store.rotate()
    try store.commit([Samples.batch("new", facts: 1)], at: Samples.moment)
    #expect(try follower.poll { _ in } == 2)
  }

  @Test(arguments: [0, 2])
  func aReaderGetsEveryLineOnceWhateverTheStoreDoes(pause: Int32) throws {
    let total = Environment.isLong ? 1200 : 72
    let path = directory
    try Directory.makeIfMissing(path)
    let done = Mutex(false)
    let failure = Mutex<String?>(nil)
    let writer = Thread {
      defer { done.withLock { $0 = true } }
      do { try Self.write(path, batches: total) } catch { failure.withLock { $0 = "\(error)" } }
    }
    var follower = try RecordFollower(StoreLayout(directory: path), last: nil)
    var sequences: [Int] = []
    while true {
      let isLast = done.withLock { $0 }
      try follower.poll { bytes in
        let record = try RecordLine(parsing: bytes)
        sequences.append(try #require(record.integer("seq")))
      }
      if isLast { break }
      if pause > 0 { Database.sleep(milliseconds: pause * Int32(1 + sequences.count % 40)) }
    }
    writer.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(sequences == Array(1...(total * 3)))
    let names = try Files.names(in: path)
    #expect(names.contains { $0.hasSuffix(".jsonl.zst") })
  }
}
