import BriefingText

/// Chooses the headline among the headings that readers see and the titles that the page states.
struct PageTitle {
  /// The segment that is the headline.
  private(set) var segment: Int?
  /// What the page states as its headline, without the site's name; nil where it states none.
  private(set) var stated: StatedValue?

  private let tree: PageTree
  private let siteFolds: [String]

  init(_ tree: PageTree, metadata: PageMetadata, isHidden: (Int) -> Bool) {
    self.tree = tree
    siteFolds = metadata.siteNames.map(AuthorNames.fold).filter { $0.utf8.count > 1 }
    let hosts = metadata.values(.address).compactMap { Self.host($0.value) }
    var headings = headings(isHidden)
    var titles: [(value: StatedValue, fold: String)] = []
    let headingFolds = Set(headings.map(\.fold))
    let all = metadata.values(.headline)
    for value in all {
      var value = value
      value.value = cleaned(value.value, headingFolds, all.map(\.value), hosts)
      let fold = AuthorNames.fold(value.value)
      if fold.isEmpty || siteFolds.contains(fold) { continue }
      titles.append((value, fold))
    }
    headings += shownTitles(Set(titles.map(\.fold)), known: Set(headings.map(\.segment)), isHidden)
    // The heading that says what the page states, the highest and first of them.
    var best: (score: Int, index: Int)?
    for (order, heading) in headings.enumerated() {
      var score = 0
      for title in titles where Self.agrees(heading.fold, title.fold) {
        score = max(score, heading.fold == title.fold ? 60 : 50)
      }
      if score == 0, titles.isEmpty || heading.level == 1 {
        let shared = titles.map { Self.sharedWords(heading.text, $0.value.value) }.max() ?? 0
        if heading.level == 1 {
          score = shared > 0.5 ? 40 : 20
        } else if titles.isEmpty {
          score = 5
        }
      }
      if score == 0 { continue }
      score += heading.level == 1 ? 5 : heading.isNamed ? 4 : heading.level == 2 ? 3 : 0
      if heading.isLink { score -= 8 }
      if siteFolds.contains(heading.fold) { score -= 60 }
      if score > 0, best.map({ score > $0.score }) ?? true { best = (score, order) }
    }
    // A heading that shares no words with what the page states of itself names something else.
    if let found = best, found.score < 32, !titles.isEmpty { best = nil }
    if let best { segment = headings[best.index].segment }
    guard let first = titles.first else { return }
    // Two statements that agree weigh more than one; what the chosen heading says weighs most.
    let chosen = best.map { headings[$0.index].fold }
    stated =
      titles.first { $0.fold == chosen }?.value
      ?? titles.first { title in titles.count { $0.fold == title.fold } > 1 }?.value ?? first.value
  }

  private struct Heading {
    var segment: Int
    var text: String
    var fold: String
    var level: Int
    var isNamed: Bool
    var isLink: Bool
  }

  /// The headings of the page, at most the first hundred.
  private func headings(_ isHidden: (Int) -> Bool) -> [Heading] {
    var result: [Heading] = []
    for (index, segment) in tree.segments.enumerated() where result.count < 100 {
      let isNamed = isNamed(Int(segment.element))
      guard segment.form == .heading || isNamed, segment.size >= 4, segment.size <= 400,
        !isHidden(index)
      else { continue }
      let first = Int(segment.firstRun)
      let text = PageText.string(
        tree.runs[first..<(first + Int(segment.runCount))], in: tree.bytes)
      result.append(
        Heading(
          segment: index, text: text, fold: AuthorNames.fold(text),
          level: segment.form == .heading ? Int(segment.level) : 7, isNamed: isNamed,
          isLink: segment.linkSize == segment.size))
    }
    return result
  }

  /// Lines that say a stated title and are set as no heading.
  private func shownTitles(
    _ titles: Set<String>, known: Set<Int>, _ isHidden: (Int) -> Bool
  ) -> [Heading] {
    var result: [Heading] = []
    for (index, segment) in tree.segments.enumerated().prefix(300) {
      guard segment.size >= 12, segment.size <= 300, segment.linkSize < segment.size,
        !known.contains(index), !isHidden(index)
      else { continue }
      let first = Int(segment.firstRun)
      let text = PageText.string(
        tree.runs[first..<(first + Int(segment.runCount))], in: tree.bytes)
      let fold = AuthorNames.fold(text)
      let isBold = segment.boldSize == segment.size
      guard titles.contains(fold) || isBold && titles.contains(where: { Self.agrees(fold, $0) })
      else { continue }
      result.append(
        Heading(segment: index, text: text, fold: fold, level: 8, isNamed: false, isLink: false))
    }
    return result
  }

