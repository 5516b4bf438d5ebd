import Glibc
import SystemPackage
import Testing

@Suite("What is under way when something else happens")
struct UnderWayTests {
  /// Its records are more than a socket holds.
  private static let large = (0..<300).map(Samples.numbered).joined()

  @Test("stops are nobody's fault: a file that is begun again and again is not quarantined")
  func stops() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let attempts = daemon.store.appending("attempts")
    kill(daemon.waitForWorkers(1)[0], SIGSTOP)
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    for round in 0..<5 {
      if round > 0 {
        #expect(daemon.manager.wait(for: "READY=1") != nil)
        kill(daemon.waitForWorkers(1)[0], SIGSTOP)
        try File.drop(Samples.short, as: "b.txt", into: daemon.drop)
      }
      #expect(daemon.wait { File.text(attempts).contains("begin") })
      #expect(daemon.stop() == 0)
      #expect(!File.text(attempts).contains("begin") || File.text(attempts).contains("end"))
      try daemon.restart()
    }
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes()["a.txt"] == ["accepted"])
    #expect(!File.text(attempts).contains("count"))
  }

  @Test("SIGTERM ends the daemon within two seconds while large files are looked at")
  func stopAmongLargeFiles() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let staging = try daemon.folder.make("large")
    for number in 0..<60 {
      let path = staging.appending("\(number)").string
      try File.write("\(number)", to: FilePath(path))
      truncate(path, 64 << 20)
    }
    #expect(rename(staging.string, daemon.drop.appending("large").string) == 0)
    usleep(700_000)
    let start = ContinuousClock.now
    #expect(daemon.stop() == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test("the watchdog is fed while all workers are busy and more files wait than there is room for")
  func watchdog() throws {
    let daemon = try RunningDaemon(
      arguments: ["--workers", "1", "--extract-timeout", "1min"],
      environment: ["WATCHDOG_USEC": "1000000"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let worker = daemon.waitForWorkers(1)[0]
    kill(worker, SIGSTOP)
    for number in 0..<150 {
      try File.drop(Samples.numbered(number), as: "\(number).txt", into: daemon.drop)
    }
    sleep(2)
    daemon.manager.collect()
    while daemon.manager.wait(for: "WATCHDOG=1", timeout: .milliseconds(1)) != nil {}
    for _ in 0..<3 {
      #expect(daemon.manager.wait(for: "WATCHDOG=1", timeout: .seconds(2)) != nil)
    }
    kill(worker, SIGCONT)
    #expect(try daemon.waitForDocuments(150))
    #expect(daemon.stop() == 0)
  }

  @Test("the time that a full disk takes is not counted against what a worker has")
  func fullDisk() throws {
    guard getuid() == 0 else { return }
    let daemon = try SmallDiskDaemon(
      size: "8m",
      arguments: ["--workers", "1", "--extract-timeout", "4s", "--commit-delay", "200ms"])
    defer { daemon.unmount() }
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try daemon.fill()
    // The second one is being extracted while the first one waits for room.
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    try File.drop(Self.large, as: "b.txt", into: daemon.drop)
    #expect(daemon.manager.wait(for: "STATUS=Paused") != nil)
    let children = Processes.text(
      of: daemon.program.process, "task/\(daemon.program.process)/children")
    let worker = try #require(children.split(separator: " ").first.flatMap { pid_t($0) })
    kill(worker, SIGSTOP)
    sleep(5)
    daemon.makeRoom()
    #expect(daemon.manager.wait(for: "STATUS=1 ") != nil)
    kill(worker, SIGCONT)
    #expect(daemon.manager.wait(for: "STATUS=2 ") != nil)
    #expect(!daemon.program.errors.contains("took longer"), "\(daemon.program.errors)")
  }

  @Test("without workers the daemon goes on by itself, also with what is asked of it")
  func noWorkers() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "0", "--commit-delay", "0s"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(StoryTests.report("40"), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    try File.drop(StoryTests.report("50"), as: "b.txt", into: daemon.drop)
    try File.drop(Samples.numbered(1), as: "c.txt", into: daemon.drop)
    try File.drop(Samples.numbered(2), as: "d.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(4, timeout: .seconds(5)))
    #expect(daemon.wait { (try? File.names(in: daemon.drop)) == [] })
    let store = daemon.store.string
    let replay = try RunningProgram(
      .briefing, ["replay", "c.txt", "d.txt", "--store", store], in: daemon.folder.path)
    #expect(replay.wait(timeout: .seconds(5)) == 0)
    #expect(daemon.stop() == 0)
  }

  @Test("files that were kept go into the archive when a reload says so")
  func keptThenArchived() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("briefingd.conf")
    try File.write("[Ingest]\nAfterSuccess=keep\n", to: file)
    let daemon = try RunningDaemon(
      arguments: ["--config", file.string], backlog: ["a.txt": Samples.short])
    #expect(try daemon.waitForDocuments(1))
    try File.write("[Ingest]\nAfterSuccess=archive\n", to: file)
    daemon.program.send(SIGHUP)
    #expect(daemon.wait { (try? File.names(in: daemon.drop)) == [] })
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes() == ["a.txt": ["accepted"]])
  }

  @Test("a store below the drop folder is refused: its files would be taken for briefings")
  func storeBelowDrop() throws {
    let folder = try ScratchFolder()
    let drop = try folder.make("drop")
    mkdir(drop.appending("deep").string, 0o755)
    let result = try run(
      .briefingd, ["--once", "--drop", drop.string, "--store", drop.string + "/deep/store"],
      in: folder.path)
    #expect(result.status == 78)
    #expect(result.errors.contains("Store="), "\(result.errors)")
  }
}
