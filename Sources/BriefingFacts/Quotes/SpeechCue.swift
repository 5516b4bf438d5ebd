internal import BriefingRecords
internal import BriefingText

/// A word that reports speech, and where its source stands.
struct SpeechCue {
  /// How the source of a cue is told.
  enum Source {
    /// A noun phrase, pronouns included.
    case phrase(NounPhrase)
    /// The subject of the clause or sentence round it: "…, saying that".
    case elliptical
  }

  /// The items of the cue: `said`, `according to`.
  var items: Range<Int>
  var cue: SpeechLexicon.Cue
  var source: Source
  /// Whether the source stands after the cue: "…," said X.
  var isInverted = false
  /// Where source and cue begin, the earlier of the two.
  var start: Int
}

/// Finds the cues of a sentence, in the order of the words.
struct SpeechCueFinder {
  let grammar: SpeechGrammar
  let view: SpeechView
  let nouns: NounPhraseFinder

  init(grammar: SpeechGrammar, view: SpeechView) {
    self.grammar = grammar
    self.view = view
    nouns = NounPhraseFinder(grammar: grammar, view: view)
  }

  func cues() -> [SpeechCue] {
    var found: [SpeechCue] = []
    for index in view.items.indices where view.items[index].stretch == nil {
      let token = view.items[index].token
      guard grammar.isWord(token) else { continue }
      if grammar.word(token) == "according" {
        if let cue = accordingTo(index) { found.append(cue) }
      } else if grammar.lexicon.cries.contains(grammar.word(token)), let cue = cry(index) {
        found.append(cue)
      } else if let entry = grammar.lexicon.phrasal[grammar.word(token)]?[word(index + 1)],
        let cue = verb(entry, at: index, last: index + 1)
      {
        found.append(cue)
      } else if let entry = grammar.lexicon.cue(grammar.word(token)),
        let cue = verb(entry, at: index, last: index)
      {
        found.append(cue)
      }
    }
    return found
  }

  private func word(_ index: Int) -> Word {
    guard view.items.indices.contains(index), view.items[index].stretch == nil else { return "" }
    return grammar.word(view.items[index].token)
  }

  private static let according = SpeechLexicon.Cue(
    kind: .say, lemma: "according", certainty: .certain, act: "say", isNounLike: false)

  private func accordingTo(_ index: Int) -> SpeechCue? {
    guard word(index + 1) == "to", let phrase = nouns.phrase(from: index + 2) else { return nil }
    return SpeechCue(
      items: index..<(index + 2), cue: Self.according,
      source: .phrase(withApposition(phrase)), isInverted: true, start: index)
  }

  /// "Cries of ‘Shame!’ came from the gallery."
  private func cry(_ index: Int) -> SpeechCue? {
    guard word(index + 1) == "of", index + 2 < view.count, view.items[index + 2].stretch != nil
    else { return nil }
    var from = index + 3
    while from < view.count, word(from) != "from" { from += 1 }
    guard from < view.count else { return nil }
    var next = from + 1
    while word(next) == "from" { next += 1 }
    guard let phrase = nouns.phrase(from: next) else { return nil }
    let cue = SpeechLexicon.Cue(
      kind: .say, lemma: word(index), certainty: .certain, act: "shout", isNounLike: true)
    return SpeechCue(
      items: index..<(index + 1), cue: cue, source: .phrase(phrase), isInverted: true, start: index)
  }

