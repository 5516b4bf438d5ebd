import Glibc
import SystemPackage
import Testing

@Suite("A text that another story has already is linked to it, and written all the same")
struct NearDuplicateTests {
  private static let opening = """
    The harbour office of Lowport said that forty ships had left the port on Monday, more than in \
    any week since the spring.

    “The pilots are tired, but the channel is open again,” said Ona Brask, the harbour master, who \
    spoke on the pier before the last convoy sailed.

    The ships carried grain, timber and two dozen used locomotives that a railway in Tessaly had \
    bought at auction, according to the customs house.

    Insurers in Marrowgate have lowered the premium for the passage twice this month. A broker who \
    asked not to be named said it would fall once more before winter.

    """
  private static let rest = """

    Fishermen complained that the convoys cut their nets. The office promised to mark the lanes \
    with lights by the end of April and to pay for what was lost.

    A second dredger is to arrive on Thursday. Until then, ships with a draught of more than nine \
    metres have to wait outside for the flood tide.

    """
  private static let credit = "\nThe Velland Press Agency contributed to this report.\n"

  static func wire(_ end: String = rest + credit) -> String {
    """
    Velland Post

    Ships leave Lowport as the channel opens

    By Tilda Marrow
    Published: 4 March 2031

    \(opening)\(end)
    """
  }

  /// Another outlet's edition of it, under its own headline and with a paragraph of its own.
  static func copy(_ addition: String = "In Tessaly, the mayor had the bells rung at noon.")
    -> String
  {
    """
    Tessaly Mail

    Forty ships sail from a harbour in Velland

    By Jonas Feld
    Published: 5 March 2031

    \(opening)
    \(addition)
    \(credit)
    """
  }

  private func links(_ records: [JSONValue]) -> [JSONValue] {
    records.filter { $0["type"]?.string == "link" && $0["other_sha256"] != $0["source_sha256"] }
  }

  private func expectUniqueVersions(_ records: [JSONValue]) {
    let versions = records.map { "\($0["id"]?.string ?? "")/\($0["rev"]?.number ?? 0)" }
    #expect(Set(versions).count == versions.count, "the same id and revision stand twice")
  }

  private func removeLedger(_ daemon: RunningDaemon) {
    for suffix in ["", "-wal", "-shm"] {
      unlink(daemon.store.appending("ledger.sqlite\(suffix)").string)
    }
  }

