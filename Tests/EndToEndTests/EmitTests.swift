import Glibc
import SystemPackage
import Testing

@Suite("Emit= says which types of records are written")
struct EmitTests {
  static let money = """
    Velland Post

    “We will pay for the grain,” said Ona Brask on Monday. It costs $12 million (10 million euros).

    """

  /// A daemon whose configuration can be changed while it runs.
  private final class Tuned {
    let folder: ScratchFolder
    let file: FilePath
    let daemon: RunningDaemon
    private var dropped = 0

    init(_ settings: String) throws {
      folder = try ScratchFolder()
      file = folder.path.appending("briefingd.conf")
      try File.write("[Records]\n\(settings)\n", to: file)
      daemon = try RunningDaemon(arguments: ["--config", file.string])
      #expect(daemon.manager.wait(for: "READY=1") != nil)
    }

    func change(_ settings: String) throws {
      try File.write("[Records]\n\(settings)\n", to: file)
      daemon.program.send(SIGHUP)
      #expect(daemon.manager.wait(for: "RELOADING=1") != nil)
      #expect(daemon.manager.wait(for: "READY=1") != nil)
    }

    /// Drops a version, and returns the records of its batch.
    func drop(_ text: String, as name: String = "a.txt") throws -> [JSONValue] {
      try File.drop(text, as: name, into: daemon.drop)
      dropped += 1
      #expect(try daemon.waitForDocuments(dropped), "\(name) was not taken")
      let batches = try daemon.records().split(
        omittingEmptySubsequences: false, whereSeparator: { $0["type"]?.string == "document" })
      let document = try daemon.records().filter { $0["type"]?.string == "document" }[dropped - 1]
      return Array(batches[dropped - 1]) + [document]
    }
  }

  private func types(_ records: [JSONValue]) -> Set<String> {
    Set(records.compactMap { $0["type"]?.string })
  }

  private func operations(_ records: [JSONValue]) -> Set<String> {
    Set(records.compactMap { $0["op"]?.string })
  }

  private func story(_ records: [JSONValue]) -> String? { records.last?["story_id"]?.string }

