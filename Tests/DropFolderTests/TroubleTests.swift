import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

/// Calls that fail at a bad moment, and states of files that look like others: nothing is lost, and
/// nothing that is there is called gone.
@Suite struct TroubleTests {
  /// What a test lets fail, and when.
  final class Fault {
    var errno: Errno?
    var calls = 0
  }

  /// A folder in which opening the directory `d` fails as long as the fault says so.
  private func dropWithClosedDirectory(_ fault: Fault) throws -> Drop {
    let drop = try Drop(settle: .milliseconds(30)) { _, kernel in
      let real = KernelCalls().directory
      kernel.directory = { (folder, name) throws(SystemCallError) in
        if let errno = fault.errno, name == "d" {
          throw SystemCallError("openat2", path: name, errno: errno)
        }
        return try real(folder, name)
      }
    }
    drop.makeDirectory("d")
    _ = try drop.within(.milliseconds(10))
    return drop
  }

  @Test func aListingThatBreaksOffIsTakenUpAgain() throws {
    let fault = Fault()
    let earlier = try Drop()
    for number in 0..<1500 { try earlier.stage("One.\n", as: "\(number)") }
    for number in 0..<1500 {
      rename(
        earlier.staging.appending("\(number)").string,
        earlier.incoming.appending("\(number)").string)
    }
    earlier.makeDirectory("d")
    let drop = try Drop(in: earlier.folder) { _, kernel in
      let real = KernelCalls().nextEntries
      kernel.nextEntries = { (directory, entries) throws(SystemCallError) in
        fault.calls += 1
        if fault.calls == 2 { throw SystemCallError("getdents64", errno: .ioError) }
        return try real(directory, &entries)
      }
    }
    let found = try drop.until(1500)
    #expect(Set(found.lines).count == 1500)
    #expect(found.count == 1500)
    try drop.write("One.\n", to: "d/a")
    #expect(try drop.until(1).lines == ["arrived d/a"])
  }

