import Glibc
import SystemPackage
import Testing

@Suite("A briefing dropped in the folder comes out as records")
struct ArrivalTests {
  @Test("whatever way it arrives")
  func waysOfArriving() throws {
    let daemon = try RunningDaemon(
      arguments: ["--settle", "100ms"], backlog: ["there-before.txt": Samples.numbered(0)])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let staging = try daemon.folder.make("staging")
    // By rename.
    try File.drop(Samples.numbered(1), as: "renamed.txt", into: daemon.drop)
    // In place, in two writes with a pause.
    let text = Array(Samples.numbered(2).utf8)
    let writer = try FileDescriptor.open(
      daemon.drop.appending("in-place.txt"), .writeOnly, options: [.create],
      permissions: [.ownerReadWrite])
    _ = try writer.writeAll(text[..<40])
    usleep(50_000)
    _ = try writer.writeAll(text[40...])
    try writer.close()
    // By hard link, as Maildir delivers.
    try File.write(Samples.numbered(3), to: staging.appending("linked"))
    #expect(
      link(staging.appending("linked").string, daemon.drop.appending("linked.txt").string) == 0)
    // As rsync does: a hidden name first.
    try File.write(Samples.numbered(4), to: daemon.drop.appending(".synced.txt.Xy12"))
    #expect(
      rename(
        daemon.drop.appending(".synced.txt.Xy12").string, daemon.drop.appending("synced.txt").string
      )
        == 0)
    #expect(try daemon.waitForDocuments(5))
    #expect(daemon.stop() == 0)
    let outcomes = try daemon.outcomes()
    #expect(
      outcomes == [
        "there-before.txt": ["accepted"], "renamed.txt": ["accepted"], "in-place.txt": ["accepted"],
        "linked.txt": ["accepted"], "synced.txt": ["accepted"],
      ])
  }

  @Test("with records that prove themselves and follow the schema")
  func proofs() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.short, as: "harbour.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    let schema = try run(.briefing, ["schema"], in: daemon.folder.path).output
    let validator = SchemaValidator(root: try JSONValue(parsing: schema))
    let content = Array(Samples.short.utf8)
    var types: Set<String> = []
    for record in try daemon.records() {
      #expect(validator.validate(record) == [])
      types.insert(record["type"]?.string ?? "")
      guard record["type"]?.string != "document" else { continue }
      let start = Int(try #require(record["byte_start"]?.number))
      let end = Int(try #require(record["byte_end"]?.number))
      #expect(record["text"]?.string == String(decoding: content[start..<end], as: UTF8.self))
    }
    #expect(
      types.isSuperset(of: ["article", "block", "quote", "quantity", "date", "entity", "document"]))
  }

  @Test("once: the same bytes under another name are a duplicate, under the same name nothing new")
  func duplicates() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.short, as: "first.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    try File.drop(Samples.short, as: "second.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    try File.drop(Samples.short, as: "first.txt", into: daemon.drop)
    try File.drop(Samples.numbered(9), as: "last.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(3))
    #expect(daemon.stop() == 0)
    #expect(
      try daemon.outcomes() == [
        "first.txt": ["accepted"], "second.txt": ["duplicate"], "last.txt": ["accepted"],
      ])
    let duplicate = try daemon.records().first { $0["source_name"]?.string == "second.txt" }
    #expect(duplicate?["duplicate_of"]?.string == "first.txt")
  }

  @Test("with strictly increasing numbers, and ids of which none comes twice")
  func sequence() throws {
    let daemon = try RunningDaemon()
    for number in 0..<30 {
      try File.drop(Samples.numbered(number), as: "\(number).txt", into: daemon.drop)
    }
    #expect(try daemon.waitForDocuments(30))
    #expect(daemon.stop() == 0)
    let records = try daemon.records()
    let numbers = records.compactMap { $0["seq"]?.number }
    #expect(numbers.count == records.count)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    let ids = records.compactMap { $0["id"]?.string }
    #expect(Set(ids).count == records.count)
  }

  @Test("and with --once the daemon takes what is there and ends")
  func once() throws {
    let daemon = try RunningDaemon(
      arguments: ["--once", "--settle", "50ms"],
      backlog: ["a.txt": Samples.numbered(1), "b.txt": Samples.numbered(2)])
    #expect(daemon.program.wait() == 0)
    #expect(try daemon.outcomes() == ["a.txt": ["accepted"], "b.txt": ["accepted"]])
  }
}
