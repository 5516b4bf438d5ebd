/// The eight forms in which a text comes again, each by a rule of its own.
enum TextVariant: String, CaseIterable {
  case folded, chrome, typos, dropped, head60, head35, doubled, updated

  /// The form of `text`, a text as its sentences; `others` are sentences of other texts.
  func text(
    of sentences: [String], others: [String], using generator: inout SplitMix64
  ) -> String {
    let whole = sentences.joined(separator: "\n")
    let words = whole.split(whereSeparator: \.isWhitespace)
    switch self {
    case .folded: return words.joined(separator: " ").lowercased()
    case .chrome: return Self.above + whole + Self.below
    case .typos:
      return words.map { word in
        Int.random(in: 0..<100, using: &generator) < 2
          ? Self.misspelt(word, using: &generator) : String(word)
      }.joined(separator: " ")
    case .dropped:
      return words.filter { _ in Int.random(in: 0..<100, using: &generator) >= 5 }
        .joined(separator: " ")
    case .head60: return words.prefix(words.count * 60 / 100).joined(separator: " ")
    case .head35: return words.prefix(words.count * 35 / 100).joined(separator: " ")
    case .doubled: return whole + "\n" + whole
    case .updated:
      var updated = sentences
      let places = updated.indices.shuffled(using: &generator)
      for place in places.prefix(max(1, updated.count / 5)) {
        updated[place] = others.randomElement(using: &generator) ?? ""
      }
      return updated.joined(separator: "\n")
    }
  }

  private static func misspelt(_ word: Substring, using generator: inout SplitMix64) -> String {
    var letters = Array(word)
    let place = Int.random(in: 0..<letters.count, using: &generator)
    switch Int.random(in: 0..<3, using: &generator) {
    case 0 where letters.count > 1: letters.remove(at: place)
    case 1 where place + 1 < letters.count: letters.swapAt(place, place + 1)
    default:
      letters.insert(
        "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) ?? "x", at: place)
    }
    return String(letters)
  }

  private static let above = """
    Skip to content
    Home  Velland  World  Money  Sport  Weather  Podcasts  Puzzles
    Sign in or subscribe for one crown a week
    Share  Copy link  Print  Listen to this article
    Advertisement

    """
  private static let below = """

    More on this story
    The ferry that came back without its crew
    Five recipes for the first cold evening of the year
    Get the morning letter: what you need to know before the market opens, free, six days a week
    By signing up you agree to our terms and to the use of your data as set out there
    214 comments  Report an error  Contact the newsroom  Jobs  Imprint
    No part of this page may be printed or passed on without the written leave of the publisher

    """
}

/// Random numbers that are the same in every run (Steele, Lea, Flood: SplitMix).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
