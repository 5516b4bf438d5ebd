import Glibc
import SystemPackage
import TestSupport
import Testing

/// The daemon under strace, which kills it at a call of its way from a briefing to a record, or lets
/// the call fail. The next start has to bring everything in order.
@Suite("a fault at any system call of the commit path loses nothing and doubles nothing")
struct SystemCallFaultTests {
  static let strace: FilePath? = access("/usr/bin/strace", X_OK) == 0 ? "/usr/bin/strace" : nil
  /// Which calls of each kind fail, one in each life: all in the long form, which BRIEFINGD_SOAK=1
  /// asks for.
  static let numbers = Soak.isAsked ? Array(1...80) : [1, 6]

  static let faults = ["signal=KILL", "error=EIO", "error=ENOSPC"]
  static let kinds = [
    "write", "pwrite64", "fdatasync", "fsync", "openat", "rename,renameat,renameat2",
    "unlink,unlinkat", "ftruncate",
  ]

  @Test(
    .enabled(if: strace != nil, "strace is not installed: apt-get install strace"),
    arguments: faults, kinds)
  func fault(_ fault: String, _ call: String) throws {
    let strace = try #require(Self.strace)
    let count = 12
    for number in Self.numbers {
      let folder = try ScratchFolder()
      let drop = try folder.make("drop")
      let store = try folder.make("store")
      for index in 0..<count {
        try File.write(Samples.numbered(index), to: drop.appending("\(index).txt"))
      }
      // Small segments, so that rotation is on the way too. Only calls on files of the store are
      // meant: a program that cannot load its libraries proves nothing.
      let daemon = [
        "--once", "--drop", drop.string, "--store", store.string, "--segment-size", "8K",
        "--settle", "0ms",
      ]
      let names = [
        "records.jsonl", "records.next", "ledger.sqlite", "ledger.sqlite-wal", "ledger.clean",
        "ledger.suspect", "lock", "records.0000000000000001.jsonl",
      ]
      let paths = [store.string] + names.map { store.appending($0).string }
      let program = try RunningProgram(
        strace,
        ["-f", "-qq", "-o", folder.path.appending("calls").string, "-e", "trace=\(call)"]
          + paths.flatMap { ["-P", $0] }
          + ["-e", "inject=\(call):\(fault):when=\(number)", Program.briefingd.path.string]
          + daemon,
        in: folder.path)
      #expect(program.wait() != nil, "\(fault) at call \(number) of \(call): it hangs")
      try check(
        drop: drop, store: store, folder: folder, count: count, "\(fault) \(call) \(number)")
      let calls = File.text(folder.path.appending("calls"))
      let wasMet = calls.contains("INJECTED") || calls.contains("killed by SIGKILL")
      #expect(wasMet || number > 1, "there is no \(call) on the way")
      guard wasMet else { return }
    }
  }

  /// A start without faults takes the rest; then all is there once, and sound.
  private func check(
    drop: FilePath, store: FilePath, folder: ScratchFolder, count: Int, _ told: String
  ) throws {
    let again = try RunningProgram(
      .briefingd, ["--once", "--drop", drop.string, "--store", store.string, "--settle", "0ms"],
      in: folder.path)
    #expect(again.wait() == 0, "\(told): \(File.text(again.standardError))")
    #expect(again.errors.contains("\(count) accepted"), "\(told): \(again.errors)")
    let verify = try RunningProgram(
      .briefing, ["verify", "--store", store.string], in: folder.path)
    #expect(verify.wait() == 0, "\(told): \(File.text(verify.standardOutput))")
    var names: [String] = []
    var ids: Set<String> = []
    for name in try File.names(in: store).sorted() where name.hasPrefix("records") {
      for line in File.text(store.appending(name)).split(separator: "\n") {
        let record = try JSONValue(parsing: String(line))
        let id = "\(record["id"]?.string ?? "") \(record["rev"]?.number ?? 0)"
        let isNew = ids.insert(id).inserted
        #expect(isNew, "\(told): \(id) stands twice")
        guard record["type"]?.string == "document" else { continue }
        #expect(record["outcome"]?.string == "accepted", "\(told): \(line)")
        names.append(record["source_name"]?.string ?? "")
      }
    }
    #expect(names.count == count, "\(told): \(names)")
    #expect(Set(names).count == count, "\(told): \(names)")
  }
}
