import Glibc
import SystemPackage
import Testing

@Suite("A story keeps its facts apart from those of others, and tells what changed")
struct StoryTests {
  static func report(_ ships: String, extra: String = "") -> String {
    """
    Velland Post

    Ships leave the harbour of Lowport

    By Tilda Marrow
    Published: 4 March 2031

    \(extra)The harbour office said that \(ships) ships had left Lowport on Monday.

    “The pilots are tired,” said Ona Brask, the harbour master. She spoke on the pier.

    The last convoy took 300 tonnes of grain. Another will follow in April.

    """
  }

  private func drop(_ versions: [(name: String, text: String)]) throws -> [JSONValue] {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for (count, version) in versions.enumerated() {
      try File.drop(version.text, as: version.name, into: daemon.drop)
      #expect(try daemon.waitForDocuments(count + 1))
    }
    #expect(daemon.stop() == 0)
    let records = try daemon.records()
    let versions = records.map { "\($0["id"]?.string ?? "")/\($0["rev"]?.number ?? 0)" }
    #expect(Set(versions).count == versions.count, "the same id and revision stand twice")
    return records
  }

  private func values(_ records: [JSONValue]) -> [Double] {
    var latest: [String: JSONValue] = [:]
    for record in records { latest[record["id"]?.string ?? ""] = record }
    return latest.values.filter {
      $0["type"]?.string == "quantity" && $0["op"]?.string != "retract"
    }
    .compactMap { $0["value"]?.number }.sorted()
  }

  @Test("a changed figure replaces the old one; what stands is not written again")
  func revision() throws {
    let records = try drop([
      ("a.txt", Self.report("40")), ("a.txt", Self.report("50")),
    ])
    #expect(values(records) == [50, 300])
    let second = records.split { $0["type"]?.string == "document" }[1]
    let quotes = second.filter { $0["type"]?.string == "quote" }
    #expect(quotes.isEmpty, "a quote that stands was written again")
  }

  @Test("a version that comes back is what the story says again")
  func backAgain() throws {
    let records = try drop([
      ("a.txt", Self.report("40")), ("a.txt", Self.report("50")), ("a.txt", Self.report("40")),
    ])
    #expect(values(records) == [40, 300])
  }

  @Test("a paragraph that is put above others changes none of their ids")
  func prepended() throws {
    let records = try drop([
      ("a.txt", Self.report("40")),
      ("a.txt", Self.report("40", extra: "On Monday a storm of 9 hours closed the road.\n\n")),
    ])
    let second = records.split { $0["type"]?.string == "document" }[1]
    #expect(second.allSatisfy { $0["op"]?.string != "retract" })
    let dates = second.filter { $0["type"]?.string == "date" }
    #expect(dates.map { $0["when_text"]?.string } == ["Monday"])
    #expect(dates.first?["op"]?.string == "add")
  }

  @Test("two texts under one headline of nobody are two stories")
  func sameHeadline() throws {
    let one = "Ships leave the harbour\n\nThe office of Lowport counted 40 ships on its books.\n"
    let other = "Ships leave the harbour\n\nIn Tessaly the port sent 7 boats out to the reef.\n"
    let records = try drop([("a.txt", one), ("b.txt", other)])
    #expect(values(records) == [7, 40])
    #expect(records.allSatisfy { $0["op"]?.string == "add" })
  }

  @Test("a rubric of one outlet with another text is another story")
  func rubric() throws {
    let other = """
      Velland Post

      Ships leave the harbour of Lowport

      By Tilda Marrow
      Published: 9 May 2031

      A fire destroyed 12 cranes on the northern quay before dawn, firemen said.

      Nobody was hurt. The insurers will send 3 men.

      """
    let records = try drop([("a.txt", Self.report("40")), ("b.txt", other)])
    #expect(records.allSatisfy { $0["op"]?.string == "add" })
    #expect(values(records).contains(40))
    #expect(values(records).contains(12))
  }

  @Test("files that say nothing of themselves share nothing")
  func nothing() throws {
    let records = try drop([("a.txt", "***\n"), ("b.txt", "---\n\n...\n")])
    let stories = Set(records.compactMap { $0["story_id"]?.string })
    #expect(stories.count == 2)
    #expect(records.allSatisfy { $0["op"]?.string == "add" })
  }

  @Test("an outcome that comes again under one name is a later revision of its line")
  func outcomesAgain() throws {
    let records = try drop([
      ("y.txt", Self.report("40")), ("x.txt", Self.report("40")), ("x.txt", "   \n"),
      ("x.txt", Self.report("40")), ("x.txt", "   \n"),
    ])
    let documents = records.filter { $0["type"]?.string == "document" }
    #expect(
      documents.map { $0["outcome"]?.string } == [
        "accepted", "duplicate", "empty", "duplicate", "empty",
      ])
    #expect(documents.map { $0["rev"]?.number } == [1, 1, 1, 2, 2])
  }

  @Test("white space alone is empty")
  func blank() throws {
    let records = try drop([("a.txt", " \n\n\t\n"), ("b.txt", "\u{feff}\n")])
    #expect(records.map { $0["outcome"]?.string } == ["empty", "empty"])
  }
}
