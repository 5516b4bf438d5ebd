import Glibc
import SystemPackage
import Testing

@Suite("Bad input has a named outcome, and the daemon goes on")
struct BadInputTests {
  @Test("empty, binary, nested, pipe, dangling link, strange names")
  func outcomes() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "50ms"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.write("", to: daemon.drop.appending("empty.txt"))
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<(6 << 20)).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
    try File.write(
      noise.withUnsafeBytes { Array($0) }, to: daemon.drop.appending("noise.bin"))
    #expect(mkdir(daemon.drop.appending("folder").string, 0o755) == 0)
    let inside = daemon.folder.path.appending("inside")
    try File.write(Samples.numbered(7), to: inside)
    #expect(rename(inside.string, daemon.drop.appending("folder/inside.txt").string) == 0)
    #expect(mkfifo(daemon.drop.appending("pipe").string, 0o644) == 0)
    #expect(symlink("/nowhere/at/all", daemon.drop.appending("dangling").string) == 0)
    try File.drop(Samples.numbered(1), as: "two\nlines.txt", into: daemon.drop)
    let staging = daemon.folder.path.appending("odd")
    try File.write(Samples.numbered(2), to: staging)
    let raw = Array(daemon.drop.string.utf8) + [0x2f, 0x6f, 0xff, 0x64, 0x25, 0]
    #expect(
      raw.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
        rename(staging.string, $0.baseAddress)
      } == 0)
    #expect(try daemon.waitForDocuments(7))
    try File.drop(Samples.numbered(3), as: "after.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(8))
    #expect(daemon.stop() == 0)
    #expect(
      try daemon.outcomes() == [
        "empty.txt": ["empty"], "noise.bin": ["unsupported"], "folder/inside.txt": ["accepted"],
        "pipe": ["unsupported"], "dangling": ["unsupported"], "two\nlines.txt": ["accepted"],
        "o%FFd%25": ["accepted"], "after.txt": ["accepted"],
      ])
    for record in try daemon.records()
    where record["type"]?.string == "document" && record["outcome"]?.string != "accepted" {
      #expect(record["reason"]?.string?.isEmpty == false)
    }
  }

  @Test("a refused file keeps its one outcome over a restart")
  func refusedOnce() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(mkfifo(daemon.drop.appending("pipe").string, 0o644) == 0)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    try daemon.restart()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.numbered(1), as: "after.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes()["pipe"] == ["unsupported"])
  }

  @Test("a file that is larger than allowed is not read")
  func tooLarge() throws {
    let daemon = try RunningDaemon(arguments: ["--max-file", "1K"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(
      String(repeating: "A line of text.\n", count: 65), as: "large.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes() == ["large.txt": ["too_large"]])
  }

  @Test(
    "a file without read permission is quarantined, and taken once it may be read",
    .enabled(if: getuid() == 0, "needs root, to run the daemon as somebody else"))
  func unreadable() throws {
    // The daemon runs as `nobody`, through setpriv, because root may read everything.
    let folder = try ScratchFolder()
    chmod(folder.path.string, 0o755)
    let drop = try folder.make("drop")
    let store = try folder.make("store")
    chown(store.string, 65534, 65534)
    try File.write(Samples.numbered(1), to: drop.appending("secret.txt"))
    chmod(drop.appending("secret.txt").string, 0)
    let once = {
      try runAsNobody(
        .briefingd, ["--drop", drop.string, "--store", store.string, "--once", "--settle", "20ms"],
        in: folder.path)
    }
    #expect(try once() == 0)
    let outcomes = {
      File.text(store.appending("records.jsonl")).split(separator: "\n")
        .filter { $0.hasPrefix(#"{"type":"document""#) }
        .compactMap { try? JSONValue(parsing: $0)["outcome"]?.string }
    }
    #expect(outcomes() == ["quarantined"])
    chmod(drop.appending("secret.txt").string, 0o644)
    #expect(try once() == 0)
    #expect(outcomes() == ["quarantined", "accepted"])
  }
}
