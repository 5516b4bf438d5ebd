internal import BriefingText

extension NounPhraseFinder {
  // MARK: Before a comma

  /// The subject of a verb with a comma before it: appositions and relative clauses lie between.
  func phraseBeforeComma(_ comma: Int) -> NounPhrase? {
    var segments: [Range<Int>] = []
    var end = comma
    var index = comma - 1
    while index >= 0 {
      let item = view.items[index]
      let isMark = item.stretch == nil && grammar.token(item.token).kind == .punctuation
      if item.stretch != nil
        || isMark && [";", ":", "—", "–"].contains(grammar.word(item.token))
      {
        break
      }
      if grammar.isComma(item) {
        segments.append((index + 1)..<end)
        end = index
      }
      index -= 1
    }
    segments.append((index + 1)..<end)
    segments.removeAll(where: \.isEmpty)
    let clause = segments.last?.lowerBound
    for segment in segments {
      let head = segment.lowerBound
      if FunctionWords.relatives.contains(at(head)) { continue }
      if let name = wholeName(segment) {
        // "the regional governor, X Y, said"
        var phrase = make(name.lowerBound, name.upperBound - 1)
        phrase?.clause = clause
        return phrase
      }
    }
    // The farthest segment that reads as a noun phrase: what follows it are its appositions.
    for segment in segments.reversed() where segments.count > 1 {
      guard let phrase = leadingPhrase(in: segment), phrase.items.upperBound == segment.upperBound
      else { continue }
      return phrase
    }
    return nil
  }

  /// The items of a segment that holds a person's name and nothing but titles before it.
  func wholeName(_ segment: Range<Int>) -> Range<Int>? {
    guard let last = segment.last, view.items[last].stretch == nil else { return nil }
    guard let mention = grammar.person(at: view.items[last].token) else {
      return looksLikeName(segment) ? segment : nil
    }
    var index = segment.lowerBound
    while index < segment.upperBound, view.items[index].token < mention.tokens.lowerBound {
      let token = view.items[index].token
      let word = grammar.word(token)
      guard !FunctionWords.prepositions.contains(word) || word == "of" || word == "for",
        !FunctionWords.clauseStarts.contains(word), !grammar.isVerbLike(token)
      else { return nil }
      index += 1
    }
    if index > segment.lowerBound,
      FunctionWords.prepositions.contains(grammar.word(view.items[index - 1].token))
    {
      return nil
    }
    return segment
  }

  /// Whether a segment no mention knows is two to four capitalised words, titles aside.
  func looksLikeName(_ segment: Range<Int>) -> Bool {
    var words = 0
    for index in segment {
      let token = view.items[index].token
      if grammar.isHyphen(token) { continue }
      guard grammar.mention(at: token) == nil, grammar.isWord(token), grammar.isNamePart(token),
        grammar.token(token).shape != .upper, !grammar.isDated(token)
      else { return false }
      if !grammar.lexicon.titles.contains(grammar.word(token)) { words += 1 }
    }
    return (2...4).contains(words)
      && segment.last.map { grammar.token(view.items[$0].token).isCapitalised } == true
  }

  // MARK: After a verb and at the head of a clause

  /// The phrase that begins at item `position` and goes on to a mark, a verb or a new clause.
  func phrase(from position: Int, stopAtMedium: Bool = true) -> NounPhrase? {
    var index = position
    while index < view.count, view.items[index].stretch == nil,
      grammar.isAdverb(view.items[index].token) || grammar.isDated(view.items[index].token)
    {
      index += 1
    }
    let first = index
    var last = first - 1
    while index < view.count {
      let item = view.items[index]
      guard item.stretch == nil else { break }
      if let mention = grammar.mention(at: item.token) {
        while index < view.count, view.items[index].stretch == nil,
          mention.tokens.contains(view.items[index].token)
        {
          last = index
          index += 1
        }
        continue
      }
      let token = grammar.token(item.token)
      if token.kind == .punctuation {
        guard grammar.isHyphen(item.token), last >= first else { break }
        index += 1
        continue
      }
      if token.kind == .address || token.kind == .openQuote || token.kind == .closeQuote { break }
      if grammar.isDated(item.token) { break }
      if token.kind == .clitic, token.word == "'s" || token.word == "'" {
        last = index
        index += 1
        continue
      }
      if FunctionWords.subjectPronouns.contains(token.word) {
        if index == first { last = index }
        break
      }
      if FunctionWords.clauseStarts.contains(token.word), !(index == first && token.word == "that")
      {
        break
      }
      if index > first, grammar.isVerbLike(item.token) || grammar.isAdverb(item.token) { break }
      if index > first, let cue = grammar.lexicon.cue(token.word), cue.isNounLike,
        grammar.isPersonNoun(at(index - 1))
      {
        // "the researcher believes"
        break
      }
      if index == first, FunctionWords.finite.contains(token.word) { break }
      if FunctionWords.prepositions.contains(token.word) {
        guard index > first, FunctionWords.innerPrepositions.contains(token.word),
          token.word != "to" || !isVerbAfter(index),
          !(stopAtMedium && isMediumPhrase(at: index))
        else { break }
        index += 1
        continue
      }
      if token.word == "and", !joinsForward(at: index) { break }
      if token.word != "and" { last = index }
      index += 1
    }
    return make(first, last)
  }

