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
    if let title = raw.indices.first(where: { raw[$0].mark == .title && $0 <= lead }) {
      set(title, .headline, "block.markdown_title")
      return
    }
    let open = raw.indices[..<lead].filter { index in
      let form = forms.forms[index]
      return findings[index] == nil && form.count >= 2 && form.count <= 30
        && form.ending != .ellipsis && form.ending != .colon
    }
    let long = open.filter { forms.forms[$0].count >= 5 }
    let clear = long.first { index in
      !(isIssuer(index) && long.contains { $0 > index })
    }
    if let headline = clear {
      set(headline, .headline, "block.headline_first")
      return
    }
    // A headline that is a full sentence: the first short one above the story.
    if let sentence = raw.indices[..<lead].first(where: {
      role($0) == .paragraph && forms.forms[$0].count >= 4 && raw[$0].mark == .none
    }) {
      set(sentence, .headline, "block.headline_sentence")
      return
    }
    let widest = open.filter { !isPersonLine($0) }
      .max { forms.forms[$0].count < forms.forms[$1].count }
    if let headline = widest { set(headline, .headline, "block.headline_only") }
  }

  /// Whether the line is the name of the body that issued the text.
  private func isIssuer(_ index: Int) -> Bool {
    let words = words(of: index)
    guard forms.forms[index].digits == 0, words.count <= 12 else { return false }
    var isBody = false
    for word in words {
      if LineVocabulary.organisations.contains(word.word) { isBody = true }
      if word.form == .lower, !LineVocabulary.nameLinks.contains(word.word) { return false }
    }
    return isBody
  }

  private func isPersonLine(_ index: Int) -> Bool {
    let form = forms.forms[index]
    if form.count > 12 || form.digits > 0 { return false }
    let words = words(of: index)
    if isPerson(words) { return true }
    // "Ann Lee and Bo Ray", "Ann Lee, Bo Ray"
    let parts = words.split { $0.word == "and" }
    return parts.count > 1 && parts.allSatisfy { isPerson($0) }
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
      } else if isShort,
        raw.indices[(index + 1)..<max(lead, index + 1)].contains(where: {
          role($0) == .byline || findings[$0] == nil && isPersonLine($0)
        }) || isShort
      {
        set(index, .nav, "block.kicker")
      } else {
        set(index, .subhead, "block.deck")
      }
    }
  }

  private func aboveHeadline(_ index: Int) -> Finding {
    let isOffice = words(of: index).contains { LineVocabulary.officePosts.contains($0.word) }
    let isOfficeBelow =
      index + 1 < lead && findings[index + 1] == nil
      && words(of: index + 1).contains { LineVocabulary.officePosts.contains($0.word) }
    if isOffice || isOfficeBelow && isPersonLine(index) {
      return Finding(.byline, "block.office_above_headline")
    }
    if findings[index] != nil, forms.forms[index].count > 12 {
      return Finding(.paragraph, "block.sentence")
    }
    return Finding(.nav, "block.masthead")
  }
}
