/// What stands above the story: headline, deck, writers, menus.
extension RoleFinder {
  /// Finds the first block of the story: a full sentence of some length that is no deck.
  mutating func findLead() {
    lead =
      raw.indices.first { isLead($0) } ?? raw.indices.first { role($0) == .listItem } ?? raw.count
    // A sentence with a byline, a stamp or a picture below it and a headline above it is a deck.
    let next = lead + 1
    guard next < raw.count, lead > 0, forms.forms[lead].count <= 45,
      let below = raw.indices[next...].first(where: { isLead($0) }), below <= lead + 6,
      raw.indices[next..<below].contains(where: { role($0) == .byline || role($0) == .dateline }),
      raw.indices[..<lead].contains(where: { findings[$0] == nil || raw[$0].mark == .title })
    else { return }
    if raw.indices[..<lead].contains(where: { role($0) == .byline || role($0) == .dateline }) {
      return
    }
    set(lead, .subhead, "block.deck")
    lead = below
  }

  private func isLead(_ index: Int) -> Bool {
    guard role(index) == .paragraph else { return false }
    let form = forms.forms[index]
    return form.count >= 10 && form.ending != .ellipsis
  }

  mutating func findHeadline() {
    if raw.contains(where: { $0.said == .headline }) { return }
    if let title = raw.indices.first(where: { raw[$0].mark == .title && $0 <= lead }) {
      set(title, .headline, "block.markdown_title")
      return
    }
    let open = raw.indices[..<lead].filter { index in
      let form = forms.forms[index]
      return findings[index] == nil && form.count >= 2 && form.count <= 30
        && form.ending != .ellipsis && form.ending != .colon && !form.hasAddress
    }
    // Names of persons, their offices and issuing bodies give way to any other line.
    let clear = open.filter { !isOffice($0) && !isHonouredPerson($0) && !isIssuer($0) }
    let widest = clear.max { forms.forms[$0].count < forms.forms[$1].count }
    if let headline = clear.first(where: { forms.forms[$0].count >= 5 }) {
      set(headline, .headline, "block.headline_first")
      return
    }
    if let headline = widest, forms.forms[headline].count >= 3 {
      set(headline, .headline, "block.headline_only")
      return
    }
    // A headline that is a full sentence: the first short one above the story.
    if let sentence = raw.indices[..<lead].first(where: {
      role($0) == .paragraph && forms.forms[$0].count >= 4 && raw[$0].mark == .none
    }) {
      set(sentence, .headline, "block.headline_sentence")
      return
    }
    let left = widest ?? open.first { !isHonouredPerson($0) && !isOffice($0) }
    if let headline = left { set(headline, .headline, "block.headline_only") }
  }

  /// Whether the line is the name of the body that issued the text.
  private func isIssuer(_ index: Int) -> Bool {
    let words = words(of: index)
    guard forms.forms[index].digits == 0, words.count <= 12 else { return false }
    var isBody = words.count <= 4 && words.allSatisfy { $0.form != .lower }
    isBody = isBody && words.contains { LineVocabulary.organisations.contains($0.word) }
    let links = words.contains { $0.word == "of" || $0.word == "for" }
    for word in words {
      if links, LineVocabulary.organisations.contains(word.word) { isBody = true }
      if word.form == .lower, !LineVocabulary.nameLinks.contains(word.word) { return false }
    }
    return isBody
  }

  /// Whether the line is made of persons' names, with honours before and places after them: "Ann Lee
  /// in Cairo and Bo Ray".
  func isPersonLine(_ index: Int) -> Bool {
    let form = forms.forms[index]
    if form.count > 16 || form.digits > 0 || form.ending != .none { return false }
    let words = withoutHonours(index)
    // Two shouted words are a heading.
    if words.count <= 3, words.allSatisfy({ $0.form == .upper && $0.end - $0.start > 3 }) {
      return false
    }
    if words.contains(where: { LineVocabulary.listHeadings.contains($0.word) }) { return false }
    if isPerson(words) { return true }
    let parts = namesParted(words)
    guard parts.count > 1, let first = parts.first, isPerson(first) else { return false }
    return parts.allSatisfy { part in
      part.count <= 3
        && part.allSatisfy { $0.isCapitalised || LineVocabulary.particles.contains($0.word) }
    }
  }

