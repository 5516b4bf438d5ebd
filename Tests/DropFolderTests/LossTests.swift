import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

/// A folder that is removed, moved, unmounted or closed to us, and comes back.
@Suite(.serialized) struct LossTests {
  static let modes: [WatchMode] = [.auto, .poll]

  private func drop(_ mode: WatchMode = .auto) throws -> Drop {
    let drop = try Drop(settle: .milliseconds(30), watch: mode)
    _ = try drop.within(.milliseconds(10))
    return drop
  }

  /// Lets time pass until the folder is in that state; what is done now and then is done at once.
  private func wait(_ drop: Drop, for state: (DropFolderState) -> Bool) throws -> [Finding] {
    var findings: [Finding] = []
    for _ in 0..<200 where !state(drop.watcher.state) {
      findings += try drop.within(.milliseconds(2))
      hurry(drop.watcher)
      findings += try drop.watcher.due()
    }
    #expect(state(drop.watcher.state))
    return findings
  }

  private func hurry(_ watcher: DropFolder) {
    if watcher.timetable.check != nil { watcher.timetable.check = 0 }
    if watcher.timetable.retry != nil { watcher.timetable.retry = 0 }
  }

  private func isLost(_ state: DropFolderState) -> Bool {
    if case .lost = state { true } else { false }
  }

  @Test(arguments: modes) func aFolderThatIsRemovedAndMadeAgainIsTakenUpAgain(
    mode: WatchMode
  ) throws {
    let drop = try drop(mode)
    let before = drop.watcher.state
    for round in 0..<3 {
      rmdir(drop.incoming.string)
      _ = try wait(drop) { $0 == .lost(.gone) }
      #expect(!drop.watcher.isScanning)
      #expect(drop.watcher.nextDeadline != nil)
      mkdir(drop.incoming.string, 0o755)
      try drop.write("One.\n", to: "a")
      var found = try wait(drop) { $0 == before }
      if found.isEmpty { found = try drop.until(1) }
      #expect(found.lines == ["arrived a"])
      drop.finish(found)
      try drop.write("Two \(round).\n", to: "b")
      let next = try drop.until(1)
      #expect(next.lines == ["arrived b"])
      drop.finish(next)
      unlink(drop.incoming.appending("a").string)
      unlink(drop.incoming.appending("b").string)
    }
  }

