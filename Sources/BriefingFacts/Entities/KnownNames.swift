import BriefingRecords
import BriefingText

/// Finds names a second time, where only the rest of the file tells that they are names: surnames
/// at the head of a sentence, names in headings in title case, surnames that begin in lower case.
struct KnownNames {
  private let resolver: EntityResolver
  private let scanner: NameScanner
  private var names: [Word: (type: Entity.EntityType, entry: Int?)] = [:]
  private var longest = 1

  init(resolver: EntityResolver, scanner: NameScanner) {
    self.resolver = resolver
    self.scanner = scanner
    for candidate in resolver.candidates {
      guard let type = candidate.type else { continue }
      add(candidate.name, type, candidate.entry)
      shortEvent(candidate.name, type)
    }
    for person in resolver.people.people where person.words.count > 1 {
      // "Ann van der Poe" is called "van der Poe", "Poe" and in full.
      var surname: [String] = []
      for word in person.words.reversed() {
        surname.insert(word, at: 0)
        let isParticle = scanner.lexicon.kinds(of: Word(word)).contains(.particle)
        if surname.count > 1, !isParticle { break }
        add(surname.joined(separator: " "), .person, nil)
      }
    }
  }

  /// "Operation Harbour" is called "Harbour" later on.
  private mutating func shortEvent(_ name: String, _ type: Entity.EntityType) {
    let words = PersonNames.words(name)
    guard type == .event, words.count == 2, Word(words[0]) == "operation" else { return }
    add(words[1], .event, nil)
  }

  private mutating func add(_ name: String, _ type: Entity.EntityType, _ entry: Int?) {
    let word = Word(name)
    if names[word] == nil { names[word] = (type, entry) }
    longest = max(longest, min(8, name.utf8.count { $0 == 0x20 || $0 == 0x2d } * 2 + 1))
  }

  /// Candidates on tokens that none covers yet.
  mutating func further() -> [NameCandidate] {
    var covered = [Bool](repeating: false, count: scanner.tokens.count)
    for candidate in resolver.candidates where candidate.type != nil {
      for index in candidate.tokens { covered[index] = true }
    }
    var found: [NameCandidate] = []
    var scanner = scanner
    for (block, content) in scanner.document.blocks.enumerated() where content.role.carriesFacts {
      scanner.block = block
      scanner.isSilent = false
      var index = content.tokens.lowerBound
      while index < content.tokens.upperBound {
        if !covered[index], let candidate = candidate(at: index, in: content, scanner, covered) {
          found.append(candidate)
          index = candidate.tokens.upperBound
        } else {
          index += 1
        }
      }
    }
    return found
  }

  private func candidate(
    at start: Int, in block: Block, _ scanner: NameScanner, _ covered: [Bool]
  ) -> NameCandidate? {
    let token = scanner.tokens[start]
    guard token.kind == .word else { return nil }
    let isParticle = token.shape == .lower && scanner.kinds[start].contains(.particle)
    guard token.isCapitalised || isParticle else { return nil }
    if start > block.tokens.lowerBound, scanner.joins(start - 1), token.isGlued { return nil }
    var end = min(block.tokens.upperBound, start + longest)
    while end > start {
      if !covered[start..<end].contains(true) {
        let range = start..<end
        let text = scanner.name(of: range)
        if let known = names[Word(text)], isSameCase(text, known, start, end, isParticle) {
          var candidate = scanner.blank(range, rule: "entity.known_name")
          candidate.type = known.type
          candidate.entry = known.entry
          return candidate
        }
      }
      end -= 1
    }
    return nil
  }

  /// A common word at the head of a sentence is a surname only beside a verb of saying or a
  /// possessive.
  private func isSameCase(
    _ text: String, _ known: (type: Entity.EntityType, entry: Int?), _ start: Int, _ end: Int,
    _ isParticle: Bool
  ) -> Bool {
    if isParticle { return known.type == .person && end > start + 1 }
    let kinds = scanner.kinds[start]
    guard end == start + 1 else { return true }
    if kinds.contains(.neverName) || kinds.contains(.sentenceStart) { return false }
    guard kinds.contains(.common) else { return true }
    guard known.type == .person, end < scanner.tokens.count else { return false }
    return scanner.kinds[end].contains(.cue) || scanner.tokens[end].kind == .clitic
  }
}
