internal import BriefingRecords
internal import BriefingText

/// Turns the words that tell of a source into a speaker: a name, a body, a role as it stands.
struct SpeakerResolver {
  let grammar: SpeechGrammar
  let names: CapitalisedNames
  private let genders: [Int: Speaker.Gender]
  /// What the file calls each person, as the words of each description.
  private let descriptions: [Int: [Set<Word>]]

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

  private func hasPreposition(_ tokens: Range<Int>) -> Bool {
    tokens.contains {
      FunctionWords.innerPrepositions.contains(grammar.word($0)) && grammar.mention(at: $0) == nil
    }
  }

  /// The person whose name stands in the phrase after nothing but titles.
  private func leadingPerson(_ tokens: Range<Int>) -> EntityMention? {
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
  private func joint(_ tokens: Range<Int>) -> Speaker? {
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

  private func pronoun(
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
  private func addressed(as gender: Speaker.Gender, _ sentence: Int, before limit: Int) -> Speaker?
  {
    let first = grammar.document.sentences[max(0, sentence - 2)].tokens.lowerBound
    let mention = grammar.entities.mentions.last { mention in
      mention.tokens.lowerBound >= first && mention.tokens.upperBound <= limit
        && genders[mention.entity] == gender
        && !grammar.stretches.contains { $0.inner.contains(mention.tokens.lowerBound) }
    }
    return mention.map { speaker(of: $0) }
  }

  // MARK: Roles

  /// A role: the person it describes if one fits, else the words as they stand.
  private func description(
    _ tokens: Range<Int>, trail: SpeechTrail, sentence: Int
  ) -> Speaker? {
    let role = roleTokens(tokens)
    guard !role.isEmpty else { return nil }
    let bytes = grammar.document.bytes(ofTokens: role)
    let content = contentWords(role)
    guard let head = head(role) else { return nil }
    if grammar.lexicon.documents.contains(grammar.word(head)),
      let issuer = issuer(tokens, role, head: head, trail, sentence)
    {
      return issuer
    }
    if grammar.word(head) == "old", grammar.word(tokens.lowerBound) == "the" {
      var speaker = trail.last(before: role.lowerBound, sentence: sentence) {
        $0.isHuman && !$0.isPlural
      }
      speaker?.how = .pronoun
      speaker?.bytes = bytes
      return speaker
    }
    let isDefinite =
      grammar.word(tokens.lowerBound) == "the" || grammar.token(role.lowerBound).isCapitalised
    let isIndefinite = ["a", "an", "one", "another", "some"].contains(
      grammar.word(tokens.lowerBound))
    if isDefinite, !isIndefinite,
      let person = described(
        by: content, role: role, head: head, before: role.lowerBound)
    {
      let entity = grammar.entities.entities[person]
      return Speaker(
        name: entity.name, key: entity.key, title: entity.title, country: entity.country,
        how: .roleOnly, bytes: bytes, entity: person, isHuman: true,
        gender: genders[person] ?? .unknown)
    }
    if isDefinite, let earlier = earlierRole(content, head: head, trail, sentence, role.lowerBound)
    {
      return earlier
    }
    let text = grammar.document.text(bytes)
    let headWord = grammar.word(head)
    let isPlural = isPluralRole(role, head: head)
    let isHuman = grammar.isPersonNoun(headWord) || looksHuman(head) || headWord == "who"
    var gender = Speaker.Gender.unknown
    if FunctionWords.masculineTitles.contains(headWord) { gender = .masculine }
    if FunctionWords.feminineTitles.contains(headWord) || grammar.ends(head, with: "woman") {
      gender = .feminine
    }
    return Speaker(
      name: text, key: "\(isPlural ? "collective" : "role")/\(Speaker.slug(text))", title: nil,
      country: country(role), how: .roleOnly, bytes: bytes, isHuman: isHuman, isPlural: isPlural,
      gender: gender)
  }

  /// The body that a statement, report or poll belongs to.
  private func issuer(
    _ tokens: Range<Int>, _ role: Range<Int>, head: Int, _ trail: SpeechTrail, _ sentence: Int
  ) -> Speaker? {
    let after = head + 1
    if after + 1 < tokens.upperBound, ["from", "by", "of"].contains(grammar.word(after)) {
      let body = (after + 1)..<tokens.upperBound
      return named(body) ?? description(body, trail: trail, sentence: sentence)
    }
    var end = head
    while end > role.lowerBound,
      grammar.token(end - 1).kind == .clitic
        || ["joint", "new", "latest", "written", "final", "draft", "public", "recent"]
          .contains(grammar.word(end - 1))
    {
      end -= 1
    }
    let body = role.lowerBound..<end
    let isOwn = body.count == 1 && FunctionWords.possessives.contains(grammar.word(body.lowerBound))
    if !body.isEmpty, !isOwn {
      return named(body) ?? description(body, trail: trail, sentence: sentence)
    }
    guard isOwn || FunctionWords.articles.contains(grammar.word(tokens.lowerBound)) else {
      return nil
    }
    var speaker = trail.last(before: role.lowerBound, sentence: sentence, reach: 3) { !$0.isHuman }
    speaker?.how = .pronoun
    return speaker
  }

  private func roleText(_ tokens: Range<Int>) -> String? {
    let role = roleTokens(tokens)
    return role.isEmpty ? nil : grammar.document.text(ofTokens: role)
  }

  /// The phrase without its article, up to a participle that goes on about it.
  private func roleTokens(_ tokens: Range<Int>) -> Range<Int> {
    var first = tokens.lowerBound
    while first < tokens.upperBound,
      FunctionWords.articles.contains(grammar.word(first)) && grammar.mention(at: first) == nil
        || grammar.isAdverb(first)
    {
      first += 1
    }
    var end = first
    while end < tokens.upperBound {
      if end > first, grammar.token(end).shape == .lower, grammar.mention(at: end) == nil,
        grammar.ends(end, with: "ed") || grammar.ends(end, with: "ing"),
        end + 1 >= tokens.upperBound
          || FunctionWords.prepositions.contains(grammar.word(end + 1))
          || FunctionWords.determiners.contains(grammar.word(end + 1)),
        !FunctionWords.determiners.contains(grammar.word(end - 1)),
        !["meeting", "briefing", "building", "hearing"].contains(grammar.word(end))
      {
        break
      }
      end += 1
    }
    while end > first,
      grammar.isAdverb(end - 1) || FunctionWords.prepositions.contains(grammar.word(end - 1))
    {
      end -= 1
    }
    return first..<max(first, end)
  }

  /// The last noun before the first preposition of the role.
  private func head(_ role: Range<Int>) -> Int? {
    var head: Int?
    for token in role {
      if FunctionWords.prepositions.contains(grammar.word(token)), grammar.mention(at: token) == nil
      {
        break
      }
      if grammar.isWord(token) || grammar.token(token).kind == .number { head = token }
    }
    return head
  }

  private func contentWords(_ role: Range<Int>) -> Set<Word> {
    var words: Set<Word> = []
    for token in role where grammar.isWord(token) {
      let word = grammar.word(token)
      if !FunctionWords.determiners.contains(word), !FunctionWords.prepositions.contains(word) {
        words.insert(word)
      }
    }
    return words
  }

  private func looksHuman(_ head: Int) -> Bool {
    for suffix in ["man", "woman", "ist", "er", "or"] as [StaticString] {
      if grammar.ends(head, with: suffix) {
        return !["power", "tower", "paper", "newspaper", "letter", "border", "order", "sector"]
          .contains(grammar.word(head))
      }
    }
    return false
  }

  private func isPluralRole(_ role: Range<Int>, head: Int) -> Bool {
    let word = grammar.word(head)
    if ["people", "police", "men", "women", "children"].contains(word) { return true }
    return grammar.ends(head, with: "s") && !grammar.ends(head, with: "ss")
      && !grammar.token(head).isCapitalised && word != "forces"
  }

  /// The words of a role that name a country or a people, and which country that is.
  private func placeWords(_ role: Range<Int>) -> (words: Set<Word>, country: String?) {
    var words: Set<Word> = []
    var country: String?
    for token in role {
      guard let mention = grammar.mention(at: token),
        let named = grammar.entities.entity(of: mention).country
      else { continue }
      country = country ?? named
      words.insert(grammar.word(token))
    }
    return (words, country)
  }

  private func country(_ role: Range<Int>) -> String? {
    for token in role {
      guard let mention = grammar.mention(at: token) else { continue }
      if let country = grammar.entities.entity(of: mention).country { return country }
    }
    return nil
  }

  /// The one person whose title holds all words of a description, or the latest named of several.
  private func described(
    by content: Set<Word>, role: Range<Int>, head: Int, before limit: Int
  ) -> Int? {
    let headWord = grammar.word(head)
    guard
      grammar.isPersonNoun(headWord) || grammar.lexicon.chiefs.contains(headWord)
        || looksHuman(head)
    else { return nil }
    let isChief = grammar.lexicon.chiefs.contains(headWord)
    var fitting: [Int] = []
    let (place, country) = placeWords(role)
    for (index, told) in descriptions {
      let isOfCountry = country != nil && grammar.entities.entities[index].country == country
      let fits = told.contains { words in
        let isHeadThere =
          words.contains(headWord)
          || isChief && content.count > 1 && !words.isDisjoint(with: grammar.lexicon.chiefs)
        let wanted = isOfCountry ? content.subtracting(place) : content
        return isHeadThere && wanted.subtracting([headWord]).isSubset(of: words)
      }
      if fits { fitting.append(index) }
    }
    if fitting.count <= 1 {
      return fitting.first
    }
    let candidates = Set(fitting)
    return grammar.entities.mentions.last {
      $0.tokens.upperBound <= limit && candidates.contains($0.entity)
    }?.entity
  }

  /// An earlier role that a shorter one goes back to: "the official" after "a senior official".
  private func earlierRole(
    _ content: Set<Word>, head: Int, _ trail: SpeechTrail, _ sentence: Int, _ limit: Int
  ) -> Speaker? {
    let found = trail.last(before: limit, sentence: sentence, reach: 12) { speaker in
      guard speaker.entity == nil else { return false }
      let words = Set(speaker.name.split(separator: " ").map { Word($0) })
      return words.contains(grammar.word(head)) && content.isSubset(of: words)
    }
    guard var speaker = found else { return nil }
    speaker.how = .roleOnly
    return speaker
  }
}
