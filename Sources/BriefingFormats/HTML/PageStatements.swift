import BriefingText

/// Settles what a page states about itself: one headline, names of persons only, dates that are dates.
struct PageStatements {
  private(set) var values: [StatedValue] = []

  private let tree: PageTree
  private let scope: StoryScope
  private let names: AuthorNames
  private let headline: Int?

  init(_ tree: PageTree, metadata: PageMetadata, title: PageTitle, scope: StoryScope) {
    self.tree = tree
    self.scope = scope
    headline = title.segment
    names = AuthorNames(siteNames: metadata.siteNames)
    if let title = title.stated { values.append(title) }
    values += authors(metadata)
    for field in [StatedValue.Field.published, .updated] {
      values += metadata.values(field).filter { Self.isDate($0.value) }
    }
    values += shownDates()
    for field in [StatedValue.Field.publisher, .address, .language, .section] {
      values += metadata.values(field).filter { isUsable($0) }
    }
    values += dateOfAddress()
  }

  private func isUsable(_ value: StatedValue) -> Bool {
    switch value.field {
    case .address: value.value.hasPrefix("http")
    case .publisher: !value.value.hasPrefix("http") && !value.value.hasPrefix("@")
    default: true
    }
  }

  private static func isDate(_ text: String) -> Bool {
    text.utf8.count >= 6 && text.utf8.count <= 60
      && text.utf8.count { (0x30...0x39).contains($0) } >= 3
  }

  // MARK: Authors

  /// The authors of the first statement that names persons.
  private func authors(_ metadata: PageMetadata) -> [StatedValue] {
    for basis in [StatedValue.Basis.jsonLD, .meta] {
      let found = persons(metadata.values(.author).filter { $0.basis == basis })
      if !found.isEmpty { return found }
    }
    let marked = persons(shownAuthors())
    return marked.isEmpty ? persons(bylines()) : marked
  }

  /// Short lines near the story's head that begin with "By", or that the markup calls a byline.
  private func bylines() -> [StatedValue] {
    let last = scope.firstProse
    let first = max(0, min(headline ?? last, last) - 3)
    guard first < last else { return [] }
    for index in first..<min(last, first + 40) {
      let segment = tree.segments[index]
      let traits = scope.traits[Int(segment.element)]
      guard segment.size <= 90, segment.words >= 2, segment.form != .heading, index != headline,
        traits.isDisjoint(with: [.hidden, .comments, .related, .card, .caption, .credit])
      else { continue }
      let runs = tree.runs[Int(segment.firstRun)..<Int(segment.firstRun + segment.runCount)]
      guard let start = runs.first?.start, let end = runs.last(where: { $0.end > 0 })?.end else {
        continue
      }
      let text = PageText.string(runs, in: tree.bytes)
      let word = text.prefix { $0.isLetter }.lowercased()
      guard Self.openers.contains(word) || traits.contains(.byline) else { continue }
      let statement = StatedValue(
        .author, text, basis: .markup, bytes: Int(start)..<Int(max(start, end)))
      if !names.names(in: text).isEmpty { return [statement] }
    }
    return []
  }

  private static let openers: Set<String> = ["by", "von", "par", "por", "door", "av", "af"]

  private func persons(_ statements: [StatedValue]) -> [StatedValue] {
    var result: [StatedValue] = []
    for statement in statements {
      for name in names.names(in: statement.value)
      where !result.contains(where: { $0.value == name }) && result.count < 20 {
        result.append(StatedValue(.author, name, basis: statement.basis, bytes: statement.bytes))
      }
    }
    return result
  }

  /// Elements near the story that the markup calls an author.
  private func shownAuthors() -> [StatedValue] {
    let span = tree.segments(in: scope.container)
    var result: [StatedValue] = []
    var index = 0
    while index < tree.elements.count, result.count < 8 {
      let element = tree.elements[index]
      index += 1
      guard element.traits.contains(.author),
        scope.traits[index - 1].isDisjoint(with: [
          .comments, .related, .card, .hidden, .aside,
        ]),
        element.end > element.start, element.end - element.start < 4000,
        Int(element.firstSegment) <= span.upperBound + 3
      else { continue }
      // The innermost says it best.
      let end = Int(element.next)
      if tree.elements[index..<max(index, end)].contains(where: {
        $0.traits.contains(.author) && $0.end > $0.start
      }) {
        continue
      }
      let text = text(of: index - 1)
      guard text.utf8.count <= 120, !text.isEmpty else { continue }
      result.append(
        StatedValue(.author, text, basis: .markup, bytes: Int(element.start)..<Int(element.end)))
      index = end
    }
    return result
  }

  /// The text of a small element, its tags taken for blanks where they part words.
  private func text(of element: Int) -> String {
    var runs: [TextRun] = []
    var index = tree.elements[element].start
    let end = tree.elements[element].end
    var start = index
    while index < end {
      if tree.bytes[Int(index)] == 0x3c {
        if start < index { runs.append(TextRun(start: start, end: index)) }
        while index < end, tree.bytes[Int(index)] != 0x3e { index += 1 }
        start = min(index + 1, end)
        runs.append(TextRun(start: start, end: start))
      }
      index += 1
    }
    if start < end { runs.append(TextRun(start: start, end: end)) }
    return PageText.string(runs[...], in: tree.bytes)
  }

  // MARK: Dates

  /// The first time that the markup calls the publication, and the first in the story's head.
  private func shownDates() -> [StatedValue] {
    var first: StatedValue?
    var published: StatedValue?
    var updated: StatedValue?
    let end = tree.segments(in: scope.container).upperBound
    for (index, element) in tree.elements.enumerated() {
      let property = tree.attribute(.itemprop, of: index).map {
        String(decoding: tree.bytes[$0].prefix(40), as: UTF8.self)
      }
      guard element.tag == .time || property == "datePublished" || property == "dateModified",
        let stamp = tree.attribute(.datetime, of: index) ?? tree.attribute(.content, of: index)
      else { continue }
      let value = PageText.value(stamp, in: tree.bytes)
      guard Self.isDate(value.text) else { continue }
      if property == "dateModified" {
        if updated == nil {
          updated = StatedValue(.updated, value.text, basis: .markup, bytes: value.bytes)
        }
        continue
      }
      let found = StatedValue(.published, value.text, basis: .markup, bytes: value.bytes)
      let isLabelled =
        property == "datePublished" || tree.attribute(.pubdate, of: index) != nil
      if isLabelled, published == nil { published = found }
      if first == nil, Int(element.firstSegment) <= end,
        scope.traits[index].isDisjoint(with: [.comments, .related, .card, .aside, .footer, .promo])
      {
        first = found
      }
    }
    return [published ?? first, updated].compactMap(\.self)
  }

  /// `/2023/05/12/` in the page's own address.
  private func dateOfAddress() -> [StatedValue] {
    for value in values where value.field == .address {
      let parts = value.value.utf8.split(separator: 0x2f, omittingEmptySubsequences: false)
      var index = 0
      while index + 2 < parts.count {
        let numbers = parts[index...(index + 2)].map { Int(String(decoding: $0, as: UTF8.self)) }
        if let year = numbers[0], let month = numbers[1], let day = numbers[2],
          (1990...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
        {
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          return [StatedValue(.published, text, basis: value.basis, bytes: value.bytes)]
        }
        index += 1
      }
    }
    return []
  }
}
