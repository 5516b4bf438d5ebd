public import BriefingText

/// All tables that rules look words up in, compiled once and shared by all documents.
public struct Lexicon: Sendable {
  /// Words that outlets set round their articles.
  public let phrases: BoilerplatePhrases

  /// The names of the tables, without `.tsv`; each must be there.
  public static let tableNames = ["boilerplate"]

  /// The lexicon of the given files, by table name.
  ///
  /// - Throws: ``LexiconError`` that names the table and the line, also where a table is missing.
  public init(tables: [String: [UInt8]]) throws(LexiconError) {
    for name in Self.tableNames where tables[name] == nil {
      throw LexiconError(table: name, line: 0, cause: "the file \(name).tsv is missing")
    }
    let boilerplate = tables["boilerplate"] ?? []
    do {
      phrases = try BoilerplatePhrases(table: boilerplate.span)
    } catch {
      throw LexiconError(table: "boilerplate", line: error.line, cause: error.description)
    }
  }
}
