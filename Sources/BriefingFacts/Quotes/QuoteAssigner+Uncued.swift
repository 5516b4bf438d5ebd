internal import BriefingRecords
internal import BriefingText

extension QuoteAssigner {
  // MARK: Without a cue

  func fallBack(
    _ draft: inout QuoteDraft, _ view: SpeechView, _ position: Int, subject: Speaker?,
    isFirst: Bool, inBlock: Speaker?
  ) {
    if view.isQuoteOnly {
      if let signed = PullQuoteSigner(resolver: resolver).signature(of: view.block) {
        draft.speaker = signed.speaker
        draft.medium = signed.medium
        draft.rule = "quote.signature"
        return
      }
      if var speaker = isFirst ? carried : inBlock {
        speaker.how = .carryOver
        draft.speaker = speaker
        draft.rule = "quote.carry_over"
      }
      return
    }
    if position == 0, view.count > 2, view.items[1].stretch == nil,
      ["—", "–", "-", "--"].contains(grammar.word(view.items[1].token)),
      let phrase = NounPhraseFinder(grammar: grammar, view: view).phrase(from: 2),
      let speaker = resolver.named(phrase.tokens), speaker.isHuman
    {
      draft.speaker = speaker
      draft.kind = .full
      draft.rule = "quote.signature"
      return
    }
    if position > 0, view.items[position - 1].stretch == nil,
      grammar.word(view.items[position - 1].token) == ":", let subject
    {
      draft.speaker = subject
      draft.kind = .full
      draft.rule = "quote.full_colon"
    }
  }

  // MARK: Quotations in quotations

  mutating func nested() {
    var sentences: [Int: Int] = [:]
    for draft in drafts where sentences[draft.stretch] == nil {
      sentences[draft.stretch] = draft.sentence
    }
    for (index, stretch) in grammar.stretches.enumerated() where stretch.depth > 0 {
      guard let parent = stretch.parent else { continue }
      let outer = grammar.stretches[parent]
      // No further than a sentence reaches.
      var first = max(outer.inner.lowerBound, stretch.open - SentenceReach.tokens)
      let last = min(outer.inner.upperBound, stretch.end + SentenceReach.tokens)
      var end = last
      var token = first
      while token < last {
        if let inner = grammar.opens[token], grammar.stretches[inner].depth == stretch.depth {
          token = grammar.stretches[inner].end
          let closesThere = kinds.endsWithStop(grammar.stretches[inner])
          if inner == index, closesThere {
            end = token
            break
          }
          continue
        }
        if [".", "?", "!"].contains(grammar.word(token)) {
          if token < stretch.open {
            first = token + 1
          } else {
            end = token
            break
          }
        }
        token += 1
      }
      let view = SpeechView(
        first..<end, depth: stretch.depth, block: stretch.block, stretches: grammar.stretches,
        opens: grammar.opens)
      guard let position = view.items.firstIndex(where: { $0.stretch == index }) else { continue }
      let sentence = sentences[parent] ?? 0
      let nouns = NounPhraseFinder(grammar: grammar, view: view)
      let outside = trail
      trail = SpeechTrail()
      var subject: Speaker?
      if let phrase = nouns.mainSubject(before: view.count) {
        subject = resolver.speaker(phrase, trail: trail, sentence: sentence, before: 0)
        if let subject { trail.add(subject, sentence: sentence, token: phrase.tokens.lowerBound) }
      }
      let cues = attributed(view, sentence: sentence, subject: subject)
      var draft = draft(index, at: position, view, cues, sentence)
      trail = outside
      if draft.speaker == nil { draft.kind = .term }
      drafts.append(draft)
      sentences[index] = sentence
    }
  }

  /// How far the words around a quotation in a quotation are looked at.
  private enum SentenceReach { static let tokens = 500 }

  // MARK: Same words

  mutating func readHeading(_ blockIndex: Int, body: [QuoteDraft]) {
    let block = grammar.document.blocks[blockIndex]
    let same = SameWords(grammar: grammar)
    for sentenceIndex in block.sentences {
      let view = SpeechView(
        grammar.document.sentences[sentenceIndex].tokens, depth: 0, block: blockIndex,
        stretches: grammar.stretches, opens: grammar.opens)
      let cues = attributed(view, sentence: sentenceIndex, subject: nil)
      for position in view.items.indices {
        guard let index = view.items[position].stretch else { continue }
        var draft = draft(index, at: position, view, cues, sentenceIndex)
        draft.kind = kinds.headingKind(grammar.stretches[index])
        if var speaker = same.speaker(of: same.words(of: grammar.stretches[index]), among: body) {
          speaker.how = .sameWords
          draft.speaker = speaker
          draft.rule = "quote.headline_same_words"
        } else if draft.speaker == nil, let named = headlineColon(view, position) {
          draft.speaker = named
          draft.rule = "quote.headline_colon"
        }
        if draft.speaker == nil { draft.kind = .term }
        drafts.append(draft)
      }
    }
  }

  /// "‘We stay’: Mayor" and "Mayor: ‘We stay’".
  func headlineColon(_ view: SpeechView, _ position: Int) -> Speaker? {
    let nouns = NounPhraseFinder(grammar: grammar, view: view)
    let isColon = { (index: Int) -> Bool in
      view.items.indices.contains(index) && view.items[index].stretch == nil
        && [":", "–", "—", "-", "|"].contains(grammar.word(view.items[index].token))
    }
    var phrase: NounPhrase?
    if isColon(position + 1) {
      phrase = nouns.phrase(from: position + 2)
      if phrase?.items.upperBound != view.count { phrase = nil }
    } else if isColon(position - 1) {
      phrase = nouns.phrase(endingAt: position - 2)
      if phrase?.items.lowerBound != 0 { phrase = nil }
    }
    guard let phrase else { return nil }
    return resolver.speaker(
      phrase, trail: SpeechTrail(), sentence: 0, before: phrase.tokens.lowerBound)
  }

  /// Partial quotations that no cue governs, said in full by someone else in the text.
  mutating func shareWords(_ body: [QuoteDraft]) {
    let same = SameWords(grammar: grammar)
    for index in drafts.indices
    where drafts[index].kind == .term && grammar.stretches[drafts[index].stretch].depth == 0 {
      let words = same.words(of: grammar.stretches[drafts[index].stretch])
      guard words.count > 1, var speaker = same.speaker(of: words, among: body) else { continue }
      speaker.how = .sameWords
      drafts[index].speaker = speaker
      drafts[index].kind = .partial
      drafts[index].rule = "quote.partial_same_words"
    }
  }
}
