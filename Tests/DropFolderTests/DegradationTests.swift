import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

/// Where the kernel cannot or will not watch, the folder is polled, and that is said.
@Suite struct DegradationTests {
  /// Limits of the kernel that a test can set.
  final class Limits {
    var watches = 1000
    var instances = 1
    var given: [String: CInt] = [:]
  }

  private func drop(_ limits: Limits) throws -> Drop {
    try Drop(settle: .milliseconds(30)) { _, kernel in
      let real = KernelCalls()
      kernel.openQueue = { () throws(SystemCallError) in
        guard limits.instances > 0 else {
          throw SystemCallError("inotify_init1", errno: .tooManyOpenFiles)
        }
        return try real.openQueue()
      }
      kernel.addWatch = { (queue, directory, mask) throws(SystemCallError) in
        guard limits.given[directory.path.string] != nil || limits.given.count < limits.watches
        else { throw SystemCallError("inotify_add_watch", path: directory.path, errno: .noSpace) }
        let watch = try real.addWatch(queue, directory, mask)
        limits.given[directory.path.string] = watch
        return watch
      }
    }
  }

  @Test func withoutWatchesLeftDirectoriesArePolledAndWatchedAgainLater() throws {
    let limits = Limits()
    limits.watches = 2
    let drop = try drop(limits)
    for name in ["d", "e", "f"] {
      mkdir(drop.incoming.appending(name).string, 0o755)
      try drop.write("One.\n", to: "\(name)/a")
    }
    var found = try drop.until(3)
    #expect(Set(found.lines) == ["arrived d/a", "arrived e/a", "arrived f/a"])
    #expect(drop.watcher.state == .polling(.watchLimit))
    #expect(drop.watcher.state.description.contains("fs.inotify.max_user_watches"))
    #expect(drop.watcher.directoryCount == (4, 2))
    drop.finish(found)
    for name in ["d", "e", "f"] { try drop.write("Two.\n", to: "\(name)/b") }
    found = try drop.until(3)
    #expect(Set(found.lines) == ["arrived d/b", "arrived e/b", "arrived f/b"])
    drop.finish(found)
    // Not tried again before a minute has passed.
    limits.watches = 1000
    _ = try drop.within(.seconds(30))
    #expect(drop.watcher.state == .polling(.watchLimit))
    try drop.write("Three.\n", to: "d/c")
    drop.clock.skip(.seconds(60))
    found = try drop.until(1)
    #expect(found.lines == ["arrived d/c"])
    #expect(drop.watcher.state == .watching)
    #expect(drop.watcher.directoryCount == (4, 0))
  }

  @Test func withoutAnyWatchTheFolderIsPolled() throws {
    let limits = Limits()
    limits.watches = 0
    let drop = try drop(limits)
    #expect(drop.watcher.state == .polling(.watchLimit))
    try drop.write("One.\n", to: "a")
    #expect(try drop.until(1).lines == ["arrived a"])
  }

  @Test func withoutAQueueTheFolderIsPolledUntilThereIsOne() throws {
    let limits = Limits()
    limits.instances = 0
    let drop = try drop(limits)
    #expect(drop.watcher.state == .polling(.instanceLimit))
    #expect(drop.watcher.state.description.contains("fs.inotify.max_user_instances"))
    try drop.write("One.\n", to: "a")
    let found = try drop.until(1)
    #expect(found.lines == ["arrived a"])
    drop.finish(found)
    limits.instances = 1
    _ = try drop.within(.seconds(61))
    #expect(drop.watcher.state == .watching)
    // Through the descriptor that was given out at the beginning.
    try drop.write("Two.\n", to: "b")
    #expect(try drop.atOnce().lines == ["arrived b"])
  }

  @Test(arguments: [(0x6969, "NFS"), (0xFE53_4D42, "SMB2"), (0x6573_5546, "FUSE")])
  func remoteFileSystemsArePolled(magic: UInt64, name: String) throws {
    func drop(_ mode: WatchMode) throws -> Drop {
      try Drop(settle: .milliseconds(30), watch: mode) { _, kernel in
        kernel.fileSystemType = { _ in FileSystemType(magic: magic) }
      }
    }
    let polled = try drop(.auto)
    #expect(polled.watcher.state == .polling(.remote(name)))
    try polled.write("One.\n", to: "a")
    // That nobody here writes says nothing of others.
    #expect(try polled.within(.milliseconds(20)).isEmpty)
    #expect(try polled.until(1).lines == ["arrived a"])
    #expect(try drop(.inotify).watcher.state == .watching)
  }