  private func verb(_ entry: SpeechLexicon.Cue, at index: Int, last: Int) -> SpeechCue? {
    let token = view.items[index].token
    if grammar.mention(at: token) != nil { return nil }
    if index > 0, grammar.isHyphen(view.items[index - 1].token), grammar.token(token).isGlued {
      return nil
    }
    // "asked for more": a thing is asked for, nothing is said.
    if entry.lemma == "ask", word(index + 1) == "for" { return nil }
    var before = nouns.passBack(from: index - 1)
    if word(before) == "to" {
      // "he used to say", "she went on to say": other infinitives report nothing.
      guard ["used", "on", "continued", "continues"].contains(word(before - 1)) else { return nil }
      before -= word(before - 1) == "on" ? 3 : 2
      guard before >= 0, let phrase = nouns.phrase(before: before + 1) else { return nil }
      return make(entry, index..<(last + 1), phrase)
    }
    let isParticiple = grammar.ends(token, with: "ing")
    if FunctionWords.be.contains(word(before)) {
      guard isParticiple else { return nil }
      while FunctionWords.be.contains(word(before)) { before = nouns.passBack(from: before - 1) }
      guard let phrase = nouns.phrase(before: before + 1) else { return nil }
      return make(entry, index..<(last + 1), phrase)
    }
    let previous = before >= 0 ? view.items[before] : nil
    let afterQuote =
      previous?.stretch != nil
      || previous.map { grammar.isComma($0) || isMark($0) } == true && before > 0
        && view.items[before - 1].stretch != nil
    let afterMark =
      previous == nil || afterQuote || previous.map { grammar.isComma($0) || isMark($0) } == true
    if isParticiple, entry.kind == .urge, FunctionWords.prepositions.contains(word(before)) {
      return nil
    }
    if isParticiple, word(before) == "as" { return quotedAs(entry, index, last) }
    if isParticiple {
      if afterMark
        || ["and", "by", "in", "after", "before", "while", "when"].contains(word(before))
      {
        return SpeechCue(
          items: index..<(last + 1), cue: entry, source: .elliptical, start: index)
      }
    } else if afterMark, let inverted = inverted(entry, index, last, afterQuote: afterQuote) {
      return inverted
    }
    if FunctionWords.determiners.contains(word(before)) || grammar.isPossessiveClitic(previous) {
      return nil
    }
    if ["when", "if", "as", "once", "where"].contains(word(before)) { return nil }
    if ["and", "but", "or", "then", "yet"].contains(word(before)) {
      // After a conjunction a noun needs a verb of its own; a verb goes on with the same subject.
      if entry.isNounLike { return nil }
      return SpeechCue(items: index..<(last + 1), cue: entry, source: .elliptical, start: index)
    }
    if ["who", "which", "that"].contains(word(before)) {
      var end = before - 1
      if end >= 0, grammar.isComma(view.items[end]) { end -= 1 }
      guard end >= 0, let phrase = nouns.phrase(endingAt: end) else { return nil }
      return make(entry, index..<(last + 1), phrase, start: before)
    }
    if FunctionWords.prepositions.contains(word(before)) { return nil }
    if previous.map({ grammar.isComma($0) }) == true, grammar.ends(token, with: "ed"),
      ["by", "whether", "if", "about", "how", "why", "what"].contains(word(last + 1))
    {
      return nil
    }
    if previous?.stretch != nil, !entry.isNounLike {
      // “…,” said in a statement: no source in these words.
      return SpeechCue(items: index..<(last + 1), cue: entry, source: .elliptical, start: index)
    }
    guard let phrase = nouns.phrase(before: index) else { return nil }
    if isNaming(entry, last), word(phrase.items.lowerBound - 1) != "what" { return nil }
    if entry.isNounLike || isParticiple, !canSpeak(phrase) { return nil }
    if entry.kind == .urge, grammar.ends(token, with: "ed"),
      word(last + 1) == "of" || word(last + 1) == "by"
    {
      // "the man accused of …": a participle that tells of its noun.
      guard ["spoke", "talked"].contains(word(index)) else { return nil }
    }
    return make(entry, index..<(last + 1), phrase)
  }

  /// "an operation called “…”": the words are a name, nobody says them.
  private func isNaming(_ entry: SpeechLexicon.Cue, _ last: Int) -> Bool {
    guard ["call", "dub", "label", "brand"].contains(entry.lemma) else { return false }
    var next = last + 1
    if FunctionWords.articles.contains(word(next)) { next += 1 }
    return next < view.count && view.items[next].stretch != nil
  }

  /// "TASS quoted X as saying", "X was quoted as saying by TASS": X says it.
  private func quotedAs(_ entry: SpeechLexicon.Cue, _ index: Int, _ last: Int) -> SpeechCue? {
    var quoted = index - 1
    while quoted >= 0, !["quoted", "cited", "quotes", "cites"].contains(word(quoted)) {
      if view.items[quoted].stretch != nil { return nil }
      quoted -= 1
    }
    guard quoted > 0 else { return nil }
    let before = nouns.passBack(from: quoted - 1)
    let subject = nouns.phrase(before: FunctionWords.be.contains(word(before)) ? before : quoted)
    let start = subject?.items.lowerBound ?? quoted
    if FunctionWords.be.contains(word(before)) {
      return subject.map { make(entry, index..<(last + 1), $0, start: start) }
    }
    guard let phrase = nouns.phrase(from: quoted + 1) else { return nil }
    return make(entry, index..<(last + 1), phrase, start: start)
  }

