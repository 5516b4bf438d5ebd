import BriefingRecords
import BriefingText

/// The words by which an article is about a subject of IPTC's Media Topics.
public struct SubjectLexicon: Sendable {
  struct Subject: Sendable {
    var code: String
    var name: String
    var words: Set<Word>
    var least: Int
  }

  var subjects: [Subject] = []

  /// No subjects.
  public init() {}

  /// The table `subjects`: code, name, how many of the words must stand in the text, the words
  /// parted by blanks.
  public init(bytes: [UInt8]) throws(LexiconError) {
    let table = try LexiconTable(
      name: "subjects", bytes: bytes, columns: ["code", "name", "least", "words"])
    for row in table.rows {
      guard let least = Int(row.cells[2]), least > 0 else {
        throw LexiconError(
          table: "subjects", line: row.line, cause: "least is a whole number above 0")
      }
      let words = row.cells[3].split(separator: " ").map { Word($0) }
      subjects.append(
        Subject(code: row.cells[0], name: row.cells[1], words: Set(words), least: least))
    }
  }

  /// The subjects whose words stand often enough in the blocks that carry facts.
  func subjects(of document: TextDocument) -> [Subject] {
    var counts = [Int](repeating: 0, count: subjects.count)
    for block in document.blocks where block.role.carriesFacts {
      for token in document.tokens[block.tokens] {
        for index in subjects.indices where subjects[index].words.contains(token.word) {
          counts[index] += 1
        }
      }
    }
    return subjects.indices.filter { counts[$0] >= subjects[$0].least }.map { subjects[$0] }
  }
}
