/// One table of the lexicon: tab-separated values with a header line that names the columns.
///
/// Lines that start with `#` and empty lines are comments. A missing cell at the end of a line reads
/// as empty. Everything else that does not fit is an error that names the file and the line, so that
/// a user who adds a line without a compiler is told where it went wrong.
public struct LexiconTable: Sendable {
  /// A line of a table.
  public struct Row: Sendable {
    /// 1-based line in the file.
    public let line: Int
    /// The cells in the order of the table's columns.
    public let cells: [String]
  }

  /// The file's name without its folder and extension.
  public let name: String
  /// The names of the columns, from the header line.
  public let columns: [String]
  /// The lines that hold data.
  public let rows: [Row]

  /// Reads the bytes of the file `name`.tsv, which must have the given columns in this order.
  public init(name: String, bytes: [UInt8], columns expected: [String]) throws(LexiconError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw LexiconError(table: name, line: 0, cause: "the file is not valid UTF-8")
    }
    var header: [String]?
    var rows: [Row] = []
    var number = 0
    // To Swift, CR LF is one character.
    for line in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
    {
      number += 1
      guard !line.isEmpty, line.first != "#" else { continue }
      var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard header != nil else {
        guard cells == expected else {
          let wanted = expected.joined(separator: "⇥")
          throw LexiconError(
            table: name, line: number, cause: "the first line must name the columns \(wanted)")
        }
        header = cells
        continue
      }
      guard cells.count <= expected.count else {
        throw LexiconError(
          table: name, line: number,
          cause: "\(cells.count) cells where the table has \(expected.count) columns")
      }
      guard cells.first?.isEmpty == false else {
        throw LexiconError(table: name, line: number, cause: "the first cell is empty")
      }
      cells += Array(repeating: "", count: expected.count - cells.count)
      rows.append(Row(line: number, cells: cells))
    }
    guard header != nil else {
      throw LexiconError(
        table: name, line: number, cause: "the line that names the columns is missing")
    }
    self.name = name
    self.columns = expected
    self.rows = rows
  }
}

/// Why a table of the lexicon cannot be used.
public struct LexiconError: Error, Hashable, CustomStringConvertible {
  /// The table, as its file name without extension.
  public let table: String
  /// 1-based line; 0 where the whole file is meant.
  public let line: Int
  /// What is wrong.
  public let cause: String

  /// An error at a line of a table.
  public init(table: String, line: Int, cause: String) {
    self.table = table
    self.line = line
    self.cause = cause
  }

  /// `lexicon table units, line 12: …`.
  public var description: String {
    line > 0 ? "lexicon table \(table), line \(line): \(cause)" : "lexicon table \(table): \(cause)"
  }
}
