internal import BriefingRecords
internal import BriefingText

/// What a file calls its people: titles before the name, and the words between commas after it.
struct PersonDescriptions {
  let grammar: SpeechGrammar

  /// For each person, as an index into the entities, the words of each description.
  func all() -> [Int: [Set<Word>]] {
    var found: [Int: [Set<Word>]] = [:]
    for (index, entity) in grammar.entities.entities.enumerated() where entity.type == .person {
      guard let title = entity.title else { continue }
      found[index, default: []].append(words(ofTitle: title))
    }
    for mention in grammar.entities.mentions
    where grammar.entities.entity(of: mention).type == .person {
      guard let words = apposition(after: mention) else { continue }
      found[mention.entity, default: []].append(words)
    }
    return found
  }

  private func words(ofTitle title: String) -> Set<Word> {
    var words: Set<Word> = []
    for part in title.split(whereSeparator: { !($0.isLetter || ".’'-".contains($0)) }) {
      words.insert(Word(part))
      for suffix in ["’s", "'s"] where part.hasSuffix(suffix) {
        words.insert(Word(part.dropLast(2)))
      }
    }
    return words
  }

  /// The words of ", the regional governor," after a name.
  private func apposition(after mention: EntityMention) -> Set<Word>? {
    let block = grammar.document.blocks[mention.block]
    var token = mention.tokens.upperBound
    guard token < block.tokens.upperBound, grammar.word(token) == "," else { return nil }
    token += 1
    let first = token
    var words: Set<Word> = []
    while token < block.tokens.upperBound, token < first + 14 {
      let item = grammar.token(token)
      if item.kind == .punctuation, !grammar.isHyphen(token) { break }
      if item.kind == .openQuote || FunctionWords.relatives.contains(item.word) { return nil }
      if item.kind == .word { words.insert(item.word) }
      token += 1
    }
    // The head of an apposition is a noun for a person.
    guard words.contains(where: { grammar.isPersonNoun($0) }),
      !words.contains("and") || token > first + 3
    else { return nil }
    let start = grammar.word(first)
    if FunctionWords.articles.contains(start) || grammar.isPersonNoun(start) { return words }
    // "Estonia's attaché": a possessive or a plain noun; another person begins a list.
    guard grammar.person(at: first) == nil, grammar.isWord(first) else { return nil }
    return words
  }
}
