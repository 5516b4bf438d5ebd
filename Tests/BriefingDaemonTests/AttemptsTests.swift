import DropFolder
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import BriefingDaemon

@Suite("Attempts are counted before they are made")
struct AttemptsTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder(inMemory: true) }

  private func open() throws -> Attempts { try Attempts(path: folder.file("attempts")) }
  private let name = SourceName(bytes: Array("two\nlines".utf8))
  private func source(_ inode: UInt64) -> AttemptedSource {
    AttemptedSource(name: name, identity: identity(inode))
  }
  private func identity(_ inode: UInt64) -> FileIdentity {
    FileIdentity(
      device: 1, inode: inode, generation: 7, bornNanoseconds: nil, size: 3, modifiedNanoseconds: 4,
      changedNanoseconds: 5)
  }

  @Test("two deaths of a worker are enough, over a restart as well")
  func deaths() throws {
    let first = try open()
    try first.begin([source(1)])
    #expect(try first.died(source(1), reason: "killed by signal 11") == nil)
    #expect(first.isSuspect(source(1)))
    let second = try open()
    #expect(second.verdict(source(1)) == nil)
    try second.begin([source(1)])
    let verdict = try second.died(source(1), reason: "took longer than 30 s")
    #expect(verdict?.contains("took longer than 30 s") == true)
    #expect(try open().verdict(source(1))?.contains("took longer than 30 s") == true)
    #expect(
      try open().verdict(source(2)) == nil, "another state of the file is another try")
  }

  @Test("an end of the daemon counts half, for what was under way only")
  func ends() throws {
    for round in 1...4 {
      let attempts = try open()
      #expect(attempts.verdict(source(1)) == nil)
      #expect(attempts.isSuspect(source(1)) == (round > 1))
      try attempts.begin([source(1), source(2)])
      try attempts.end([source(2)])
    }
    let attempts = try open()
    #expect(attempts.verdict(source(1)) != nil)
    #expect(!attempts.isSuspect(source(2)))
  }

  @Test("what is read to its end at last has nothing against it any more")
  func forgiven() throws {
    let attempts = try open()
    try attempts.begin([source(1)])
    try attempts.died(source(1), reason: "x")
    try attempts.begin([source(1)])
    try attempts.end([source(1)])
    #expect(!attempts.isSuspect(source(1)))
    #expect(try !open().isSuspect(source(1)))
  }

  @Test("a log that was cut off anywhere is read up to there")
  func torn() throws {
    let attempts = try open()
    for number in 0..<3 { try attempts.begin([source(UInt64(number))]) }
    let path = folder.file("attempts")
    let bytes = try Descriptor(opening: path, .readOnly).readToEnd(limit: 1 << 20)
    for count in 0...bytes.count {
      let file = try Descriptor(opening: path, .writeOnly, options: [.truncate, .create])
      try file.writeAll(bytes.span.extracting(..<count))
      let again = try open()
      let whole = bytes[..<count].count { $0 == 0x0a }
      let suspects = (0..<3).count { again.isSuspect(source(UInt64($0))) }
      #expect(suspects == whole)
    }
  }

  @Test("the log does not grow with the files that went through")
  func bounded() throws {
    let attempts = try open()
    for number in 0..<30_000 {
      try attempts.begin([source(UInt64(number))])
      try attempts.end([source(UInt64(number))])
    }
    #expect(
      try Descriptor(opening: folder.file("attempts"), .readOnly).status().size < 1_200_000)
  }

  @Test("a full disk stops nothing, neither at the start nor when the log is made anew")
  func fullDisk() throws {
    let path = folder.file("attempts")
    let first = try open()
    try first.begin([source(1)])
    try first.died(source(1), reason: "ended by signal 11")
    for calls in 1..<6 {
      let full = FailingFileSystem(after: calls, errno: .noSpace)
      let attempts = try Attempts(path: path, fileSystem: full)
      #expect(attempts.isSuspect(source(1)), "forgotten after \(calls) calls")
    }
    #expect(try open().isSuspect(source(1)))
  }

  @Test("a failed fdatasync is not taken for a count, and a full disk stops nothing")
  func failures() throws {
    for calls in 0..<12 {
      let failing = FailingFileSystem(after: calls)
      let path = folder.file("a\(calls)")
      do {
        let attempts = try Attempts(path: path, fileSystem: failing)
        try attempts.begin([source(1)])
        #expect(!failing.hasFailed)
      } catch {
        #expect(failing.hasFailed)
      }
      _ = try Attempts(path: path)
    }
  }
}
