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

  @Test("what was refused is not told again when the ledger is lost, and a new pipe is a new file")
  func refusedWithoutLedger() throws {
    let daemon = try RunningDaemon(arguments: ["--max-file", "1K"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    #expect(mkfifo(daemon.drop.appending("pipe").string, 0o644) == 0)
    try File.drop(
      String(repeating: "A line of text.\n", count: 65), as: "large.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
      unlink(daemon.store.appending(name).string)
    }
    for expected in 3...5 {
      try daemon.restart()
      #expect(daemon.manager.wait(for: "READY=1") != nil)
      if expected > 3 {
        unlink(daemon.drop.appending("pipe").string)
        #expect(mkfifo(daemon.drop.appending("pipe").string, 0o644) == 0)
      } else {
        try File.drop(Samples.numbered(1), as: "after.txt", into: daemon.drop)
      }
      #expect(try daemon.waitForDocuments(expected))
      #expect(daemon.stop() == 0)
    }
    let outcomes = try daemon.outcomes()
    #expect(outcomes["pipe"] == ["unsupported", "unsupported", "unsupported"])
    #expect(outcomes["large.txt"] == ["too_large"])
    let ids = try daemon.records().compactMap { $0["id"]?.string }
    #expect(Set(ids).count == ids.count)
  }

  @Test("a hard link whose other name goes while it is read is not lost")
  func linkAndUnlink() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let staged = daemon.folder.path.appending("staged")
    for number in 0..<100 {
      try File.write(Samples.numbered(number), to: staged)
      #expect(link(staged.string, daemon.drop.appending("\(number).txt").string) == 0)
      usleep(UInt32(number % 10) * 100)
      unlink(staged.string)
    }
    #expect(try daemon.waitForDocuments(100))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes().count == 100)
  }

  @Test("trouble with the folder is not held against its files")
  func folderTrouble() throws {
    guard getuid() == 0 else { return }
    let folder = try ScratchFolder()
    chmod(folder.path.string, 0o755)
    let drop = try folder.make("drop")
    let store = try folder.make("store")
    chown(store.string, 65534, 65534)
    chmod(drop.string, 0o700)
    try File.write(Samples.numbered(1), to: drop.appending("a.txt"))
    chmod(drop.appending("a.txt").string, 0o644)
    let arguments = [
      "--drop", drop.string, "--store", store.string, "--once", "--settle", "20ms",
    ]
    #expect(try runAsNobody(.briefingd, arguments, in: folder.path) == 75)
    #expect(File.text(store.appending("records.jsonl")) == "")
    chmod(drop.string, 0o755)
    #expect(try runAsNobody(.briefingd, arguments, in: folder.path) == 0)
    #expect(File.text(store.appending("records.jsonl")).contains(#""outcome":"accepted""#))
  }

  @Test("a file that is gone before it is read has vanished, or was never seen")
  func vanished() throws {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    // Stopped, so that the file is gone between its event and its opening.
    daemon.program.send(SIGSTOP)
    try File.drop(Samples.numbered(1), as: "gone.txt", into: daemon.drop)
    unlink(daemon.drop.appending("gone.txt").string)
    try File.drop(Samples.numbered(2), as: "after.txt", into: daemon.drop)
    daemon.program.send(SIGCONT)
    #expect(try daemon.waitForDocuments(2))
    #expect(daemon.stop() == 0)
    #expect(try daemon.outcomes() == ["gone.txt": ["vanished"], "after.txt": ["accepted"]])
  }

  @Test("with --once a file that a program keeps open is named, and the daemon ends")
  func onceWithWriter() throws {
    let folder = try ScratchFolder()
    let drop = try folder.make("drop")
    let writer = try FileDescriptor.open(
      drop.appending("open.txt"), .writeOnly, options: [.create, .closeOnExec],
      permissions: [.ownerReadWrite])
    defer { try? writer.close() }
    _ = try writer.writeAll(Array("half a".utf8))
    let result = try run(
      .briefingd,
      [
        "--drop", drop.string, "--store", folder.path.appending("s").string, "--once",
        "--settle", "50ms",
      ], in: folder.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("open.txt was not taken: a program still has it open"))
  }

  @Test(
    "a full disk is waited out, and nothing is lost or doubled",
    .enabled(if: getuid() == 0, "needs root, to mount a small file system"))
  func outOfSpace() throws {
    let daemon = try SmallDiskDaemon()
    defer { daemon.unmount() }
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try daemon.fill()
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(daemon.manager.wait(for: "STATUS=Paused") != nil)
    try File.drop(Samples.numbered(2), as: "b.txt", into: daemon.drop)
    daemon.makeRoom()
    #expect(daemon.manager.wait(for: "STATUS=2 accepted") != nil)
    daemon.program.send(SIGTERM)
    #expect(daemon.program.wait() == 0)
    let lines = File.text(daemon.store.appending("records.jsonl")).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix(#"{"type":"document""#) } == 2)
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
