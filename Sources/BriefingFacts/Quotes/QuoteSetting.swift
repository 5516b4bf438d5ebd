internal import BriefingText

/// Where, when and on what occasion a cue says that words were said.
struct QuoteSetting {
  let grammar: SpeechGrammar
  let view: SpeechView
  let nouns: NounPhraseFinder

  init(grammar: SpeechGrammar, view: SpeechView) {
    self.grammar = grammar
    self.view = view
    nouns = NounPhraseFinder(grammar: grammar, view: view)
  }

  private func word(_ index: Int) -> Word {
    guard view.items.indices.contains(index), view.items[index].stretch == nil else { return "" }
    return grammar.word(view.items[index].token)
  }

  private func tokens(_ items: Range<Int>) -> Range<Int> {
    view.items[items.lowerBound].token..<(view.items[items.upperBound - 1].token + 1)
  }

  /// The first item after the cue and, where it follows, its source.
  private func afterCue(_ cue: SpeechCue) -> Int {
    if cue.isInverted, case .phrase(let phrase) = cue.source {
      return max(phrase.items.upperBound, cue.items.upperBound)
    }
    return cue.items.upperBound
  }

  /// "told reporters in Brussels", "on Telegram", "in a statement": the words as they stand.
  func medium(_ cue: SpeechCue) -> Range<Int>? {
    if cue.cue.lemma == "tell", !cue.isInverted, let told = told(cue) { return told }
    var index = afterCue(cue)
    let limit = min(view.count, index + 12)
    while index < limit, view.items[index].stretch == nil {
      let word = word(index)
      if word == "that" || word == ":" { break }
      if ["on", "in", "via", "at", "by", "during", "to"].contains(word),
        !grammar.isDated(view.items[index].token),
        let medium = mediumPhrase(index)
      {
        return medium
      }
      index += 1
    }
    // "In a statement, X said": the medium before its cue.
    for index in 0..<max(0, cue.start) where ["in", "on", "by", "at"].contains(word(index)) {
      if view.items[..<cue.start].contains(where: { $0.stretch != nil }) { break }
      if word(index) != "at", nouns.isMediumPhrase(at: index), let medium = mediumPhrase(index) {
        return medium
      }
    }
    return nil
  }

  private func mediumPhrase(_ index: Int) -> Range<Int>? {
    guard nouns.isMediumPhrase(at: index) else { return nil }
    var end = index + 1
    while end < view.count, view.items[end].stretch == nil {
      let token = view.items[end].token
      let word = grammar.word(token)
      let kind = grammar.token(token).kind
      if kind == .punctuation, !grammar.isHyphen(token) { break }
      if grammar.isDated(token) || FunctionWords.clauseStarts.contains(word) { break }
      if word == "and" || grammar.isVerbLike(token) && grammar.mention(at: token) == nil { break }
      if FunctionWords.prepositions.contains(word),
        !["on", "at", "with", "to", "of"].contains(word),
        grammar.mention(at: token) == nil
      {
        break
      }
      end += 1
    }
    while end > index + 1, FunctionWords.prepositions.contains(word(end - 1)) { end -= 1 }
    return end > index + 1 ? tokens(index..<end) : nil
  }

  private func told(_ cue: SpeechCue) -> Range<Int>? {
    let first = cue.items.upperBound
    guard first < view.count, view.items[first].stretch == nil,
      !FunctionWords.otherPronouns.contains(word(first)),
      !FunctionWords.possessives.contains(word(first)),
      word(first) != "that", let phrase = nouns.phrase(from: first),
      phrase.items.lowerBound == first
    else { return nil }
    var end = phrase.items.upperBound
    // A plain audience ends at its noun: "told reporters his government".
    if let plain = phrase.items.first(where: {
      ["reporters", "journalists", "lawmakers", "mps", "parliament"].contains(word($0))
    }) {
      end = plain + 1
      if word(end) == "in" || word(end) == "at", end + 1 < phrase.items.upperBound {
        end = phrase.items.upperBound
      }
    }
    return tokens(cue.items.lowerBound..<end)
  }

  /// "ahead of the talks", "as the meetings ended": to the end of the clause.
  func occasion(_ cue: SpeechCue) -> Range<Int>? {
    var index = afterCue(cue)
    while index < view.count, view.items[index].stretch == nil, word(index) != ",",
      word(index) != ":",
      word(index) != "that"
    {
      let starts =
        ["after", "before", "during", "following", "as", "as", "while"].contains(word(index))
        || word(index) == "ahead" && word(index + 1) == "of"
        || word(index) == "at" && !nouns.isMediumPhrase(at: index)
      if starts {
        var end = index + 1
        while end < view.count, view.items[end].stretch == nil {
          let token = view.items[end].token
          if grammar.token(token).kind == .punctuation, !grammar.isHyphen(token) { break }
          if word(end) == "that" { break }
          end += 1
        }
        return end > index + 1 ? tokens(index..<end) : nil
      }
      index += 1
    }
    return nil
  }

  /// The tokens next to the cue in which a date belongs to it.
  func dateRange(_ cue: SpeechCue) -> Range<Int>? {
    let first = afterCue(cue)
    var end = first
    while end < view.count, view.items[end].stretch == nil, end < first + 8,
      ![",", ":", ".", "that"].contains(word(end))
    {
      end += 1
    }
    return end > first ? tokens(first..<end) : nil
  }
}
