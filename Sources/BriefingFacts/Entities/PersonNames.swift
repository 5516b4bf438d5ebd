import BriefingText

/// Tells which forms of a name are one person's.
struct PersonNames {
  /// A person: the words of the fullest form and where forms of the name stand.
  struct Person {
    var words: [String]
    var mentions: [Int]
  }

  private(set) var people: [Person] = []
  /// The people whose names have a word, or a part of one behind a hyphen, in the order they came.
  private var byWord: [String: [Int]] = [:]

  private mutating func add(_ words: [String], at position: Int) -> Int {
    people.append(Person(words: words, mentions: [position]))
    enter(people.count - 1)
    return people.count - 1
  }

  private mutating func enter(_ person: Int) {
    for word in people[person].words {
      note(person, under: word)
      for hyphen in word.indices where word[hyphen] == "-" {
        note(person, under: String(word[word.index(after: hyphen)...]))
      }
    }
  }

  private mutating func note(_ person: Int, under word: String) {
    let known = byWord[word] ?? []
    // A person found before may get further words later.
    let place = (known.last ?? -1) < person ? known.endIndex : known.firstIndex { $0 >= person }
    guard let place, place == known.endIndex || known[place] != person else { return }
    byWord[word, default: []].insert(person, at: place)
  }

  /// Those who may be meant by a word, in the order they came.
  private func people(with word: String?) -> [Int] {
    word.flatMap { byWord[$0] } ?? []
  }

  /// The words of a name; initials count, joints do not part.
  static func words(_ name: String) -> [String] {
    name.split(separator: " ").map(String.init)
  }

  /// The person a name of two or more words belongs to, added if it is new.
  mutating func addFull(_ name: String, at position: Int) -> Int {
    let words = Self.words(name)
    for index in people(with: words.first) where Self.isSame(people[index].words, words) {
      if words.count > people[index].words.count {
        people[index].words = words
        enter(index)
      }
      people[index].mentions.append(position)
      return index
    }
    return add(words, at: position)
  }

  /// A person who is named by one word only.
  mutating func addShort(_ name: String, at position: Int) -> Int {
    let words = Self.words(name)
    if let index = people(with: words.first).first(where: { people[$0].words == words }) {
      people[index].mentions.append(position)
      return index
    }
    return add(words, at: position)
  }

  mutating func note(_ person: Int, at position: Int) {
    people[person].mentions.append(position)
  }

  /// The person whose surname this is: the one named last before `position`, else the first after.
  /// A first or middle word counts only for a name with a form of address, as in "PM Lee".
  func person(short name: String, at position: Int, hasTitle: Bool) -> Int? {
    let words = Self.words(name)
    let bySurname = people(with: words.last).filter { index in
      let full = people[index].words
      guard full.count > words.count else { return false }
      if Array(full.suffix(words.count)) == words { return true }
      // "Burhan" for "al-Burhan".
      return words.count == 1 && full.last?.hasSuffix("-" + words[0]) == true
        && full.last?.first?.isLowercase == true
    }
    if let found = nearest(bySurname, position) { return found }
    guard words.count == 1, let word = words.first else { return nil }
    let byFirst = people(with: word).filter { index in
      let full = people[index].words
      guard full.count > 1, full.contains(word) else { return false }
      // Family names stand first in some languages, and children go by their given names.
      return hasTitle || full[0] == word
    }
    return byFirst.count == 1 ? byFirst[0] : nil
  }

  /// The person named last before a position and not farther from it than `within` bytes.
  func last(before position: Int, within distance: Int) -> Int? {
    var best: (person: Int, at: Int)?
    for (person, content) in people.enumerated() {
      guard let at = content.mentions.last(where: { $0 < position && $0 + distance > position })
      else { continue }
      if at > best?.at ?? -1 { best = (person, at) }
    }
    return best?.person
  }

  private func nearest(_ found: [Int], _ position: Int) -> Int? {
    guard found.count > 1 else { return found.first }
    func last(_ person: Int) -> Int? { people[person].mentions.last { $0 < position } }
    return found.max { (last($0) ?? -1) < (last($1) ?? -1) }
  }

  /// Whether the shorter name leaves out middle names or the end of the longer.
  private static func isSame(_ left: [String], _ right: [String]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    guard short.count > 1, short.first == long.first else { return short == long }
    return short.last == long.last && short.count >= 2 && isSubsequence(short, long)
      || Array(long.prefix(short.count)) == short
  }

  private static func isSubsequence(_ short: [String], _ long: [String]) -> Bool {
    var index = 0
    for word in long where index < short.count && word == short[index] { index += 1 }
    return index == short.count
  }
}
