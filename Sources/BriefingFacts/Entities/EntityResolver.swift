import BriefingRecords
import BriefingText

/// Decides what each candidate is and which of them are one entity.
struct EntityResolver {
  let document: TextDocument
  let lexicon: NameLexicon
  var candidates: [NameCandidate]
  /// Parallel to `candidates`: what groups them; empty for those that are no names.
  var groups: [String] = []
  var people = PersonNames()

  init(document: TextDocument, lexicon: NameLexicon, candidates: [NameCandidate]) {
    self.document = document
    self.lexicon = lexicon
    self.candidates = EntityResolver.withoutOverlaps(candidates)
  }

  /// Of two candidates over the same tokens the longer stays.
  private static func withoutOverlaps(_ candidates: [NameCandidate]) -> [NameCandidate] {
    let sorted = candidates.sorted {
      ($0.tokens.lowerBound, -$0.tokens.upperBound) < ($1.tokens.lowerBound, -$1.tokens.upperBound)
    }
    var kept: [NameCandidate] = []
    for candidate in sorted {
      if let last = kept.last, last.tokens.upperBound > candidate.tokens.lowerBound { continue }
      kept.append(candidate)
    }
    return kept
  }

  /// Gives every candidate its type and group.
  mutating func resolve() {
    decideTypes()
    linkPeople()
    groups = candidates.map { group(of: $0) }
    linkBodies()
    linkWeapons()
  }

  // MARK: Types

  private mutating func decideTypes() {
    var sums: [String: TypeVotes] = [:]
    var firmer: Set<String> = []
    for candidate in candidates where candidate.type == nil {
      sums[candidate.name] = (sums[candidate.name] ?? TypeVotes()) + candidate.votes
      if !candidate.isInitial { firmer.insert(candidate.name) }
    }
    // A name that a pattern has typed once keeps its type everywhere.
    var fixed: [String: Entity.EntityType] = [:]
    for candidate in candidates {
      if let type = candidate.type, fixed[candidate.name] == nil { fixed[candidate.name] = type }
    }
    for index in candidates.indices where candidates[index].type == nil {
      let name = candidates[index].name
      if let type = fixed[name] {
        candidates[index].type = type
        continue
      }
      guard let votes = sums[name] else { continue }
      let best = votes.best
      let isSingle = !name.contains(" ")
      // At the head of a sentence a lone capital needs more than itself.
      if best.weight < 0.5 || isSingle && !firmer.contains(name) && best.weight < 1 { continue }
      candidates[index].type = best.type
    }
  }

  // MARK: People

  private mutating func linkPeople() {
    var personOf: [Int: Int] = [:]
    for index in candidates.indices where candidates[index].type == .person {
      if PersonNames.words(candidates[index].name).count > 1, !isParticleName(candidates[index]) {
        personOf[index] = people.addFull(
          candidates[index].name, at: candidates[index].bytes.lowerBound)
      }
    }
    for index in candidates.indices where personOf[index] == nil {
      let candidate = candidates[index]
      let position = candidate.bytes.lowerBound
      let hasTitle = candidate.rule == "entity.title_name"
      if let person = nicknamed(candidate) {
        candidates[index].type = .person
        personOf[index] = person
        continue
      }
      switch candidate.type {
      case .person:
        personOf[index] =
          people.person(short: candidate.name, at: position, hasTitle: hasTitle)
          ?? people.addShort(candidate.name, at: position)
      case .geopolitical, .location, .organisation, nil:
        // "Austin said": a surname in the file goes before a town in the table.
        guard candidate.rule != "entity.head_word", !isAfterPlacePreposition(candidate),
          candidate.entry.map({ isTown(lexicon.entries[$0]) }) ?? true,
          let person = people.person(short: candidate.name, at: position, hasTitle: false)
        else { continue }
        personOf[index] = person
        candidates[index].type = .person
        candidates[index].entry = nil
        candidates[index].rule = "entity.surname"
      default: continue
      }
    }
    for (index, person) in personOf {
      people.note(person, at: candidates[index].bytes.lowerBound)
      personGroups[index] = person
    }
  }

  /// The person of each candidate that names one.
  private(set) var personGroups: [Int: Int] = [:]

  /// The person whom "known as X" gives another name.
  private func nicknamed(_ candidate: NameCandidate) -> Int? {
    let start = candidate.tokens.lowerBound
    guard candidate.entry == nil, start >= 2, document.tokens[start - 1].word == "as",
      Self.naming.contains(document.tokens[start - 2].word)
        || start >= 3 && Self.naming.contains(document.tokens[start - 3].word)
    else { return nil }
    return people.last(before: candidate.bytes.lowerBound, within: 80)
  }

