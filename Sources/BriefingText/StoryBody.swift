/// What stands within the story and below it: lists, section headings, cards, leftovers.
extension RoleFinder {
  // MARK: Lists and tables

  mutating func findLists() {
    var index = 0
    while index < raw.count {
      var end = index + 1
      while end < raw.count, !raw[end].isParted { end += 1 }
      if end - index >= 2 { findTable(index..<end) }
      index = end
    }
    for index in raw.indices where findings[index]?.rule == "block.numbered" {
      // A number alone in its line, with text that is not numbered below, heads a section.
      let form = forms.forms[index]
      let isBeside =
        index > 0 && raw[index - 1].mark == .numbered
        || index + 1 < raw.count && raw[index + 1].mark == .numbered
      if form.count <= 10, form.ending != .stop, form.ending != .comma, !isBeside,
        index + 1 < raw.count, isStory(index + 1)
      {
        set(index, .subhead, "block.numbered_heading")
      }
    }
    for index in raw.indices where isListHeading(index) { findPartedPoints(under: index) }
    for index in raw.indices.dropFirst() where isSignature(index) {
      set(index, .paragraph, "block.signature")
    }
  }

  /// The line right below a quotation that names who spoke.
  private func isSignature(_ index: Int) -> Bool {
    let above = forms.forms[index - 1]
    guard !raw[index].isParted, above.startsQuoted, above.endsQuoted, role(index - 1) == .paragraph,
      forms.forms[index].count <= 30, forms.forms[index].capitals >= 2
    else { return false }
    return raw[index].mark == .dash
      || findings[index] == nil && forms.forms[index].ending == .none
  }

  /// Lines that stand together and are rows of figures, or the points of a box.
  private mutating func findTable(_ lines: Range<Int>) {
    let rows = lines.filter { isRow($0) }
    if rows.count >= 3, let first = rows.first, let last = rows.last {
      for row in rows { set(row, .listItem, "block.table_row") }
      for index in first...last where findings[index] == nil {
        set(index, .listItem, "block.table_row")
      }
      if first > lines.lowerBound, findings[first - 1] == nil, forms.forms[first - 1].columns > 0 {
        set(first - 1, .listItem, "block.table_header")
      }
    }
    // The heading of the box: in the line above, or the block above.
    let isHeadingInside = isListHeading(lines.lowerBound)
    let isHeadingAbove = lines.lowerBound > 0 && isListHeading(lines.lowerBound - 1)
    guard lines.lowerBound > 0 || isHeadingInside, isHeadingInside || isHeadingAbove else { return }
    let points = isHeadingInside ? lines.dropFirst() : lines[...]
    let isPlain = points.allSatisfy { index in
      findings[index] == nil || findings[index]?.rule == "block.sentence"
        || role(index) == .listItem
    }
    if points.count < 2 || !isPlain { return }
    for index in points where findings[index] == nil || findings[index]?.rule == "block.sentence" {
      set(index, .listItem, "block.box_point")
    }
  }

  /// The points of a box whose lines are parted by empty ones: short texts under a heading that
  /// promises points, up to the next heading.
  private mutating func findPartedPoints(under heading: Int) {
    let promises = words(of: heading).contains { word in
      ["takeaways", "highlights", "glance", "points"].contains(word.word)
    }
    guard promises else { return }
    var end = heading + 1
    while end < raw.count, findings[end]?.rule == "block.sentence", raw[end].isParted,
      forms.forms[end].count <= 60
    {
      end += 1
    }
    guard end - heading > 2, end - heading <= 13, end < raw.count, findings[end] == nil else {
      return
    }
    for index in (heading + 1)..<end { set(index, .listItem, "block.box_point") }
  }

  private func isRow(_ index: Int) -> Bool {
    guard
      findings[index] == nil || findings[index]?.rule == "block.menu"
        || findings[index]?.rule == "block.sentence" && forms.forms[index].separators > 1
    else { return false }
    let form = forms.forms[index]
    return form.numbers > 0 && form.count <= 24 && form.ending != .stop
      && (form.hasDashOrColon || form.columns > 0 || form.separators > 1)
  }

