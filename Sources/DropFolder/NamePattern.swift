/// A pattern for file names; `*` stands for any bytes, none included.
public struct NamePattern: Sendable, Hashable, ExpressibleByStringLiteral {
  /// The bytes between the stars.
  private let parts: [[UInt8]]

  /// The pattern as a person writes it.
  public init(_ text: String) {
    parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { [UInt8]($0) }
  }

  /// The pattern as a person writes it.
  public init(stringLiteral text: String) { self.init(text) }

  /// The names that programs give to files which they have not finished, and hidden files.
  public static let unfinished: [NamePattern] = [
    ".*", "*~", "#*#", "*.tmp", "*.part", "*.partial", "*.filepart", "*.crdownload", "*.download",
  ]

  /// The patterns of a list, with blanks between them.
  public static func list(_ text: String) -> [NamePattern] {
    text.split { $0 == " " || $0 == "\t" }.map { NamePattern(String($0)) }
  }

  /// Whether the whole of `name` fits the pattern.
  public func matches(_ name: some Collection<UInt8>) -> Bool {
    guard let first = parts.first, let last = parts.last, name.starts(with: first) else {
      return false
    }
    if parts.count == 1 { return name.count == first.count }
    var rest = name.dropFirst(first.count)
    guard rest.count >= last.count, rest.suffix(last.count).elementsEqual(last) else {
      return false
    }
    rest = rest.dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      while !rest.starts(with: part) {
        if rest.isEmpty { return false }
        rest = rest.dropFirst()
      }
      rest = rest.dropFirst(part.count)
    }
    return true
  }
}

/// The kernel reports a file without a name (`O_TMPFILE`) under `#` and its inode number.
func inodeOfUnnamedFile(_ name: some Collection<UInt8>) -> UInt64? {
  guard name.first == UInt8(ascii: "#") else { return nil }
  return UInt64(String(decoding: name.dropFirst(), as: UTF8.self))
}
