import Glibc
import SystemPackage
import Testing

@Suite("A request that nothing good can come of")
struct RequestFaultTests {
  @Test("does not end the daemon, whatever its file is")
  func files() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let requests = daemon.store.appending("requests")
    symlink("/etc/passwd", requests.appending("1.link").string)
    mkdir(requests.appending("2.folder").string, 0o700)
    mkfifo(requests.appending("3.pipe").string, 0o600)
    for name in ["1.link", "2.folder", "3.pipe"] {
      let path = requests.appending(name).string
      #expect(rename(path, path + ".request") == 0)
    }
    #expect(daemon.wait { access(requests.appending("3.pipe.answer").string, F_OK) == 0 })
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    try daemon.restart()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(daemon.stop() == 0)
  }

  @Test("waits for its answer while the disk is full")
  func fullDisk() throws {
    guard getuid() == 0 else { return }
    let daemon = try SmallDiskDaemon()
    defer { daemon.unmount() }
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let requests = daemon.store.appending("requests")
    try File.write("action=drop\ntarget=a\n", to: requests.appending("1.tmp"))
    try daemon.fill()
    rename(requests.appending("1.tmp").string, requests.appending("1.request").string)
    sleep(1)
    daemon.makeRoom()
    let answer = requests.appending("1.answer")
    let deadline = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < deadline, File.bytes(answer).isEmpty { usleep(20_000) }
    #expect(File.text(answer).contains("a: no source of that name"))
    #expect(kill(daemon.program.process, 0) == 0 && daemon.program.wait(timeout: .zero) == nil)
  }

  @Test("is answered when the daemon stops")
  func stop() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.wait { (try? File.names(in: daemon.drop)) == [] })
    kill(daemon.waitForWorkers(1)[0], SIGSTOP)
    let requests = daemon.store.appending("requests")
    let replay = try RunningProgram(
      .briefing, ["replay", "a.txt", "--store", daemon.store.string], in: daemon.folder.path)
    #expect(
      daemon.wait { (try? File.names(in: requests))?.contains { $0.hasSuffix("taken") } == true })
    #expect(daemon.stop() == 0)
    #expect(replay.wait(timeout: .seconds(5)) == 1)
    #expect(replay.errors.contains("ask again"), "\(replay.errors)")
  }
}