  @Test("wire copies in one group, restarts, a replay and a ledger made anew give one link")
  func wireCopy() throws {
    let daemon = try RunningDaemon(
      arguments: ["--after-success", "archive"], backlog: ["a.txt": Self.wire()])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(try daemon.waitForDocuments(1))
    try File.drop(Self.copy(), as: "b.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)

    let first = try daemon.records()
    let found = links(first)
    #expect(found.count == 1)
    let link = try #require(found.first)
    let article = try #require(
      first.first { $0["type"]?.string == "article" && $0["source_name"]?.string == "a.txt" })
    let own = first.first {
      $0["type"]?.string == "article" && $0["source_name"]?.string == "b.txt"
    }
    #expect(link["relation"]?.string == "wire_copy")
    #expect(link["source_name"]?.string == "b.txt")
    #expect(link["other_id"] == article["id"])
    #expect(link["other_sha256"] == article["source_sha256"])
    #expect(link["other_byte_end"]?.number == Double(Self.wire().utf8.count))
    #expect(link["refs"]?.array.first == own?["id"])
    #expect((0.6...1).contains(link["similarity"]?.number ?? 0))
    // Both are written whole.
    for name in ["a.txt", "b.txt"] {
      #expect(first.contains { $0["type"]?.string == "quote" && $0["source_name"]?.string == name })
    }

    // The same text under a further headline is linked to both; what is there is not linked again.
    try daemon.restart()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for (count, name) in ["b.txt", "a.txt"].enumerated() {
      let replay = try run(
        .briefing, ["replay", name, "--store", daemon.store.string], in: daemon.folder.path)
      #expect(replay.status == 0, "\(replay.errors)")
      #expect(try daemon.waitForDocuments(3 + count))
    }
    #expect(daemon.stop() == 0)
    #expect(links(try daemon.records()).count == 1)

    removeLedger(daemon)
    try daemon.restart()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for (count, name) in ["a.txt", "b.txt"].enumerated() {
      let replay = try run(
        .briefing, ["replay", name, "--store", daemon.store.string], in: daemon.folder.path)
      #expect(replay.status == 0, "\(replay.errors)")
      #expect(try daemon.waitForDocuments(5 + count))
    }
    #expect(links(try daemon.records()).count == 1)
    // A ledger made anew finds what the old one would have found.
    let third = Self.copy("Nobody in Tessaly rang a bell.")
      .replacing("Tessaly Mail", with: "Lowport Times")
      .replacing("Forty ships sail", with: "All ships sail")
      .replacing(Self.credit, with: "\n")
    try File.drop(third, as: "c.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(7))
    #expect(daemon.stop() == 0)
    let last = try daemon.records()
    let fresh = links(last).filter { $0["source_name"]?.string == "c.txt" }
    #expect(fresh.count == 2)
    #expect(fresh.allSatisfy { $0["relation"]?.string == "near_duplicate" })
    expectUniqueVersions(last)
    let verified = try run(
      .briefing, ["verify", "--store", daemon.store.string], in: daemon.folder.path)
    #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
  }

  @Test("files that come together are linked as those that come one after the other")
  func together() throws {
    let files = ["1.txt": Self.wire(), "2.txt": Self.copy(), "3.txt": Samples.short]
    let daemon = try RunningDaemon(arguments: ["--once", "--settle", "50ms"], backlog: files)
    #expect(daemon.program.wait() == 0)
    let found = links(try daemon.records())
    #expect(found.map { $0["relation"]?.string } == ["wire_copy"])
    #expect(found.first?["source_name"] != nil)
  }

  @Test("a later version changes the link with its text, and takes it back with its text")
  func laterVersions() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let other = String(repeating: "The council of Tessaly met for a day. ", count: 3)
    let strange = (1...60).map { "Item \($0): the clerk of lot \($0 * 7) read page \($0 * 13)." }
      .joined(separator: "\n\n")
    let versions = [
      ("a.txt", Self.wire()),
      // A version of the same story is no copy of it.
      ("a.txt", Self.wire(Self.rest + "\n\(other)\n" + Self.credit)),
      ("b.txt", Self.copy()),
      ("b.txt", Self.copy("In Tessaly, the mayor had the bells rung at one.")),
      ("b.txt", Self.copy("In Tessaly, the mayor had the bells rung.\n\n" + strange)),
      ("a.txt", Self.wire(Self.rest + "\n\(other)\nNobody was hurt.\n" + Self.credit)),
    ]
    for (count, version) in versions.enumerated() {
      try File.drop(version.1, as: version.0, into: daemon.drop)
      #expect(try daemon.waitForDocuments(count + 1))
    }
    try File.drop(
      Self.copy(strange).replacing(Self.opening, with: ""), as: "b.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(versions.count + 1))
    #expect(daemon.stop() == 0)
    let records = try daemon.records()
    expectUniqueVersions(records)
    let found = links(records)
    #expect(Set(found.compactMap { $0["id"]?.string }).count == 1)
    #expect(found.allSatisfy { $0["source_name"]?.string == "b.txt" })
    #expect(found.map { $0["op"]?.string } == ["add", "retract"])
  }

  @Test("kill -9 among copies: each has its link once")
  func killed() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "20ms"])
    var generator = SplitMix(seed: 11)
    var dropped = 0
    for _ in 0..<6 {
      for _ in 0..<6 {
        let text = Self.copy("This is edition \(dropped).")
          .replacing("Tessaly Mail", with: "Paper \(dropped)")
        try File.drop(text, as: "\(dropped).txt", into: daemon.drop)
        dropped += 1
      }
      usleep(UInt32.random(in: 0..<400_000, using: &generator))
      daemon.program.send(SIGKILL)
      #expect(daemon.program.wait() == -SIGKILL)
      try daemon.restart()
    }
    #expect(try daemon.waitForDocuments(dropped, timeout: .seconds(60)))
    #expect(daemon.stop() == 0)
    let records = try daemon.records()
    expectUniqueVersions(records)
    let found = links(records)
    let linked = Set(found.compactMap { $0["source_name"]?.string })
    // What the daemon was killed over again and again is quarantined, and has no text.
    let accepted = try daemon.outcomes().values.count { $0 == ["accepted"] }
    #expect(accepted >= dropped - 2)
    #expect(linked.count == accepted - 1, "all but the first are copies of others")
    #expect(found.allSatisfy { $0["relation"]?.string == "wire_copy" })
    let pairs = found.map { [$0["story_id"]?.string ?? "", $0["other_id"]?.string ?? ""] }
    #expect(Set(pairs).count == pairs.count)
  }

  @Test("briefing parse takes each file alone")
  func parse() throws {
    let folder = try ScratchFolder()
    let (one, two) = (folder.path.appending("a.txt"), folder.path.appending("b.txt"))
    try File.write(Self.wire(), to: one)
    try File.write(Self.copy(), to: two)
    let parsed = try run(.briefing, ["parse", one.string, two.string], in: folder.path)
    let records = try parsed.output.split(separator: "\n").map { try JSONValue(parsing: $0) }
    #expect(links(records).isEmpty)
    let documents = records.filter { $0["type"]?.string == "document" }
    #expect(documents.count == 2)
    #expect(documents.allSatisfy { $0["fingerprint"]?.string != nil })
  }
}