  @Test("parse prints the types that are asked for, each record as in the whole")
  func parse() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("a.txt")
    try File.write(Self.money, to: file)
    func records(_ arguments: [String]) throws -> [JSONValue] {
      let parse = try run(
        .briefing, ["parse", file.string] + arguments, in: folder.path,
        environment: ["SOURCE_DATE_EPOCH": "1900000000"])
      #expect(parse.status == 0)
      return try parse.output.split(separator: "\n").map { try JSONValue(parsing: $0) }
    }
    let whole = try records([])
    let part = try records(["--emit", "quote quantity"])
    #expect(types(part) == ["quote", "quantity", "document"])
    #expect(
      part.dropLast() == whole.filter { types(part.dropLast()).contains($0["type"]?.string ?? "") })
    #expect(part.last?["record_count"]?.number == Double(part.count - 1))
    let ids = Set(part.compactMap { $0["id"]?.string })
    let references = part.flatMap { $0["refs"]?.array ?? [] }.compactMap(\.string)
    #expect(!references.isEmpty)
    #expect(references.allSatisfy(ids.contains), "a reference leads to a record that is not there")
    #expect(types(try records(["--emit", "document"])) == ["document"])
  }

  @Test("a type that is no longer written is neither changed nor taken back, until it is again")
  func narrowed() throws {
    let tuned = try Tuned("Emit=all")
    let first = try tuned.drop(StoryTests.report("40"))
    try tuned.change("Emit=quote")
    let second = try tuned.drop(StoryTests.report("50"))
    #expect(types(second) == ["document"], "\(second.count) lines, though no quote has changed")
    #expect(story(second) == story(first))
    try tuned.change("Emit=all")
    let third = try tuned.drop(StoryTests.report("60"))
    #expect(story(third) == story(first))
    let quantities = third.filter { $0["type"]?.string == "quantity" }
    #expect(
      Set(quantities.map { "\($0["op"]?.string ?? "") \($0["value"]?.number ?? 0)" })
        == ["add 60.0", "retract 40.0"])
    #expect(!types(third).contains("quote"), "a quote that stands was written again")
  }

  @Test("versions are of one story though no blocks are written, and a rubric is another one")
  func withoutBlocks() throws {
    let tuned = try Tuned("Emit=quote")
    let first = try tuned.drop(StoryTests.report("40"))
    #expect(types(first) == ["quote", "document"])
    let added = "“Nobody sails at night,” said Ona Brask.\n\n"
    let second = try tuned.drop(StoryTests.report("50", extra: added))
    #expect(story(second) == story(first))
    #expect(second.count == 2, "what stands was written again")
    #expect(operations(second) == ["add"])
    let rubric = try tuned.drop(
      """
      Velland Post

      Ships leave the harbour of Lowport

      By Tilda Marrow

      “The cranes have burnt,” said Rolf Anders, a fireman.

      """, as: "b.txt")
    #expect(story(rubric) != story(first))
    #expect(operations(rubric) == ["add"])
  }

  @Test("where nothing can be compared the headline decides")
  func nothingToCompare() throws {
    let tuned = try Tuned("Emit=article")
    let first = try tuned.drop(StoryTests.report("40"))
    let second = try tuned.drop(StoryTests.report("50"), as: "b.txt")
    #expect(story(second) == story(first))
    #expect(operations(second).isSubset(of: ["add", "change"]))
  }

  @Test("versions are of one story though records repeat nothing of the text")
  func withoutSnippets() throws {
    let tuned = try Tuned("SnippetMax=0")
    let first = try tuned.drop(StoryTests.report("40"))
    let second = try tuned.drop(StoryTests.report("50"))
    #expect(story(second) == story(first))
    #expect(operations(second).contains("retract"))
  }

  @Test("with document alone no worker is asked; a reload counts from the next file on")
  func withoutExtraction() throws {
    let tuned = try Tuned("Emit=document")
    let workers = tuned.daemon.workers
    for worker in workers { kill(worker, SIGSTOP) }
    let first = try tuned.drop(StoryTests.report("40"))
    #expect(types(first) == ["document"])
    #expect(first.last?["outcome"]?.string == "accepted")
    #expect(first.last?["charset"] == .null)
    #expect(story(first) != nil)
    #expect(try tuned.drop("%PDF-1.7\u{1}", as: "b.pdf").last?["outcome"]?.string == "accepted")
    #expect(try tuned.drop("%PDF-1.7\u{1}", as: "c.pdf").last?["outcome"]?.string == "duplicate")
    #expect(try tuned.drop("", as: "d.txt").last?["outcome"]?.string == "empty")
    try tuned.change("Emit=all")
    for worker in workers { kill(worker, SIGCONT) }
    let later = try tuned.drop(StoryTests.report("50"))
    #expect(types(later).isSuperset(of: ["article", "quote", "quantity"]))
    #expect(operations(later) == ["add"])
    #expect(story(later) != story(first))
    try tuned.change("Emit=document")
    let last = try tuned.drop(StoryTests.report("60"))
    #expect(types(last) == ["document"])
    #expect(tuned.daemon.stop() == 0)
    let check = try run(
      .briefing, ["verify", "--store", tuned.daemon.store.string], in: tuned.folder.path)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }

  @Test(
    "what was taken without extraction is extracted when it is replayed, and not before Emit= allows"
  )
  func replayed() throws {
    let tuned = try Tuned("Emit=document")
    _ = try tuned.drop(StoryTests.report("40"))
    func replay() throws -> (status: Int32?, output: String, errors: String) {
      try run(
        .briefing, ["replay", "a.txt", "--store", tuned.daemon.store.string], in: tuned.folder.path)
    }
    let early = try replay()
    #expect(early.status != 0)
    #expect((early.output + early.errors).contains("Emit=document"))
    try tuned.change("Emit=quote")
    let late = try replay()
    #expect(late.status == 0, "\(late.errors)")
    let records = try tuned.daemon.records()
    #expect(types(Array(records.dropFirst())) == ["quote", "document"])
    #expect(records.last?["rev"]?.number == 2)
  }

  @Test("a file that a worker has is written as it was asked for, whatever a reload says meanwhile")
  func underWay() throws {
    let tuned = try Tuned("Emit=all")
    let first = try tuned.drop(StoryTests.report("40"))
    try tuned.change("Emit=quote")
    let workers = tuned.daemon.workers
    for worker in workers { kill(worker, SIGSTOP) }
    try File.drop(StoryTests.report("50"), as: "a.txt", into: tuned.daemon.drop)
    // Until a worker has it: its socket is no longer empty then.
    usleep(300_000)
    try tuned.change("Emit=all")
    for worker in workers { kill(worker, SIGCONT) }
    #expect(try tuned.daemon.waitForDocuments(2))
    let batch = try tuned.daemon.records().dropFirst(first.count)
    #expect(types(Array(batch)) == ["document"], "facts were taken back that nobody looked for")
  }
}
