import Glibc
import SystemPackage
import Testing

@Suite("The briefing command")
struct CommandTests {
  @Test("parse gives the same bytes in every run when the clock stands still")
  func deterministic() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("a.txt")
    try File.write(Samples.short, to: file)
    let parse = { (environment: [String: String]) in
      try run(.briefing, ["parse", file.string], in: folder.path, environment: environment)
    }
    let first = try parse(["SOURCE_DATE_EPOCH": "1700000000"])
    #expect(first.status == 0)
    #expect(!first.output.isEmpty)
    for zone in ["UTC", "Asia/Tokyo"] {
      let again = try parse([
        "SOURCE_DATE_EPOCH": "1700000000", "TZ": zone, "LC_ALL": "de_DE.UTF-8",
      ])
      #expect(again.output == first.output)
    }
    #expect(first.output.contains(#""emitted_at":"2023-11-14T22:13:20.000Z""#))
    #expect(try parse([:]).status == 0)
  }

  @Test("parse reads standard input, and every seq is 0")
  func standardInput() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("a.txt")
    try File.write(Samples.short, to: file)
    let result = try run(.briefing, ["parse", "-"], in: folder.path, input: file)
    #expect(result.status == 0)
    let records = try result.output.split(separator: "\n").map { try JSONValue(parsing: $0) }
    #expect(records.last?["source_name"]?.string == "-")
    #expect(records.allSatisfy { $0["seq"]?.number == 0 })
  }

  @Test("parse prints the others and exits 1 when a file cannot be read")
  func unreadable() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("a.txt")
    try File.write(Samples.short, to: file)
    let result = try run(
      .briefing, ["parse", folder.path.appending("none.txt").string, file.string], in: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.contains("none.txt: No such file or directory"))
    #expect(result.output.contains(#""source_name":"a.txt""#))
  }

  @Test(
    "what is no text is unsupported, empty is empty",
    arguments: zip(
      ["%PDF-1.7 x", "\u{0}\u{1}", ""], ["unsupported", "unsupported", "empty"]))
  func outcomes(text: String, outcome: String) throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("a")
    try File.write(text, to: file)
    let result = try run(.briefing, ["parse", file.string], in: folder.path)
    let records = try result.output.split(separator: "\n").map { try JSONValue(parsing: $0) }
    #expect(records.count == 1)
    #expect(records.first?["outcome"]?.string == outcome)
  }

  @Test("check-config says nothing when all is well, and the line when not")
  func checkConfig() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("briefingd.conf")
    try File.write("[Daemon]\nDrop=/x\nStore=/y\n", to: file)
    let good = try run(.briefing, ["check-config", file.string], in: folder.path)
    #expect(good.status == 0)
    #expect(good.output + good.errors == "")
    try File.write("[Daemon]\nDrop=/x\nStor=/y\n", to: file)
    let bad = try run(.briefing, ["check-config", file.string], in: folder.path)
    #expect(bad.status == 78)
    #expect(bad.errors.contains("\(file):3: unknown key Stor=; did you mean Store=?"))
  }

  @Test("the configuration file that a variable names is read, and an empty one means none")
  func namedFile() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("my.conf")
    try File.write("[Daemon]\nStore=/nowhere/at/all\n", to: file)
    let named = try run(
      .briefing, ["status"], in: folder.path, environment: ["BRIEFINGD_CONFIG": file.string])
    #expect(named.errors.contains("/nowhere/at/all"))
    let none = try run(
      .briefing, ["status"], in: folder.path, environment: ["BRIEFINGD_CONFIG": ""])
    #expect(none.status == 78)
    #expect(none.errors.contains("Store="))
  }

  @Test("check-config accepts the configuration that is installed")
  func shippedConfiguration() throws {
    let folder = try ScratchFolder()
    let file = Repository.root.appending("Config/briefingd.conf")
    let result = try run(.briefing, ["check-config", file.string], in: folder.path)
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test("tail prints the last records, readably or as they stand, and only whole lines")
  func tail() throws {
    let daemon = try RunningDaemon(
      arguments: ["--once"], backlog: ["a.txt": Samples.short, "b.txt": Samples.numbered(3)])
    #expect(daemon.program.wait() == 0)
    // The beginning of a line, as a reader may find it.
    let torn = try FileDescriptor.open(
      daemon.store.appending("records.jsonl"), .writeOnly, options: [.append])
    _ = try torn.writeAll(Array(#"{"type":"quote","summary":"half"#.utf8))
    try torn.close()
    let lines = daemon.lines
    let json = try run(
      .briefing, ["tail", "--store", daemon.store.string, "-n", "3", "--json"],
      in: daemon.folder.path)
    #expect(json.output.split(separator: "\n").map(String.init) == Array(lines.suffix(3)))
    let readable = try run(
      .briefing, ["tail", "--store", daemon.store.string, "-n", "100000"], in: daemon.folder.path)
    #expect(readable.output.split(separator: "\n").count == lines.count)
    #expect(!readable.output.contains("half"))
    let dates = try run(
      .briefing, ["tail", "--store", daemon.store.string, "-n", "100000", "--type", "date"],
      in: daemon.folder.path)
    #expect(!dates.output.isEmpty)
    #expect(
      dates.output.split(separator: "\n").count
        == lines.count { $0.hasPrefix(#"{"type":"date""#) })
  }

  @Test("tail -f follows what is appended")
  func follow() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let follower = try RunningProgram(
      .briefing, ["tail", "-f", "-n", "0", "--json", "--store", daemon.store.string],
      in: daemon.folder.path)
    usleep(300_000)
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    let expected = daemon.lines
    let deadline = ContinuousClock.now + .seconds(10)
    while follower.output.split(separator: "\n").count < expected.count,
      ContinuousClock.now < deadline
    { usleep(20_000) }
    #expect(follower.output.split(separator: "\n").map(String.init) == expected)
    follower.send(SIGTERM)
    #expect(follower.wait() != nil)
    #expect(daemon.stop() == 0)
  }
}
