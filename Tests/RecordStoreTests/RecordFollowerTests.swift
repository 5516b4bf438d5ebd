import BriefingRecords
import LinuxIO
import RecordStore
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite struct RecordFollowerTests {
  let folder: TemporaryFolder
  var live: FilePath { folder.file("records.jsonl") }

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func line(_ sequence: Int, padding: Int = 0) -> String {
    #"{"type":"x","seq":\#(sequence),"pad":""# + String(repeating: "p", count: padding) + "\"}"
  }

  private func append(_ text: String) throws {
    let file = try Descriptor(opening: live, .writeOnly, options: [.create, .append])
    let bytes = Array(text.utf8)
    try file.writeAll(bytes.span)
  }

  private func poll(_ follower: inout RecordFollower) throws -> [String] {
    var lines: [String] = []
    let count = try follower.poll { lines.append(String(decoding: $0, as: UTF8.self)) }
    #expect(count == lines.count)
    return lines
  }

  @Test(arguments: [(0, []), (2, [4, 5]), (5, [1, 2, 3, 4, 5]), (9, [1, 2, 3, 4, 5])])
  func theLastLinesComeFirst(count: Int, expected: [Int]) throws {
    // Longer than a chunk, so that one has to be read in parts on the way back.
    let text = (1...5).map { line($0, padding: $0 == 4 ? 150_000 : 10) + "\n" }.joined()
    try append(text + "{\"unfinished")
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: count)
    let lines = try poll(&follower)
    #expect(lines == expected.map { line($0, padding: $0 == 4 ? 150_000 : 10) })
  }

  @Test func aLineIsHandedOutOnceItsEndIsThere() throws {
    try append(line(1) + "\n" + "{\"type\"")
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: nil)
    #expect(try poll(&follower) == [line(1)])
    #expect(try poll(&follower).isEmpty)
    try append(line(2).dropFirst(7) + "\n")
    #expect(try poll(&follower) == [line(2)])
  }

  @Test func aStoreThatIsMadeLaterIsFound() throws {
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: 3)
    #expect(try poll(&follower).isEmpty)
    try append(line(1) + "\n")
    #expect(try poll(&follower) == [line(1)])
  }

  @Test func aRotatedSegmentIsReadToItsEndFirst() throws {
    try append(line(1) + "\n")
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: nil)
    #expect(try poll(&follower) == [line(1)])
    try append(line(2) + "\n")
    try LinuxFileSystem().rename(live, to: folder.file("records.0000000000000001.jsonl"))
    try append(line(3) + "\n")
    #expect(try poll(&follower) == [line(2), line(3)])
  }

  @Test(arguments: [0, 10, 500, 100_000])
  func whatReplacesLinesThatWereCutOffIsHandedOut(padding: Int) throws {
    try append(line(1) + "\n" + line(2) + "\n")
    let kept = try Files.bytes(live).count
    try append(line(3, padding: 90) + "\n" + line(4, padding: 90) + "\n" + "{\"half")
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: nil)
    #expect(try poll(&follower).count == 4)
    try Descriptor(opening: live, .writeOnly).truncate(to: Int64(kept))
    if padding == 0 { #expect(try poll(&follower).isEmpty) }
    try append(line(5, padding: padding) + "\n" + line(6) + "\n")
    #expect(try poll(&follower) == [line(5, padding: padding), line(6)])
  }

  @Test func aFollowerThatHasHandedNothingOutYetFindsItsPlaceAgain() throws {
    try append(line(1) + "\n")
    let kept = try Files.bytes(live).count
    try append(line(2) + "\n")
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: 0)
    try Descriptor(opening: live, .writeOnly).truncate(to: Int64(kept))
    // The place where it was to begin is now in the middle of a line.
    try append(line(5, padding: 300) + "\n" + line(6) + "\n")
    #expect(try poll(&follower) == [line(5, padding: 300), line(6)])
  }

  @Test func noLineIsEverHandedOutByHalvesWhileAWriterAppends() throws {
    try append("")
    let total = 120
    let path = live
    let done = Mutex(false)
    let writer = Thread {
      defer { done.withLock { $0 = true } }
      guard let file = try? Descriptor(opening: path, .writeOnly, options: .append) else { return }
      for number in 1...total {
        let text = Array(
          (#"{"type":"x","seq":\#(number),"pad":""#
            + String(repeating: "p", count: number % 3 == 0 ? 70_000 : 9_000) + "\"}\n").utf8)
        var start = 0
        while start < text.count {
          let end = min(text.count, start + 1 + number * 97 % 5_000)
          try? file.writeAll(text[start..<end].span)
          start = end
        }
      }
    }
    var follower = try RecordFollower(StoreLayout(directory: folder.path), last: nil)
    var sequences: [Int] = []
    var isLast = false
    while true {
      isLast = done.withLock { $0 }
      try follower.poll { bytes in
        let record = try RecordLine(parsing: bytes)
        sequences.append(try #require(record.integer("seq")))
      }
      if isLast { break }
    }
    writer.join()
    #expect(sequences == Array(1...total))
  }
}
