internal import BriefingRecords
internal import BriefingText

extension SpeakerResolver {
  // MARK: Roles

  /// A role: the person it describes if one fits, else the words as they stand.
  func description(
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
  func issuer(
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

  func roleText(_ tokens: Range<Int>) -> String? {
    let role = roleTokens(tokens)
    return role.isEmpty ? nil : grammar.document.text(ofTokens: role)
  }

  /// The phrase without its article, up to a participle that goes on about it.
  func roleTokens(_ tokens: Range<Int>) -> Range<Int> {
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
  func head(_ role: Range<Int>) -> Int? {
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

  func contentWords(_ role: Range<Int>) -> Set<Word> {
    var words: Set<Word> = []
    for token in role where grammar.isWord(token) {
      let word = grammar.word(token)
      if !FunctionWords.determiners.contains(word), !FunctionWords.prepositions.contains(word) {
        words.insert(word)
      }
    }
    return words
  }

  func looksHuman(_ head: Int) -> Bool {
    for suffix in ["man", "woman", "ist", "er", "or"] as [StaticString] {
      if grammar.ends(head, with: suffix) {
        return !["power", "tower", "paper", "newspaper", "letter", "border", "order", "sector"]
          .contains(grammar.word(head))
      }
    }
    return false
  }

  func isPluralRole(_ role: Range<Int>, head: Int) -> Bool {
    let word = grammar.word(head)
    if ["people", "police", "men", "women", "children"].contains(word) { return true }
    return grammar.ends(head, with: "s") && !grammar.ends(head, with: "ss")
      && !grammar.token(head).isCapitalised && word != "forces"
  }

  /// The words of a role that name a country or a people, and which country that is.
  func placeWords(_ role: Range<Int>) -> (words: Set<Word>, country: String?) {
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

  func country(_ role: Range<Int>) -> String? {
    for token in role {
      guard let mention = grammar.mention(at: token) else { continue }
      if let country = grammar.entities.entity(of: mention).country { return country }
    }
    return nil
  }

  /// The one person whose title holds all words of a description, or the latest named of several.
  func described(
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
  func earlierRole(
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
