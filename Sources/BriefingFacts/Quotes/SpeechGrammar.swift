internal import BriefingRecords
internal import BriefingText

/// What rules about speakers ask of a document: its words, names and dates, one item at a time.
struct SpeechGrammar {
  let document: TextDocument
  let lexicon: SpeechLexicon
  let entities: EntityIndex
  let stretches: [QuotedStretch]
  /// For the token of an opening mark its quotation.
  let opens: [Int: Int]
  /// Tokens that belong to a time expression.
  private let dated: Set<Int>

  init(
    document: TextDocument, lexicon: SpeechLexicon, entities: EntityIndex, dates: [DateMention]
  ) {
    self.document = document
    self.lexicon = lexicon
    self.entities = entities
    stretches = QuotedStretch.all(in: document)
    var opens: [Int: Int] = [:]
    for (index, stretch) in stretches.enumerated() { opens[stretch.open] = index }
    self.opens = opens
    var dated: Set<Int> = []
    for date in dates { dated.formUnion(date.tokens) }
    self.dated = dated
  }

  // MARK: Tokens

  func token(_ index: Int) -> Token { document.tokens[index] }
  func word(_ index: Int) -> Word { document.tokens[index].word }
  func isWord(_ index: Int) -> Bool { document.tokens[index].kind == .word }

  func isDated(_ index: Int) -> Bool {
    dated.contains(index) || FunctionWords.weekdays.contains(word(index))
  }

  func isAdverb(_ index: Int) -> Bool {
    let token = document.tokens[index]
    guard token.kind == .word || token.kind == .clitic else { return false }
    if FunctionWords.adverbs.contains(token.word) { return true }
    guard token.shape == .lower, token.end - token.start > 4 else { return false }
    let end = Int(token.end)
    // "-ly", but not the nouns and adjectives that stand before a noun: family, deadly, daily.
    return document.content[end - 1] == 0x79 && document.content[end - 2] == 0x6c
      && !["family", "only", "early", "daily", "weekly", "ally", "assembly", "supply", "reply"]
        .contains(token.word)
  }

  func ends(_ index: Int, with suffix: StaticString) -> Bool {
    let token = document.tokens[index]
    let text = document.content[token.bytes]
    return text.count > suffix.utf8CodeUnitCount + 2
      && String(decoding: text, as: UTF8.self).hasSuffix(suffix.description)
  }

  /// Whether a word reads as a finite verb or a participle, told by its form alone.
  func isVerbLike(_ index: Int) -> Bool {
    guard isWord(index) || document.tokens[index].kind == .clitic else { return false }
    let token = document.tokens[index]
    if token.kind == .clitic {
      return FunctionWords.finite.contains(token.word) && token.word != "'s"
    }
    guard token.shape == .lower else { return false }
    if FunctionWords.finite.contains(token.word) { return true }
    if let cue = lexicon.cue(token.word), !cue.isNounLike { return true }
    return ends(index, with: "ed") && token.word != "armed"
  }

  func isComma(_ item: SpeechView.Item) -> Bool {
    item.stretch == nil && token(item.token).kind == .punctuation && word(item.token) == ","
  }

  func isHyphen(_ index: Int) -> Bool {
    let token = document.tokens[index]
    guard token.kind == .punctuation else { return false }
    return token.word == "-" || token.word == "‑" || token.word == "&" || token.word == "/"
  }

  /// Whether a mark belongs to a link or to emphasis and tells nothing of the sentence.
  func isMarkup(_ index: Int) -> Bool {
    guard document.tokens[index].kind == .punctuation else { return false }
    return ["[", "*", "**", "_", "__"].contains(word(index))
  }

  // MARK: Names

  func mention(at index: Int) -> EntityMention? { entities.mention(atToken: index) }

  func person(at index: Int) -> EntityMention? {
    guard let mention = mention(at: index), entities.entity(of: mention).type == .person else {
      return nil
    }
    return mention
  }

  func isPossessive(after mention: EntityMention) -> Bool {
    let next = mention.tokens.upperBound
    guard next < document.tokens.count else { return false }
    let token = document.tokens[next]
    return token.kind == .clitic && token.isGlued && (token.word == "'s" || token.word == "'")
  }

  /// Whether a word can stand in a name or title by its look.
  func isNamePart(_ index: Int) -> Bool {
    document.tokens[index].isCapitalised || FunctionWords.particles.contains(word(index))
  }
}
