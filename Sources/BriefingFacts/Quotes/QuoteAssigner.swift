internal import BriefingRecords
internal import BriefingText

/// Goes through a document and finds who says each quotation, sentence by sentence.
struct QuoteAssigner {
  let grammar: SpeechGrammar
  let resolver: SpeakerResolver
  let kinds: QuoteKindRules
  let dates: [DateMention]
  var drafts: [QuoteDraft] = []
  var trail = SpeechTrail()
  /// The speaker of the paragraph before, if it ended in speech.
  var carried: Speaker?
  /// Whether the sentence read last reports speech.
  var speechEnds = false

  /// A cue with the speaker its words tell of.
  struct Attributed {
    var cue: SpeechCue
    var speaker: Speaker?
  }

  init(grammar: SpeechGrammar, dates: [DateMention]) {
    self.grammar = grammar
    self.dates = dates
    resolver = SpeakerResolver(grammar: grammar)
    kinds = QuoteKindRules(grammar: grammar)
  }

  /// All quotations of the document, in the order of the file.
  mutating func run() -> [QuoteDraft] {
    var headings: [Int] = []
    for (index, block) in grammar.document.blocks.enumerated() where block.role.carriesFacts {
      switch block.role {
      case .headline, .subhead: headings.append(index)
      case .caption:
        // Pictures are told of apart from the text: nobody in it is "he" in the next paragraph.
        let trailBefore = trail
        let carriedBefore = carried
        read(index)
        trail = trailBefore
        carried = carriedBefore
      default: read(index)
      }
    }
    nested()
    let body = drafts
    for index in headings { readHeading(index, body: body) }
    shareWords(body)
    drafts.sort { $0.stretch < $1.stretch }
    SplitQuotes(grammar: grammar).merge(&drafts)
    return drafts
  }

  // MARK: Blocks

  mutating func read(_ blockIndex: Int) {
    let block = grammar.document.blocks[blockIndex]
    var covered = block.tokens.lowerBound
    var inBlock: Speaker?
    speechEnds = false
    var isFirst = true
    for sentenceIndex in block.sentences {
      let sentence = grammar.document.sentences[sentenceIndex]
      let first = max(covered, sentence.tokens.lowerBound)
      guard first < sentence.tokens.upperBound else { continue }
      let view = SpeechView(
        first..<sentence.tokens.upperBound, depth: 0, block: blockIndex,
        stretches: grammar.stretches, opens: grammar.opens)
      if let stretch = view.items.last?.stretch { covered = grammar.stretches[stretch].end }
      inBlock = read(
        view, sentence: sentenceIndex, isFirst: isFirst, inBlock: inBlock)
      isFirst = false
    }
    carried = speechEnds ? inBlock : nil
  }

  /// Reads a sentence and returns who speaks at its end, if anyone.
  mutating func read(
    _ view: SpeechView, sentence: Int, isFirst: Bool, inBlock: Speaker?
  ) -> Speaker? {
    let nouns = NounPhraseFinder(grammar: grammar, view: view)
    let subjectPhrase = nouns.mainSubject(before: view.count)
    var subject: Speaker?
    if let subjectPhrase {
      subject = resolver.speaker(
        subjectPhrase, trail: trail, sentence: sentence, before: subjectPhrase.tokens.lowerBound)
      // One capital at the head of a sentence may be any word: only a cue makes it a name.
      if subject?.isLoneCapital == true { subject = nil }
      if let subject {
        trail.add(subject, sentence: sentence, token: subjectPhrase.tokens.lowerBound)
      }
    }
    let cues = attributed(view, sentence: sentence, subject: subject)
    var last: Speaker?
    for cue in cues {
      guard let speaker = cue.speaker else { continue }
      trail.add(speaker, sentence: sentence, token: view.items[cue.cue.start].token)
      if cue.cue.cue.kind == .say { last = speaker }
    }
    if subject == nil, cues.isEmpty { rememberOnlyPerson(in: view, sentence: sentence) }
    for position in view.items.indices {
      guard let stretch = view.items[position].stretch else { continue }
      var draft = draft(stretch, at: position, view, cues, sentence)
      if draft.speaker == nil, draft.cue == nil {
        fallBack(&draft, view, position, subject: subject, isFirst: isFirst, inBlock: inBlock)
      }
      if draft.speaker == nil, draft.kind == .partial { draft.kind = .term }
      if let speaker = draft.speaker, draft.kind != .term { last = speaker }
      drafts.append(draft)
    }
    speechEnds = last != nil
    if last == nil, let subject, subject.isHuman, view.quotes.isEmpty, cues.isEmpty {
      // "The mayor was blunt. “We stay.”": the next sentence of the paragraph may be hers.
      last = subject
    }
    return last
  }

  mutating func rememberOnlyPerson(in view: SpeechView, sentence: Int) {
    var persons: [EntityMention] = []
    for item in view.items where item.stretch == nil {
      if let mention = grammar.person(at: item.token), persons.last?.tokens != mention.tokens {
        persons.append(mention)
      }
    }
    guard persons.count == 1, !grammar.isPossessive(after: persons[0]) else { return }
    trail.add(
      resolver.speaker(of: persons[0]), sentence: sentence,
      token: persons[0].tokens.lowerBound)
  }

  // MARK: Cues

