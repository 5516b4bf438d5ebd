import Glibc
import SystemPackage
import Testing

@Suite("Packed files and mail through the daemon with its workers")
struct PackedTests {
  /// Packs a file beside it, by the program of that name.
  private func pack(_ program: FilePath, _ suffix: String, _ path: FilePath, in folder: FilePath)
    throws -> [UInt8]
  {
    _ = try RunningProgram(program, ["-k", "-q", path.string], in: folder).wait()
    return File.bytes(FilePath(path.string + suffix))
  }

  private func drop(_ bytes: [UInt8], as name: String, _ daemon: RunningDaemon) throws {
    let staging = daemon.folder.path.appending("staging")
    try File.write(bytes, to: staging)
    guard rename(staging.string, daemon.drop.appending(name).string) == 0 else {
      throw Errno(rawValue: errno)
    }
  }

  private func document(_ name: String, _ daemon: RunningDaemon) throws -> JSONValue? {
    try daemon.records().last {
      $0["type"]?.string == "document" && $0["source_name"]?.string == name
    }
  }

  private static let mail = """
    From: Tilda Marrow <tilda.marrow@lowport.example>
    Subject: Harbour talks
    Date: Tue, 4 Mar 2031 09:10:00 +0000
    MIME-Version: 1.0
    Content-Type: text/plain; charset=koi8-r
    Content-Transfer-Encoding: base64

    """

  private static let hasPackers = ["gzip", "zstd"].allSatisfy {
    access("/usr/bin/\($0)", X_OK) == 0
  }

  @Test(
    "the same text packed twice over is known, and its proofs lie in the archive",
    .enabled(if: hasPackers, "needs gzip and zstd"))
  func packed() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let plain = daemon.folder.path.appending("plain")
    try File.write(Samples.short, to: plain)
    let gzip = try pack("/usr/bin/gzip", ".gz", plain, in: daemon.folder.path)
    let zstd = try pack("/usr/bin/zstd", ".zst", plain, in: daemon.folder.path)
    try drop(gzip, as: "first.txt.gz", daemon)
    #expect(try daemon.waitForDocuments(1))
    let gone = ContinuousClock.now + .seconds(15)
    while ContinuousClock.now < gone,
      access(daemon.drop.appending("first.txt.gz").string, F_OK) == 0
    {
      usleep(20_000)
    }
    try drop(zstd, as: "second.zst", daemon)
    #expect(try daemon.waitForDocuments(2))
    try drop(Array(Samples.short.utf8), as: "third.txt", daemon)
    #expect(try daemon.waitForDocuments(3))
    // The same name, the same text, another packing: nothing new.
    try drop(zstd, as: "first.txt.gz", daemon)
    try drop(Array(gzip.dropLast(9)), as: "cut.gz", daemon)
    #expect(try daemon.waitForDocuments(4))
    #expect(
      try daemon.outcomes() == [
        "first.txt.gz": ["accepted"], "second.zst": ["duplicate"], "third.txt": ["duplicate"],
        "cut.gz": ["quarantined"],
      ])
    let first = try #require(try document("first.txt.gz", daemon))
    #expect(first["content_coding"]?.array.compactMap(\.string) == ["gzip"])
    #expect(first["source_bytes"]?.number == Double(Samples.short.utf8.count))
    let hash = try #require(first["source_sha256"]?.string)
    #expect(try document("third.txt", daemon)?["source_sha256"]?.string == hash)
    #expect(try document("cut.gz", daemon)?["reason"]?.string?.contains("cut off") == true)

    // The source is there as it came first, under the hash of what it holds.
    let folder = daemon.store.appending("archive").appending(String(hash.prefix(2)))
      .appending(String(hash.dropFirst(2).prefix(2)))
    let deadline = ContinuousClock.now + .seconds(15)
    while ContinuousClock.now < deadline, (try? File.names(in: folder))?.isEmpty ?? true {
      usleep(20_000)
    }
    let name = try #require(try File.names(in: folder).first)
    #expect(name == hash + ".gz")
    let archived = folder.appending(name)
    #expect(File.bytes(archived) == gzip)
    let content = try run(.briefing, ["content", archived.string], in: daemon.folder.path)
    #expect(content.output == Samples.short)
    let parsed = try run(.briefing, ["parse", archived.string], in: daemon.folder.path)
    #expect(
      parsed.output.split(separator: "\n").count
        == (first["record_count"]?.number).map { Int($0) + 1 })
    let replay = try run(
      .briefing, ["replay", "--store", daemon.store.string, "first.txt.gz", archived.string],
      in: daemon.folder.path)
    #expect(replay.status == 0, "\(replay)")
    #expect(try daemon.outcomes()["first.txt.gz"]?.last == "accepted")
    #expect(daemon.stop() == 0)
    let verified = try run(
      .briefing, ["verify", "--store", daemon.store.string], in: daemon.folder.path)
    #expect(verified.status == 0)
  }

  @Test("mail in base64 and KOI8-R is read by a confined worker")
  func mail() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    // "Жители Лугового открыли мост." in KOI8-R.
    let text = "9snUxczJIOzVx8/Xz8fPIM/Uy9LZzMkgzc/T1C4K"
    try drop(Array((Self.mail + "\n" + text + "\n").utf8), as: "a.eml", daemon)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
    let document = try #require(try document("a.eml", daemon))
    #expect(document["outcome"]?.string == "accepted")
    #expect(document["media_type"]?.string == "message/rfc822")
    #expect(document["charset"]?.string == "koi8-r")
    #expect(document["content_coding"]?.array.compactMap(\.string) == ["base64"])
    let block = try daemon.records().first { $0["type"]?.string == "block" }
    #expect(block?["text"]?.string == "Жители Лугового открыли мост.")
  }

  @Test(
    "bombs end as too large, with the numbers, and the daemon goes on",
    .enabled(if: hasPackers, "needs gzip and zstd"))
  func bombs() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1", "--max-file", "8M"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let zeros = daemon.folder.path.appending("zeros")
    try File.write([UInt8](repeating: 0x20, count: 64 << 20), to: zeros)
    try drop(try pack("/usr/bin/gzip", ".gz", zeros, in: daemon.folder.path), as: "a.gz", daemon)
    try drop(try pack("/usr/bin/zstd", ".zst", zeros, in: daemon.folder.path), as: "b.zst", daemon)
    try drop(Array(Samples.numbered(1).utf8), as: "after.txt", daemon)
    #expect(try daemon.waitForDocuments(3))
    #expect(daemon.stop() == 0)
    for name in ["a.gz", "b.zst"] {
      let document = try #require(try document(name, daemon))
      #expect(document["outcome"]?.string == "too_large")
      #expect(document["reason"]?.string?.contains("bytes become more than") == true)
    }
    #expect(try daemon.outcomes()["after.txt"] == ["accepted"])
  }
}