  /// The words parted at commas and at words between names.
  private func namesParted(_ words: ArraySlice<BlockWord>) -> [ArraySlice<BlockWord>] {
    var parts: [ArraySlice<BlockWord>] = []
    var first = words.startIndex
    for index in words.indices {
      let isLink = LineVocabulary.nameLinks.contains(words[index].word)
      let isAfterComma =
        index > first
        && content[Int(words[index - 1].end)..<Int(words[index].start)].contains(0x2c)
      if isLink || isAfterComma {
        if first < index { parts.append(words[first..<index]) }
        first = isLink ? index + 1 : index
      }
    }
    if first < words.endIndex { parts.append(words[first...]) }
    return parts
  }

  private func isHonouredPerson(_ index: Int) -> Bool {
    forms.forms[index].ending == .none && isPerson(withoutHonours(index))
  }

  private func withoutHonours(_ index: Int) -> ArraySlice<BlockWord> {
    var words = words(of: index)
    while let first = words.first, LineVocabulary.honours.contains(first.word) {
      words.removeFirst()
    }
    while let last = words.last, LineVocabulary.honours.contains(last.word) { words.removeLast() }
    return words
  }

  /// Whether the line is the public office of the person named beside it.
  private func isOffice(_ index: Int) -> Bool {
    let words = words(of: index)
    guard words.count <= 12, forms.forms[index].digits == 0,
      let post = words.firstIndex(where: { LineVocabulary.officePosts.contains($0.word) }),
      words.allSatisfy({ $0.isCapitalised || LineVocabulary.nameLinks.contains($0.word) })
    else { return false }
    let after = words[(post + 1)...].first
    return after.map { $0.word == "for" || $0.word == "of" || $0.word == "to" } ?? true
  }

  private func isPostLine(_ index: Int) -> Bool {
    let form = forms.forms[index]
    return form.count <= 8
      && words(of: index).contains { LineVocabulary.writerPosts.contains($0.word) }
  }

  mutating func findPreamble() {
    let headline = raw.indices[..<lead].first { role($0) == .headline }
    for index in raw.indices[..<lead] {
      if let finding = findings[index], finding.rule != "block.sentence" { continue }
      if let headline, copies[index] == headline { continue }
      let isShort = forms.forms[index].count <= 4
      guard let headline, index > headline else {
        findings[index] = aboveHeadline(index)
        continue
      }
      if isPersonLine(index) {
        set(index, .byline, "block.name_under_headline")
      } else if index > 0, role(index - 1) == .byline, isPostLine(index) {
        set(index, .byline, "block.post_under_name")
      } else if findings[index] != nil {
        continue
      } else if isShort {
        set(index, .nav, "block.kicker")
      } else {
        set(index, .subhead, "block.deck")
      }
    }
  }

  private func aboveHeadline(_ index: Int) -> Finding {
    let isOfficeBelow = index + 1 < lead && isOffice(index + 1)
    if isOffice(index) || isOfficeBelow && isPersonLine(index) {
      return Finding(.byline, "block.office_above_headline")
    }
    if findings[index] != nil, forms.forms[index].count > 12 {
      return Finding(.paragraph, "block.sentence")
    }
    return Finding(.nav, "block.masthead")
  }

  /// Whether the stamp names an hour and no day.
  private func isClock(_ index: Int) -> Bool {
    !words(of: index).contains { LineVocabulary.months.contains($0.word) }
  }

  /// Moves the start of the story up to a list, a box of points or the first timed entry that stands
  /// between the headline and the first full sentence.
  mutating func raiseLead() {
    guard let headline = raw.indices[..<lead].first(where: { role($0) == .headline }) else {
      return
    }
    for index in raw.indices[(headline + 1)..<lead] {
      let isListBelow = index + 1 < raw.count && role(index + 1) == .listItem
      let isBox =
        isListHeading(index) && index + 2 < raw.count
        && (findings[index + 1] == nil || role(index + 1) == .paragraph)
      let isEntry =
        role(index) == .dateline && index + 1 < lead && findings[index + 1] == nil
        && !isPersonLine(index + 1) && (forms.forms[index + 1].count >= 4 || isClock(index))
        && raw.indices[(index + 1)...].contains { role($0) == .dateline }
      if role(index) == .listItem || isListBelow && findings[index] == nil || isBox || isEntry {
        lead = index
        return
      }
    }
  }
}