  private static let naming: Set<Word> = ["known", "nicknamed"]

  private func isTown(_ entry: NameLexicon.Entry) -> Bool {
    !entry.isCountry && (entry.type == .geopolitical || entry.type == .location)
  }

  private func isParticleName(_ candidate: NameCandidate) -> Bool {
    document.tokens[candidate.tokens.lowerBound].shape == .lower
  }

  private func isAfterPlacePreposition(_ candidate: NameCandidate) -> Bool {
    let before = candidate.tokens.lowerBound - 1
    guard before >= 0 else { return false }
    return lexicon.kinds(of: document.tokens[before].word).contains(.placeBefore)
      && document.tokens[before].word != "to" && document.tokens[before].word != "of"
  }

  // MARK: Groups

  private func group(of candidate: NameCandidate) -> String {
    guard let type = candidate.type else { return "" }
    if let entry = candidate.entry { return "entry \(entry)" }
    if type == .event { return "EVENT \(Self.eventName(candidate.name))" }
    return "\(type.rawValue) \(NameText.straight(candidate.name))"
  }

  private static func eventName(_ name: String) -> String {
    let words = PersonNames.words(name)
    return words.count == 2 && Word(words[0]) == "operation" ? words[1] : name
  }

  /// "Council" is the "Council of the EU", "CBC" is "CBC News", "(IAEA)" the name before it.
  private mutating func linkBodies() {
    for (index, person) in personGroups { groups[index] = "person \(person)" }
    let bodies = candidates.indices.filter { candidates[$0].type == .organisation }
    for (before, short) in zip(candidates.indices, candidates.indices.dropFirst())
    where isBracketed(short, after: before) {
      relinked[groups[short]] = groups[before]
      candidates[short].type = candidates[before].type
    }
    let fuller = FullerNames(bodies.map { ($0, candidates[$0].name) }, lexicon: lexicon)
    for short in bodies {
      let words = PersonNames.words(candidates[short].name)
      guard words.count <= 2 else { continue }
      let found =
        fuller.withInitials(words)
        ?? (candidates[short].entry == nil || isGeneric(words)
          ? fuller.nearest(fuller.byHead, words, short)
            ?? fuller.nearest(fuller.byTail, words, short) : nil)
      if let found { relinked[groups[short]] = groups[found] }
    }
    for index in groups.indices {
      var steps = 0
      while let next = relinked[groups[index]], next != groups[index], steps < 4 {
        groups[index] = next
        steps += 1
      }
    }
  }

  /// Whether the second candidate is the acronym in brackets right after the first.
  private func isBracketed(_ short: Int, after long: Int) -> Bool {
    let tokens = document.tokens
    let open = candidates[long].tokens.upperBound
    let range = candidates[short].tokens
    guard candidates[long].type == .organisation || candidates[long].type == .work,
      candidates[short].type != .person, range.lowerBound == open + 1,
      range.upperBound < tokens.count, tokens[range.lowerBound].shape != .title,
      document.text(tokens[open]) == "(", document.text(tokens[range.upperBound]) == ")"
    else { return false }
    return candidates[long].name.contains(" ") && groups[short] != groups[long]
      && candidates[short].entry.map { lexicon.entries[$0].type == .organisation } ?? true
  }

  /// Whether a body is called by common words alone: Council, Security Council.
  private func isGeneric(_ words: [String]) -> Bool {
    words.allSatisfy {
      !lexicon.kinds(of: Word($0)).isDisjoint(with: [.organ, .organisationHead, .common])
    } && words.contains { $0.unicodeScalars.contains { $0.properties.isLowercase } }
  }

  private var relinked: [String: String] = [:]

  /// "Leopards" are "Leopard 2" where the file has no other Leopard.
  private mutating func linkWeapons() {
    var names: [String: String] = [:]
    for index in candidates.indices where candidates[index].type == .weapon {
      names[candidates[index].name] = groups[index]
    }
    var longer: [String: Set<String>] = [:]
    for (name, group) in names {
      for end in name.indices.dropFirst() where name[end] == " " || name[end] == "-" {
        longer[String(name[..<end]), default: []].insert(group)
      }
    }
    for index in candidates.indices where candidates[index].type == .weapon {
      let fuller = longer[candidates[index].name] ?? []
      if fuller.count == 1, let only = fuller.first { groups[index] = only }
    }
  }
}
