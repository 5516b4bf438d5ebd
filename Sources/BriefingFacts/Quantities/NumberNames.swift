internal import BriefingRecords
internal import BriefingText

/// Tells numbers that name, date or list something from numbers that count.
///
/// Works by how the number is written and by its neighbours, so that it holds where no lexicon knows
/// the name. A name that the entity index knows has been told before.
struct NumberNames {
  let view: TokenView
  let lexicon: NumeralLexicon
  let names: EntityIndex
  /// The words that the document has in lower case.
  let lowered: Set<Word>
  /// Whether the document groups its thousands, so that `2022` is no count.
  let groupsThousands: Bool
  /// Whether the sentence writes most words with a capital, as headlines do.
  let isTitleCase: Bool
  /// Whether the sentence has no word in lower case.
  let isAllCapitals: Bool
  /// The first token of the sentence.
  let sentenceStart: Int

  /// Whether the number names or places something. `hasUnit`: a unit or currency stands with it.
  func names(_ numeral: Numeral, hasUnit: Bool) -> Bool {
    let first = numeral.tokens.lowerBound
    let next = numeral.tokens.upperBound
    if numeral.form == .digits {
      if isGluedToName(first, numeral) { return true }
      if !hasUnit, isGluedTail(next, numeral) { return true }
      if numeral.hasLeadingZero, numeral.isPlain { return true }
      if isListNumber(first, next, numeral) || isPhone(numeral) { return true }
      if !hasUnit, isClock(numeral) || isDay(numeral) || isYear(numeral) { return true }
    } else if isNameWord(first) {
      return true
    }
    if hasUnit || numeral.hasScale { return false }
    if isAfterName(numeral) { return true }
    return isBeforeNamingNoun(next, numeral)
  }

  // MARK: Glued to what stands before or after

  func isGluedToName(_ first: Int, _ numeral: Numeral) -> Bool {
    // A number inside a word, as in `RM41`, begins after the token does.
    guard numeral.bytes.lowerBound == view.tokens[first].bytes.lowerBound else { return false }
    guard view.isGlued(first) else { return false }
    let mark = first - 1
    switch view.word(mark) {
    case "-", "–", "\u{2010}", "\u{2011}", "−":
      guard view.isGlued(mark) else { return false }
      return view.kind(mark - 1) == .word || view.kind(mark - 1) == .number
        || view.kind(mark - 1) == .ordinal
    case "+": return view.isGlued(mark) && view.isWord(mark - 1) || view.kind(mark - 1) == .number
    case "/", ".", "#", "@", "_", "°", "'", "’", "‘", "\\", "^", "§", "№": return true
    case ":": return view.kind(mark - 1) == .number && view.isGlued(mark)
    case ",": return view.kind(mark - 1) == .number && view.isGlued(mark)
    default:
      return view.kind(mark) == .clitic || view.kind(mark) == .word && view.word(mark) != "x"
    }
  }

  func isGluedTail(_ next: Int, _ numeral: Numeral) -> Bool {
    guard view.isGlued(next) else { return false }
    if view.kind(next) == .word || view.kind(next) == .clitic { return true }
    switch view.word(next) {
    case "/": return view.isGlued(next + 1)
    case "+": return view.kind(next + 1) == .number && view.isGlued(next + 1)
    case "°", "'", "’", "′", "″", "_": return true
    case "-", "–", "\u{2010}", "\u{2011}", "−":
      guard view.isGlued(next + 1) else { return false }
      guard view.isWord(next + 1) else { return false }
      switch view.tokens[next + 1].shape {
      case .upper, .initial, .mixed: return true
      case .title, .lower, .none: return false
      }
    default: return false
    }
  }

  func isListNumber(_ first: Int, _ next: Int, _ numeral: Numeral) -> Bool {
    guard numeral.isPlain, numeral.digits < 4 else { return false }
    let isFirst = first == view.range.lowerBound
    let isBracketed = first == view.range.lowerBound + 1 && view.word(first - 1) == "("
    guard isFirst || isBracketed, view.isGlued(next), view.contains(next + 1) else { return false }
    switch view.word(next) {
    case ")": return true
    case ".", "\u{fe0f}": return isFirst && !view.isGlued(next + 1)
    default: return false
    }
  }

  func isPhone(_ numeral: Numeral) -> Bool {
    var start = numeral.tokens.lowerBound
    var count = 1
    // No telephone number has more groups.
    while count < 12, let before = groupBefore(start) {
      start = before
      count += 1
    }
    var end = numeral.tokens.upperBound
    while count < 12, let after = groupAfter(end) {
      end = after
      count += 1
    }
    if view.word(start - 1) == "+", view.isGlued(start), count > 1 { return true }
    if CountedWords.phoneWords.contains(view.word(start - 1)) { return true }
    if view.word(start - 1) == ":" || view.word(start - 1) == ".",
      CountedWords.phoneWords.contains(view.word(start - 2))
    {
      return true
    }
    return count > 2 && view.content[view.tokens[start].bytes.lowerBound] == 0x30
  }

