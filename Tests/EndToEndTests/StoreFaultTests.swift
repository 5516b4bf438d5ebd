import Glibc
import SystemPackage
import Testing

@Suite("A store that others disturb or that is damaged")
struct StoreFaultTests {
  @Test(
    "records.jsonl removed under the daemon: it ends with a clear message and loses nothing new")
  func removed() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "20ms"])
    try File.drop(Samples.numbered(1), as: "1.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    unlink(daemon.store.appending("records.jsonl").string)
    try File.drop(Samples.numbered(2), as: "2.txt", into: daemon.drop)
    #expect(daemon.program.wait() == 75)
    #expect(daemon.program.errors.contains("records.jsonl: it is not there any more"))
    try daemon.restart()
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes()["2.txt"] == ["accepted"])
  }

  @Test("a damaged line of a story: its next version is set aside with the reason, others go on")
  func damagedStory() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "20ms"])
    try File.drop(Samples.short, as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    let live = daemon.store.appending("records.jsonl")
    var bytes = File.bytes(live)
    let text = Array("patrol boats".utf8)
    let place = try #require(bytes.indices.last { bytes[$0...].starts(with: text) })
    bytes[place] ^= 1
    try File.write(bytes, to: live)
    try File.drop(
      Samples.short + "\nA third boat followed on Friday, the ministry said.\n", as: "a.txt",
      into: daemon.drop)
    try File.drop(Samples.numbered(7), as: "b.txt", into: daemon.drop)
    try daemon.restart()
    #expect(try daemon.waitForDocuments(3))
    #expect(daemon.stop() == 0)
    #expect(
      try daemon.outcomes() == ["a.txt": ["accepted", "quarantined"], "b.txt": ["accepted"]])
    let reason = try daemon.records().compactMap { $0["reason"]?.string }.first
    #expect(reason?.contains("records.jsonl: damaged: the batch at byte 0") == true)
  }

  @Test("a store on another file system than the drop folder")
  func otherFileSystem() throws {
    let folder = try ScratchFolder()
    let store = try folder.make("store")
    let drop = FilePath("/dev/shm/briefingd-test.\(getpid())")
    try #require(mkdir(drop.string, 0o755) == 0)
    defer { File.removeTree(drop) }
    for number in 0..<5 {
      try File.write(Samples.numbered(number), to: drop.appending("\(number).txt"))
    }
    let result = try run(
      .briefingd, ["--once", "--drop", drop.string, "--store", store.string], in: folder.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("5 accepted"), "\(result.errors)")
  }
}
