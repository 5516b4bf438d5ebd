import BriefingRecords
import DropFolder
import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import BriefingDaemon

@Suite("After its outcome a source")
struct SourceDisposalTests {
  let place: DropAndStore
  init() throws { place = try DropAndStore() }

  @Test("lies in the archive under its hash, and not in the drop folder any more")
  func archived() throws {
    let disposal = place.disposal()
    disposal.add(try place.source("a.txt", "Ships."))
    #expect(disposal.finish() == [.removed(SourceName(bytes: Array("a.txt".utf8)))])
    #expect(place.archived("Ships.") == "Ships.")
    #expect(try place.names(place.drop) == [])
    #expect(try place.names(place.archive.appending("incoming")) == [])
    let path = Archive(directory: place.archive).path(
      of: SHA256.hex(of: Array("Ships.".utf8).span))
    #expect(try Descriptor(opening: path, .readOnly).status().permissions == 0o640)
  }

  @Test("stays, or goes, as the table says")
  func table() throws {
    for (choice, removed) in [
      (AfterSuccess.archive, ["accepted", "duplicate", "quarantined", "superseded"]),
      (.delete, ["accepted", "duplicate", "quarantined", "superseded"]), (.keep, []),
    ] {
      let place = try DropAndStore()
      let disposal = place.disposal(choice)
      for outcome in Document.Outcome.allCases {
        disposal.add(try place.source(outcome.rawValue, "of \(outcome)", outcome))
      }
      _ = disposal.finish()
      let left = Document.Outcome.allCases.map(\.rawValue).filter { !removed.contains($0) }
      #expect(try place.names(place.drop) == left.sorted(), "\(choice)")
      #expect((place.archived("of accepted") != nil) == (choice == .archive))
      #expect((place.archived("of unsupported") != nil) == false)
      #expect(try Quarantine(directory: place.quarantine).entries().count == 1)
    }
  }

