import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import DropFolder

@Suite struct RescanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func filesThatAreThereAtTheStartArriveAtOnce() throws {
    let earlier = try Drop(in: folder)
    try earlier.write("text.", to: "a")
    let drop = try Drop(in: folder)
    #expect(try drop.watcher.readEvents().isEmpty)
    #expect(drop.watcher.isScanning)
    #expect(try drop.atOnce().lines == ["arrived a"])
    #expect(!drop.watcher.isScanning)
  }

  @Test func anOldFileAtTheStartArrivesAtOnceAlsoWhenItsWritersAreUnknown() throws {
    let earlier = try Drop(in: folder)
    try earlier.write("text.", to: "old")
    try earlier.write("", to: "empty")
    for name in ["old", "empty"] {
      var times = [timeval(tv_sec: 1000, tv_usec: 0), timeval(tv_sec: 1000, tv_usec: 0)]
      utimes(earlier.incoming.appending(name).string, &times)
    }
    try earlier.write("text.", to: "new")
    let drop = try Drop(in: folder, writersAreKnown: false)
    #expect(try drop.atOnce().lines.sorted() == ["arrived empty", "arrived old"])
    #expect(try drop.within(.milliseconds(500)).lines == ["arrived new"])
  }

  @Test func aFileIsFoundOnceByTheWatchAndTheListing() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    #expect(try drop.atOnce().lines == ["arrived a"])
    drop.watcher.rescan()
    #expect(try drop.atOnce().isEmpty)
  }

  @Test func aFinishedFileIsAskedForAndNotRemembered() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    drop.finish(try drop.atOnce())
    #expect(drop.watcher.claimed.isEmpty)
    drop.watcher.rescan()
    #expect(try drop.atOnce().isEmpty)
    drop.ledger.entries = []
    drop.watcher.rescan()
    #expect(try drop.atOnce().lines == ["arrived a"])
  }

  @Test func aListingIsTakenInPortions() throws {
    let earlier = try Drop(in: folder)
    for number in 0..<10 { try earlier.write("text.", to: "\(number)") }
    usleep(50_000)
    let drop = try Drop(in: folder)
    var portions: [Int] = []
    while drop.watcher.isScanning { portions.append(try drop.watcher.scan(atMost: 4).count) }
    #expect(portions.reduce(0, +) == 10)
    #expect(portions.allSatisfy { $0 <= 4 })
  }

  @Test func nothingIsLostWhenTheQueueOfTheKernelOverflows() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    try drop.write("text.", to: "b")
    #expect(try drop.atOnce().count == 2)
    // Alternating, because equal events in a row count as one; as many as the queue has room for.
    let limit = try Descriptor(
      opening: "/proc/sys/fs/inotify/max_queued_events", .readOnly
    ).readToEnd(limit: 20)
    let room = try #require(Int(String(decoding: limit.dropLast(), as: UTF8.self)))
    for _ in 0...room / 2 {
      chmod(drop.incoming.appending("a").string, 0o600)
      chmod(drop.incoming.appending("b").string, 0o600)
    }
    for number in 0..<100 { try drop.write("text.", to: "late-\(number)") }
    let found = try drop.atOnce()
    #expect(found.count == 102)
    #expect(Set(found.map(\.name)).count == 102)
  }

  @Test func aFileThatIsRemovedBeforeItIsLookedAtHasVanished() throws {
    let drop = try Drop(in: folder)
    #expect(try drop.atOnce().isEmpty)
    try drop.write("text.", to: "a")
    unlink(drop.incoming.appending("a").string)
    #expect(try drop.atOnce().lines == ["vanished a"])
    #expect(try drop.within(.milliseconds(50)).isEmpty)
  }

  @Test func aFileThatIsRemovedWhileItIsWaitedForHasVanished() throws {
    let drop = try Drop(in: folder)
    let writer = try drop.writer("a")
    #expect(try drop.atOnce().isEmpty)
    rename(drop.incoming.appending("a").string, drop.staging.appending("a").string)
    #expect(try drop.atOnce().lines == ["vanished a"])
    #expect(drop.watcher.waiting.isEmpty)
    try writer.write("x")
  }

  @Test func aFileThatIsRemovedAfterItArrivedIsMissedByItsReader() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    let found = try drop.atOnce()
    unlink(drop.incoming.appending("a").string)
    #expect(try drop.atOnce().isEmpty)
    let name = try #require(found.first?.name)
    #expect(throws: DropFolderError.vanished(name)) { _ = try drop.watcher.open(name) }
  }

  @Test func aReaderGetsTheIdentityOfWhatItOpened() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    guard case .arrived(let name, let identity) = try drop.atOnce().first else { return }
    do {
      let opened = try drop.watcher.open(name)
      #expect(opened.identity == identity)
      #expect(try opened.descriptor.readToEnd(limit: 100) == Array("text.".utf8))
    }
    try drop.write("changed.", to: "a")
    let later = try drop.watcher.open(name)
    #expect(later.identity != identity)
  }

  @Test func aReaderIsNotLedElsewhere() throws {
    let drop = try Drop(in: folder)
    try drop.write("text.", to: "a")
    let name = try #require(try drop.atOnce().first?.name)
    unlink(drop.incoming.appending("a").string)
    symlink("/etc/passwd", drop.incoming.appending("a").string)
    #expect(throws: DropFolderError.refused(name, .symbolicLink)) {
      _ = try drop.watcher.open(name)
    }
    unlink(drop.incoming.appending("a").string)
    mkfifo(drop.incoming.appending("a").string, 0o600)
    #expect(throws: DropFolderError.refused(name, .fifo)) { _ = try drop.watcher.open(name) }
  }

  @Test func aMissingFolderIsAnErrorThatNamesIt() throws {
    #expect(throws: SystemCallError.self) {
      _ = try DropFolder(folder.file("nowhere")) { _, _ in false }
    }
  }
}
