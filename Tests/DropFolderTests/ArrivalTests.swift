import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// The ways by which files come into a folder, as the kernel tells of them.
@Suite struct ArrivalTests {
  let drop: Drop

  init() throws {
    drop = try Drop()
    #expect(try drop.atOnce().isEmpty)
  }

  @Test func aFileWrittenInPlaceArrivesWhenItIsClosed() throws {
    try drop.write("text.", to: "a")
    #expect(try drop.atOnce().lines == ["arrived a"])
    #expect(try drop.within(.milliseconds(200)).isEmpty)
  }

  @Test func aFileThatIsBeingWrittenIsWaitedFor() throws {
    var writer: Drop.Writer? = try drop.writer("a")
    #expect(try drop.atOnce().isEmpty)
    try writer?.write("first half")
    #expect(try drop.within(.milliseconds(200)).isEmpty)
    #expect(drop.watcher.waiting.map(\.reason) == [.openForWriting])
    try writer?.write("second half.")
    writer = nil
    #expect(try drop.atOnce().lines == ["arrived a"])
    #expect(drop.watcher.waiting.isEmpty)
  }

  @Test func aFileMovedInArrivesAtOnce() throws {
    try drop.stage("text.", as: "a")
    rename(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func anEmptyFileMovedInArrivesAtOnce() throws {
    try drop.stage("", as: "a")
    rename(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aHardLinkArrivesAlthoughNobodyClosesIt() throws {
    try drop.stage("text.", as: "a")
    link(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.within(.milliseconds(30)).lines == ["arrived a"])
    unlink(drop.staging.appending("a").string)
  }

  @Test func anUnnamedFileArrivesUnderTheNameItIsGiven() throws {
    let unnamed = FileDescriptor.OpenOptions(rawValue: 0o20000000 | O_DIRECTORY)
    do {
      let file = try Descriptor(opening: drop.incoming, .writeOnly, options: unnamed)
      try file.writeAll(Array("text.".utf8).span)
      let linked = linkat(
        AT_FDCWD, "/proc/self/fd/\(file.number)", AT_FDCWD, drop.incoming.appending("a").string,
        AT_SYMLINK_FOLLOW)
      #expect(linked == 0)
      #expect(try drop.atOnce().isEmpty)
      #expect(drop.watcher.waiting.count == 1)
    }
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aCopiedFileArrivesOnce() throws {
    try drop.stage(String(repeating: "line\n", count: 100_000), as: "a")
    system("cp -p '\(drop.staging)/a' '\(drop.incoming)/a'")
    let found = try drop.within(.milliseconds(200))
    #expect(found.lines == ["arrived a"])
    guard case .arrived(_, let identity) = found.first else { return }
    #expect(identity.size == 500_000)
  }

  @Test func appendedTextIsANewStateOfTheFile() throws {
    try drop.write("one.", to: "a")
    let first = try drop.atOnce()
    drop.finish(first)
    system("printf two. >> '\(drop.incoming)/a'")
    let second = try drop.atOnce()
    #expect(second.lines == ["arrived a"])
    #expect(first != second)
  }

  @Test func aFileMovedOverAnotherIsANewState() throws {
    try drop.write("one.", to: "a")
    drop.finish(try drop.atOnce())
    try drop.stage("two.", as: "a")
    rename(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aHiddenFileArrivesWhenItGetsItsRealName() throws {
    try drop.write("text.", to: ".a.Xy12")
    #expect(try drop.atOnce().isEmpty)
    rename(drop.incoming.appending(".a.Xy12").string, drop.incoming.appending("a").string)
    #expect(try drop.within(.milliseconds(200)).lines == ["arrived a"])
  }

  @Test func aFileRenamedInTheFolderIsNotCalledGone() throws {
    try drop.write("text.", to: "draft")
    rename(drop.incoming.appending("draft").string, drop.incoming.appending("final").string)
    #expect(try drop.within(.milliseconds(200)).lines == ["arrived final"])
  }

  @Test func anExchangedFileIsNotCalledGone() throws {
    try drop.write("one.", to: "a")
    drop.finish(try drop.atOnce())
    try drop.stage("two.", as: "b")
    typealias RenameAt2 =
      @convention(c) (
        CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
      ) -> CInt
    let exchange: CUnsignedInt = 2
    let outcome = gnu("renameat2", as: RenameAt2.self)(
      AT_FDCWD, drop.staging.appending("b").string, AT_FDCWD,
      drop.incoming.appending("a").string, exchange)
    #expect(outcome == 0)
    #expect(try drop.within(.milliseconds(200)).lines == ["arrived a"])
  }

  @Test func withTwoWritersTheLastOneCounts() throws {
    var first: Drop.Writer? = try drop.writer("a")
    var second: Drop.Writer? = try drop.writer("a")
    try first?.write("one ")
    first = nil
    #expect(try drop.within(.milliseconds(200)).isEmpty)
    try second?.write("two.")
    second = nil
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aCloseWithoutAWriteFindsNothingNew() throws {
    try drop.write("text.", to: "a")
    #expect(try drop.atOnce().count == 1)
    _ = try drop.writer("a")
    #expect(try drop.within(.milliseconds(200)).isEmpty)
    drop.watcher.rescan()
    #expect(try drop.atOnce().isEmpty)
  }

  @Test func aTouchedFileIsANewState() throws {
    try drop.write("text.", to: "a")
    drop.finish(try drop.atOnce())
    utimes(drop.incoming.appending("a").string, nil)
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func anEmptyFileArrivesOnlyAfterItHasSettled() throws {
    try drop.write("", to: "a")
    #expect(try drop.atOnce().isEmpty)
    #expect(drop.watcher.waiting.map(\.reason) == [.empty])
    #expect(try drop.within(.milliseconds(500)).lines == ["arrived a"])
  }

  @Test func anEmptyFileThatIsFilledInTimeArrivesOnceWithItsContent() throws {
    try drop.write("", to: "a")
    #expect(try drop.atOnce().isEmpty)
    try drop.write("text.", to: "a")
    guard case .arrived(_, let identity) = try drop.within(.milliseconds(500)).first else {
      Issue.record("the file did not arrive")
      return
    }
    #expect(identity.size == 5)
  }

  @Test func oddNamesArriveByteForByte() throws {
    let names: [[UInt8]] = [
      Array("two\nlines".utf8), [0x63, 0x61, 0x66, 0xE9], Array("100 % ночь".utf8),
    ]
    for name in names {
      let file = try Descriptor(
        opening: drop.incoming.pushing(FilePath(bytes: name)), .writeOnly, options: .create)
      try file.writeAll(Array("x.".utf8).span)
    }
    let found = try drop.atOnce()
    #expect(Set(found.map(\.name.bytes)) == Set(names))
    #expect(
      Set(found.map(\.name.percentEncoded)) == ["two\nlines", "caf%E9", "100 %25 ночь"])
    for finding in found { _ = try drop.watcher.open(finding.name) }
  }
}

/// What the kernel does not tell: who has a file of another user open.
@Suite struct UnknownWriterTests {
  let drop: Drop

  init() throws {
    drop = try Drop(writersAreKnown: false)
    #expect(try drop.atOnce().isEmpty)
  }

  @Test func aClosedFileThatBreaksOffArrivesOnceItHasSettled() throws {
    try drop.write("text", to: "a")
    #expect(try drop.within(.milliseconds(50)).isEmpty)
    #expect(drop.watcher.waiting.map(\.reason) == [.unfinished])
    #expect(try drop.within(.milliseconds(500)).lines == ["arrived a"])
  }

  @Test func aFileThatGrowsArrivesOnceItStopsTo() throws {
    var writer: Drop.Writer? = try drop.writer("a")
    for _ in 0..<8 {
      try writer?.write("more.")
      #expect(try drop.within(.milliseconds(50)).isEmpty)
    }
    #expect(drop.watcher.waiting.map(\.reason) == [.openForWriting])
    writer = nil
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aFileMovedInArrivesAtOnce() throws {
    try drop.stage("text.", as: "a")
    rename(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aHardLinkArrivesAtOnce() throws {
    try drop.stage("text", as: "a")
    link(drop.staging.appending("a").string, drop.incoming.appending("a").string)
    #expect(try drop.within(.milliseconds(1)).lines == ["arrived a"])
  }
}
