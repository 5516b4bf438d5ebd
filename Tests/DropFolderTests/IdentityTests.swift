import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

/// A name, a size and an inode number that come again are not the same file.
@Suite struct IdentityTests {
  static let cycles = Soak.or(10_000, 300)

  @Test func aFileOnAReusedInodeIsAnotherFile() throws {
    let drop = try Drop(settle: .zero)
    _ = try drop.atOnce()
    var inodes: Set<UInt64> = []
    for round in 0..<Self.cycles {
      try drop.write("\(round % 10).\n", to: "a")
      let found = try drop.atOnce()
      guard found.lines == ["arrived a"], case .arrived(_, let identity) = found[0] else {
        Issue.record("round \(round): \(found.lines)")
        return
      }
      inodes.insert(identity.inode)
      drop.finish(found)
      unlink(drop.incoming.appending("a").string)
      #expect(try drop.atOnce().isEmpty)
    }
    #expect(drop.ledger.entries.count == Self.cycles)
    print("\(Self.cycles) cycles, running: \(inodes.count) inodes")
  }

  @Test func aFileOnAnInodeReusedWhileNobodyLookedIsAnotherFile() throws {
    let folder = try TemporaryFolder()
    var drop = try Drop(in: folder, settle: .zero)
    var inodes: Set<UInt64> = []
    for round in 0..<Self.cycles {
      try drop.write("\(round % 10).\n", to: "a")
      drop = try Drop(in: folder, settle: .zero, ledger: drop.ledger)
      let found = try drop.atOnce()
      guard found.lines == ["arrived a"], case .arrived(_, let identity) = found[0] else {
        Issue.record("round \(round): \(found.lines)")
        return
      }
      inodes.insert(identity.inode)
      drop.finish(found)
      unlink(drop.incoming.appending("a").string)
    }
    print("\(Self.cycles) cycles, stopped: \(inodes.count) inodes")
  }

  @Test func aFileRewrittenInPlaceArrivesEachTime() throws {
    let drop = try Drop(settle: .zero)
    _ = try drop.atOnce()
    for round in 0..<50 {
      try drop.write("\(round % 10).\n", to: "a")
      let found = try drop.atOnce()
      #expect(found.lines.last == "arrived a")
      drop.finish(found)
    }
  }

  @Test func aStateIsTakenAsKnownOnlyWhenItLiesBack() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a")
    let status = try Directory(folder.path).status(of: "a")
    let name = SourceName(bytes: Array("a".utf8))
    var known = KnownStates()
    let now = status.changedNanoseconds
    known.insert(name, status, now: now + 1_000_000_000)
    #expect(!known.contains(name, status))
    known.insert(name, status, now: now + 10_000_000_000)
    #expect(known.contains(name, status))
    #expect(!known.contains(SourceName(bytes: Array("b".utf8)), status))
    var changed = status
    changed.changedNanoseconds += 1
    #expect(!known.contains(name, changed))
    known.removeAll()
    #expect(!known.contains(name, status))
  }

  @Test func knownStatesAreKeptInLittleMemory() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a")
    let status = try Directory(folder.path).status(of: "a")
    var known = KnownStates()
    func name(_ number: Int) -> SourceName { SourceName(bytes: Array("\(number)".utf8)) }
    for number in 0..<100_000 { known.insert(name(number), status, now: .max) }
    let kept = (0..<100_000).count { known.contains(name($0), status) }
    #expect(kept > 85_000)
    #expect((100_000..<200_000).count { known.contains(name($0), status) } == 0)
  }
}