  func isVerbAfter(_ index: Int) -> Bool {
    // "the officials to leave": an infinitive has a bare lower-case word and no determiner.
    guard index + 1 < view.count, view.items[index + 1].stretch == nil else { return true }
    let token = view.items[index + 1].token
    return grammar.token(token).shape == .lower
      && !FunctionWords.determiners.contains(grammar.word(token))
  }

  func joinsForward(at index: Int) -> Bool {
    guard index > 0, index + 1 < view.count, view.items[index + 1].stretch == nil else {
      return false
    }
    return grammar.isNamePart(view.items[index - 1].token)
      && grammar.token(view.items[index + 1].token).isCapitalised
  }

  /// Whether a preposition at `index` begins words like "in a statement" or "on Telegram".
  func isMediumPhrase(at index: Int) -> Bool {
    var next = index + 1
    while next < view.count, next < index + 7, view.items[next].stretch == nil {
      let token = view.items[next].token
      if grammar.lexicon.media.contains(grammar.word(token)) { return true }
      guard
        grammar.isWord(token) || grammar.token(token).kind == .clitic || grammar.isHyphen(token),
        !FunctionWords.prepositions.contains(grammar.word(token)),
        !FunctionWords.clauseStarts.contains(grammar.word(token))
      else { return false }
      next += 1
    }
    return false
  }

  /// The phrase at the head of a segment, if the segment begins with one.
  func leadingPhrase(in segment: Range<Int>) -> NounPhrase? {
    var head = segment.lowerBound
    while head < segment.upperBound, view.items[head].stretch == nil,
      ["and", "but", "while", "as", "when", "for", "meanwhile", "however", "then", "yet"]
        .contains(at(head)), at(head) != "for"
    {
      head += 1
    }
    guard head < segment.upperBound, view.items[head].stretch == nil else { return nil }
    let token = view.items[head].token
    let word = grammar.word(token)
    guard grammar.isWord(token) || grammar.token(token).kind == .number,
      !FunctionWords.prepositions.contains(word), !FunctionWords.relatives.contains(word),
      !FunctionWords.clauseStarts.contains(word), !grammar.isAdverb(token),
      !grammar.isDated(token),
      !grammar.ends(token, with: "ing") || grammar.mention(at: token) != nil,
      !(grammar.ends(token, with: "ed") && grammar.mention(at: token) == nil)
    else { return nil }
    guard var phrase = phrase(from: head, stopAtMedium: false),
      phrase.items.upperBound <= segment.upperBound
    else { return nil }
    phrase.apposition = nil
    return phrase
  }

  /// The subject of the main clause: the first noun phrase of the sentence before `position`, after
  /// adverbials that a comma closes.
  func mainSubject(before position: Int) -> NounPhrase? {
    var start = 0
    while start < position {
      var end = start
      while end < position, view.items[end].stretch == nil, !grammar.isComma(view.items[end]),
        !isHardMark(end)
      {
        end += 1
      }
      if let phrase = leadingPhrase(in: start..<end) {
        if phrase.items.upperBound == end, end < position, grammar.isComma(view.items[end]) {
          var next = end + 1
          while next < position, view.items[next].stretch == nil,
            !grammar.isComma(view.items[next])
          {
            next += 1
          }
          if let name = wholeName((end + 1)..<next) {
            return make(name.lowerBound, name.upperBound - 1)
          }
        }
        return subjectAlone(phrase)
      }
      start = end + 1
    }
    return nil
  }

  /// A leading name without the verb that no form gives away: "the Port Authority | shut".
  func subjectAlone(_ phrase: NounPhrase) -> NounPhrase {
    var first = phrase.items.lowerBound
    if FunctionWords.articles.contains(at(first)) { first += 1 }
    guard let mention = grammar.mention(at: view.items[first].token),
      let end = phrase.items.first(where: { view.items[$0].token >= mention.tokens.upperBound }),
      grammar.token(view.items[end].token).shape == .lower,
      grammar.isWord(view.items[end].token), !FunctionWords.prepositions.contains(at(end)),
      !phrase.tokens.contains(where: { grammar.isPersonNoun(grammar.word($0)) })
    else { return phrase }
    return make(phrase.items.lowerBound, end - 1) ?? phrase
  }

  func isHardMark(_ index: Int) -> Bool {
    let token = grammar.token(view.items[index].token)
    return token.kind == .punctuation && [";", ":", "—", "–", "?", "!"].contains(token.word)
  }
}