  private func isNamed(_ element: Int) -> Bool {
    tree.elements[element].traits.contains(.headline)
  }

  /// Whether two titles are the same but for a part that one of them leaves out.
  static func agrees(_ one: String, _ other: String) -> Bool {
    if one == other { return true }
    let (short, long) = one.utf8.count < other.utf8.count ? (one, other) : (other, one)
    guard short.utf8.count * 10 >= long.utf8.count * 6, short.utf8.count >= 12 else { return false }
    return long.hasPrefix(short) || long.hasSuffix(short)
  }

  private static func sharedWords(_ one: String, _ other: String) -> Double {
    let first = Set(one.lowercased().split { !$0.isLetter && !$0.isNumber })
    let second = Set(other.lowercased().split { !$0.isLetter && !$0.isNumber })
    guard !first.isEmpty, !second.isEmpty else { return 0 }
    return Double(first.intersection(second).count) / Double(min(first.count, second.count))
  }

  private static func host(_ address: String) -> String? {
    guard let scheme = address.range(of: "://") else { return nil }
    let host = address[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" }
    return String(host.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  // MARK: The site's name

  private static let separators = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " · ", " « ", " • ", "|",
  ]

  /// The title without the parts that name the site, as far as something proves that they do.
  private func cleaned(
    _ title: String, _ headings: Set<String>, _ others: [String], _ hosts: [String]
  ) -> String {
    var title = title
    for _ in 0..<3 {
      guard !headings.contains(AuthorNames.fold(title)),
        let shorter = shortened(title, headings, others, hosts)
      else { break }
      title = shorter
    }
    return title
  }

  private func shortened(
    _ title: String, _ headings: Set<String>, _ others: [String], _ hosts: [String]
  ) -> String? {
    for separator in Self.separators {
      guard let last = title.lastRange(of: separator), let first = title.range(of: separator) else {
        continue
      }
      let head = String(title[..<last.lowerBound])
      let tail = String(title[last.upperBound...])
      let front = String(title[..<first.lowerBound])
      let rest = String(title[first.upperBound...])
      if namesSite(tail, hosts) || isTitle(head, headings, others) { return head.trimmedBlanks }
      if namesSite(front, hosts) || isTitle(rest, headings, others) { return rest.trimmedBlanks }
      let isBar = separator.contains("|") || separator == " :: " || separator == " » "
      if isBar, tail.wordCount <= 4, head.wordCount >= 4 { return head.trimmedBlanks }
    }
    return nil
  }

  private func isTitle(_ part: String, _ headings: Set<String>, _ others: [String]) -> Bool {
    let fold = AuthorNames.fold(part)
    return fold.utf8.count > 12
      && (headings.contains(fold) || others.contains { AuthorNames.fold($0) == fold })
  }

  private func namesSite(_ part: String, _ hosts: [String]) -> Bool {
    let fold = AuthorNames.fold(part)
    if fold.isEmpty || siteFolds.contains(fold) { return true }
    guard part.wordCount <= 5 else { return false }
    if siteFolds.contains(where: { $0.utf8.count > 3 && fold.hasPrefix($0) }) { return true }
    return fold.utf8.count >= 3 && hosts.contains { $0.contains(fold) }
  }
}

extension StringProtocol {
  /// The first place where a text stands.
  func range(of text: String) -> Range<Index>? {
    guard let head = text.first else { return nil }
    var index = startIndex
    while index < endIndex {
      if self[index] == head, self[index...].hasPrefix(text) {
        return index..<self.index(index, offsetBy: text.count)
      }
      formIndex(after: &index)
    }
    return nil
  }

  /// The last place where a text stands.
  func lastRange(of text: String) -> Range<Index>? {
    var found: Range<Index>?
    var start = startIndex
    while let next = self[start...].range(of: text) {
      found = next
      start = next.upperBound
    }
    return found
  }

  var wordCount: Int { split(whereSeparator: \.isWhitespace).count }

  /// The text without white space at its ends.
  var trimmedBlanks: String {
    var text = Substring(self)
    while text.first?.isWhitespace ?? false { text.removeFirst() }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
