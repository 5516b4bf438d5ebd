/// Roles that a line shows by itself, wherever it stands.
extension RoleFinder {
  /// The role of a block by its own words and form; nil if only its place can tell.
  func lineRole(_ index: Int) -> Finding? {
    let block = raw[index]
    let form = forms.forms[index]
    let words = words(of: index)
    if words.isEmpty || form.hasAddress && form.numbers == form.count && form.digits <= 3 {
      return form.hasAddress
        ? Finding(.nav, "block.address") : Finding(.ui, "block.separator")
    }
    let first = UTF8Scalar.at(block.body.lowerBound, in: content, end: block.body.upperBound).value
    if first == 0xa9, form.count <= 40 { return Finding(.credit, "block.copyright") }
    if first == 0x7c, form.separators >= 2 { return Finding(.listItem, "block.table_row") }
    if let finding = phraseRole(block, form, words) { return finding }
    switch block.mark {
    case .title, .heading: return Finding(.subhead, "block.markdown_heading")
    case .none, .bullet, .dash, .numbered, .quote, .rule: break
    }
    if let finding = shortRole(form, words) { return finding }
    if let credit = credit(of: index) {
      let isShort = form.count <= 70 && !form.startsQuoted
      if isShort, credit.isCertain || !hasInnerStop(index, before: credit.start) {
        if credit.start <= block.body.lowerBound { return Finding(.credit, "block.picture_credit") }
        return Finding(.caption, "block.caption_credit")
      }
    }
    switch block.mark {
    case .bullet: return Finding(.listItem, "block.bullet")
    case .dash: return Finding(.listItem, "block.dash")
    case .numbered: return Finding(.listItem, "block.numbered")
    case .quote: return Finding(.paragraph, "block.quote")
    case .none, .title, .heading, .rule: break
    }
    if form.hasEquals, form.digits > 0, form.count <= 16 {
      return Finding(.paragraph, "block.rate")
    }
    if form.ending == .stop || form.count >= 25 || form.ending == .colon && form.count > 6 {
      return Finding(.paragraph, "block.sentence")
    }
    return nil
  }

  private func phraseRole(
    _ block: RawBlock, _ form: BlockForm, _ words: ArraySlice<BlockWord>
  ) -> Finding? {
    if form.startsQuoted || form.count > 90 { return nil }
    if form.count <= 16, form.ending != .stop, let role = phrases.roleOfBar(words) {
      return Finding(role, "block.bar")
    }
    guard let phrase = phrases.phrase(in: words) else { return nil }
    let (role, kind) = (phrase.role, phrase.kind)
    let limit = role == .notice || role == .credit ? 90 : 45
    if form.count > limit { return nil }
    if role == .byline, form.ending == .stop || form.count > 12 { return nil }
    if kind == .prefix, phrase.words.count == 1, !standsApart(form, words) { return nil }
    // A link or a menu is no sentence, unless a label and a colon come before it.
    let isLink = role == .related || role == .nav
    if isLink, form.ending == .stop, form.count > 8, !hasEarlyColon(words) { return nil }
    // Inside an item of the story a phrase may be the writer's own.
    let isItem = block.mark == .bullet || block.mark == .numbered || block.mark == .dash
    if isItem, kind == .contains || kind == .suffix, form.count > 12 { return nil }
    return Finding(role, "block.phrase_\(kind.rawValue)")
  }

  /// Whether the first word of a block is a label: alone but for a few words, or before a colon.
  private func standsApart(_ form: BlockForm, _ words: ArraySlice<BlockWord>) -> Bool {
    if form.count <= 4, form.ending != .stop { return true }
    return words.count == 1 || hasEarlyColon(words)
  }

  /// Whether a colon, a bar or a bracket follows one of the first five words.
  private func hasEarlyColon(_ words: ArraySlice<BlockWord>) -> Bool {
    let head = words.prefix(6)
    for (word, next) in zip(head, head.dropFirst()) {
      let gap = content[Int(word.end)..<Int(next.start)]
      let isMark = gap.contains { $0 == 0x3a || $0 == 0x7c || $0 == 0x28 }
      // The colon of a clock time labels nothing.
      if isMark, gap.count > 1 || word.form != .number { return true }
    }
    return false
  }

  private func shortRole(_ form: BlockForm, _ words: ArraySlice<BlockWord>) -> Finding? {
    if form.count > 24 { return nil }
    let first = words[words.startIndex]
    if form.count == 3, form.numbers == 2, words[words.startIndex + 1].word == "of",
      first.form == .number
    {
      return Finding(.ui, "block.counter")
    }
    if form.numbers == form.count, form.count <= 3, form.hasDashOrColon, form.digits <= 4 {
      return Finding(.ui, "block.counter")
    }
    if form.count <= 6, form.numbers == 1, words[words.endIndex - 1].form == .number,
      words.contains(where: { $0.word == "page" }), form.ending != .stop
    {
      return Finding(.related, "block.page_reference")
    }
    if form.ending == .stop, !endsInStamp(words) { return nil }
    if let finding = stampRole(form, words) { return finding }
    if isByline(form, words) { return Finding(.byline, "block.by") }
    if form.separators > 0, form.ending == .none, isMenu(form, words) {
      return Finding(.nav, "block.menu")
    }
    return nil
  }

