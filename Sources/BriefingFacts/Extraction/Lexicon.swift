public import BriefingText

/// All tables that rules look words up in, compiled once and shared by all documents.
public struct Lexicon: Sendable {
  /// Words that outlets set round their articles.
  public let phrases: BoilerplatePhrases
  let calendar: CalendarLexicon
  let names: NameLexicon
  let measures: MeasureLexicon
  let speech: SpeechLexicon
  let errors: IssueLexicon
  let subjects: SubjectLexicon

  /// The lexicon of the given files, by table name: the file's name without `.tsv`.
  ///
  /// - Throws: ``LexiconError`` that names the table and the line, also where a table is missing.
  public init(tables: [String: [UInt8]]) throws(LexiconError) {
    func bytes(_ name: String) throws(LexiconError) -> [UInt8] {
      guard let bytes = tables[name] else {
        throw LexiconError(table: name, line: 0, cause: "the file \(name).tsv is missing")
      }
      return bytes
    }
    func table(_ name: String, _ columns: [String]) throws(LexiconError) -> LexiconTable {
      try LexiconTable(name: name, bytes: try bytes(name), columns: columns)
    }
    let boilerplate = try bytes("boilerplate")
    do {
      phrases = try BoilerplatePhrases(table: boilerplate.span)
    } catch {
      throw LexiconError(table: "boilerplate", line: error.line, cause: error.description)
    }
    for name in NameLexicon.tableNames { _ = try bytes(name) }
    names = try NameLexicon(tables: tables)
    calendar = try CalendarLexicon(table: try table("calendar", CalendarLexicon.columns))
    measures = try MeasureLexicon(
      units: try table("units", MeasureLexicon.unitColumns),
      currencies: try table("currencies", MeasureLexicon.currencyColumns),
      numerals: try table("numerals", MeasureLexicon.numeralColumns))
    speech = try SpeechLexicon(try table("speech", SpeechLexicon.columns))
    subjects = try SubjectLexicon(bytes: try bytes("subjects"))
    errors = IssueLexicon(
      misspellings: try table("common-misspellings", IssueLexicon.misspellingColumns),
      titles: try table("office-titles", IssueLexicon.titleColumns),
      words: try table("common-words", ["word"]))
  }
}