  /// Whether a phrase surely tells of one who can speak, so that a noun-like form is its verb.
  private func canSpeak(_ phrase: NounPhrase) -> Bool {
    guard let last = phrase.tokens.last else { return false }
    if grammar.ends(phrase.tokens.lowerBound, with: "ing") { return false }
    if grammar.mention(at: last) != nil { return true }
    let word = grammar.word(last)
    return FunctionWords.subjectPronouns.contains(word) || grammar.isPersonNoun(word)
      || grammar.token(last).isCapitalised
      || phrase.tokens.contains { grammar.isPersonNoun(grammar.word($0)) }
      || FunctionWords.determiners.contains(grammar.word(phrase.tokens.lowerBound))
  }

  private func isMark(_ item: SpeechView.Item) -> Bool {
    guard item.stretch == nil else { return false }
    let token = grammar.token(item.token)
    return token.kind == .punctuation && ["—", "–", ";", ":"].contains(token.word)
  }

  private func make(
    _ entry: SpeechLexicon.Cue, _ items: Range<Int>, _ phrase: NounPhrase, start: Int? = nil
  ) -> SpeechCue {
    SpeechCue(
      items: items, cue: entry, source: .phrase(phrase),
      start: start ?? min(items.lowerBound, phrase.clause ?? phrase.items.lowerBound))
  }

  /// The cue with its source after it, if what follows reads as one.
  private func inverted(
    _ entry: SpeechLexicon.Cue, _ index: Int, _ last: Int, afterQuote: Bool
  ) -> SpeechCue? {
    guard entry.kind != .urge || afterQuote else { return nil }
    // Who is told stands after these, never who tells.
    if ["tell", "inform", "notify"].contains(entry.lemma) { return nil }
    guard let phrase = nouns.phrase(from: last + 1) else { return nil }
    let first = view.items[phrase.items.lowerBound].token
    let isPronoun = FunctionWords.subjectPronouns.contains(grammar.word(first))
    let opens =
      grammar.token(first).isCapitalised || isPronoun
      || FunctionWords.determiners.contains(grammar.word(first))
      || grammar.token(first).kind == .number
      || grammar.isPersonNoun(grammar.word(first))
      || phrase.tokens.contains { grammar.isPersonNoun(grammar.word($0)) }
      || ["someone", "somebody"].contains(grammar.word(first))
    guard opens else { return nil }
    if !afterQuote {
      // "X, its head, said Russia had lost": what follows is the content, not the source.
      guard endsClause(phrase.items.upperBound) else { return nil }
      if nouns.phrase(before: index) != nil, view.items.first?.stretch == nil,
        commas(before: index) > 1, grammar.person(at: first) == nil, !isPronoun
      {
        return nil
      }
    }
    return SpeechCue(
      items: index..<(last + 1), cue: entry, source: .phrase(withApposition(phrase)),
      isInverted: true, start: index)
  }

  private func commas(before index: Int) -> Int {
    view.items[..<index].count { grammar.isComma($0) }
  }

  private func endsClause(_ position: Int) -> Bool {
    guard position < view.count else { return true }
    let item = view.items[position]
    guard item.stretch == nil else { return true }
    let token = grammar.token(item.token)
    if token.kind == .punctuation { return true }
    return grammar.isDated(item.token) || FunctionWords.prepositions.contains(token.word)
      || FunctionWords.relatives.contains(token.word)
      || FunctionWords.clauseStarts.contains(token.word)
  }

  /// The phrase with the name that stands after it between commas: "the governor, X Y,".
  func withApposition(_ phrase: NounPhrase) -> NounPhrase {
    let comma = phrase.items.upperBound
    guard comma < view.count, grammar.isComma(view.items[comma]) else { return phrase }
    var end = comma + 1
    while end < view.count, view.items[end].stretch == nil, !grammar.isComma(view.items[end]) {
      if grammar.token(view.items[end].token).kind == .punctuation,
        !grammar.isHyphen(view.items[end].token)
      {
        break
      }
      end += 1
    }
    guard end > comma + 1, let name = nouns.wholeName((comma + 1)..<end) else { return phrase }
    // A second person in a list is no apposition to the first.
    if phrase.tokens.contains(where: { grammar.person(at: $0) != nil }) { return phrase }
    var named = phrase
    named.apposition =
      view.items[name.lowerBound].token..<(view.items[name.upperBound - 1].token + 1)
    return named
  }
}

extension SpeechGrammar {
  func isPersonNoun(_ word: Word) -> Bool { lexicon.persons.contains(word) }

  func isPossessiveClitic(_ item: SpeechView.Item?) -> Bool {
    guard let item, item.stretch == nil else { return false }
    let token = token(item.token)
    return token.kind == .clitic && (token.word == "'s" || token.word == "'")
  }
}