  @Test func aFileIsNotCalledGoneForLackOfDescriptors() throws {
    let fault = Fault()
    let drop = try dropWithClosedDirectory(fault)
    let writer = try drop.writer("d/waiting")
    try writer.write("One.")
    #expect(try drop.within(.milliseconds(10)).isEmpty)
    fault.errno = .tooManyOpenFiles
    try drop.write("One.\n", to: "d/new")
    try writer.write("Two.\n")
    #expect(try drop.within(.seconds(5)).isEmpty)
    #expect(
      Set(drop.watcher.waiting.map(\.reason)) == [.busy(.tooManyOpenFiles)])
    fault.errno = nil
    #expect(try drop.within(.seconds(20)).lines == ["arrived d/new"])
    withExtendedLifetime(writer) {}
  }

  @Test func aDirectoryThatCouldNotBeReadOnceIsReadLater() throws {
    let fault = Fault()
    fault.errno = .ioError
    let drop = try dropWithClosedDirectory(fault)
    try drop.write("One.\n", to: "d/a")
    fault.errno = nil
    #expect(try drop.within(.seconds(70)).lines == ["arrived d/a"])
  }

  @Test func aReaderIsToldOfAFileThatIsLeasedToAnother() throws {
    let fault = Fault()
    let drop = try Drop { _, kernel in
      let real = KernelCalls().openFile
      kernel.openFile = { (directory, name) throws(SystemCallError) in
        if let errno = fault.errno { throw SystemCallError("open", path: name, errno: errno) }
        return try real(directory, name)
      }
    }
    try drop.write("One.\n", to: "a")
    let name = try #require(try drop.until(1).first?.name)
    let expected: [(Errno, DropFolderError)] = [
      (.wouldBlock, .busy(name, .wouldBlock)), (.tooManyOpenFiles, .busy(name, .tooManyOpenFiles)),
      (.staleNFSFileHandle, .busy(name, .staleNFSFileHandle)),
      (.ioError, .refused(name, .unreadable(.ioError))),
    ]
    for (errno, error) in expected {
      fault.errno = errno
      #expect(throws: error) { _ = try drop.watcher.open(name) }
    }
  }

  @Test func aPathThatIsTooLongIsRefusedByName() throws {
    let drop = try Drop()
    let name = String(repeating: "d", count: 250)
    let start = open(".", O_RDONLY | O_DIRECTORY)
    defer { close(start) }
    // Step by step, since no call takes the whole path.
    var directory = Glibc.open(drop.incoming.string, O_RDONLY | O_DIRECTORY)
    for _ in 0..<17 {
      mkdirat(directory, name, 0o755)
      let next = openat(directory, name, O_RDONLY | O_DIRECTORY)
      close(directory)
      directory = next
    }
    close(openat(directory, "a", O_WRONLY | O_CREAT, 0o644))
    close(directory)
    let found = try drop.within(.seconds(1))
    #expect(found.count == 1)
    guard case .refused(let refused, _, .pathTooLong) = found.first else {
      Issue.record("\(found.lines)")
      return
    }
    #expect(refused.depth == 17)
    // Too long for the clean-up as well.
    system("rm -rf '\(drop.incoming)'")
  }

  // MARK: Many

  @Test func noMoreFilesAreWaitedForThanThereIsRoomFor() throws {
    let drop = try Drop(settle: .milliseconds(100), writersAreKnown: false)
    drop.watcher.mostCandidates = 16
    for number in 0..<200 { try drop.write("It breaks o", to: "\(number)") }
    var found: [Finding] = []
    for _ in 0..<1000 where found.count < 200 {
      found += try drop.within(.milliseconds(500))
      #expect(drop.watcher.waiting.count <= 16)
      drop.finish(found)
    }
    #expect(Set(found.lines) == Set((0..<200).map { "arrived \($0)" }))
  }

  @Test func aFullIntakeKeepsNobodyBusy() throws {
    let drop = try Drop()
    try drop.write("It breaks off", to: "a")
    _ = try drop.atOnce()
    drop.clock.skip(.seconds(1))
    #expect(try drop.watcher.due(atMost: 0).isEmpty)
    let next = try #require(drop.watcher.nextDeadline)
    #expect(next > drop.clock.now + 10_000_000)
    #expect(try drop.until(1).lines == ["arrived a"])
  }

  // MARK: States that look alike

  /// Kernels before 6.13 date files by a clock that ticks every few milliseconds.
  @Test func whatIsWrittenWithinOneTickIsFoundOnceMore() throws {
    let drop = try Drop()
    _ = try drop.atOnce()
    try drop.deliver("a")
    let found = try drop.atOnce()
    #expect(found.lines == ["arrived a"])
    let watch = try #require(drop.watcher.directories.watches.first)
    let rewritten = [
      InotifyEvent(watch: watch, mask: .modified, name: Array("a".utf8)),
      InotifyEvent(watch: watch, mask: .closedAfterWriting, name: Array("a".utf8)),
    ]
    #expect(try drop.watcher.handle(rewritten, now: drop.clock.now).isEmpty)
    #expect(try drop.within(.milliseconds(30)) == found)
    drop.finish(found)
    // Also when it has had its outcome already.
    #expect(try drop.watcher.handle(rewritten, now: drop.clock.now).isEmpty)
    #expect(try drop.within(.milliseconds(30)) == found)
    #expect(try drop.within(.seconds(60)).isEmpty)
  }

  @Test func aFileRewrittenWithTheSameSizeAndDateIsAnotherState() throws {
    let drop = try Drop()
    var times = [timeval(tv_sec: 1000, tv_usec: 0), timeval(tv_sec: 1000, tv_usec: 0)]
    for text in ["One.\n", "Two.\n", "Six.\n"] {
      try drop.write(text, to: "a")
      utimes(drop.incoming.appending("a").string, &times)
      let found = try drop.until(1)
      #expect(found.lines == ["arrived a"])
      drop.finish(found)
    }
  }

  @Test func aDateThatNoClockCanHoldIsNoTrouble() throws {
    let drop = try Drop()
    for (name, second) in [("future", 15_000_000_000), ("past", -2_000_000_000)] {
      try drop.write("One.\n", to: name)
      let times = [timespec(tv_sec: second, tv_nsec: 0), timespec(tv_sec: second, tv_nsec: 0)]
      utimensat(AT_FDCWD, drop.incoming.appending(name).string, times, 0)
    }
    #expect(try drop.until(2).lines.sorted() == ["arrived future", "arrived past"])
  }

  @Test func aDirectoryMovedOutAndInAgainKeepsItsFiles() throws {
    let drop = try Drop(settle: .milliseconds(30))
    drop.makeDirectory("d")
    drop.makeDirectory("d/e")
    try drop.write("One.\n", to: "d/e/a")
    drop.finish(try drop.until(1))
    let outside = drop.staging.appending("d").string
    for pause in [0, 40] {
      rename(drop.incoming.appending("d").string, outside)
      if pause > 0 { #expect(try drop.within(.milliseconds(pause)).isEmpty) }
      try drop.stage("Two.\n", as: "d/e/b\(pause)")
      rename(outside, drop.incoming.appending("d").string)
      let found = try drop.until(1)
      #expect(found.lines == ["arrived d/e/b\(pause)"])
      drop.finish(found)
      try drop.write("Three.\n", to: "d/e/c\(pause)")
      let later = try drop.until(1)
      #expect(later.lines == ["arrived d/e/c\(pause)"])
      drop.finish(later)
    }
    #expect(drop.watcher.directories.watches.count == 3)
  }

  @Test(.enabled(if: Mount.isPossible)) func aDirectoryBoundIntoItselfEndsAtSomeDepth() throws {
    let drop = try Drop(settle: .milliseconds(30))
    drop.makeDirectory("d")
    drop.makeDirectory("d/loop")
    try #require(system("mount --bind '\(drop.incoming)' '\(drop.incoming)/d/loop'") == 0)
    defer { system("umount '\(drop.incoming)/d/loop'") }
    try drop.write("One.\n", to: "a")
    let found = try drop.within(.seconds(5))
    #expect(found.lines.contains("arrived a"))
    #expect(found.count <= 32)
    drop.finish(found)
    #expect(try drop.within(.seconds(5)).isEmpty)
  }
}
