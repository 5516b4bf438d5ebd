import BriefingRecords
import BriefingText

/// How far a name may reach.
extension NameScanner {
  /// The token after the run of capitalised words that begins at `start`, with hyphens, figures,
  /// particles and the connectors of titles and bodies between them.
  func chunkEnd(from start: Int, limit: Int) -> Int {
    var end = start + 1
    var isInPhrase = false
    while end < limit {
      let token = tokens[end]
      if Self.weekdays.contains(token.word) || isMonthOfDate(end, limit: limit) { break }
      if token.isCapitalised, !token.isGlued || joins(end - 1) {
        end += 1
      } else if token.kind == .number, token.isGlued, joins(end - 1) {
        end = afterFigure(end, limit: limit)
      } else if token.kind == .number, !token.isGlued, isModelNumber(end, limit: limit) {
        end = afterFigure(end, limit: limit)
      } else if joins(end), token.isGlued, end + 1 < limit, tokens[end + 1].isGlued,
        continuesCompound(end, limit: limit)
      {
        end += 1
      } else if token.shape == .lower, token.isGlued, joins(end - 1), end - 1 > start {
        end += 1
      } else if isMark(end, "&"), end + 1 < limit, tokens[end + 1].isCapitalised {
        end += 2
      } else if let next = particles(at: end, limit: limit) {
        end = next + 1
      } else if let next = connector(at: end, isInPhrase: isInPhrase, limit: limit) {
        isInPhrase = true
        end = next + 1
      } else {
        break
      }
    }
    // A name of the lexicon with a lower-case word inside reaches further.
    var index = start
    while index < end {
      if tokens[index].isCapitalised, let match = match(at: index, limit: limit), match.end > end {
        end = match.end
      }
      index += 1
    }
    return end
  }

