import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage
import Testing

@testable import BriefingDaemon

@Suite("Replay")
struct ReplayTests {
  let place: DropAndStore
  let store: RecordStore
  let pool: WorkerPool
  let maker: BatchMaker
  let quarantine: Quarantine
  private let clock = RecordClock(environment: { _ in nil })

  init() throws {
    place = try DropAndStore()
    (store, _) = try RecordStore.open(directory: place.store)
    maker = BatchMaker(lexicon: try LexiconFolder.read(nil), snippetMax: 280)
    quarantine = Quarantine(directory: place.quarantine)
    var configuration = Configuration()
    configuration.workers = 0
    pool = try WorkerPool(
      in: try EventLoop(), maker: maker, limits: WorkerLimits(configuration), attempts: nil)
  }

  private func text(_ trucks: Int) -> String {
    """
    Velland Post

    Convoy leaves Marrowgate

    By Tilda Marrow
    Published: 4 March 2031

    Some \(trucks) trucks left Marrowgate on Monday, Captain Ilse Vantongeren said.

    The road north of the town had been closed since the floods of the spring.

    """
  }

  private func commit(_ text: String, as name: String) throws {
    let batch = maker.batch(
      of: Array(text.utf8), from: Source(name: name, receivedAt: clock.now()), emitting: .all)
    try store.commit([batch], at: clock.now())
  }

  private func replay(_ target: String) -> Replay {
    Replay(
      Request(.replay, [target]),
      in: Replay.Place(
        store: store, pool: pool, clock: clock, archive: Archive(directory: place.archive),
        quarantine: quarantine, drop: place.drop, maxFile: 1 << 20, emission: .all))
  }

  @Test("of a version that a later one replaces meanwhile writes nothing")
  func overtaken() throws {
    try commit(text(3), as: "a.txt")
    try place.write(text(3), place.drop.appending("a.txt"))
    let replay = replay("a.txt")
    try replay.advance(commit: {})
    #expect(!replay.isDone)
    try commit(text(4), as: "b.txt")
    let last = store.lastSequence
    try pool.advance(now: MonotonicClock.now())
    #expect(replay.canGoOn)
    try replay.advance(commit: {})
    #expect(replay.isDone)
    #expect(replay.answer.failed.count == 1 && replay.answer.failed[0].contains("later version"))
    #expect(store.lastSequence == last)
  }

  @Test("out of the quarantine of what a later version has replaced writes nothing")
  func replacedInQuarantine() throws {
    let old = text(3)
    let batch = BatchMaker.batch(
      of: Source(name: "a.txt", receivedAt: clock.now()), outcome: .quarantined, reason: "x",
      content: SourceContent(
        sha256: SHA256.hex(of: Array(old.utf8).span), size: old.utf8.count))
    try store.commit([batch], at: clock.now())
    try place.write(old, place.drop.appending("a.txt"))
    try quarantine.put(
      try Descriptor(opening: place.drop.appending("a.txt"), .readOnly),
      name: SourceName(bytes: Array("a.txt".utf8)), reason: "x")
    try commit(text(4), as: "a.txt")
    let last = store.lastSequence
    let replay = replay("a.txt")
    while !replay.isDone {
      try replay.advance(commit: {})
      try pool.advance(now: MonotonicClock.now())
    }
    #expect(replay.answer.failed.count == 1 && replay.answer.failed[0].contains("later version"))
    #expect(store.lastSequence == last)
    #expect(try quarantine.entries().count == 1)
  }

  @Test("takes one target a step, so that many do not keep the daemon from its work")
  func steps() throws {
    let many = Replay(
      Request(.replay, (0..<3).map { "nobody\($0)" }),
      in: Replay.Place(
        store: store, pool: pool, clock: clock, archive: Archive(directory: place.archive),
        quarantine: quarantine, drop: place.drop, maxFile: 1 << 20, emission: .all))
    for count in 1...3 {
      #expect(many.canGoOn && !many.isDone)
      try many.advance(commit: {})
      #expect(many.answer.failed.count == count)
    }
    #expect(many.isDone)
  }
}