  func groupBefore(_ start: Int) -> Int? {
    var before = start - 1
    if view.isHyphen(before) || view.word(before) == ")" { before -= 1 }
    return view.kind(before) == .number ? before : nil
  }

  func groupAfter(_ end: Int) -> Int? {
    var after = end
    if view.isHyphen(after) || view.word(after) == "(" { after += 1 }
    return view.kind(after) == .number ? after + 1 : nil
  }

  // MARK: Names of several words

  /// A number word with a capital inside a sentence belongs to a name: Group of Seven.
  func isNameWord(_ first: Int) -> Bool {
    guard view.isCapitalised(first), !isTitleCase, first > sentenceStart else { return false }
    let before = view.before(first)
    guard before >= sentenceStart else { return false }
    if view.isHyphen(before) { return true }
    return view.kind(before) == .word || view.kind(before) == .clitic
  }

  func isAfterName(_ numeral: Numeral) -> Bool {
    let first = numeral.tokens.lowerBound
    let before = view.before(first)
    guard view.isWord(before), before >= view.range.lowerBound else {
      return isAfterNumberSign(first) || isNextInSeries(numeral)
    }
    let word = view.word(before)
    let hasPlural = view.looksPlural(numeral.tokens.upperBound)
    if lexicon.ordinalUnits.contains(word) {
      let isSign = CountedWords.numberSigns.contains(word)
      if numeral.form == .words, isSign { return false }
      if isSign || view.isCapitalised(before) && before > sentenceStart || !hasPlural {
        return numeral.form == .words || isSign || numeral.digits < 5
          || numeral.isPlain && view.isCapitalised(before)
      }
    }
    guard numeral.form == .digits, numeral.isPlain || numeral.digits < 4, numeral.digits <= 4,
      view.isCapitalised(before), !isFunctionWord(word)
    else { return isNextInSeries(numeral) }
    if let mention = names.mention(atToken: before) {
      switch names.entity(of: mention).type {
      case .weapon, .work: return true
      default: return false
      }
    }
    if isTitleCase { return false }
    if before == sentenceStart || view.kind(before - 1) != .word && view.kind(before - 1) != .clitic
    {
      // The first word of a sentence has a capital in any case: it is a name unless the text has it
      // in lower case, or it looks like a verb.
      if view.endsInEd(before) || view.endsInIng(before) { return false }
      return numeral.isPlain && !occursInLowerCase(word)
    }
    return true
  }

  func isFunctionWord(_ word: Word) -> Bool {
    CountedWords.prepositions.contains(word) || CountedWords.conjunctions.contains(word)
      || CountedWords.determiners.contains(word) || CountedWords.pronouns.contains(word)
      || CountedWords.verbs.contains(word) || lexicon.part(word) != nil
      || CountedWords.beforeCounts.contains(word)
  }

  func isAfterNumberSign(_ first: Int) -> Bool {
    let before = view.word(first - 1)
    if before == "№" || before == "#" || before == "§" { return true }
    // "No" "." at the end of a sentence is no abbreviation; "no." before digits is one token.
    return before == "." && CountedWords.numberSigns.contains(view.word(first - 2))
      && view.isGlued(first - 1)
  }

  /// `Articles 4 and 5`, `Leopard 1 and 2`: what goes on a name's number.
  func isNextInSeries(_ numeral: Numeral) -> Bool {
    let first = numeral.tokens.lowerBound
    guard numeral.form == .digits, numeral.isPlain else { return false }
    let joint = first - 1
    guard
      view.word(joint) == "and" || view.word(joint) == "or" || view.word(joint) == "to"
        || view.isDash(joint), view.kind(joint - 1) == .number
    else { return false }
    let name = joint - 2
    let isOrdinal = lexicon.ordinalUnits.contains(view.word(name))
    let word = view.word(name)
    let isName =
      view.isCapitalised(name) && !isFunctionWord(word) && !isTitleCase
      && (name > sentenceStart || !occursInLowerCase(word))
    guard isOrdinal || isName else { return false }
    if let mention = names.mention(atToken: name) {
      switch names.entity(of: mention).type {
      case .weapon, .work: break
      default: return false
      }
    }
    // "Leopard 1 and 2 crews"
    let isPairOfDigits = numeral.digits == 1 && view.tokens[joint - 1].bytes.count == 1
    return isPairOfDigits || !view.looksPlural(numeral.tokens.upperBound)
  }

  func isBeforeNamingNoun(_ next: Int, _ numeral: Numeral) -> Bool {
    guard numeral.form == .digits, numeral.isPlain, view.isCapitalised(next) else { return false }
    var index = next
    while index < next + 3, view.isCapitalised(index) {
      if CountedWords.namingNouns.contains(view.word(index)) { return true }
      index += 1
    }
    return false
  }

  func occursInLowerCase(_ word: Word) -> Bool { lowered.contains(word) }
}
