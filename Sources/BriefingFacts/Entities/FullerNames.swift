import BriefingText

/// The fuller names of bodies by the short forms that may stand for them, so that a file with many
/// bodies costs no more than its share of time.
struct FullerNames {
  /// Names by their first word or two that others follow: "Council" of the "Council of the EU".
  private(set) var byHead: [String: [Int]] = [:]
  /// Names by their last word or two that a body, a country or a people stands before: "Commission"
  /// of the "EU Commission".
  private(set) var byTail: [String: [Int]] = [:]
  private var byInitials: [String: Int] = [:]

  /// The names of `bodies`, candidates in the order of the file.
  init(_ bodies: [(candidate: Int, name: String)], lexicon: NameLexicon) {
    var known: [String: [String]] = [:]
    for (candidate, name) in bodies {
      let words = PersonNames.words(name)
      guard words.count > 1 else { continue }
      for count in 1...2 where words.count > count {
        byHead[words.prefix(count).joined(separator: " "), default: []].append(candidate)
      }
      let tails = known[name] ?? Self.qualifiedTails(of: words, lexicon)
      known[name] = tails
      for tail in tails { byTail[tail, default: []].append(candidate) }
      let initials = Self.initials(words)
      if byInitials[initials] == nil { byInitials[initials] = candidate }
    }
  }

  /// The first body whose initials the one word is.
  func withInitials(_ words: [String]) -> Int? {
    words.count == 1 ? byInitials[words[0].filter { $0 != "." }] : nil
  }

  /// Of the names that the short form stands for the last before it, else the first after it.
  func nearest(_ names: [String: [Int]], _ words: [String], _ short: Int) -> Int? {
    guard let found = names[words.joined(separator: " ")] else { return nil }
    var low = 0
    var high = found.count
    while low < high {
      let middle = (low + high) / 2
      if found[middle] < short { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? found[low - 1] : found.first
  }

  /// "EU Commission", "European Parliament": what stands before the tail is in the lexicon.
  private static func qualifiedTails(of words: [String], _ lexicon: NameLexicon) -> [String] {
    var tails: [String] = []
    for count in 1...2 where words.count > count {
      let qualifier = words.dropLast(count).joined(separator: " ")
      let plain = NameText.straight(qualifier).replacing("'s", with: "")
      guard lexicon.forms[Word(plain)] != nil else { continue }
      tails.append(words.suffix(count).joined(separator: " "))
    }
    return tails
  }

  private static func initials(_ words: [String]) -> String {
    var result = ""
    for word in words where !["of", "the", "for", "and", "on", "in"].contains(word) {
      if let first = word.first { result.append(first) }
    }
    return result.count > 1 ? result : ""
  }
}
