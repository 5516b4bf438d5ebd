internal import BriefingRecords

/// Finds the stories whose text has runs of words in common with another: an inverted index over
/// the keys of fingerprints.
///
/// A story stands in it with its latest version alone; versions of one story are compared by their
/// facts, and four hundred of a live briefing would hide everything else. Its number is that of the
/// story's first accepted batch, so numbers rise in the order in which stories came.
///
/// What grows is kept within bounds: a text takes about 900 bytes; a story that began more than
/// ``span`` batches ago is forgotten, one for each that comes; of a key that very many texts have,
/// as an outlet's standing phrase, only the latest ``mostOfKey`` are looked at. All of it depends on
/// the order of the store alone, so a ledger that is made anew answers as the old one did.
struct TextIndex {
  /// How many batches back a story may have begun.
  static let span = 1 << 20
  /// Texts looked at for each key.
  static let mostOfKey = 16
  /// Texts that are compared in the end: those that share the most keys.
  static let mostCandidates = 32

  /// A text, and the batch that it is from.
  struct Entry {
    var fingerprint: TextFingerprint
    var number: Int
    var story: RecordID
    var sha256: String?
    var size: Int?
  }

  private let database: Database
  private let firstOfStory: Statement
  private let fingerprintOf: Statement
  private let oldest: Statement
  private let insertion: Statement
  private let removal: Statement
  private let keyInsertion: Statement
  private let keyRemoval: Statement
  private let textsOfKey: Statement
  private let entryOfText: Statement
  private let begin: Statement
  private let end: Statement

  static func create(in database: Database) throws(DatabaseError) {
    try database.execute(
      """
      CREATE TABLE texts(id INTEGER PRIMARY KEY, latest INTEGER NOT NULL,
        fingerprint BLOB NOT NULL) STRICT;
      CREATE TABLE text_keys(key INTEGER NOT NULL, text INTEGER NOT NULL,
        PRIMARY KEY(key, text)) STRICT, WITHOUT ROWID;
      """)
  }

  init(_ database: Database) throws(DatabaseError) {
    self.database = database
    firstOfStory = try database.prepare(
      "SELECT min(id) FROM batches WHERE story=? AND outcome='accepted'")
    fingerprintOf = try database.prepare("SELECT fingerprint FROM texts WHERE id=?")
    oldest = try database.prepare("SELECT id FROM texts WHERE id<=? ORDER BY id LIMIT 2")
    insertion = try database.prepare(
      "INSERT OR REPLACE INTO texts(id, latest, fingerprint) VALUES(?,?,?)")
    removal = try database.prepare("DELETE FROM texts WHERE id=?")
    keyInsertion = try database.prepare("INSERT OR IGNORE INTO text_keys(key, text) VALUES(?,?)")
    keyRemoval = try database.prepare("DELETE FROM text_keys WHERE key=? AND text=?")
    textsOfKey = try database.prepare(
      "SELECT text FROM text_keys WHERE key=? ORDER BY text DESC LIMIT \(Self.mostOfKey)")
    entryOfText = try database.prepare(
      """
      SELECT t.fingerprint, b.story, b.sha256, b.size FROM texts t JOIN batches b ON b.id=t.latest
        WHERE t.id=?
      """)
    begin = try database.prepare("BEGIN")
    end = try database.prepare("COMMIT")
  }

  /// Takes in the text of an accepted batch, in place of that of the story's version before.
  func take(_ batch: StoredBatch, id: Int) throws(DatabaseError) {
    guard let story = batch.storyID else { return }
    let number = try self.number(of: story) ?? id
    if number != id { try remove(number) }
    var aged: [Int] = []
    try oldest.forEachRow([.integer(id - Self.span)]) { aged.append($0.integer(0)) }
    for text in aged { try remove(text) }
    guard let fingerprint = batch.fingerprint, number > id - Self.span else { return }
    try insertion.run([.integer(number), .integer(id), .blob(fingerprint.bytes)])
    for key in fingerprint.keys {
      try keyInsertion.run([.integer(Int(key)), .integer(number)])
    }
  }

  private func remove(_ number: Int) throws(DatabaseError) {
    let stored = try fingerprintOf.first([.integer(number)]) { $0.blob(0) }
    guard let stored else { return }
    for key in TextFingerprint(bytes: stored)?.keys ?? [] {
      try keyRemoval.run([.integer(Int(key)), .integer(number)])
    }
    try removal.run([.integer(number)])
  }

  /// The number of a story; nil where the store has no accepted batch of it.
  func number(of story: RecordID) throws(DatabaseError) -> Int? {
    try firstOfStory.first([PackedHash.parameter(story.description)]) {
      $0.isNull(0) ? nil : $0.integer(0)
    } ?? nil
  }

  /// The text of a story's latest version; nil where that is too short or too long ago.
  func entry(of story: RecordID) throws(DatabaseError) -> Entry? {
    guard let number = try number(of: story) else { return nil }
    return try entry(number)
  }

  /// Texts that share a key with `fingerprint`, those first that share the most.
  func candidates(for fingerprint: TextFingerprint) throws(DatabaseError) -> [Entry] {
    // In one transaction: locking the file for each of them would take most of the time.
    try begin.run()
    let found: [Entry]
    do {
      found = try search(fingerprint)
    } catch {
      try? end.run()
      throw error
    }
    try end.run()
    return found
  }

  private func search(_ fingerprint: TextFingerprint) throws(DatabaseError) -> [Entry] {
    var shared: [Int: Int] = [:]
    for key in fingerprint.keys {
      try textsOfKey.forEachRow([.integer(Int(key))]) { shared[$0.integer(0), default: 0] += 1 }
    }
    var ranked = shared.map { (number: $0.key, count: $0.value) }
    ranked.sort { $0.count != $1.count ? $0.count > $1.count : $0.number < $1.number }
    var entries: [Entry] = []
    for text in ranked.prefix(Self.mostCandidates) {
      if let entry = try entry(text.number) { entries.append(entry) }
    }
    return entries
  }

  private func entry(_ number: Int) throws(DatabaseError) -> Entry? {
    try entryOfText.first([.integer(number)]) { row in
      guard let fingerprint = TextFingerprint(bytes: row.blob(0)),
        let story = PackedHash.recordID(row.blob(1))
      else { return nil }
      return Entry(
        fingerprint: fingerprint, number: number, story: story,
        sha256: row.isNull(2) ? nil : PackedHash.text(row.blob(2)),
        size: row.isNull(3) ? nil : row.integer(3))
    } ?? nil
  }
}
