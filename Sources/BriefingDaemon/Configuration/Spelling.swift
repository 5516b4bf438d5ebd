/// Finds what was probably meant.
enum Spelling {
  /// The candidate with the least edit distance (Levenshtein) to `word`, case aside.
  static func nearest(to word: String, among candidates: [String]) -> String {
    let word = word.lowercased()
    return candidates.min { distance(word, $0.lowercased()) < distance(word, $1.lowercased()) }
      ?? ""
  }

  private static func distance(_ one: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (line, character) in one.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, candidate) in other.enumerated() {
        let substituted = diagonal + (character == candidate ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
      }
    }
    return row[other.count]
  }
}
