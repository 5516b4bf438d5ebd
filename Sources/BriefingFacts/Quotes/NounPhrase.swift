internal import BriefingText

/// The words of a sentence that tell who speaks.
struct NounPhrase {
  /// The tokens of the phrase, article included.
  var tokens: Range<Int>
  /// The tokens of a name in apposition: "the regional governor, X Y".
  var apposition: Range<Int>?
  /// Where it stands in its view.
  var items: Range<Int>
  /// The first item of its clause, where appositions or a title stand before it.
  var clause: Int?
}

/// Finds noun phrases in the writer's words by closed classes, names and marks; no list of nouns.
struct NounPhraseFinder {
  let grammar: SpeechGrammar
  let view: SpeechView

  // MARK: Before a verb

  /// The phrase that ends before item `position`, with adverbs, auxiliaries and dates between
  /// passed over.
  func phrase(before position: Int) -> NounPhrase? {
    var last = passBack(from: position - 1)
    guard last >= 0, view.items[last].stretch == nil else { return nil }
    if grammar.isComma(view.items[last]) { return phraseBeforeComma(last) }
    while let aside = aside(endingAt: last) { last = passBack(from: aside - 1) }
    if last >= 0, grammar.isComma(view.items[last]) { return phraseBeforeComma(last) }
    if let opening = insertion(endingAt: last) { last = passBack(from: opening - 1) }
    if let clause = relativeClause(endingAt: last) { return phrase(endingAt: clause - 1) }
    return phrase(endingAt: last)
  }

  /// Where a clause that began with "who", without a comma, began if it ends with item `last`: "two
  /// envoys who had read the draft" speak, and not the draft.
  private func relativeClause(endingAt last: Int) -> Int? {
    var index = last
    while index > 0, view.items[index].stretch == nil, !isHardMark(index),
      !grammar.isComma(view.items[index])
    {
      if at(index) == "who" { return isNounLike(index - 1) ? index : nil }
      index -= 1
    }
    return nil
  }

  /// The last item before `position` that is no adverb, auxiliary or date.
  func passBack(from position: Int) -> Int {
    var index = position
    while index >= 0 {
      let item = view.items[index]
      guard item.stretch == nil else { return index }
      let word = grammar.word(item.token)
      if grammar.isMarkup(item.token) {
        index -= 1
        continue
      }
      if grammar.isDated(item.token) {
        index -= 1
        if index >= 0, ["on", "in", "late", "early", "of", "last", "at"].contains(at(index)) {
          index -= 1
        }
        continue
      }
      guard grammar.isAdverb(item.token) || FunctionWords.auxiliaries.contains(word) && word != "'s"
      else { return index }
      index -= 1
    }
    return index
  }

  func at(_ index: Int) -> Word {
    index >= 0 && index < view.count && view.items[index].stretch == nil
      ? grammar.word(view.items[index].token) : ""
  }

  func aside(endingAt last: Int) -> Int? {
    for aside in FunctionWords.asides where last + 1 >= aside.count {
      let first = last + 1 - aside.count
      if aside.indices.allSatisfy({ at(first + $0) == aside[$0] }) { return first }
    }
    return nil
  }

  /// Where an insertion between dashes or brackets begins that ends at item `last`.
  func insertion(endingAt last: Int) -> Int? {
    let pairs: [Word: Word] = ["—": "—", "–": "–", ")": "("]
    guard last > 0, let opening = pairs[at(last)] else { return nil }
    var index = last - 1
    while index > 0, view.items[index].stretch == nil {
      if at(index) == opening { return index }
      index -= 1
    }
    return nil
  }

  /// The phrase whose last word is item `last`.
  func phrase(endingAt last: Int) -> NounPhrase? {
    var first = last + 1
    var index = last
    while index >= 0 {
      let item = view.items[index]
      guard item.stretch == nil else { break }
      let token = grammar.token(item.token)
      let word = token.word
      if let mention = grammar.mention(at: item.token),
        mention.tokens.upperBound - 1 == item.token
          || index == last
      {
        // A name is taken whole, whatever words it holds.
        while index > 0, view.items[index - 1].stretch == nil,
          mention.tokens.contains(view.items[index - 1].token)
        {
          index -= 1
        }
        first = index
        index -= 1
        continue
      }
      if token.kind == .punctuation {
        guard grammar.isHyphen(item.token), first <= last else { break }
        first = index
        index -= 1
        continue
      }
      if token.kind == .openQuote || token.kind == .closeQuote || token.kind == .address { break }
      if FunctionWords.subjectPronouns.contains(word) {
        if index == last { first = index }
        break
      }
      if FunctionWords.otherPronouns.contains(word), index == last, at(index - 1) == "of" {
        // "one of them"
        first = index
        index -= 1
        continue
      }
      if FunctionWords.otherPronouns.contains(word) || grammar.isDated(item.token) { break }
      if word == "and" {
        guard first <= last, joins(at: index) else { break }
        first = index
        index -= 1
        continue
      }
      if FunctionWords.clauseStarts.contains(word) || FunctionWords.be.contains(word) { break }
      if FunctionWords.auxiliaries.contains(word), token.kind != .clitic { break }
      if FunctionWords.innerPrepositions.contains(word) {
        guard first <= last, index > 0, isNounLike(index - 1) else { break }
        first = index
        index -= 1
        continue
      }
      if FunctionWords.prepositions.contains(word) { break }
      if FunctionWords.determiners.contains(word) {
        first = index
        let before = index - 1
        guard before > 0, FunctionWords.innerPrepositions.contains(at(before)),
          isNounLike(before - 1)
        else {
          if word == "one" || word == "another" || word == "other", before >= 0,
            FunctionWords.determiners.contains(at(before))
          {
            index -= 1
            continue
          }
          break
        }
        index -= 1
        continue
      }
      if let cue = grammar.lexicon.cue(word), !cue.isNounLike, cue.kind == .say, index != last {
        break
      }
      first = index
      index -= 1
    }
    // A preposition cannot begin the phrase.
    while first <= last, FunctionWords.prepositions.contains(at(first)) { first += 1 }
    return make(first, last)
  }

  /// Whether "and" at `index` joins two names: nothing but a name stands before it in its clause.
  func joins(at index: Int) -> Bool {
    var first = index - 1
    while first >= 0, view.items[first].stretch == nil {
      let token = view.items[first].token
      guard grammar.isNamePart(token) || FunctionWords.articles.contains(grammar.word(token))
      else { break }
      first -= 1
    }
    guard first < index - 1 else { return false }
    guard first >= 0 else { return true }
    let item = view.items[first]
    return item.stretch != nil || grammar.token(item.token).kind == .punctuation
      || FunctionWords.clauseStarts.contains(grammar.word(item.token))
  }

  func isNounLike(_ index: Int) -> Bool {
    guard index >= 0 else { return false }
    let item = view.items[index]
    guard item.stretch == nil,
      grammar.isWord(item.token) || grammar.token(item.token).kind == .number
    else { return false }
    let word = grammar.word(item.token)
    return !FunctionWords.clauseStarts.contains(word) && !FunctionWords.finite.contains(word)
      && !FunctionWords.prepositions.contains(word) && !FunctionWords.articles.contains(word)
      && !grammar.isAdverb(item.token) && !grammar.isDated(item.token) && word != "and"
  }

  func make(_ first: Int, _ last: Int, apposition: Range<Int>? = nil) -> NounPhrase? {
    guard first <= last, first >= 0 else { return nil }
    return NounPhrase(
      tokens: view.items[first].token..<(view.items[last].token + 1), apposition: apposition,
      items: first..<(last + 1))
  }
}