  @Test("that has changed since it was read stays, and so does one that was replaced")
  func changed() throws {
    let disposal = place.disposal()
    disposal.add(try place.source("changed", "One."))
    disposal.add(try place.source("replaced", "Two."))
    try place.write("One, and more.", place.drop.appending("changed"))
    try place.write("Three", place.folder.file("other"))
    rename(place.folder.file("other").string, place.drop.appending("replaced").string)
    let events = disposal.finish()
    #expect(
      events == [
        .stays(SourceName(bytes: Array("changed".utf8)), .changed),
        .stays(SourceName(bytes: Array("replaced".utf8)), .changed),
      ])
    #expect(try place.names(place.drop) == ["changed", "replaced"])
    #expect(place.archived("One.") == nil)
  }

  @Test("waits while others come, however many these are, but not for long")
  func waitsForAPause() throws {
    let disposal = place.disposal()
    let second: UInt64 = 1_000_000_000
    let source = try place.source("a", "One.")
    for number in 0..<600 {
      var other = source
      other.name = SourceName(bytes: Array("\(number)".utf8))
      disposal.add(other, now: second)
    }
    #expect(disposal.step(now: second).isEmpty && disposal.count == 600)
    var later = source
    later.name = SourceName(bytes: Array("later".utf8))
    disposal.add(later, now: 6 * second)
    // One group after the other, until all that have waited are gone.
    for _ in 0..<3 { _ = disposal.step(now: 6 * second) }
    #expect(disposal.count == 0)
  }

  @Test("that a program has open for writing stays")
  func openForWriting() throws {
    let disposal = place.disposal()
    disposal.add(try place.source("a", "One."))
    let writer = try Descriptor(opening: place.drop.appending("a"), .writeOnly)
    #expect(
      disposal.finish() == [.stays(SourceName(bytes: Array("a".utf8)), .openForWriting)])
    try writer.close()
    #expect(try place.names(place.drop) == ["a"])
  }

  @Test("whose bytes do not have the hash of its records is not archived, and stays")
  func otherBytes() throws {
    let disposal = place.disposal()
    var source = try place.source("a", "One.")
    source.sha256 = String(repeating: "0", count: 64)
    disposal.add(source)
    #expect(disposal.finish() == [.stays(source.name, .changed)])
    #expect(try place.names(place.drop) == ["a"])
    #expect(try place.names(place.archive.appending("incoming")) == [])
  }

  @Test(
    "in a folder below the drop folder is removed there, and no symbolic link is followed to it")
  func nested() throws {
    mkdir(place.drop.appending("sub").string, 0o755)
    let disposal = place.disposal()
    disposal.add(try place.source("sub/a", "One."))
    #expect(disposal.finish().count == 1)
    #expect(try place.names(place.drop.appending("sub")) == [])

    mkdir(place.folder.file("elsewhere").string, 0o755)
    let source = try place.source("sub/b", "Two.")
    rename(
      place.drop.appending("sub/b").string, place.folder.file("elsewhere").appending("b").string)
    rmdir(place.drop.appending("sub").string)
    symlink(place.folder.file("elsewhere").string, place.drop.appending("sub").string)
    disposal.add(source)
    _ = disposal.finish()
    #expect(try place.names(place.folder.file("elsewhere")) == ["b"])
  }

  @Test("that others link to leaves their files as they are: the archive is a copy")
  func linked() throws {
    let source = try place.source("a", "One.")
    link(place.drop.appending("a").string, place.folder.file("mine").string)
    var again = source
    again.identity = try place.identity(place.drop.appending("a"))
    let disposal = place.disposal()
    disposal.add(again)
    _ = disposal.finish()
    let archived = try place.identity(
      Archive(directory: place.archive).path(of: source.sha256 ?? ""))
    #expect(archived.inode != source.identity.inode)
    #expect(place.text(place.folder.file("mine")) == "One.")
  }

  @Test("comes to the same end wherever the work on it is cut off, and no byte is lost on the way")
  func crashes() throws {
    let texts = ["One.", "Two, with more words.", "One.", "Four."]
    var calls = 0
    var cuts = 0
    while true {
      defer { calls += 1 }
      let place = try DropAndStore()
      var sources: [SourceDisposal.Source] = []
      for (number, text) in texts.enumerated() {
        sources.append(
          try place.source("\(number)", text, number == 2 ? .duplicate : .accepted))
      }
      let failing = FailingFileSystem(after: calls)
      let disposal = place.disposal(.archive, failing)
      for source in sources { disposal.add(source) }
      _ = disposal.finish()
      try LeavingName.restoreAll(below: place.drop)
      for (number, text) in texts.enumerated() {
        let lies = place.text(place.drop.appending("\(number)")) == text
        let isArchived = place.archived(text)
        #expect(isArchived == nil || isArchived == text, "a torn copy, cut after \(calls) calls")
        #expect(lies || isArchived == text, "\(number) is lost, cut after \(calls) calls")
      }
      // The next start: what still lies there is known, and added again.
      let archive = Archive(directory: place.archive)
      try archive.removeDrafts()
      let next = place.disposal()
      for (number, source) in sources.enumerated()
      where place.text(place.drop.appending("\(number)")) != nil {
        var source = source
        // Its name may have been changed and given back.
        source.identity = try place.identity(place.drop.appending("\(number)"))
        next.add(source)
      }
      _ = next.finish()
      #expect(try place.names(place.drop) == [], "cut after \(calls) calls")
      for text in texts { #expect(place.archived(text) == text) }
      if !failing.hasFailed { break }
      cuts += 1
    }
    #expect(cuts > 40)
  }

  @Test("that is replaced in the very moment of its removal leaves the new file where it is")
  func replacedAtLast() throws {
    let replacing = ReplacingFileSystem()
    let disposal = place.disposal(.archive, replacing)
    let source = try place.source("a", "One.")
    let (other, taken) = (place.folder.file("other").string, place.drop.appending("a").string)
    try place.write("Two.", place.folder.file("other"))
    replacing.beforeRename = { rename(other, taken) }
    disposal.add(source)
    #expect(disposal.finish() == [.stays(source.name, .changed)])
    #expect(place.text(place.drop.appending("a")) == "Two.")
    #expect(place.archived("One.") == "One.")
    #expect(try place.names(place.drop) == ["a"])
  }

  @Test("goes where the file system cannot rename without replacing, as NFS cannot")
  func plainRename() throws {
    let disposal = place.disposal(.archive, PlainFileSystem())
    let source = try place.source("a", "One.")
    disposal.add(source)
    #expect(disposal.finish() == [.removed(source.name)])
    #expect(try place.names(place.drop) == [])
    let next = try place.source("a", "Two.")
    try place.write("Three.", place.drop.appending(".briefingd-leaving.a"))
    disposal.add(next)
    _ = disposal.finish()
    #expect(place.text(place.drop.appending(".briefingd-leaving.a")) == "Three.")
    try LeavingName.restoreAll(below: place.drop, PlainFileSystem())
    #expect(try place.names(place.drop) == ["a", "a.2"])
    #expect(place.text(place.drop.appending("a.2")) == "Three.")
  }

  @Test("that a crash left with its name of leaving has its own again, or one beside it")
  func leaving() throws {
    mkdir(place.drop.appending("sub").string, 0o755)
    try place.write("One.", place.drop.appending(".briefingd-leaving.a"))
    try place.write("Two.", place.drop.appending("sub").appending(".briefingd-leaving.b"))
    try place.write("Three.", place.drop.appending("sub").appending("b"))
    try LeavingName.restoreAll(below: place.drop)
    #expect(try place.names(place.drop) == ["a", "sub"])
    #expect(try place.names(place.drop.appending("sub")) == ["b", "b.2"])
    #expect(place.text(place.drop.appending("sub").appending("b.2")) == "Two.")
  }

  @Test("waits while the archive cannot be written, and goes when it can")
  func trouble() throws {
    for calls in 0..<20 {
      let place = try DropAndStore()
      let failing = FailingFileSystem(after: calls, isFinal: false)
      let disposal = place.disposal(.archive, failing)
      let source = try place.source("a", "One.")
      disposal.add(source, now: 0)
      _ = disposal.step(now: 1_000_000_000)
      if disposal.trouble != nil {
        #expect(disposal.count == 1)
        #expect(place.text(place.drop.appending("a")) == "One.")
        #expect(disposal.step(now: 2_000_000_000).isEmpty)
        _ = disposal.step(now: 7_000_000_000)
        #expect(disposal.trouble == nil)
      }
      #expect(disposal.count == 0)
      let isArchived = place.archived("One.") == "One."
      #expect(isArchived || place.text(place.drop.appending("a")) == "One.")
    }
  }

  @Test("waits for a pause, so that the disk works once for many")
  func pause() throws {
    let disposal = place.disposal()
    disposal.add(try place.source("a", "One."), now: 1_000)
    #expect(disposal.deadline == 200_001_000)
    #expect(disposal.step(now: 100_000_000).isEmpty)
    disposal.add(try place.source("b", "Two."), now: 100_000_000)
    #expect(disposal.deadline == 300_000_000)
    #expect(disposal.step(now: 300_000_000).count == 2)
    #expect(disposal.deadline == nil)
  }
}
