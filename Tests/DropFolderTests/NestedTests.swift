import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// Directories in the folder: made, moved, renamed, removed.
@Suite(.serialized) struct NestedTests {
  static let modes: [WatchMode] = [.auto, .poll]

  private func drop(_ mode: WatchMode) throws -> Drop {
    let drop = try Drop(settle: .milliseconds(30), watch: mode)
    _ = try drop.within(.milliseconds(10))
    return drop
  }

  @Test(arguments: modes) func aFileInADirectoryMadeJustBeforeArrives(mode: WatchMode) throws {
    let drop = try drop(mode)
    for round in 0..<20 {
      mkdir(drop.incoming.appending("d\(round)").string, 0o755)
      try drop.write("One.\n", to: "d\(round)/a")
    }
    #expect(
      Set(try drop.until(20).lines) == Set((0..<20).map { "arrived d\($0)/a" }))
  }

  @Test(arguments: modes) func whatComesIntoADirectoryLaterArrives(mode: WatchMode) throws {
    let drop = try drop(mode)
    mkdir(drop.incoming.appending("d").string, 0o755)
    mkdir(drop.incoming.appending("d/e").string, 0o755)
    #expect(try drop.within(.milliseconds(60)).isEmpty)
    try drop.write("One.\n", to: "d/e/a")
    #expect(try drop.until(1).lines == ["arrived d/e/a"])
    #expect(drop.watcher.directoryCount.all == 3)
  }

  @Test(arguments: modes) func aRenamedDirectoryGivesItsFilesNewNames(mode: WatchMode) throws {
    let drop = try drop(mode)
    mkdir(drop.incoming.appending("d").string, 0o755)
    try drop.write("One.\n", to: "d/a")
    drop.finish(try drop.until(1))
    rename(drop.incoming.appending("d").string, drop.incoming.appending("e").string)
    #expect(try drop.until(1).lines == ["arrived e/a"])
    try drop.write("Two.\n", to: "e/b")
    #expect(try drop.until(1).lines == ["arrived e/b"])
    #expect(drop.watcher.directoryCount.all == 2)
  }

  @Test func aFileThatIsWaitedForInARenamedDirectoryIsNotCalledGone() throws {
    let drop = try drop(.auto)
    mkdir(drop.incoming.appending("d").string, 0o755)
    var writer: Drop.Writer? = try drop.writer("d/a")
    try writer?.write("One.\n")
    #expect(try drop.within(.milliseconds(20)).isEmpty)
    rename(drop.incoming.appending("d").string, drop.incoming.appending("e").string)
    #expect(try drop.within(.milliseconds(20)).isEmpty)
    writer = nil
    #expect(try drop.until(1).lines == ["arrived e/a"])
  }

  @Test(arguments: modes) func aFileThatIsWaitedForVanishesWithItsDirectory(
    mode: WatchMode
  ) throws {
    let drop = try drop(mode)
    mkdir(drop.incoming.appending("d").string, 0o755)
    let writer = try drop.writer("d/a")
    try writer.write("One.\n")
    #expect(try drop.within(.milliseconds(60)).isEmpty)
    #expect(drop.watcher.waiting.count == 1)
    rename(drop.incoming.appending("d").string, drop.staging.appending("d").string)
    #expect(try drop.until(1).lines == ["vanished d/a"])
    #expect(try drop.within(.milliseconds(60)).isEmpty)
    #expect(drop.watcher.directoryCount.all == 1)
  }

  @Test(arguments: modes) func aDirectoryThatIsRemovedAndMadeAgainIsWatchedAgain(
    mode: WatchMode
  ) throws {
    let drop = try drop(mode)
    for round in 0..<30 {
      mkdir(drop.incoming.appending("d").string, 0o755)
      try drop.deliver("d/a", "Round \(round).\n")
      let found = try drop.until(1)
      #expect(found.lines == ["arrived d/a"])
      drop.finish(found)
      unlink(drop.incoming.appending("d/a").string)
      rmdir(drop.incoming.appending("d").string)
      if round % 2 == 0 { _ = try drop.within(.milliseconds(25)) }
    }
  }

  @Test func aDirectoryExchangedForAnotherShowsItsFiles() throws {
    let drop = try drop(.auto)
    mkdir(drop.incoming.appending("d").string, 0o755)
    try drop.write("One.\n", to: "d/a")
    drop.finish(try drop.until(1))
    mkdir(drop.staging.appending("d").string, 0o755)
    try drop.stage("Two.\n", as: "d/b")
    exchange(drop.staging.appending("d"), drop.incoming.appending("d"))
    #expect(try drop.until(1).lines == ["arrived d/b"])
    try drop.write("Three.\n", to: "d/c")
    #expect(try drop.until(1).lines == ["arrived d/c"])
  }

  @Test func aTreeThatComesWhileEventsAreLostIsFound() throws {
    let drop = try drop(.auto)
    mkdir(drop.incoming.appending("gone").string, 0o755)
    #expect(try drop.within(.milliseconds(10)).isEmpty)
    for number in 0..<20 {
      mkdir(drop.incoming.appending("d\(number)").string, 0o755)
      try drop.write("One.\n", to: "d\(number)/a")
    }
    rmdir(drop.incoming.appending("gone").string)
    // As if the queue had overflowed at the first of these events.
    _ = try drop.watcher.queue?.inotify.events()
    #expect(
      try drop.watcher.handle([InotifyEvent(watch: -1, mask: .overflow)], now: drop.clock.now)
        .isEmpty)
    let found = try drop.until(20)
    #expect(Set(found.lines) == Set((0..<20).map { "arrived d\($0)/a" }))
    #expect(drop.watcher.directoryCount.all == 21)
    drop.finish(found)
    try drop.write("Two.\n", to: "d7/b")
    #expect(try drop.until(1).lines == ["arrived d7/b"])
  }

  @Test func watchesAreNotKeptForWhatIsGone() throws {
    let drop = try drop(.auto)
    for round in 0..<50 {
      mkdir(drop.incoming.appending("d\(round)").string, 0o755)
      mkdir(drop.incoming.appending("d\(round)/e").string, 0o755)
      _ = try drop.within(.milliseconds(1))
      if round % 2 == 0 {
        rmdir(drop.incoming.appending("d\(round)/e").string)
        rmdir(drop.incoming.appending("d\(round)").string)
      } else {
        rename(
          drop.incoming.appending("d\(round)").string, drop.staging.appending("d\(round)").string)
      }
    }
    #expect(try drop.within(.milliseconds(20)).isEmpty)
    #expect(drop.watcher.directories.watches.count == 1)
    let number = drop.watcher.queue?.inotify.descriptor.number ?? -1
    let information = try Descriptor(opening: FilePath("/proc/self/fdinfo/\(number)"), .readOnly)
      .readToEnd(limit: 1 << 20)
    let lines = String(decoding: information, as: UTF8.self).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("inotify wd:") } == 1)
  }

  @Test func directoriesThatAreTooDeepAreRefused() throws {
    let drop = try Drop { options, _ in options.depth = 2 }
    mkdir(drop.incoming.appending("a").string, 0o755)
    mkdir(drop.incoming.appending("a/b").string, 0o755)
    mkdir(drop.incoming.appending("a/b/c").string, 0o755)
    try drop.write("One.\n", to: "a/b/file")
    try drop.write("One.\n", to: "a/b/c/file")
    #expect(
      Set(try drop.within(.milliseconds(80)).lines) == [
        "arrived a/b/file", "refused a/b/c tooDeep",
      ])
  }

  @Test func directoriesThatAreLinksAreRefused() throws {
    let drop = try drop(.auto)
    mkdir(drop.staging.appending("d").string, 0o755)
    try drop.stage("One.\n", as: "d/a")
    symlink(drop.staging.appending("d").string, drop.incoming.appending("d").string)
    #expect(try drop.within(.milliseconds(60)).lines == ["refused d symbolicLink"])
  }

  @Test func aReaderIsNotLedElsewhereByADirectory() throws {
    let drop = try drop(.auto)
    mkdir(drop.incoming.appending("d").string, 0o755)
    try drop.write("One.\n", to: "d/a")
    let name = try #require(try drop.until(1).first?.name)
    rename(drop.incoming.appending("d").string, drop.staging.appending("d").string)
    symlink(drop.staging.appending("d").string, drop.incoming.appending("d").string)
    #expect(throws: DropFolderError.refused(name, .symbolicLink)) {
      _ = try drop.watcher.open(name)
    }
  }

  @Test func hiddenDirectoriesArePassedOver() throws {
    let drop = try drop(.auto)
    mkdir(drop.incoming.appending(".git").string, 0o755)
    try drop.write("One.\n", to: ".git/a")
    mkdir(drop.incoming.appending("up.part").string, 0o755)
    try drop.write("One.\n", to: "up.part/a")
    #expect(try drop.within(.milliseconds(60)).isEmpty)
    rename(drop.incoming.appending("up.part").string, drop.incoming.appending("up").string)
    #expect(try drop.until(1).lines == ["arrived up/a"])
  }

  @Test func aDirectoryThatMayNotBeReadIsRefusedUntilItMay() throws {
    let drop = try drop(.auto)
    chmod(drop.folder.path.string, 0o755)
    mkdir(drop.incoming.appending("d").string, 0)
    let refused = try withoutPrivilege { try drop.within(.milliseconds(30)) }
    #expect(refused.lines == ["refused d unreadable(13)"])
    drop.finish(refused)
    try drop.write("One.\n", to: "d/a")
    chmod(drop.incoming.appending("d/a").string, 0o644)
    chmod(drop.incoming.appending("d").string, 0o755)
    #expect(try withoutPrivilege { try drop.within(.milliseconds(400)) }.lines == ["arrived d/a"])
  }
}

/// Files are looked at as user 65534, by this thread only, where the test runs as root.
func withoutPrivilege<Value>(_ body: () throws -> Value) rethrows -> Value {
  typealias SetFSUID = @convention(c) (uid_t) -> CInt
  let become = gnu("setfsuid", as: SetFSUID.self)
  if geteuid() == 0 { _ = become(65534) }
  defer { if geteuid() == 0 { _ = become(0) } }
  return try body()
}
