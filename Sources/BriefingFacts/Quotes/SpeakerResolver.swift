internal import BriefingRecords
internal import BriefingText

/// Turns the words that tell of a source into a speaker: a name, a body, a role as it stands.
struct SpeakerResolver {
  let grammar: SpeechGrammar
  let names: CapitalisedNames
  let genders: [Int: Speaker.Gender]
  /// What the file calls each person, as the words of each description.
  let descriptions: [Int: [Set<Word>]]

  init(grammar: SpeechGrammar) {
    self.grammar = grammar
    names = CapitalisedNames(grammar: grammar)
    var genders: [Int: Speaker.Gender] = [:]
    for mention in grammar.entities.mentions
    where genders[mention.entity] == nil && mention.tokens.lowerBound > 0 {
      let before = grammar.word(mention.tokens.lowerBound - 1)
      if FunctionWords.masculineTitles.contains(before) { genders[mention.entity] = .masculine }
      if FunctionWords.feminineTitles.contains(before) { genders[mention.entity] = .feminine }
    }
    self.genders = genders
    descriptions = PersonDescriptions(grammar: grammar).all()
  }

  /// The speaker that a phrase tells of, with pronouns and descriptions resolved; nil rather than a
  /// guess.
  func speaker(
    _ phrase: NounPhrase, trail: SpeechTrail, sentence: Int, before limit: Int
  ) -> Speaker? {
    let tokens = phrase.tokens
    if tokens.count == 1, FunctionWords.subjectPronouns.contains(grammar.word(tokens.lowerBound)) {
      return pronoun(tokens.lowerBound, trail: trail, sentence: sentence, before: limit)
    }
    if let apposition = phrase.apposition, var named = named(apposition) {
      if named.title == nil { named.title = roleText(tokens) }
      return named
    }
    if let joint = joint(tokens) { return joint }
    if let named = named(tokens) { return named }
    return description(tokens, trail: trail, sentence: sentence)
  }

  // MARK: Names

  /// The person or body whose name ends the phrase.
  func named(_ tokens: Range<Int>) -> Speaker? {
    guard let last = tokens.last else { return nil }
    if grammar.person(at: last) == nil, let first = leadingPerson(tokens),
      !grammar.isPossessive(after: first)
    {
      // "X of Ohio": a person's name leads and only a place follows.
      return speaker(of: first)
    }
    if let mention = grammar.mention(at: last) {
      let entity = grammar.entities.entity(of: mention)
      let isWhole = mention.tokens.lowerBound <= tokens.lowerBound
      let before = mention.tokens.lowerBound - 1
      var atPreposition = false
      if !isWhole {
        var index = before
        while index > tokens.lowerBound, FunctionWords.determiners.contains(grammar.word(index)) {
          index -= 1
        }
        atPreposition =
          index > tokens.lowerBound && FunctionWords.prepositions.contains(grammar.word(index))
      }
      // Walk back over "Russia's" in "source in Russia's army".
      if entity.type != .person, !isWhole,
        hasPreposition(tokens.lowerBound..<mention.tokens.lowerBound)
      {
        return nil
      }
      if atPreposition || entity.type == .nationality { return nil }
      return speaker(of: mention)
    }
    return names.speaker(in: tokens)
  }

  func hasPreposition(_ tokens: Range<Int>) -> Bool {
    tokens.contains {
      FunctionWords.innerPrepositions.contains(grammar.word($0)) && grammar.mention(at: $0) == nil
    }
  }

  /// The person whose name stands in the phrase after nothing but titles.
  func leadingPerson(_ tokens: Range<Int>) -> EntityMention? {
    for token in tokens {
      if let person = grammar.person(at: token) { return person }
      if FunctionWords.prepositions.contains(grammar.word(token)), grammar.mention(at: token) == nil
      {
        return nil
      }
    }
    return nil
  }

  func speaker(of mention: EntityMention) -> Speaker {
    let entity = grammar.entities.entity(of: mention)
    let isFull = grammar.document.text(mention.bytes) == entity.name
    return Speaker(
      name: entity.name, key: entity.key, title: entity.title, country: entity.country,
      how: isFull || entity.type != .person ? .sameSentence : .surname, bytes: mention.bytes,
      entity: mention.entity, isHuman: entity.type == .person,
      gender: genders[mention.entity] ?? .unknown)
  }

  /// "X and Y": two named persons as written.
  func joint(_ tokens: Range<Int>) -> Speaker? {
    guard
      let and = tokens.first(where: { grammar.word($0) == "and" && grammar.mention(at: $0) == nil }
      ),
      and > tokens.lowerBound, and + 1 < tokens.upperBound,
      let one = named(tokens.lowerBound..<and), let other = named((and + 1)..<tokens.upperBound),
      one.isHuman == other.isHuman
    else { return nil }
    let name = "\(one.name) and \(other.name)"
    return Speaker(
      name: name, key: "collective/\(Speaker.slug(name))", title: nil, country: nil,
      how: .sameSentence, bytes: grammar.document.bytes(ofTokens: tokens), isHuman: true,
      isPlural: true)
  }

  // MARK: Pronouns

  func pronoun(
    _ token: Int, trail: SpeechTrail, sentence: Int, before limit: Int
  ) -> Speaker? {
    let bytes = grammar.token(token).bytes
    let word = grammar.word(token)
    let found: Speaker?
    switch word {
    case "he", "she":
      let other: Speaker.Gender = word == "he" ? .feminine : .masculine
      found =
        trail.last(before: limit, sentence: sentence) {
          $0.isHuman && !$0.isPlural && $0.gender != other
        } ?? addressed(as: word == "he" ? .masculine : .feminine, sentence, before: limit)
    case "it":
      found = trail.last(before: limit, sentence: sentence, reach: 3) {
        !$0.isHuman && !$0.isPlural
      }
    case "they":
      found = trail.last(before: limit, sentence: sentence, reach: 4) { $0.isPlural }
    default: found = nil
    }
    guard var speaker = found else { return nil }
    speaker.how = .pronoun
    speaker.bytes = bytes
    return speaker
  }

  /// The latest person of two sentences whose form of address fits, whatever part he or she plays.
  func addressed(as gender: Speaker.Gender, _ sentence: Int, before limit: Int) -> Speaker? {
    let first = grammar.document.sentences[max(0, sentence - 2)].tokens.lowerBound
    guard first < limit else { return nil }
    let mention = grammar.entities.mentions(inTokens: first..<limit).last { mention in
      mention.tokens.upperBound <= limit && genders[mention.entity] == gender
        && !isQuoted(mention.tokens.lowerBound)
    }
    return mention.map { speaker(of: $0) }
  }
  /// Whether a token stands between quotation marks.
  private func isQuoted(_ token: Int) -> Bool {
    var low = 0
    var high = grammar.stretches.count
    while low < high {
      let middle = (low + high) / 2
      if grammar.stretches[middle].open < token { low = middle + 1 } else { high = middle }
    }
    var index = low > 0 ? low - 1 : nil
    while let stretch = index {
      if grammar.stretches[stretch].inner.contains(token) { return true }
      index = grammar.stretches[stretch].parent
    }
    return false
  }
}