  @Test func aFileSystemThatDoesNotTellIsFoundOutByATrial() throws {
    let folder = try TemporaryFolder()
    let elsewhere = folder.path
    let drop = try Drop(in: folder, settle: .milliseconds(30)) { _, kernel in
      // Watches a directory in which nothing happens.
      kernel.addWatch = { (queue, _, mask) throws(SystemCallError) in
        try queue.inotify.addWatch(elsewhere, mask)
      }
    }
    #expect(drop.watcher.state == .polling(.noEvents))
    try drop.write("One.\n", to: "a")
    #expect(try drop.until(1).lines == ["arrived a"])
    #expect(try Directory(drop.incoming).entries().map(\.name) == [Array("a".utf8)])
  }

  @Test func inAFolderThatCannotBeWrittenThereIsNoTrial() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path.string, 0o755)
    mkdir(folder.file("incoming").string, 0o755)
    mkdir(folder.file("staging").string, 0o755)
    let drop = try withoutPrivilege { try Drop(in: folder, settle: .milliseconds(30)) }
    #expect(drop.watcher.state == .watching)
  }

  @Test func theTrialLeavesNothingAndIsNeverFound() throws {
    let drop = try Drop { options, _ in options.ignored = [] }
    #expect(try Directory(drop.incoming).entries().isEmpty)
    #expect(try drop.within(.milliseconds(20)).isEmpty)
    try drop.write("One.\n", to: ".briefingd-probe")
    #expect(try drop.within(.milliseconds(60)).isEmpty)
  }

  @Test func aTrialThatWasBrokenOffByACrashIsClearedAway() throws {
    let earlier = try Drop()
    try earlier.write("", to: ".briefingd-probe")
    let drop = try Drop(in: earlier.folder)
    #expect(drop.watcher.state == .watching)
    #expect(try Directory(drop.incoming).entries().isEmpty)
    // What somebody else wrote under that name is theirs.
    try drop.write("One.\n", to: ".briefingd-probe")
    #expect(try Drop(in: earlier.folder).watcher.state == .watching)
    #expect(try Directory(drop.incoming).entries().count == 1)
  }

  @Test(.enabled(if: Mount.isPossible)) func aRemoteFileSystemBelowIsPolled() throws {
    let folder = try TemporaryFolder()
    mkdir(folder.file("incoming").string, 0o755)
    mkdir(folder.file("incoming/d").string, 0o755)
    let mount = try Mount(on: folder.file("incoming/d"))
    defer { mount.end() }
    let drop = try Drop(in: folder, settle: .milliseconds(30)) { _, kernel in
      let real = KernelCalls().fileSystemType
      kernel.fileSystemType = { (directory) throws(SystemCallError) in
        let type = try real(directory)
        return type.magic == 0x0102_1994 ? FileSystemType(magic: 0x6969) : type
      }
    }
    _ = try drop.within(.milliseconds(10))
    #expect(drop.watcher.state == .polling(.remote("NFS")))
    #expect(drop.watcher.directoryCount == (2, 1))
    try drop.write("One.\n", to: "d/a")
    try drop.write("One.\n", to: "b")
    #expect(Set(try drop.until(2).lines) == ["arrived d/a", "arrived b"])
  }

  @Test func aPollLooksAtNamesOnlyWhereOneHasComeOrGone() throws {
    let drop = try Drop(settle: .milliseconds(30), watch: .poll)
    for number in 0..<20 { try drop.write("One.\n", to: "\(number)") }
    drop.finish(try drop.until(20))
    let watcher = drop.watcher
    watcher.timetable.pollFiles = .max
    // The directory's time is trusted only when its last change is old enough.
    drop.clock.skip(.seconds(3))
    _ = try watcher.due()
    #expect(watcher.isScanning)
    _ = try watcher.scan()
    drop.clock.skip(.seconds(1))
    _ = try watcher.due()
    #expect(watcher.isScanning)
    // One directory to look at, and no name in it.
    _ = try watcher.scan(atMost: 1)
    #expect(!watcher.isScanning)
    // In time all files are looked at, so that one which was written to is found.
    try drop.writer("7").write("Two.\n")
    watcher.timetable.pollFiles = 0
    #expect(try drop.until(1).lines == ["arrived 7"])
  }
}
