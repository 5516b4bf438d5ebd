internal import BriefingRecords
internal import BriefingText

/// Names of speakers told by their capitals alone, for those that no mention covers.
///
/// The source of a reporting verb is known by its place, so that capitals and titles are enough
/// here; anywhere else they would not be.
struct CapitalisedNames {
  let grammar: SpeechGrammar
  /// For the last word of a name the longest run of capitals in the file that ends in it.
  private var fullest: [Word: Range<Int>] = [:]

  init(grammar: SpeechGrammar) {
    self.grammar = grammar
    for block in grammar.document.blocks where block.role.carriesFacts {
      // Headings write every word with a capital.
      guard block.role != .headline, block.role != .subhead else { continue }
      var token = block.tokens.lowerBound
      while token < block.tokens.upperBound {
        guard grammar.token(token).isCapitalised, grammar.isWord(token) else {
          token += 1
          continue
        }
        let end = runEnd(token, limit: block.tokens.upperBound)
        if let name = withoutTitles(token..<end), name.count > 1, name.count < 5,
          let last = name.last, grammar.mention(at: last) == nil
        {
          let key = grammar.word(last)
          if name.count > fullest[key]?.count ?? 1 { fullest[key] = name }
        }
        token = end
      }
    }
  }

  /// The speaker that the capitals at the end of a phrase name; nil if the phrase ends otherwise.
  func speaker(in tokens: Range<Int>) -> Speaker? {
    var first = tokens.upperBound
    while first > tokens.lowerBound, grammar.isNamePart(first - 1) || isInnerHyphen(first - 1) {
      if grammar.mention(at: first - 1) != nil { break }
      first -= 1
    }
    guard let name = withoutTitles(first..<tokens.upperBound), let last = name.last,
      grammar.token(last).isCapitalised, grammar.token(last).shape != .upper || name.count > 1,
      !grammar.isPersonNoun(grammar.word(last))
    else { return nil }
    if first > tokens.lowerBound, grammar.token(first - 1).kind == .clitic { return nil }
    if name.lowerBound > tokens.lowerBound {
      let before = grammar.word(name.lowerBound - 1)
      if FunctionWords.prepositions.contains(before) { return nil }
      if FunctionWords.articles.contains(before), name.count == 1 { return nil }
    }
    var whole = name
    if name.count == 1, let full = fullest[grammar.word(last)] { whole = full }
    let text = grammar.document.text(ofTokens: whole)
    let isPerson = name.count > 1 && name.count < 5 || whole.count > name.count
    return Speaker(
      name: text, key: "\(isPerson ? "person" : "org")/\(Speaker.slug(text))", title: nil,
      country: nil, how: whole == name ? .sameSentence : .surname,
      bytes: grammar.document.bytes(ofTokens: name), isHuman: true, isLoneCapital: !isPerson)
  }

  private func runEnd(_ first: Int, limit: Int) -> Int {
    var end = first + 1
    while end < limit {
      if grammar.token(end).isCapitalised && grammar.isWord(end)
        || FunctionWords.particles.contains(grammar.word(end)) && end + 1 < limit
          && grammar.token(end + 1).isCapitalised
        || isInnerHyphen(end) && end + 1 < limit && grammar.token(end + 1).isCapitalised
      {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  private func isInnerHyphen(_ token: Int) -> Bool {
    grammar.isHyphen(token) && grammar.token(token).isGlued
  }

  /// The run after its last title word: "Swedish Prime Minister" goes, the name stays.
  private func withoutTitles(_ run: Range<Int>) -> Range<Int>? {
    var first = run.lowerBound
    for token in run where grammar.lexicon.titles.contains(grammar.word(token)) {
      first = token + 1
    }
    while first < run.upperBound, !grammar.token(first).isCapitalised,
      !FunctionWords.particles.contains(grammar.word(first))
    {
      first += 1
    }
    return first < run.upperBound ? first..<run.upperBound : nil
  }
}
