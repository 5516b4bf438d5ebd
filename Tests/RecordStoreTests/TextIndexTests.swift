import BriefingRecords
import LinuxIO
import TestSupport
import Testing

@testable import RecordStore

@Suite("The ledger finds texts by the keys of their fingerprints")
struct TextIndexTests {
  /// Hashes that are those of `text` up to the share that is `other`'s.
  private func fingerprint(_ text: Int, share: Int = 0, of other: Int = 0) throws -> TextFingerprint
  {
    let hashes = (0..<64).map { place in
      UInt32(place) << 20 | UInt32(place < share ? other : text)
    }
    return try #require(TextFingerprint(hashes: hashes))
  }

  private func batch(
    _ number: Int, story: String, _ fingerprint: TextFingerprint?,
    outcome: Document.Outcome = .accepted
  ) -> StoredBatch {
    StoredBatch(
      sourceName: "\(number).txt", sourceSHA256: Samples.hash("\(number)"),
      storyID: RecordID(naming: [story]), outcome: outcome, reason: nil, sourceBytes: number,
      file: nil, sequence: number, place: StoredBatch.Place(segment: 1, offset: 0, length: 1),
      lineCheck: nil, fingerprint: fingerprint)
  }

  private func stories(_ ledger: Ledger, like fingerprint: TextFingerprint) throws -> [RecordID] {
    try ledger.texts.candidates(for: fingerprint) { _ in true }.map(\.story)
  }

  @Test("a story stands in it with its latest text, under the number of its first batch")
  func versions() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.file("ledger").string)
    let (first, second) = (try fingerprint(1), try fingerprint(2))
    try ledger.record(
      [
        batch(1, story: "a", first), batch(2, story: "b", second), batch(3, story: "a", second),
        batch(4, story: "c", first, outcome: .quarantined),
      ], upTo: Checkpoint())
    #expect(try stories(ledger, like: first).isEmpty)
    #expect(try stories(ledger, like: second) == ["a", "b"].map { RecordID(naming: [$0]) })
    let entry = try #require(try ledger.texts.entry(of: RecordID(naming: ["a"])))
    #expect(entry.number == 1)
    #expect(entry.size == 3)
    #expect(entry.sha256 == Samples.hash("3"))
    try ledger.record([batch(5, story: "a", nil)], upTo: Checkpoint())
    #expect(try ledger.texts.entry(of: RecordID(naming: ["a"])) == nil)
    #expect(try ledger.texts.number(of: RecordID(naming: ["a"])) == 1)
    #expect(try stories(ledger, like: second) == [RecordID(naming: ["b"])])
    #expect(try count("text_keys", in: ledger) == second.keys.count)
  }

  private func count(_ table: String, in ledger: Ledger) throws -> Int? {
    try ledger.database.prepare("SELECT count(*) FROM \(table)").first { $0.integer(0) }
  }

  @Test("what very many have in common does not hide what few have, and bounds the work")
  func commonKeys() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.file("ledger").string)
    // A phrase of the outlet is in all of them: one key of twelve.
    let batches = try (1...300).map { number in
      batch(number, story: "\(number)", try fingerprint(number, share: 1, of: 9999))
    }
    try ledger.record(batches, upTo: Checkpoint())
    #expect(
      try stories(ledger, like: fingerprint(7, share: 1, of: 9999)) == [RecordID(naming: ["7"])])
    #expect(try stories(ledger, like: fingerprint(5000, share: 1, of: 9999)).isEmpty)
    // Copies of one text: as many as are looked at.
    let copies = try (301...400).map { batch($0, story: "\($0)", try fingerprint(77777)) }
    try ledger.record(copies, upTo: Checkpoint())
    #expect(try stories(ledger, like: fingerprint(77777)).count == TextIndex.mostOfKey)
  }

  @Test("a story that began long ago is forgotten, and its later versions too")
  func aging() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.file("ledger").string)
    let index = try TextIndex(ledger.database, span: 10)
    for number in 1...50 {
      let made = batch(number, story: "\(number)", nil)
      try ledger.record([made], upTo: Checkpoint())
      var text = made
      text.fingerprint = try fingerprint(number)
      try index.take(text, id: number)
      #expect(try count("texts", in: ledger) ?? 0 <= 11)
    }
    #expect(try stories(ledger, like: fingerprint(50)).count == 1)
    #expect(try stories(ledger, like: fingerprint(30)).isEmpty)
    let texts = try #require(try count("texts", in: ledger))
    #expect(try count("text_keys", in: ledger) == texts * fingerprint(1).keys.count)
    try ledger.record([batch(51, story: "3", nil)], upTo: Checkpoint())
    try index.take(batch(51, story: "3", try fingerprint(3)), id: 51)
    #expect(try stories(ledger, like: fingerprint(3)).isEmpty)
  }

  @Test("a ledger that is made anew from the store answers as the old one did")
  func rebuilt() throws {
    let folder = try TemporaryFolder()
    var generator = SystemRandomNumberGenerator()
    func commit(_ store: RecordStore) throws {
      for number in 0..<200 {
        var made = Samples.batch("story \(number % 70)", version: number)
        let text = Int.random(in: 1..<60, using: &generator)
        made.document.fingerprint =
          number % 9 == 0
          ? nil
          : try fingerprint(
            text, share: Int.random(in: 0..<40, using: &generator),
            of: Int.random(in: 1..<60, using: &generator))
        try store.commit([made], at: Samples.moment)
      }
    }
    func answers(_ store: RecordStore) throws -> [[StoredText]] {
      try (1..<60).map { text in try store.texts(like: fingerprint(text)) { _ in true } }
    }
    var store: RecordStore? = try RecordStore.open(directory: folder.file("store")).store
    try commit(#require(store))
    let before = try answers(#require(store))
    #expect(before.contains { $0.count > 1 })
    store = nil
    for suffix in ["", "-wal", "-shm"] {
      let path = folder.file("store").appending("ledger.sqlite\(suffix)")
      if Database.exists(path.string) { try LinuxFileSystem().remove(path) }
    }
    let (again, report) = try RecordStore.open(directory: folder.file("store"))
    #expect(report.batchesReplayed == 200)
    #expect(try answers(again) == before)
  }

  @Test("the article of a story is the one that was written last")
  func article() throws {
    let folder = try TemporaryFolder()
    let store = try RecordStore.open(directory: folder.file("store")).store
    let story = RecordID(naming: ["story", "a"])
    func article(_ headline: String) -> Record {
      Record(
        Envelope(
          id: RecordID(naming: [headline]), rule: "test", sourceName: "a", sourceSHA256: nil,
          storyID: story),
        Article(headline: headline, wordCount: 1, blockCount: 1))
    }
    #expect(try store.article(ofStory: story) == nil)
    for (version, headline) in ["one", "two", nil].enumerated() {
      var made = Samples.batch("a", version: version)
      if let headline { made.records.insert(article(headline), at: 0) }
      try store.commit([made], at: Samples.moment)
    }
    #expect(try store.article(ofStory: story)?.string("headline") == "two")
  }
}