  func attributed(
    _ view: SpeechView, sentence: Int, subject: Speaker?
  ) -> [Attributed] {
    var found: [Attributed] = []
    var trail = trail
    for cue in SpeechCueFinder(grammar: grammar, view: view).cues() {
      var speaker: Speaker?
      switch cue.source {
      case .elliptical:
        speaker = found.last(where: { $0.speaker != nil })?.speaker ?? subject
      case .phrase(let phrase):
        let first = view.items[0].token
        // "… fell, he said": a cue that closes the sentence means someone before it.
        let closes = isParenthetical(cue, view)
        let limit = closes ? first : phrase.tokens.lowerBound
        speaker = resolver.speaker(phrase, trail: trail, sentence: sentence, before: limit)
      }
      if let speaker {
        trail.add(speaker, sentence: sentence, token: view.items[cue.start].token)
      }
      found.append(Attributed(cue: cue, speaker: speaker))
    }
    return found
  }

  func isParenthetical(_ cue: SpeechCue, _ view: SpeechView) -> Bool {
    guard cue.start > 0 else { return false }
    let before = view.items[cue.start - 1]
    return before.stretch != nil || grammar.isComma(before)
  }

  /// The quotation with the cue that governs it, if the sentence has one.
  func draft(
    _ stretch: Int, at position: Int, _ view: SpeechView, _ cues: [Attributed], _ sentence: Int
  ) -> QuoteDraft {
    let right = cues.first { isRight($0.cue, of: position, in: view) }
    let left = leftCue(position, cues)
    let far = cues.first { $0.cue.start > position && closesSentence($0.cue, view) }
    let startsClause =
      position == 0
      || view.items[position - 1].stretch == nil
        && [":", ".", "—", "–"].contains(grammar.word(view.items[position - 1].token))
    var chosen: Attributed?
    var rule = "quote.no_source"
    var isCueRight = false
    let isAside = left.map { isAfterComma(position, view, cue: $0.cue) } ?? true
    if let right, startsClause || isAside {
      chosen = right
      rule = "cue_after"
      isCueRight = true
    } else if let left {
      chosen = left
      rule = left.cue.isInverted ? "cue_between" : "subject_verb"
    } else if let right {
      chosen = right
      rule = "cue_after"
      isCueRight = true
    } else if let far {
      chosen = far
      rule = "cue_at_end"
    }
    let kind = kinds.kind(
      grammar.stretches[stretch], at: position, in: view, cue: chosen?.cue)
    var draft = QuoteDraft(
      stretch: stretch, sentence: sentence, kind: kind,
      rule: chosen == nil ? rule : "quote.\(kind.rawValue)_\(rule)", isCueRight: isCueRight)
    guard let chosen else { return draft }
    draft.speaker = chosen.speaker
    draft.cue =
      view.items[chosen.cue.items.lowerBound]
      .token..<(view.items[chosen.cue.items.upperBound - 1]
      .token + 1)
    let setting = QuoteSetting(grammar: grammar, view: view)
    draft.medium = setting.medium(chosen.cue)
    draft.occasion = setting.occasion(chosen.cue)
    if let range = setting.dateRange(chosen.cue) {
      draft.date = dates.firstIndex { $0.tokens.overlaps(range) }
    }
    draft.via = agency(after: max(position, chosen.cue.items.upperBound), cues, chosen.speaker)
    return draft
  }

  /// The nearest cue before the quotation; a verb of saying before one of thinking or asking of the
  /// same source: "said he expected".
  func leftCue(_ position: Int, _ cues: [Attributed]) -> Attributed? {
    let before = cues.filter { $0.cue.items.lowerBound < position && $0.cue.start < position }
    guard let last = before.last else { return nil }
    guard last.cue.cue.kind != .say || last.cue.cue.isNounLike else { return last }
    return before.last {
      $0.cue.cue.kind == .say && !$0.cue.cue.isNounLike && $0.speaker?.key == last.speaker?.key
        && $0.speaker != nil
    } ?? (last.speaker != nil ? last : before.last { $0.speaker != nil } ?? last)
  }

  /// Whether a comma that does not close the cue's own clause parts the quotation from a cue.
  func isAfterComma(_ position: Int, _ view: SpeechView, cue: SpeechCue) -> Bool {
    position > 0 && grammar.isComma(view.items[position - 1]) && position - 1 > cue.items.upperBound
  }

  /// Whether a cue follows the quotation with nothing but its source between.
  func isRight(_ cue: SpeechCue, of position: Int, in view: SpeechView) -> Bool {
    guard cue.start > position else { return false }
    var next = position + 1
    while next < cue.start {
      let item = view.items[next]
      guard
        grammar.isComma(item)
          || item.stretch == nil && ["—", "–", "-"].contains(grammar.word(item.token))
      else { return false }
      next += 1
    }
    return true
  }

  /// Whether a cue stands in a clause of its own after a comma, which the sentence ends with.
  func closesSentence(_ cue: SpeechCue, _ view: SpeechView) -> Bool {
    guard cue.cue.kind == .say, isParenthetical(cue, view) else { return false }
    let next = cue.items.upperBound
    guard next < view.count, view.items[next].stretch == nil else { return true }
    return grammar.word(view.items[next].token) != "that"
  }

  /// The agency that reports what the chosen cue tells.
  func agency(
    after position: Int, _ cues: [Attributed], _ speaker: Speaker?
  ) -> Speaker? {
    for cue in cues
    where cue.cue.start >= position || cue.cue.cue.lemma == "quote" || cue.cue.cue.lemma == "cite" {
      guard let source = cue.speaker, let entity = source.entity, source.key != speaker?.key,
        grammar.entities.entities[entity].type == .organisation
      else { continue }
      return source
    }
    return nil
  }
}
