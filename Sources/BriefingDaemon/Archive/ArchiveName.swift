/// What a source is called in the archive: the hash of its content, and how it is packed, as in
/// `SHA256.gz`.
///
/// The file lies there as it came: that is the evidence, and the daemon need not undo what a stranger
/// packed. `zcat SHA256.gz | sha256sum` gives the hash again, `zcat SHA256.gz | tail -c +N | head -c M`
/// what a record's offsets point at, and `briefing content` both of them for whatever it is.
enum ArchiveName {
  /// The suffix for each coding that can be undone.
  static let suffixes = ["gzip": ".gz", "zstd": ".zst", "base64": ".base64"]

  /// The name of a source.
  ///
  /// - Parameters:
  ///   - sha256: Of the content.
  ///   - coding: What is undone to get that, first to last: the first is the outermost.
  /// - Returns: The file's name, without its folders.
  static func name(_ sha256: String, _ coding: [String]) -> String {
    coding.reversed().reduce(into: sha256) { name, coding in
      name += suffixes[coding] ?? "." + coding
    }
  }

  /// What has to be undone of a file with that name; nil where it is no source of that content.
  static func coding(of name: String, _ sha256: String) -> [String]? {
    guard name.hasPrefix(sha256) else { return nil }
    var coding: [String] = []
    for suffix in name.dropFirst(sha256.count).split(separator: ".") {
      guard let undone = suffixes.first(where: { $0.value == "." + suffix }) else { return nil }
      coding.insert(undone.key, at: 0)
    }
    return Self.name(sha256, coding) == name ? coding : nil
  }
}
