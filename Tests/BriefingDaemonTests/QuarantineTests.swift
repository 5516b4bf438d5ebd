import BriefingFacts
import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage
import Testing

@testable import BriefingDaemon

@Suite("The quarantine")
struct QuarantineTests {
  let place: DropAndStore
  init() throws { place = try DropAndStore() }
  private var quarantine: Quarantine { Quarantine(directory: place.quarantine) }

  @Test("keeps the bytes, the whole name and the reason, and the same source once")
  func put() throws {
    let name = SourceName(bytes: Array("sub/ü\n%.txt".utf8))
    try place.write("Bytes.", place.drop.appending("x"))
    let file = try Descriptor(opening: place.drop.appending("x"), .readOnly)
    for reason in ["first", "killed by\nsignal 11"] {
      try quarantine.put(file, name: name, reason: reason)
    }
    let entry = try #require(try quarantine.entries().first)
    #expect(try quarantine.entries().count == 1)
    #expect(entry.sourceName == name.percentEncoded)
    #expect(entry.reason == "killed by\nsignal 11")
    #expect(entry.bytes == 6)
    let kept = try quarantine.open(entry).readToEnd(limit: 100)
    #expect(String(decoding: kept, as: UTF8.self) == "Bytes.")
    #expect(try quarantine.entry(entry.sha256) == entry)
    try quarantine.remove(entry)
    #expect(try place.names(place.quarantine) == [])
  }

  @Test("takes names of any length and any bytes")
  func names() throws {
    try place.write("Bytes.", place.drop.appending("x"))
    let file = try Descriptor(opening: place.drop.appending("x"), .readOnly)
    for bytes in [
      [UInt8](repeating: 0xff, count: 255), [UInt8](repeating: 0x2f, count: 300), [0x2e, 0x2e],
    ] {
      let entry = try quarantine.put(file, name: SourceName(bytes: bytes), reason: "")
      #expect(entry.id.utf8.count <= 240)
      #expect(try quarantine.entry(entry.id) == entry)
    }
  }

  @Test("gets a source that killed its workers twice, and replay takes it back as accepted")
  func quarantinedAndBack() throws {
    let (store, _) = try RecordStore.open(directory: place.store)
    let house = try Housekeeping(store.layout, drop: place.drop, afterSuccess: .archive)
    let folder = try DropFolder(place.drop, options: DropFolderOptions(settle: .zero)) {
      try house.isKnown($0, $1, to: store)
    }
    let clock = RecordClock { _ in "1700000000" }
    let maker = BatchMaker(lexicon: try LexiconFolder.read(nil), snippetMax: 280)
    var configuration = Configuration()
    configuration.workers = 0
    let pool = try WorkerPool(
      in: try EventLoop(), maker: maker, limits: WorkerLimits(configuration),
      attempts: house.attempts)
    let ingest = try Ingest(
      folder: folder, store: store, pool: pool, clock: clock, attempts: house.attempts,
      disposal: house.disposal, maxFile: 1 << 20, emission: .all, commitDelay: .zero)
    let text = "Patrol report from the line\n\nCaptain Vantongeren said 9 trucks had crossed.\n"
    let bad = try place.source("bad.txt", text)
    _ = try place.source("good.txt", text + "More.\n")
    let attempt = AttemptedSource(name: bad.name, identity: bad.identity)
    for _ in 0..<2 { try house.attempts.died(attempt, reason: "signal 11") }
    var intake = Intake()
    intake.append(try folder.scan(atMost: 10))
    while !intake.isEmpty || !ingest.isIdle {
      try ingest.take(from: &intake)
      try ingest.advance(isLast: intake.isEmpty)
    }
    #expect(ingest.account == [.accepted: 1, .quarantined: 1])
    _ = house.disposal.finish()
    #expect(try place.names(place.drop) == [])
    let entry = try #require(try quarantine.entry("bad.txt"))
    #expect(entry.reason.contains("signal 11"))

    let replay = Replay(
      Request(.replay, ["bad.txt"]),
      in: Replay.Place(
        store: store, pool: pool, clock: clock, archive: house.disposal.archive,
        quarantine: quarantine, drop: place.drop, maxFile: 1 << 20,
        emission: .all))
    while !replay.isDone {
      try replay.advance(commit: {})
      try pool.advance(now: MonotonicClock.now())
    }
    #expect(replay.answer.failed == [])
    #expect(try store.account() == [.accepted: 2])
    #expect(try quarantine.entries() == [])
    #expect(place.archived(text) == text)
    // No id stands twice with the same revision.
    let lines = try (place.text(store.layout.liveSegment) ?? "").utf8.split(separator: 0x0a)
      .map { try RecordLine(parsing: Array($0)[...]) }
    let keys = lines.map { "\($0.string("id") ?? "") \($0.integer("rev") ?? 0)" }
    #expect(Set(keys).count == keys.count)
  }
}
