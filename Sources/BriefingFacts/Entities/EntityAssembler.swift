import BriefingRecords
import BriefingText

/// Makes the index out of resolved candidates: one entity a group, named by its fullest form.
struct EntityAssembler {
  let document: TextDocument
  let lexicon: NameLexicon
  let resolver: EntityResolver

  func index() -> EntityIndex {
    var order: [String: Int] = [:]
    var members: [[Int]] = []
    for index in resolver.candidates.indices where !resolver.groups[index].isEmpty {
      let group = resolver.groups[index]
      if let known = order[group] {
        members[known].append(index)
      } else {
        order[group] = members.count
        members.append([index])
      }
    }
    var entities: [NamedEntity] = []
    var mentions: [EntityMention] = []
    for group in members {
      let named = group.filter { !resolver.candidates[$0].isSilent }
      guard let first = named.first else { continue }
      for index in named {
        let candidate = resolver.candidates[index]
        mentions.append(
          EntityMention(
            entity: entities.count, tokens: candidate.tokens, bytes: candidate.bytes,
            block: candidate.block))
      }
      entities.append(entity(of: group, first: first))
    }
    mentions.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
    return inOrder(EntityIndex(entities: entities, mentions: mentions))
  }

  private func entity(of group: [Int], first: Int) -> NamedEntity {
    let candidates = group.map { resolver.candidates[$0] }
    let head = resolver.candidates[first]
    let type = candidates.first { $0.entry != nil }?.type ?? head.type ?? .organisation
    let entry = candidates.compactMap(\.entry).first
    let name = name(of: candidates, type: type, person: resolver.personGroups[first])
    let isCountry = entry.map { lexicon.entries[$0].isCountry } ?? false
    let keyName = isCountry ? entry.map { lexicon.entries[$0].name } ?? name : name
    var aliases: [String] = []
    for candidate in candidates {
      let alias = document.text(candidate.bytes)
      if alias != name, !aliases.contains(alias) { aliases.append(alias) }
    }
    let title = candidates.compactMap(\.title).max { $0.count < $1.count }
    return NamedEntity(
      key: EntityKey.key(name: keyName, type: type, isCountry: isCountry), name: name, type: type,
      country: country(entry: entry, title: title), title: title.map { document.text($0) },
      aliases: aliases, rule: head.rule)
  }

  /// The fullest form in the file.
  private func name(of candidates: [NameCandidate], type: Entity.EntityType, person: Int?) -> String
  {
    if let person { return resolver.people.people[person].words.joined(separator: " ") }
    let forms = candidates.filter { !$0.isFormal }
    let entries = Set(candidates.map(\.entry))
    if entries.count == 1, let entry = candidates.first?.entry {
      let known = lexicon.entries[entry]
      if forms.isEmpty || known.type == .nationality { return known.name }
      if let exact = forms.first(where: {
        NameText.straight($0.name) == NameText.straight(known.name)
      }) {
        return exact.name
      }
      if known.isCountry, isAcronym(forms[0].name), forms.allSatisfy({ isAcronym($0.name) }) {
        return forms[0].name
      }
    }
    let spelled = forms.filter { !isAcronym($0.name) }
    let pool = spelled.isEmpty ? forms : spelled
    var best = pool.first?.name ?? candidates.first?.name ?? ""
    for form in pool where form.name.utf8.count > best.utf8.count { best = form.name }
    return best
  }

  private func isAcronym(_ name: String) -> Bool {
    !name.contains(" ") && name.unicodeScalars.allSatisfy { !$0.properties.isLowercase }
  }

  /// The lexicon's country, else the first country or people that the title names.
  private func country(entry: Int?, title: Range<Int>?) -> String? {
    if let entry { return lexicon.entries[entry].country }
    guard let title else { return nil }
    var low = 0
    var high = resolver.candidates.count
    while low < high {
      let middle = (low + high) / 2
      if resolver.candidates[middle].bytes.lowerBound < title.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    for candidate in resolver.candidates[low...] {
      if candidate.bytes.upperBound > title.upperBound { break }
      if let entry = candidate.entry, let country = lexicon.entries[entry].country {
        return country
      }
    }
    return nil
  }

  /// Entities in the order of their first mention.
  private func inOrder(_ index: EntityIndex) -> EntityIndex {
    var place: [Int: Int] = [:]
    var entities: [NamedEntity] = []
    var mentions = index.mentions
    for position in mentions.indices {
      let old = mentions[position].entity
      if place[old] == nil {
        place[old] = entities.count
        entities.append(index.entities[old])
      }
      mentions[position].entity = place[old] ?? 0
    }
    return EntityIndex(entities: entities, mentions: mentions)
  }
}
