import BriefingFacts
import BriefingText
import Glibc
import Testing

/// Reads time expressions from small documents, as the tests of this folder need them.
enum Dates {
  /// The lexicon that is shipped.
  static let calendar: CalendarLexicon? = try? lexicon()

  static func lexicon() throws -> CalendarLexicon {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = contents("/\(root)/Config/lexicon/calendar.tsv")
    let table = try LexiconTable(
      name: "calendar", bytes: bytes, columns: CalendarLexicon.columns)
    return try CalendarLexicon(table: table)
  }

  private static func contents(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var result: [UInt8] = []
    var next = fgetc(file)
    while next != EOF {
      result.append(UInt8(truncatingIfNeeded: next))
      next = fgetc(file)
    }
    return result
  }

  /// A document with one block a part, in the given roles.
  static func document(_ parts: [(role: BlockRole, text: String)]) -> TextDocument {
    let bytes = Array(parts.map(\.text).joined(separator: "\n\n").utf8)
    var parser = DocumentParser(phrases: BoilerplatePhrases())
    parser.feed(bytes.span)
    var document = parser.finish()
    for index in document.blocks.indices where index < parts.count {
      document.blocks[index].role = parts[index].role
    }
    return document
  }

  static func read(_ parts: [(role: BlockRole, text: String)]) throws -> DateExtractor.Reading {
    try DateExtractor(calendar: #require(calendar)).read(document(parts))
  }

  /// The expressions of a paragraph as `words = timex`.
  static func values(_ text: String) throws -> [String] {
    try read([(.paragraph, text)]).mentions.map { "\($0.when.text ?? "") = \($0.value)" }
  }

  /// The expressions of a paragraph under a stamp as `words = edtf`, null where unresolved.
  static func places(_ text: String, published: String) throws -> [String] {
    let reading = try read([(.dateline, "Published: \(published)"), (.paragraph, text)])
    return reading.mentions.filter { $0.block == 1 }
      .map { "\($0.when.text ?? "") = \($0.when.edtf ?? "null")" }
  }
}
