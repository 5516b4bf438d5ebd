internal import BriefingRecords

/// Finds the stories whose text has runs of words in common with another: an inverted index over
/// the keys of fingerprints.
///
/// A story stands in it with its latest version alone; versions of one story are compared by their
/// facts, and four hundred of a live briefing would hide everything else. Its number is that of the
/// story's first accepted batch, so numbers rise in the order in which stories came.
///
/// What grows is kept within bounds: a text of 600 words takes 500 bytes; a story that began more
/// than a million batches ago is forgotten, one or two for each that comes; of a key that very many
/// texts have, as an outlet's standing phrase, only the latest ``mostOfKey`` are looked at, and only
/// beside another key. All of it depends on the order of the store alone, so a ledger that is made
/// anew answers as the old one did.
struct TextIndex {
  /// How many batches back a story may have begun.
  private let span: Int
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

  private let firstOfStory: Statement
  private let oldest: Statement
  private let insertion: Statement
  private let removal: Statement
  private let keyInsertion: Statement
  private let keyRemoval: Statement
  private let textsOfKey: Statement
  private let textOfNumber: Statement
  private let batchOfText: Statement
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

  init(_ database: Database, span: Int = 1 << 20) throws(DatabaseError) {
    self.span = span
    firstOfStory = try database.prepare(
      "SELECT min(id) FROM batches WHERE story=? AND outcome='accepted'")
    oldest = try database.prepare("SELECT id FROM texts WHERE id<=? ORDER BY id LIMIT 2")
    insertion = try database.prepare(
      "INSERT OR REPLACE INTO texts(id, latest, fingerprint) VALUES(?,?,?)")
    removal = try database.prepare("DELETE FROM texts WHERE id=?")
    keyInsertion = try database.prepare("INSERT OR IGNORE INTO text_keys(key, text) VALUES(?,?)")
    keyRemoval = try database.prepare("DELETE FROM text_keys WHERE key=? AND text=?")
    textsOfKey = try database.prepare(
      "SELECT text FROM text_keys WHERE key=? ORDER BY text DESC LIMIT \(Self.mostOfKey)")
    textOfNumber = try database.prepare("SELECT fingerprint, latest FROM texts WHERE id=?")
    batchOfText = try database.prepare("SELECT story, sha256, size FROM batches WHERE id=?")
    begin = try database.prepare("BEGIN")
    end = try database.prepare("COMMIT")
  }

  /// Takes in the text of an accepted batch, in place of that of the story's version before.
  func take(_ batch: StoredBatch, id: Int) throws(DatabaseError) {
    guard let story = batch.storyID else { return }
    let number = try self.number(of: story) ?? id
    if number != id { try remove(number) }
    var aged: [Int] = []
    try oldest.forEachRow([.integer(id - span)]) { aged.append($0.integer(0)) }
    for text in aged { try remove(text) }
    guard let fingerprint = batch.fingerprint, number > id - span else { return }
    try insertion.run([.integer(number), .integer(id), .blob(fingerprint.bytes)])
    for key in fingerprint.keys {
      try keyInsertion.run([.integer(Int(key)), .integer(number)])
    }
  }

  private func remove(_ number: Int) throws(DatabaseError) {
    let stored = try textOfNumber.first([.integer(number)]) { $0.blob(0) }
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
    return try entry(number) { _ in true }
  }

  /// Texts that share keys with `fingerprint` and for which `isMatch` is true, those first that
  /// share the most.
  func candidates(
    for fingerprint: TextFingerprint, where isMatch: (TextFingerprint) -> Bool
  ) throws(DatabaseError) -> [Entry] {
    // In one transaction: locking the file for each of them would take most of the time.
    try begin.run()
    let found: [Entry]
    do {
      found = try search(fingerprint, where: isMatch)
    } catch {
      try? end.run()
      throw error
    }
    try end.run()
    return found
  }

  private func search(
    _ fingerprint: TextFingerprint, where isMatch: (TextFingerprint) -> Bool
  ) throws(DatabaseError) -> [Entry] {
    var shared: [Int: Int] = [:]
    var listed: [Int] = []
    for key in fingerprint.keys {
      listed.removeAll(keepingCapacity: true)
      try textsOfKey.forEachRow([.integer(Int(key))]) { listed.append($0.integer(0)) }
      // One that so many have says something beside another one only: two halves make a whole.
      let weight = listed.count < Self.mostOfKey ? 2 : 1
      for text in listed { shared[text, default: 0] += weight }
    }
    var ranked = shared.filter { $0.value >= 2 }.map { (number: $0.key, weight: $0.value) }
    ranked.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.number < $1.number }
    var entries: [Entry] = []
    for text in ranked.prefix(Self.mostCandidates) {
      if let entry = try entry(text.number, where: isMatch) { entries.append(entry) }
    }
    return entries
  }

  private func entry(
    _ number: Int, where isMatch: (TextFingerprint) -> Bool
  ) throws(DatabaseError) -> Entry? {
    let text = try textOfNumber.first([.integer(number)]) { row in
      TextFingerprint(bytes: row.blob(0)).map { (fingerprint: $0, latest: row.integer(1)) }
    }
    guard let text, let text, isMatch(text.fingerprint) else { return nil }
    return try batchOfText.first([.integer(text.latest)]) { row in
      PackedHash.recordID(row.blob(0)).map { story in
        Entry(
          fingerprint: text.fingerprint, number: number, story: story,
          sha256: row.isNull(1) ? nil : PackedHash.text(row.blob(1)),
          size: row.isNull(2) ? nil : row.integer(2))
      }
    } ?? nil
  }
}