  @Test(arguments: modes) func aFolderThatIsMovedAwayIsLostAndFoundAgain(mode: WatchMode) throws {
    let drop = try drop(mode)
    try drop.write("One.\n", to: "a")
    let found = try drop.until(1)
    let elsewhere = drop.folder.file("elsewhere")
    rename(drop.incoming.string, elsewhere.string)
    let name = try #require(found.first?.name)
    // Not called gone: it is where the folder is.
    #expect(throws: DropFolderError.folderLost(drop.incoming, .gone)) {
      _ = try drop.watcher.open(name)
    }
    _ = try wait(drop) { $0 == .lost(.gone) }
    try drop.folder.write("Two.\n", to: "elsewhere/b")
    rename(elsewhere.string, drop.incoming.string)
    var again = try wait(drop) { !isLost($0) }
    if again.count < 2 { again += try drop.until(2 - again.count) }
    // What had no outcome is found again.
    #expect(Set(again.lines) == ["arrived a", "arrived b"])
  }

  @Test func aFolderWhoseParentIsMovedIsMissed() throws {
    let drop = try drop()
    let nested = drop.folder.file("parent")
    mkdir(nested.string, 0o755)
    mkdir(nested.appending("drop").string, 0o755)
    let watcher = try DropFolder(nested.appending("drop")) { _, _ in false }
    _ = try watcher.scan()
    rename(nested.string, drop.folder.file("moved").string)
    // No event tells of it.
    #expect(watcher.state == .watching)
    hurry(watcher)
    _ = try watcher.due()
    #expect(watcher.state == .lost(.gone))
  }

  @Test(arguments: modes) func aFolderThatIsReplacedIsTakenUpAnew(mode: WatchMode) throws {
    let drop = try drop(mode)
    rename(drop.incoming.string, drop.folder.file("elsewhere").string)
    mkdir(drop.incoming.string, 0o755)
    try drop.write("One.\n", to: "a")
    #expect(try drop.until(1).lines == ["arrived a"])
    #expect(!isLost(drop.watcher.state))
    // The old one is of no interest any more.
    try drop.folder.write("Two.\n", to: "elsewhere/b")
    #expect(try drop.within(.milliseconds(60)).isEmpty)
  }

  @Test func whatWasWaitedForInALostFolderIsNotCalledGone() throws {
    let drop = try drop()
    let writer = try drop.writer("a")
    try writer.write("One.\n")
    #expect(try drop.within(.milliseconds(10)).isEmpty)
    rename(drop.incoming.string, drop.folder.file("elsewhere").string)
    #expect(try wait(drop) { $0 == .lost(.gone) }.isEmpty)
    #expect(drop.watcher.waiting.isEmpty)
  }

  @Test(arguments: modes) func aFolderThatMayNotBeReadIsLostUntilItMay(mode: WatchMode) throws {
    let drop = try drop(mode)
    chmod(drop.folder.path.string, 0o755)
    chmod(drop.incoming.string, 0)
    try drop.write("One.\n", to: "a")
    chmod(drop.incoming.appending("a").string, 0o644)
    try withoutPrivilege {
      _ = try wait(drop) { $0 == .lost(.unreadable(.permissionDenied)) }
    }
    chmod(drop.incoming.string, 0o755)
    try withoutPrivilege {
      var found = try wait(drop) { !isLost($0) }
      if found.isEmpty { found = try drop.until(1) }
      #expect(found.lines == ["arrived a"])
    }
  }

  @Test func aFolderThatMayNotBeSearchedIsLost() throws {
    let drop = try drop()
    chmod(drop.folder.path.string, 0o755)
    try drop.write("One.\n", to: "a")
    chmod(drop.incoming.string, 0o444)
    try withoutPrivilege {
      _ = try wait(drop) { $0 == .lost(.unreadable(.permissionDenied)) }
    }
    chmod(drop.incoming.string, 0o755)
  }

  @Test(.enabled(if: Mount.isPossible)) func aFolderThatIsUnmountedIsTakenUpWhenItIsBack() throws {
    let folder = try TemporaryFolder()
    mkdir(folder.file("incoming").string, 0o755)
    let mount = try Mount(on: folder.file("incoming"))
    let drop = try Drop(in: folder, settle: .milliseconds(30))
    try drop.write("One.\n", to: "a")
    let name = try #require(try drop.until(1).first?.name)
    mount.end()
    #expect(throws: DropFolderError.folderLost(drop.incoming, .unmounted)) {
      _ = try drop.watcher.open(name)
    }
    _ = try drop.within(.milliseconds(20))
    #expect(drop.watcher.state == .lost(.unmounted))
    let second = try Mount(on: drop.incoming)
    defer { second.end() }
    try drop.write("Two.\n", to: "b")
    var found = try wait(drop) { $0 == .watching }
    if !found.lines.contains("arrived b") { found += try drop.within(.seconds(1)) }
    #expect(found.lines.contains("arrived b"))
  }

  @Test(.enabled(if: Mount.isPossible)) func anUnmountIsToldAndWaitedFor() throws {
    let folder = try TemporaryFolder()
    mkdir(folder.file("incoming").string, 0o755)
    let mount = try Mount(on: folder.file("incoming"))
    let drop = try Drop(in: folder, settle: .milliseconds(30))
    _ = try drop.within(.milliseconds(10))
    mount.end()
    _ = try wait(drop) { $0 == .lost(.unmounted) }
    hurry(drop.watcher)
    _ = try drop.watcher.due()
    #expect(drop.watcher.state == .lost(.unmounted))
    let second = try Mount(on: drop.incoming)
    defer { second.end() }
    _ = try wait(drop) { $0 == .watching }
    try drop.write("One.\n", to: "a")
    #expect(try drop.until(1).lines == ["arrived a"])
  }

  @Test(.enabled(if: Mount.isPossible)) func aMountOverTheFolderIsNoticed() throws {
    let drop = try drop()
    let mount = try Mount(on: drop.incoming)
    try drop.write("One.\n", to: "a")
    hurry(drop.watcher)
    let found = try drop.watcher.due()
    #expect(Set((found + (try drop.until(1))).lines) == ["arrived a"])
    #expect(drop.watcher.state == .watching)
    mount.end()
  }

  @Test(.enabled(if: Mount.isPossible)) func aFolderThatIsMadeReadOnlyIsReadOn() throws {
    let folder = try TemporaryFolder()
    mkdir(folder.file("incoming").string, 0o755)
    let mounted = try Mount(on: folder.file("incoming"))
    defer { mounted.end() }
    let drop = try Drop(in: folder, settle: .milliseconds(30))
    try drop.write("One.\n", to: "a")
    #expect(!drop.watcher.isReadOnly)
    mounted.makeReadOnly()
    #expect(try drop.until(1).lines == ["arrived a"])
    hurry(drop.watcher)
    _ = try drop.watcher.due()
    #expect(drop.watcher.isReadOnly)
    #expect(drop.watcher.state == .watching)
    let later = try Drop(in: folder, settle: .milliseconds(30))
    #expect(later.watcher.isReadOnly)
    #expect(try later.atOnce().lines == ["arrived a"])
  }

  @Test func everyStateIsOneLine() {
    let states: [DropFolderState] = [
      .watching, .polling(.configured), .polling(.remote("NFS")), .polling(.noEvents),
      .polling(.watchLimit), .polling(.instanceLimit), .polling(.unavailable(.ioError)),
      .lost(.gone), .lost(.replaced), .lost(.unmounted), .lost(.unreadable(.permissionDenied)),
      .lost(.unreadable(.ioError)),
    ]
    #expect(Set(states.map(\.description)).count == states.count)
    #expect(states.allSatisfy { !$0.description.contains("\n") })
  }
}

/// A file system in memory, mounted on a directory for a while.
final class Mount {
  private let path: FilePath

  /// Only root may mount, and not in every container.
  static let isPossible: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
    return (try? Mount(on: folder.path))?.end() ?? false
  }()

  init(on path: FilePath) throws {
    self.path = path
    guard system("mount -t tmpfs -o size=1m,mode=755 tmpfs '\(path)' 2>/dev/null") == 0 else {
      throw Errno.notPermitted
    }
  }

  func makeReadOnly() { system("mount -o remount,ro '\(path)'") }

  @discardableResult func end() -> Bool { system("umount '\(path)' 2>/dev/null") == 0 }
}