  private static let weekdays: Set<Word> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon.", "tue.",
    "tues.", "wed.", "thu.", "thurs.", "fri.", "sat.", "sun.",
  ]

  /// "May 4" is a date, "Theresa May" a name.
  private func isMonthOfDate(_ index: Int, limit: Int) -> Bool {
    guard Dateline.months.contains(tokens[index].word), index + 1 < limit else { return false }
    return tokens[index + 1].kind == .number || tokens[index + 1].kind == .ordinal
      || document.text(tokens[index]).hasSuffix(".")
  }

  /// Whether the token joins the parts of a compound.
  func joins(_ index: Int) -> Bool {
    guard index >= 0, tokens[index].kind == .punctuation else { return false }
    let text = document.text(tokens[index])
    return text == "-" || text == "\u{2011}" || text == "/"
  }

  private func continuesCompound(_ joint: Int, limit: Int) -> Bool {
    let next = tokens[joint + 1]
    if document.text(tokens[joint]) == "/" {
      let before = tokens[joint - 1]
      if next.kind == .number { return before.kind == .number }
      return next.shape != .title && next.isCapitalised && before.shape == .upper
    }
    if next.isCapitalised { return true }
    if next.kind == .number { return tokens[joint - 1].kind == .word }
    // "Mazar-i-Sharif".
    if next.shape == .lower, next.bytes.count <= 3, joint + 3 < limit, joins(joint + 2),
      tokens[joint + 2].isGlued, tokens[joint + 3].isCapitalised,
      !kinds[joint + 1].contains(.common)
    {
      return true
    }
    // "Kim Jong-un": a short second half that is no word, after a family name.
    if next.shape == .lower, next.bytes.count <= 5, !kinds[joint + 1].contains(.common),
      !kinds[joint + 1].contains(.particle), joint + 2 >= limit || !joins(joint + 2)
    {
      let follows = joint + 2 < limit && tokens[joint + 2].isCapitalised
      let before = joint - 2
      return follows
        || before >= 0 && tokens[before].isCapitalised && !tokens[joint - 1].isGlued
          && tokens[joint - 1].shape == .title
    }
    return kinds[joint + 1].contains(.particle) && joint + 3 < limit && joins(joint + 2)
      && tokens[joint + 3].isCapitalised
  }

  /// The token after a figure and the letters glued to it: `101s`, `136/131`.
  private func afterFigure(_ index: Int, limit: Int) -> Int {
    var end = index + 1
    while end < limit, tokens[end].isGlued, tokens[end].kind == .word, tokens[end].bytes.count <= 3
    {
      end += 1
    }
    return end
  }

  /// "Falcon 3 launchers": a short figure between a name and a class of weapon.
  private func isModelNumber(_ index: Int, limit: Int) -> Bool {
    guard tokens[index].bytes.count <= 4, tokens[index - 1].isCapitalised,
      !kinds[index - 1].contains(.neverName), index + 1 < limit
    else { return false }
    return kinds[index + 1].contains(.weaponClass) && !isInitial(index - 1)
  }

  /// The capitalised word after particles that begin at `index`: `van der Berg`, `al-Sayed`.
  func particles(at index: Int, limit: Int) -> Int? {
    var next = index
    var count = 0
    while next < limit, tokens[next].shape == .lower, kinds[next].contains(.particle), count < 3 {
      count += 1
      next += 1
      if next < limit, joins(next), tokens[next].isGlued { next += 1 }
    }
    guard count > 0, next < limit, tokens[next].isCapitalised else { return nil }
    // "arrived as President": these are words of the language unless a hyphen follows.
    let isHyphenated = joins(next - 1)
    if !isHyphenated, Self.needHyphen.contains(tokens[index].word) { return nil }
    return next
  }

  private static let needHyphen: Set<Word> = ["as", "an", "ad", "ash", "ur", "ud", "do", "den"]

  /// The capitalised word after "of", "for", "and", "the", where these go on with a title or body.
  private func connector(at index: Int, isInPhrase: Bool, limit: Int) -> Int? {
    let word = tokens[index].word
    let before = kinds[index - 1]
    var next = index + 1
    switch word {
    case "of":
      guard isInPhrase || !before.isDisjoint(with: Self.opensOf) else { return nil }
    case "for", "on":
      guard isInPhrase && word == "for" || !before.isDisjoint(with: Self.opensFor) else {
        return nil
      }
    case "and" where !isInPhrase:
      // "Peace and Security Council".
      guard next < limit, tokens[next].isCapitalised, tokens[index - 1].shape == .title,
        before.contains(.common), kinds[next].contains(.common),
        before.isDisjoint(with: Self.bodies)
      else { return nil }
      var last = next
      while last + 1 < limit, tokens[last + 1].isCapitalised { last += 1 }
      return last > next && !kinds[last].isDisjoint(with: Self.bodies) ? next : nil
    case "and":
      guard isInPhrase, next < limit, tokens[next].isCapitalised,
        kinds[next].contains(.portfolio) || kinds[next].contains(.common),
        match(at: next, limit: limit).map({ lexicon.entries[$0.form.entry].type != .organisation })
          ?? true
      else { return nil }
      return next
    default: return nil
    }
    if next < limit, tokens[next].word == "the", tokens[next].shape == .lower { next += 1 }
    guard next < limit, tokens[next].isCapitalised, !Self.weekdays.contains(tokens[next].word),
      !Dateline.months.contains(tokens[next].word)
    else { return nil }
    return next
  }

  private static let opensOf: NameWordKinds = [
    .organisationHead, .workHead, .locationHead, .office, .organ, .placeHead,
  ]
  private static let bodies: NameWordKinds = [.organisationHead, .organ]
  private static let opensFor: NameWordKinds = [.organisationHead, .office, .workHead]

  /// The token after `Russia’s Defense Ministry`, which is one body; nil where the chunk is no
  /// country with an organ of state behind it.
  func possessiveOrgan(_ chunk: Range<Int>, limit: Int) -> Int? {
    let clitic = chunk.upperBound
    guard clitic + 1 < limit, tokens[clitic].kind == .clitic, tokens[clitic + 1].isCapitalised,
      let country = match(at: chunk.lowerBound, limit: chunk.upperBound),
      country.end == chunk.upperBound, lexicon.entries[country.form.entry].isCountry
    else { return nil }
    let end = chunkEnd(from: clitic + 1, limit: limit)
    return isOrgan(clitic + 1..<end) ? end : nil
  }

  /// Whether the tokens name an organ of state by words that need a country to say which.
  func isOrgan(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    if let match = match(at: range.lowerBound, limit: range.upperBound),
      match.end == range.upperBound, lexicon.entries[match.form.entry].country != nil
    {
      return false
    }
    var hasHead = false
    for index in range {
      if kinds[index].contains(.organ) { hasHead = true }
      let isPlain =
        tokens[index].kind != .word || tokens[index].shape == .lower
        || !kinds[index].isDisjoint(with: [.organ, .portfolio, .modifier, .common, .office])
      if !isPlain { return false }
    }
    return hasHead
  }

  /// The token after `Regulation (EU) No 833/2014` and its like.
  func work(at start: Int, limit: Int) -> Int? {
    var index = start
    while index < limit, index < start + 4, tokens[index].isCapitalised,
      !kinds[index].contains(.workHead)
    {
      index += 1
    }
    guard index < limit, tokens[index].isCapitalised, kinds[index].contains(.workHead) else {
      return nil
    }
    index += 1
    if index + 2 < limit, isMark(index, "("), tokens[index + 1].shape == .upper,
      isMark(index + 2, ")")
    {
      index += 3
    }
    if index < limit, tokens[index].word == "no" || tokens[index].word == "no." { index += 1 }
    guard index < limit, tokens[index].kind == .number else { return nil }
    index += 1
    while index + 1 < limit, isMark(index, "/"), tokens[index].isGlued, tokens[index + 1].isGlued {
      index += 2
    }
    return index
  }
}
