import BriefingRecords
public import BriefingText

/// Questions that the extractors of quotes and figures ask of an index.
extension EntityIndex {
  /// The entity with exactly this name or alias, if there is one.
  public func entity(named name: String) -> NamedEntity? {
    entities.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// The mentions inside a range of tokens, in their order.
  public func mentions(inTokens range: Range<Int>) -> ArraySlice<EntityMention> {
    var low = first(atOrAfter: range.lowerBound)
    let start = low
    while low < mentions.count, mentions[low].tokens.lowerBound < range.upperBound { low += 1 }
    return mentions[start..<low]
  }

  /// The people named before a token, the nearest first, each once; not before token `floor`.
  public func people(beforeToken token: Int, notBefore floor: Int = 0) -> [Int] {
    var found: [Int] = []
    var index = first(atOrAfter: token) - 1
    while index >= 0, mentions[index].tokens.lowerBound >= floor {
      let entity = mentions[index].entity
      if entities[entity].type == .person, !found.contains(entity) { found.append(entity) }
      index -= 1
    }
    return found
  }

  /// The entity that a pronoun or description at a byte was resolved to, as an index into
  /// `entities`.
  public func entity(coreferringAt byte: Int) -> Int? {
    entities.firstIndex { $0.coreferences.contains { $0.contains(byte) } }
  }

  /// The person that the pronoun at a token speaks of, as an index into `entities`: what was
  /// resolved, else nil.
  public func speaker(forPronounAtToken token: Int, in document: TextDocument) -> Int? {
    guard token < document.tokens.count else { return nil }
    return entity(coreferringAt: document.tokens[token].bytes.lowerBound)
  }

  /// The first mention that does not lie wholly before a token.
  private func first(atOrAfter token: Int) -> Int {
    var low = 0
    var high = mentions.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].tokens.lowerBound < token { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