  /// "6 a.m." and "ET." end in a stop that ends no sentence.
  private func endsInStamp(_ words: ArraySlice<BlockWord>) -> Bool {
    words.last.map { LineVocabulary.time.contains($0.word) } ?? false
  }

  // MARK: Stamps

  private func stampRole(_ form: BlockForm, _ words: ArraySlice<BlockWord>) -> Finding? {
    var months = 0
    var labels = 0
    var others = 0
    var timeWords = 0
    for word in words {
      if LineVocabulary.stampLabels.contains(word.word) {
        labels += 1
      } else if word.form == .number || LineVocabulary.stampLinks.contains(word.word) {
        continue
      } else if LineVocabulary.time.contains(word.word) {
        timeWords += 1
        if LineVocabulary.months.contains(word.word) { months += 1 }
      } else {
        others += 1
      }
    }
    let first = words[words.startIndex]
    let isLabelled = LineVocabulary.stampLabels.contains(first.word) || first.word == "as"
    if others == 0 {
      if form.numbers > 0, timeWords + labels > 0, form.count <= 16,
        months + labels > 0 || isClock(form)
      {
        return Finding(.dateline, "block.stamp")
      }
      if labels > 0, form.numbers == 0, timeWords == 0, form.count <= 3, form.ending == .colon {
        return Finding(.dateline, "block.stamp_label")
      }
      return nil
    }
    let hasDate = months > 0 && form.numbers > 0
    if form.separators >= 1, hasDate, form.ending != .colon {
      return isPersonFirst(words)
        ? Finding(.byline, "block.byline_stamp")
        : Finding(.dateline, "block.stamp_bar")
    }
    if isLabelled, hasDate, others <= 4, form.count <= 14 {
      return Finding(.dateline, "block.stamp")
    }
    return nil
  }

  private func isClock(_ form: BlockForm) -> Bool { form.numbers >= 1 && form.digits <= 6 }

  // MARK: Writers

  private func isByline(_ form: BlockForm, _ words: ArraySlice<BlockWord>) -> Bool {
    guard words.count >= 2, words[words.startIndex].word == "by" else { return false }
    let second = words[words.startIndex + 1]
    guard second.isCapitalised || LineVocabulary.particles.contains(second.word) else {
      return false
    }
    return words.dropFirst().allSatisfy { word in
      word.form != .lower || LineVocabulary.nameLinks.contains(word.word)
        || LineVocabulary.particles.contains(word.word)
        || LineVocabulary.writerPosts.contains(word.word)
    }
  }

  /// Whether the words before the first mark of a line with bars are a person's name.
  private func isPersonFirst(_ words: ArraySlice<BlockWord>) -> Bool {
    var nameEnd = words.startIndex + 1
    while nameEnd < words.endIndex {
      let gap = content[Int(words[nameEnd - 1].end)..<Int(words[nameEnd].start)]
      if gap.count > 1 && gap.contains(where: { $0 != 0x20 && $0 != 0x2e }) { break }
      nameEnd += 1
    }
    return isPerson(words[words.startIndex..<nameEnd])
  }

  /// Whether the words look like the name of one person.
  func isPerson(_ words: ArraySlice<BlockWord>) -> Bool {
    var names = 0
    for word in words {
      if LineVocabulary.particles.contains(word.word) { continue }
      guard word.form == .title || word.form == .upper,
        !LineVocabulary.organisations.contains(word.word),
        !LineVocabulary.writerPosts.contains(word.word),
        !LineVocabulary.stampLabels.contains(word.word),
        !LineVocabulary.nameLinks.contains(word.word)
      else { return false }
      names += 1
    }
    // A fourth capitalised word makes a headline of it, unless one is an initial.
    let initials = words.count { $0.end - $0.start == 1 }
    return names >= 2 && names - initials <= 3 && words.count <= 5
  }

  // MARK: Menus

  private func isMenu(_ form: BlockForm, _ words: ArraySlice<BlockWord>) -> Bool {
    // Columns of figures are a table, not a menu.
    if form.numbers * 3 > form.count { return false }
    let items = form.separators + 1
    return form.count <= items * 5 && form.capitals * 2 >= items
  }

  // MARK: Captions

  func credit(of index: Int) -> CaptionCredit? {
    let form = forms.forms[index]
    if form.count > 120 { return nil }
    return CaptionCredit(
      form: form, words: words(of: index), body: raw[index].body, content: content)
  }

  /// Whether a sentence ends within the block before its last one.
  private func hasInnerStop(_ index: Int, before end: Int) -> Bool {
    let text = UTF8Scalar.trimmed(raw[index].body.lowerBound..<end, in: content)
    var position = text.lowerBound
    var stops = 0
    while position + 2 < text.upperBound {
      let isStop = content[position] == 0x2e || content[position] == 0x3f
      // A short word before the stop is an abbreviation more often than the end of a sentence.
      if isStop, content[position + 1] == 0x20,
        ScalarClass(ascii: content[position + 2]) == .upper, position > text.lowerBound + 4,
        content[(position - 4)..<position].allSatisfy({ ScalarClass(ascii: $0) == .lower })
      {
        stops += 1
      }
      position += 1
    }
    return stops > 0
  }
}