  func isListHeading(_ index: Int) -> Bool {
    let form = forms.forms[index]
    guard form.count <= 5, form.ending == .none || form.ending == .colon,
      role(index) == nil || role(index) == .subhead
    else { return false }
    return words(of: index).contains { LineVocabulary.listHeadings.contains($0.word) }
  }

  // MARK: Headings

  /// The last block of the story.
  private var storyEnd: Int {
    raw.indices.last { isStory($0) && $0 >= lead } ?? raw.count - 1
  }

  mutating func findHeadings() {
    let end = storyEnd
    for index in raw.indices where index >= lead && index < end {
      let below = index + 1
      if isShortQuestion(index), isStory(below) {
        set(index, .subhead, "block.question_heading")
      }
      if findings[index] != nil { continue }
      if isPersonLine(index), role(below) == .byline || role(below) == .dateline {
        set(index, .byline, "block.name_in_entry")
        continue
      }
      let isTimed = role(index - 1) == .dateline || role(below) == .dateline
      if role(index - 1) == .related, !raw[index].isParted {
        set(index, .related, "block.under_related")
      } else if isTimed || forms.forms[index].count < 9 || role(below) == .listItem {
        set(index, .subhead, "block.heading")
      } else if headsWhatFollows(index) {
        set(index, .subhead, "block.heading_of_below")
      } else {
        set(index, .related, "block.foreign_headline")
      }
    }
  }

  /// Whether the block is a question, or a shouted call, that stands alone as a heading does.
  private func isShortQuestion(_ index: Int) -> Bool {
    let form = forms.forms[index]
    guard index > lead, raw[index].isParted, raw[index].mark == .none, form.count <= 9,
      findings[index]?.rule == "block.sentence", !form.startsQuoted, form.count > 1,
      let last = content[raw[index].body].last
    else { return false }
    return last == 0x3f && form.count < forms.forms[min(index + 1, raw.count - 1)].count
      || form.shouted == form.count
  }

  /// Whether a line as long as a headline shares enough of its rarer words with the text below to be
  /// the heading of it, rather than a link to another story.
  private func headsWhatFollows(_ index: Int) -> Bool {
    let below = index + 1
    guard below < raw.count, isStory(below) else { return false }
    var near = Set<Word>()
    var block = below
    while block < min(below + 3, raw.count), isStory(block) {
      for word in words(of: block) { near.insert(word.word) }
      block += 1
    }
    let telling = words(of: index).filter { $0.end - $0.start >= 4 || $0.form == .number }
    let shared = telling.count { near.contains($0.word) }
    return shared * 3 >= telling.count
  }

  // MARK: Below the story

  /// A heading "contacts" and the lines under it, to the last that is one of them.
  mutating func findContacts() {
    var index = lead
    while index < raw.count {
      defer { index += 1 }
      guard role(index) == .credit, forms.forms[index].count <= 12,
        words(of: index).contains(where: { $0.word == "contact" || $0.word == "contacts" })
      else { continue }
      if index > lead, raw[index - 1].mark == .title || raw[index - 1].mark == .heading {
        set(index - 1, .credit, "block.contact_heading")
      }
      var next = index + 1
      while next < raw.count, isContactLine(next) {
        set(next, .credit, "block.contact")
        next += 1
      }
      index = next - 1
    }
  }

  private func isContactLine(_ index: Int) -> Bool {
    let form = forms.forms[index]
    if let finding = findings[index] {
      let isPlain =
        finding.rule == "block.sentence" || finding.role == .credit
        || finding.role == .listItem || finding.rule == "block.address"
        || finding.rule == "block.stamp" && form.digits >= 6 && form.count <= 4
      if !isPlain || form.count > 30 { return false }
      return true
    }
    let isSignOff = form.capitals == 0 && form.count <= 8
    return form.hasAddress || form.digits >= 5 || form.count <= 5 || isSignOff
  }

