/// The entries of a configuration file: sections in brackets, `Key=Value` below them, as in
/// systemd's own files.
///
/// Strict: what is not an entry, a section header, a comment (`#`, `;`) or an empty line is an error
/// with its line, and so is a key that stands twice.
struct ConfigurationFile {
  /// One `Key=Value`.
  struct Entry: Hashable {
    var section: String
    var key: String
    var value: String
    /// 1-based.
    var line: Int
  }

  let entries: [Entry]

  /// Reads `text`; `name` is for messages.
  init(_ text: String, name: String) throws(ConfigurationError) {
    var entries: [Entry] = []
    var section: String?
    var lineNumber = 0
    // To Swift, CR LF is one character.
    for line in text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
    {
      lineNumber += 1
      let line = Self.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("[") {
        guard line.hasSuffix("]"), line.count > 2 else {
          throw ConfigurationError(
            file: name, line: lineNumber, cause: "a section header is written [Name]")
        }
        section = String(line.dropFirst().dropLast())
        continue
      }
      guard let equals = line.firstIndex(of: "=") else {
        throw ConfigurationError(
          file: name, line: lineNumber, cause: "expected Key=Value, found “\(line)”")
      }
      guard let section else {
        throw ConfigurationError(
          file: name, line: lineNumber, cause: "a key before the first section header")
      }
      let entry = Entry(
        section: section, key: Self.trimmed(line[..<equals]),
        value: Self.trimmed(line[line.index(after: equals)...]), line: lineNumber)
      if let first = entries.first(where: { $0.section == section && $0.key == entry.key }) {
        throw ConfigurationError(
          file: name, line: lineNumber,
          cause: "\(entry.key)= stands already in line \(first.line); remove one of them")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace = { (character: Character) in
      character == " " || character == "\t" || character == "\r"
    }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text.removeLast() }
    return String(text)
  }
}

/// Why a configuration cannot be used: where it stands and what to do.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// The file, the variable or the option.
  public let file: String
  /// 1-based line of a file.
  public let line: Int?
  /// What is wrong, and what was probably meant.
  public let cause: String

  init(file: String, line: Int? = nil, cause: String) {
    self.file = file
    self.line = line
    self.cause = cause
  }

  /// `briefingd.conf:12: unknown key “Setle=”; did you mean Settle=?`.
  public var description: String {
    line.map { "\(file):\($0): \(cause)" } ?? "\(file): \(cause)"
  }
}
