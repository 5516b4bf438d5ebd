import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

@Suite struct RefusalTests {
  let drop: Drop

  init() throws {
    drop = try Drop()
    #expect(try drop.atOnce().isEmpty)
  }

  @Test func whatIsNotAFileIsRefusedOnceAndByName() throws {
    mkfifo(drop.incoming.appending("f").string, 0o600)
    symlink("/does/not/exist", drop.incoming.appending("s").string)
    #expect(try drop.atOnce().lines == ["refused f fifo", "refused s symbolicLink"])
    drop.watcher.rescan()
    #expect(try drop.within(.milliseconds(50)).isEmpty)
  }

  @Test func whatWasRefusedInAnEarlierLifeIsNotRefusedAgain() throws {
    mkfifo(drop.incoming.appending("f").string, 0o600)
    drop.finish(try drop.atOnce())
    #expect(drop.watcher.claimed.isEmpty)
    let next = try Drop(in: drop.folder, ledger: drop.ledger)
    #expect(try next.atOnce().isEmpty)
  }

  @Test func aFileThatTakesTheNameOfARefusedOneArrives() throws {
    symlink("/does/not/exist", drop.incoming.appending("a").string)
    #expect(try drop.atOnce().count == 1)
    unlink(drop.incoming.appending("a").string)
    try drop.write("text.", to: "a")
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func anUnreadableFileIsRefusedUntilItMayBeRead() throws {
    chmod(drop.folder.path.string, 0o755)
    try drop.write("text.", to: "a")
    chmod(drop.incoming.appending("a").string, 0)
    let refused = try withoutPrivilege { try drop.atOnce() }
    #expect(refused.lines == ["refused a unreadable(13)"])
    #expect(try withoutPrivilege { try drop.within(.milliseconds(50)) }.isEmpty)
    chmod(drop.incoming.appending("a").string, 0o644)
    #expect(try withoutPrivilege { try drop.atOnce() }.lines == ["arrived a"])
  }

  @Test func everyRefusalSaysWhatToDoOrWhy() {
    let refusals: [Refusal] = [
      .symbolicLink, .fifo, .socket, .device, .unreadable(.permissionDenied),
      .unreadable(.ioError), .tooDeep(32),
    ]
    #expect(Set(refusals.map(\.description)).count == refusals.count)
    #expect(refusals.allSatisfy { !$0.description.contains("\n") })
  }

  @Test func unfinishedFilesArePassedOver() throws {
    for name in [".a", "a.part", "a.tmp", "a.crdownload", "a~", "#a#", "#12345"] {
      try drop.write("text.", to: name)
    }
    try drop.write("text.", to: "#1 of the day")
    try drop.write("text.", to: "a.partial.txt")
    #expect(
      try drop.within(.milliseconds(50)).lines.sorted() == [
        "arrived #1 of the day", "arrived a.partial.txt",
      ])
  }

  @Test func whichNamesArePassedOverCanBeSet() throws {
    let drop = try Drop { options, _ in options.ignored = NamePattern.list(" *.bak  draft-* ") }
    for name in ["a.bak", "draft-1", ".hidden", "a.tmp", "a"] { try drop.write("text.", to: name) }
    #expect(
      try drop.atOnce().lines.sorted() == ["arrived .hidden", "arrived a", "arrived a.tmp"])
  }

  @Test(arguments: [
    ("*", "", true), ("a*c", "abc", true), ("a*c", "ac", true), ("aa*aa", "aaa", false),
    ("a", "a", true), ("a", "ab", false), ("*b*", "abc", true), ("*b*", "acd", false),
    ("a*b*c", "a1b2c", true), ("a*b*c", "abbc", true), ("a*b*c", "acb", false),
  ])
  func aPatternFitsTheWholeName(pattern: String, name: String, fits: Bool) {
    #expect(NamePattern(pattern).matches(Array(name.utf8)) == fits)
  }
}
