import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// How long a file that is written in place is left to settle, and what is said meanwhile.
@Suite struct SettlingTests {
  @Test(arguments: [
    "line\n", "line\r\n", "The end.", "Really?", "Stop!", "he said “so”", "he said \"so\"", "[1]",
    "(AP)", "</html>", "終わり。", "समाप्त।", "وقال؟", "»", "and so on…", "it’",
  ])
  func aTextThatEndsIsClear(text: String) {
    #expect(end(text.utf8) == .clear)
    #expect(
      end(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == .clear || !isLatin(text))
  }

  private func isLatin(_ text: String) -> Bool { text.utf16.last.map { $0 < 0x80 } ?? false }

  @Test(arguments: ["a", "1,", "the minist", "colon: ", "comma,", "\u{0}\u{0}\u{0}", "é"])
  func aTextThatBreaksOffIsUnclear(text: String) {
    #expect(end(text.utf8) == .unclear)
  }

  private func end(_ bytes: some Collection<UInt8>) -> Evidence.End {
    Evidence.End(lastBytes: Array(bytes.suffix(Evidence.End.length)))
  }

  @Test func theLessIsKnownTheLongerIsWaited() {
    func quiet(_ writers: Evidence.Writers, _ end: Evidence.End, pause: UInt64 = 0) -> UInt64 {
      Evidence(writers: writers, end: end, longestPause: pause).quiet(settle: 500, longest: 10_000)
    }
    #expect(quiet(.none, .clear) == 50)
    #expect(quiet(.none, .unclear) == 500)
    #expect(quiet(.none, .empty) == 500)
    #expect(quiet(.unknown, .clear) == 500)
    #expect(quiet(.unknown, .unclear) == 10_000)
    #expect(quiet(.likely, .clear) == 10_000)
    #expect(quiet(.none, .clear, pause: 2000) == 4000)
    #expect(quiet(.none, .unclear, pause: 9000) == 10_000)
    #expect(
      Evidence(writers: .none, end: .clear, longestPause: 0).quiet(settle: 0, longest: 0) == 0)
  }

  @Test func aFileThatBreaksOffIsWaitedForAndSaysSo() throws {
    let drop = try Drop()
    _ = try drop.atOnce()
    try drop.write("The minister has", to: "a")
    #expect(try drop.within(.milliseconds(100)).isEmpty)
    #expect(drop.watcher.waiting.map(\.reason) == [.unfinished])
    try drop.writer("a").write(" said so.\n")
    #expect(try drop.within(.milliseconds(500)).lines == ["arrived a"])
  }

  @Test func aFileThatBreaksOffArrivesInTheEnd() throws {
    let drop = try Drop()
    _ = try drop.atOnce()
    try drop.write("The minister has", to: "a")
    #expect(try drop.within(.milliseconds(400)).lines == ["arrived a"])
  }

  @Test func aFileWrittenInPartsIsGivenMoreTimeFromThenOn() throws {
    let drop = try Drop()
    _ = try drop.atOnce()
    try drop.writer("a").write("Part one.\n")
    let first = try drop.atOnce()
    #expect(first.lines == ["arrived a"])
    drop.finish(first)
    #expect(try drop.within(.milliseconds(100)).isEmpty)
    try drop.writer("a").write("Part two.\n")
    // Longer than the pause before, and so the third part comes in time.
    #expect(try drop.within(.milliseconds(120)).isEmpty)
    try drop.writer("a").write("Part three.\n")
    let rest = try drop.within(.milliseconds(600))
    #expect(rest.lines == ["arrived a"])
    guard case .arrived(_, let identity) = rest.first else { return }
    #expect(identity.size == 32)
  }

  @Test func aWriterThatIsNotKnownIsInferredFromItsEvents() throws {
    let drop = try Drop(writersAreKnown: false)
    _ = try drop.atOnce()
    var writer: Drop.Writer? = try drop.writer("a")
    try writer?.write("A whole line.\n")
    #expect(try drop.within(.milliseconds(300)).isEmpty)
    #expect(drop.watcher.waiting.map(\.reason) == [.openForWriting])
    writer = nil
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aWriterThatIsNeverSeenToCloseIsNotWaitedForWithoutEnd() throws {
    let drop = try Drop(settle: .milliseconds(20), writersAreKnown: false)
    _ = try drop.atOnce()
    let writer = try drop.writer("a")
    try writer.write("A whole line.\n")
    #expect(try drop.within(.milliseconds(700)).lines == ["arrived a"])
    try writer.write("Another line.\n")
    #expect(try drop.within(.milliseconds(700)).lines == ["arrived a"])
  }

  @Test func aFileOfAMovedDirectoryNeedsNoWaiting() throws {
    let drop = try Drop(settle: .seconds(60), writersAreKnown: false)
    _ = try drop.atOnce()
    mkdir(drop.staging.appending("d").string, 0o755)
    try drop.stage("It breaks o", as: "d/a")
    usleep(20_000)
    rename(drop.staging.appending("d").string, drop.incoming.appending("d").string)
    #expect(try drop.within(.milliseconds(10)).lines == ["arrived d/a"])
    // But one that is written after the move does.
    mkdir(drop.staging.appending("e").string, 0o755)
    rename(drop.staging.appending("e").string, drop.incoming.appending("e").string)
    usleep(20_000)
    try drop.write("It breaks o", to: "e/a")
    #expect(try drop.within(.milliseconds(50)).isEmpty)
  }
}
