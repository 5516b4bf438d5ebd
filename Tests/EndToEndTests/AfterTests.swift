import Glibc
import SystemPackage
import Testing

@Suite("What becomes of a file after its records are stored")
struct AfterTests {
  private func archived(_ daemon: RunningDaemon) throws -> [String] {
    let root = daemon.store.appending("archive")
    guard access(root.string, F_OK) == 0 else { return [] }
    var names: [String] = []
    for first in try File.names(in: root) where first.utf8.count == 2 {
      for second in try File.names(in: root.appending(first)) {
        names += try File.names(in: root.appending(first).appending(second))
      }
    }
    return names
  }

  private func waitUntilEmpty(_ folder: FilePath) throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if try File.names(in: folder).isEmpty { return true }
      usleep(20_000)
    }
    return false
  }

  @Test(
    "archive, keep and delete do what they say, and what was not taken stays",
    arguments: ["archive", "keep", "delete"])
  func choices(choice: String) throws {
    let daemon = try RunningDaemon(
      arguments: ["--once", "--settle", "50ms", "--after-success", choice],
      backlog: ["a.txt": Samples.short, "b.txt": Samples.short, "bin": "\u{0}\u{1}"])
    #expect(daemon.program.wait() == 0)
    let left = try File.names(in: daemon.drop).sorted()
    #expect(left == (choice == "keep" ? ["a.txt", "b.txt", "bin"] : ["bin"]))
    #expect(try archived(daemon).count == (choice == "archive" ? 1 : 0))
  }

  @Test("kill -9 at any moment: each file is in the drop folder or in the archive, recorded once")
  func killed() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "20ms"])
    var generator = SplitMix(seed: 7)
    var dropped = 0
    for _ in 0..<8 {
      for _ in 0..<20 {
        try File.drop(Samples.numbered(dropped), as: "\(dropped).txt", into: daemon.drop)
        dropped += 1
      }
      usleep(UInt32.random(in: 0..<500_000, using: &generator))
      daemon.program.send(SIGKILL)
      #expect(daemon.program.wait() == -SIGKILL)
      let (lying, kept) = (try File.names(in: daemon.drop).count, try archived(daemon).count)
      #expect(lying + kept >= dropped)
      try daemon.restart()
    }
    #expect(try daemon.waitForDocuments(dropped, timeout: .seconds(60)))
    #expect(try waitUntilEmpty(daemon.drop))
    #expect(daemon.stop() == 0)
    let outcomes = try daemon.outcomes()
    #expect(outcomes.count == dropped)
    #expect(outcomes.values.allSatisfy { $0 == ["accepted"] })
    let hashes = Set(
      try daemon.records().filter { $0["type"]?.string == "document" }
        .compactMap { $0["source_sha256"]?.string })
    #expect(Set(try archived(daemon)) == hashes)
    let status = try run(
      .briefing, ["status", "--json", "--store", daemon.store.string], in: daemon.folder.path)
    let report = try JSONValue(parsing: status.output)
    #expect(status.status == 3)
    #expect(report["seen"]?.number == Double(dropped))
    #expect(report["account"]?["accepted"]?.number == Double(dropped))
  }

  @Test("a file that is dropped again is removed again, and has no second record")
  func again() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for _ in 0..<2 {
      try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
      #expect(try daemon.waitForDocuments(1))
      #expect(try waitUntilEmpty(daemon.drop))
    }
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes() == ["a.txt": ["accepted"]])
  }

  @Test("status tells of the running daemon, and what it waits for")
  func status() throws {
    let daemon = try RunningDaemon(arguments: ["--after-success", "keep"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let writer = try FileDescriptor.open(
      daemon.drop.appending("slow.txt"), .writeOnly, options: [.create, .closeOnExec],
      permissions: .ownerReadWrite)
    _ = try writer.writeAll(Array("The first half".utf8))
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    usleep(1_500_000)
    let ask = { (options: [String]) in
      try run(
        .briefing, ["status", "--store", daemon.store.string] + options, in: daemon.folder.path)
    }
    let json = try ask(["--json"])
    #expect(json.status == 0)
    let report = try JSONValue(parsing: json.output)
    #expect(report["running"] == .bool(true))
    #expect(report["seen"]?.number == 1)
    #expect(json.output.contains(#"{"name":"slow.txt","reason":"a program still has it open"#))
    #expect(try ask([]).output.contains("slow.txt: a program still has it open for writing"))
    try writer.close()
    #expect(daemon.stop() == 0)
    #expect(try ask([]).status == 3)
  }

  @Test("replay takes a file again by file, name and hash, with a daemon and without")
  func replay() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(try waitUntilEmpty(daemon.drop))
    let hash = try #require(try daemon.records().last?["source_sha256"]?.string)
    let file = daemon.folder.path.appending("mine.txt")
    try File.write(Samples.short, to: file)
    let replay = { (targets: [String]) in
      try run(
        .briefing, ["replay", "--store", daemon.store.string] + targets, in: daemon.folder.path)
    }
    let first = try replay([file.string, "a.txt", hash])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.split(separator: "\n").count == 3)
    let unknown = try replay(["nobody.txt"])
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("nobody.txt: no source of that name or hash is known"))
    #expect(daemon.stop() == 0)
    #expect(try replay(["a.txt"]).status == 0)
    let documents = try daemon.records().filter { $0["type"]?.string == "document" }
    #expect(documents.compactMap { $0["rev"]?.number } == [1, 2, 3, 4, 5])
    #expect(documents.dropFirst().allSatisfy { $0["record_count"]?.number == 0 })
    let status = try run(
      .briefing, ["status", "--json", "--store", daemon.store.string], in: daemon.folder.path)
    #expect(try JSONValue(parsing: status.output)["seen"]?.number == 1)
    #expect(try File.names(in: daemon.store.appending("requests")) == [])
  }

  @Test("the quarantine is listed, retried and dropped from")
  func quarantine() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let folder = daemon.store.appending("quarantine")
    mkdir(folder.string, 0o750)
    for name in ["bad.txt", "worse.txt"] {
      try File.write(Samples.numbered(name.utf8.count), to: folder.appending("\(name)-0011"))
      try File.write(
        "source_name=\(name)\nreason=killed by signal 11\nbytes=5\n",
        to: folder.appending("\(name)-0011.reason"))
    }
    let command = { (arguments: [String]) in
      try run(
        .briefing, ["quarantine"] + arguments + ["--store", daemon.store.string],
        in: daemon.folder.path)
    }
    #expect(try command(["list"]).output.contains("bad.txt-0011\t5\t\tkilled by signal 11"))
    #expect(try command(["drop", "worse.txt"]).status == 0)
    #expect(try command(["drop", "worse.txt"]).status == 1)
    #expect(try command(["list"]).output.contains("worse") == false)
    #expect(daemon.stop() == 0)
  }
}
