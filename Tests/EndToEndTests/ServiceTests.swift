import Glibc
import SystemPackage
import Testing

@Suite("The service manager is told what is true")
struct ServiceTests {
  @Test("READY=1 comes once the watch is armed and the backlog is listed; STOPPING=1 at the end")
  func lifecycle() throws {
    let daemon = try RunningDaemon(backlog: ["a.txt": Samples.numbered(1)])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.numbered(2), as: "b.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.manager.wait(for: "STATUS=2 accepted") != nil)
    #expect(daemon.stop() == 0)
    #expect(daemon.manager.wait(for: "STOPPING=1") != nil)
    let states = daemon.manager.messages.flatMap { $0.split(separator: "\n") }
    #expect(states.first == "READY=1")
    #expect(states.count { $0 == "READY=1" } == 1)
  }

  @Test("SIGINT ends it cleanly as well")
  func interrupt() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    daemon.program.send(SIGINT)
    #expect(daemon.program.wait() == 0)
  }

  @Test("a reload is announced with its time, and a new lexicon counts from then on")
  func reload() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    daemon.program.send(SIGHUP)
    #expect(daemon.manager.wait(for: "RELOADING=1") != nil)
    let message = try #require(daemon.manager.messages.last)
    let time = message.split(separator: "\n").first { $0.hasPrefix("MONOTONIC_USEC=") }
    #expect(time.flatMap { UInt64($0.dropFirst(15)) } ?? 0 > 0)
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(daemon.stop() == 0)
  }

  @Test("a bad configuration at reload keeps the old one, and says what is wrong")
  func badReload() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("briefingd.conf")
    try File.write("[Ingest]\nSettle=100ms\n", to: file)
    let daemon = try RunningDaemon(arguments: ["--config", file.string])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.write("[Ingest]\nSetle=100ms\n", to: file)
    daemon.program.send(SIGHUP)
    #expect(
      daemon.manager.wait(for: "STATUS=", with: "unknown key Setle=; did you mean Settle=?") != nil)
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
  }

  @Test("WATCHDOG=1 comes while all is well")
  func watchdog() throws {
    let daemon = try RunningDaemon(environment: ["WATCHDOG_USEC": "200000"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for _ in 0..<3 { #expect(daemon.manager.wait(for: "WATCHDOG=1") != nil) }
    #expect(daemon.stop() == 0)
  }

  @Test("without a service manager it runs the same")
  func noManager() throws {
    let folder = try ScratchFolder()
    let drop = try folder.make("drop")
    try File.write(Samples.short, to: drop.appending("a.txt"))
    let result = try run(
      .briefingd, ["--drop", drop.string, "--store", folder.path.appending("s").string, "--once"],
      in: folder.path)
    #expect(result.status == 0)
    #expect(File.text(folder.path.appending("s/records.jsonl")).hasSuffix("\n"))
  }

  @Test("drop folder and store must be two folders")
  func apart() throws {
    let folder = try ScratchFolder()
    let result = try run(
      .briefingd, ["--drop", folder.path.string, "--store", folder.path.string, "--once"],
      in: folder.path)
    #expect(result.status == 78)
    #expect(result.errors.contains("give each its own folder"))
  }

  @Test("a second daemon on the same store is refused, with a message that says so")
  func locked() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let second = try run(
      .briefingd, ["--drop", daemon.drop.string, "--store", daemon.store.string],
      in: daemon.folder.path)
    #expect(second.status == 75)
    #expect(second.errors.contains(daemon.store.string))
    #expect(daemon.stop() == 0)
  }

  @Test(
    "what is missing at the start is named, with what to do",
    arguments: [
      (["--store", "/tmp"], "no Drop is given"), (["--drop", "/tmp"], "no Store is given"),
      (["--drop", "/tmp", "--store", "/tmp", "--lexicon", "/nowhere"], "/nowhere"),
      (["--settle", "5"], "--settle: “5” is not a time"),
      (["--config", "/nowhere.conf"], "/nowhere.conf: cannot be read"),
    ])
  func missing(arguments: [String], message: String) throws {
    let folder = try ScratchFolder()
    let result = try run(.briefingd, arguments, in: folder.path)
    #expect(result.status == 78)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
