import BriefingFacts
import BriefingRecords
import BriefingText

/// The whole extraction with the shipped lexicon.
enum ExtractionFixture {
  static let snippetMax = 280

  static let extractor: Extractor? = {
    let names =
      [
        "boilerplate", "calendar", "units", "currencies", "numerals", "speech", "subjects",
        "common-misspellings", "office-titles",
      ] + NameLexicon.tableNames
    var tables: [String: [UInt8]] = [:]
    for name in names { tables[name] = EntityFixture.table(name) }
    return (try? Lexicon(tables: tables)).map { Extractor(lexicon: $0, snippetMax: snippetMax) }
  }()

  static func records(of bytes: [UInt8]) -> [Record] {
    guard let extractor else { return [] }
    let story = RecordID(naming: ["story"])
    return extractor.extract(
      Reading(plainText: bytes),
      from: SourceIdentity(name: "a.txt", sha256: SHA256.hex(of: bytes.span)),
      story: { _ in story }
    ).records
  }

  static func lines(_ records: [Record]) -> [UInt8] {
    var writer = JSONWriter()
    for record in records {
      writer.open()
      record.visit(&writer, sequence: 0, emittedAt: Timestamp(milliseconds: 0))
      writer.close()
    }
    return writer.bytes
  }
}