  mutating func findBiographies() {
    let authors = authorNames()
    for index in raw.indices where index > lead && index * 2 > raw.count {
      guard findings[index] == nil || findings[index]?.rule == "block.sentence" else { continue }
      let words = words(of: index)
      let isAuthor =
        words.count >= 2
        && authors.contains { $0.elementsEqual(words.prefix($0.count).map(\.word)) }
      let isAlone = words.count <= 4
      if isAuthor, isAlone || describesWriter(words) {
        set(index, .bio, "block.author_card")
      } else if raw.count - index <= 8, describesWriter(words), words.first?.isCapitalised ?? false,
        words.contains(where: { LineVocabulary.writerPosts.contains($0.word) })
      {
        set(index, .bio, "block.writer_card")
      }
    }
    for index in raw.indices
    where role(index) == .bio && findings[index]?.rule != "block.writer_card" {
      var next = index + 1
      let isHeading = findings[index]?.rule.hasPrefix("block.phrase") ?? false
      while next < raw.count {
        let isText = findings[next]?.rule == "block.sentence"
        let isPost = findings[next] == nil && isPost(next)
        guard isPost || isHeading && isText && !raw[next - 1].bytes.isEmpty else { break }
        set(next, .bio, "block.card_line")
        next += 1
      }
    }
  }

  private func isPost(_ index: Int) -> Bool {
    forms.forms[index].count <= 6
      && words(of: index).contains { LineVocabulary.writerPosts.contains($0.word) }
  }

  /// "Ann Lee is a reporter …", "Ann Lee covers …"
  private func describesWriter(_ words: ArraySlice<BlockWord>) -> Bool {
    guard words.count >= 4 else { return false }
    let verbs = words.dropFirst(2).prefix(3)
    return verbs.contains { verb in
      ["is", "was", "covers", "writes", "reports", "joined", "has", "works"].contains(verb.word)
    } && words.prefix(2).allSatisfy(\.isCapitalised)
  }

  private func authorNames() -> Set<[Word]> {
    var names: Set<[Word]> = []
    // More writers than this is no article but a heap of them.
    for index in raw.indices where role(index) == .byline && names.count < 16 {
      var name: [Word] = []
      for word in words(of: index) {
        if word.isCapitalised, word.word != "by", !LineVocabulary.writerPosts.contains(word.word) {
          name.append(word.word)
        } else {
          if name.count >= 2 { names.insert(Array(name.prefix(2))) }
          name = []
        }
      }
      if name.count >= 2 { names.insert(Array(name.prefix(2))) }
    }
    return names
  }

  mutating func findTail() {
    let end = storyEnd
    // A heading with nothing but leftovers under it belongs to them.
    for index in raw.indices.reversed() where index > end && role(index) == .subhead {
      let below = index + 1 < raw.count ? findings[index + 1] : nil
      switch below?.role {
      case .credit: set(index, .credit, "block.contact_heading")
      case .bio: set(index, .bio, "block.card_line")
      default:
        if forms.forms[index].count >= 4 {
          set(index, .related, "block.below_story")
        } else {
          findings[index] = nil
        }
      }
    }
    for index in raw.indices where index >= lead {
      // Questions and calls among links are links too.
      if index > 0, role(index - 1) == .related, !raw[index].isParted,
        findings[index]?.rule == "block.sentence", forms.forms[index].count <= 14
      {
        set(index, .related, "block.under_related")
      }
      if findings[index] != nil { continue }
      let above = index > 0 ? findings[index - 1] : nil
      if above?.role == .nav, index > end {
        set(index, .nav, "block.under_topics")
      } else if above?.role == .related || forms.forms[index].count >= 4 {
        set(index, .related, "block.below_story")
      } else if above?.role == .bio {
        set(index, .bio, "block.card_line")
      } else {
        set(index, .ui, "block.below_story")
      }
    }
  }
}
