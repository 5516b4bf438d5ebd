import Glibc
import SystemPackage
import Testing

@Suite("The drop folder may do what it likes")
struct FolderTests {
  @Test("removed and made again: the status says so, and what is dropped then is taken")
  func removedAndMadeAgain() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.numbered(1), as: "before.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    unlink(daemon.drop.appending("before.txt").string)
    #expect(rmdir(daemon.drop.string) == 0)
    let status = "STATUS=1 accepted; drop folder: was removed or moved away"
    #expect(daemon.manager.wait(for: status) != nil)
    #expect(mkdir(daemon.drop.string, 0o755) == 0)
    try File.drop(Samples.numbered(2), as: "after.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)
    #expect(
      try daemon.outcomes() == ["before.txt": ["accepted"], "after.txt": ["accepted"]])
  }

  @Test("polled: every file arrives, nested ones too, once")
  func polled() throws {
    let daemon = try RunningDaemon(arguments: [
      "--watch", "poll", "--poll-interval", "50ms", "--settle", "50ms",
    ])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(mkdir(daemon.drop.appending("d").string, 0o755) == 0)
    try File.write(Samples.numbered(1), to: daemon.drop.appending("d/nested.txt"))
    try File.drop(Samples.numbered(2), as: "top.txt", into: daemon.drop)
    try File.write(Samples.numbered(3), to: daemon.drop.appending("other.txt"))
    #expect(try daemon.waitForDocuments(3))
    #expect(daemon.stop() == 0)
    #expect(daemon.program.errors.contains("looked at by polling, because Watch=poll"))
    #expect(
      try daemon.outcomes() == [
        "d/nested.txt": ["accepted"], "top.txt": ["accepted"], "other.txt": ["accepted"],
      ])
  }
}
