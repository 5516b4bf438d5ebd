import BriefingFacts
import Testing

@Suite("A table of the lexicon")
struct LexiconTableTests {
  static func table(_ text: String) throws(LexiconError) -> LexiconTable {
    try LexiconTable(name: "words", bytes: Array(text.utf8), columns: ["word", "kind"])
  }

  @Test("has its rows with their lines, whatever ends the lines", arguments: ["\n", "\r\n"])
  func rows(end: String) throws {
    let text = ["# comment", "word\tkind", "", "one\ta", "two"].joined(separator: end)
    let table = try Self.table(text)
    #expect(table.rows.map(\.cells) == [["one", "a"], ["two", ""]])
    #expect(table.rows.map(\.line) == [4, 5])
  }

  @Test(
    "names the line of what does not fit",
    arguments: [
      (
        "kind\tword\none\ta",
        "lexicon table words, line 1: the first line must name the columns word⇥kind"
      ),
      (
        "word\tkind\none\ta\tb",
        "lexicon table words, line 2: 3 cells where the table has 2 columns"
      ),
      ("word\tkind\n\ta", "lexicon table words, line 2: the first cell is empty"),
      ("# nothing\n", "lexicon table words, line 2: the line that names the columns is missing"),
    ])
  func errors(text: String, message: String) {
    let error = #expect(throws: LexiconError.self) { try Self.table(text) }
    #expect(error?.description == message)
  }

  @Test("must be UTF-8")
  func encoding() {
    #expect(throws: LexiconError.self) {
      try LexiconTable(name: "words", bytes: [0x77, 0xff], columns: ["word"])
    }
  }
}
