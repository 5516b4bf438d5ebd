import BriefingFacts
import BriefingRecords
import BriefingText
import Glibc

@testable import BriefingFormats

/// A file through its reader and all extractors, with the lexicon of the repository.
enum WholeExtraction {
  static let extractor: Extractor? = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    let folder = "/" + parts.joined(separator: "/") + "/Config/lexicon"
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var tables: [String: [UInt8]] = [:]
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".tsv") {
        tables[String(name.dropLast(4))] = bytes(of: "\(folder)/\(name)")
      }
    }
    return (try? Lexicon(tables: tables)).map {
      Extractor(lexicon: $0, snippetMax: 280, detector: LanguageIdentification.language)
    }
  }()

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return all }
      all += part[0..<count]
    }
  }

  static func records(of file: String) -> [Record] {
    guard let extractor, let reading = Proof.reading(file) else { return [] }
    let story = RecordID(naming: ["story"])
    return extractor.extract(
      reading, from: SourceIdentity(name: "a", sha256: SHA256.hex(of: reading.content.span)),
      story: { _ in story }
    ).records
  }

  /// What a file says, whatever its form: its facts without their places.
  static func facts(of file: String) -> [String] {
    records(of: file).compactMap { record in
      switch record.payload {
      case is BlockRecord: return nil
      case var entity as Entity:
        entity.mentionBytes = Array(repeating: 0, count: entity.mentionBytes.count)
        entity.corefBytes = Array(repeating: 0, count: entity.corefBytes.count)
        return "\(entity)"
      case var article as Article:
        article.blockCount = 0
        return "\(article)"
      default: return "\(record.payload)"
      }
    }.sorted()
  }
}
