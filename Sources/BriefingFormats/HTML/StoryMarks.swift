import BriefingText

/// Says of each segment of a page what it is.
struct StoryMarks {
  /// What becomes of a segment.
  enum Use: Hashable {
    /// A mark, or none where its words have to tell.
    case text(MarkedStretch.Mark?)
    /// Not seen by readers.
    case hidden
  }

  let tree: PageTree
  let scope: StoryScope
  /// The segment of the headline.
  let headline: Int?
  private var listShare: [UInt32: Bool] = [:]
  /// The segments of the story, from its first prose to its last.
  private var core: Range<Int> = 0..<0
  private var span: Range<Int> = 0..<0

  init(_ tree: PageTree, scope: StoryScope, headline: Int?) {
    self.tree = tree
    self.scope = scope
    self.headline = headline
    span = tree.segments(in: scope.container)
    let first = span.first { scope.prose[$0] > 0 || scope.isStated[$0] }
    let last = span.last { scope.prose[$0] > 0 || scope.isStated[$0] }
    if let first, let last { core = first..<(last + 1) } else { core = span }
  }

  /// Whether the story has any prose.
  var hasProse: Bool { core.contains { scope.prose[$0] > 0 } }

  /// Characters of the story's prose.
  var proseSize: Int { core.reduce(0) { $0 + Int(scope.prose[$1]) } }

  mutating func uses() -> [Use] {
    var result: [Use] = []
    result.reserveCapacity(tree.segments.count)
    for index in tree.segments.indices { result.append(use(index)) }
    return result
  }

  private func traits(_ index: Int) -> PageTraits {
    scope.traits[Int(tree.segments[index].element)]
  }

  private mutating func use(_ index: Int) -> Use {
    if index == headline { return .text(.headline) }
    let traits = traits(index)
    let segment = tree.segments[index]
    if traits.contains(.hidden) || traits.contains(.dropped) { return .hidden }
    if scope.isStated[index], !traits.contains(.caption) { return .text(form(of: index, segment)) }
    if let mark = foreignMark(traits) { return .text(mark) }
    if isWithin(index) {
      if index < core.lowerBound { return .text(above(index, segment, traits)) }
      if index >= core.upperBound { return .text(below(index, segment, traits)) }
      return .text(inner(index, segment, traits))
    }
    if isLead(index, segment, traits) { return .text(.paragraph) }
    return .text(outside(index, segment, traits))
  }

  private func isWithin(_ index: Int) -> Bool {
    span.contains(index) && tree.contains(scope.container, Int(tree.segments[index].element))
  }

  private func foreignMark(_ traits: PageTraits) -> MarkedStretch.Mark? {
    if traits.contains(.comments) { return .interface }
    if traits.contains(.promo) { return .promo }
    if traits.contains(.biography) { return .biography }
    if traits.contains(.related) || traits.contains(.card) { return .related }
    if traits.contains(.navigation) { return .navigation }
    if traits.contains(.interface) { return .interface }
    if traits.contains(.footer) { return .navigation }
    if traits.contains(.aside) { return .related }
    return nil
  }

  private func besideMark(_ traits: PageTraits, _ segment: PageSegment) -> MarkedStretch.Mark? {
    if traits.contains(.credit) { return .credit }
    if traits.contains(.caption) || segment.form == .caption { return .caption }
    if traits.contains(.figure) { return .caption }
    if traits.contains(.notice) { return .notice }
    if traits.contains(.byline), segment.size <= 150 {
      // A date in the same box is no name.
      return traits.contains(.time) ? .time : segment.words >= 2 ? .byline : nil
    }
    if traits.contains(.time), segment.size <= 120 { return .time }
    return nil
  }

  // MARK: In the story

  private mutating func inner(
    _ index: Int, _ segment: PageSegment, _ traits: PageTraits
  ) -> MarkedStretch.Mark? {
    if let mark = besideMark(traits, segment) { return mark }
    if segment.linkSize * 4 > segment.size * 3 {
      // A sentence with one long link is the writer's; a link that stands alone leads elsewhere.
      if segment.form == .item {
        if isLinkList(segment) { return .related }
      } else if !segment.endsInStop || segment.linkSize == segment.size {
        return segment.form == .heading && segment.level <= 2 ? .heading : .related
      }
    }
    // A word or two set apart from the paragraphs is a button or a label.
    let isLabel = segment.form == .plain && segment.size <= 24 && segment.stops == 0
    if isLabel, segment.boldSize < segment.size { return .interface }
    return form(of: index, segment)
  }

  private func form(of index: Int, _ segment: PageSegment) -> MarkedStretch.Mark {
    switch segment.form {
    case .heading: return .heading
    case .item: return .listItem
    case .row: return segment.size > 120 ? .paragraph : .row
    case .quotation: return .quotation
    case .caption: return .caption
    case .paragraph, .plain, .preformatted:
      let isBold = segment.boldSize == segment.size && segment.size <= 90
      if isBold, !segment.endsInStop, index + 1 < tree.segments.count { return .heading }
      return .paragraph
    }
  }

  /// Whether the items of the list around the segment are links, most of them.
  private mutating func isLinkList(_ segment: PageSegment) -> Bool {
    var element = Int(segment.element)
    while element != 0, tree.elements[element].tag != .ul, tree.elements[element].tag != .ol {
      element = Int(tree.elements[element].parent)
    }
    if element == 0 { return true }
    if let known = listShare[UInt32(element)] { return known }
    var (size, link) = (0, 0)
    for other in tree.segments[tree.segments(in: element)] {
      size += Int(other.size)
      link += Int(other.linkSize)
    }
    let isLinks = link * 10 > size * 6
    listShare[UInt32(element)] = isLinks
    return isLinks
  }

  // MARK: Round the story

  /// Between the top of the container and the first prose.
  private func above(
    _ index: Int, _ segment: PageSegment, _ traits: PageTraits
  ) -> MarkedStretch.Mark? {
    if let mark = besideMark(traits, segment) { return mark }
    if segment.linkSize * 2 > segment.size {
      return segment.linkSize == segment.size ? .navigation : nil
    }
    let isBelowTitle = headline.map { index > $0 } ?? true
    if isBelowTitle, traits.contains(.lead) { return .paragraph }
    if segment.form == .item, isBelowTitle, segment.size >= 30 { return .listItem }
    if segment.form == .heading { return isBelowTitle && segment.size >= 30 ? .heading : nil }
    if isBelowTitle, segment.form == .paragraph, segment.size >= 30 { return .paragraph }
    return nil
  }

  /// Between the last prose and the end of the container.
  private func below(
    _ index: Int, _ segment: PageSegment, _ traits: PageTraits
  ) -> MarkedStretch.Mark? {
    if let mark = besideMark(traits, segment) { return mark }
    if segment.linkSize * 2 > segment.size { return .related }
    if segment.form == .heading { return .related }
    if segment.form == .row { return .row }
    if segment.form == .item, index < core.upperBound + 12, segment.size >= 12,
      sameList(index, core.upperBound - 1)
    {
      return .listItem
    }
    if segment.form == .paragraph, segment.endsInStop || segment.size >= 40 { return .paragraph }
    return nil
  }

  private func sameList(_ first: Int, _ second: Int) -> Bool {
    guard tree.segments.indices.contains(second), tree.segments[second].form == .item else {
      return false
    }
    return tree.segments[first].element == tree.segments[second].element
  }

  /// Whether the segment is the opening of the story, set apart from the rest of it.
  private func isLead(_ index: Int, _ segment: PageSegment, _ traits: PageTraits) -> Bool {
    guard let headline, index > headline, index < core.lowerBound, index - headline <= 40,
      segment.linkSize * 3 <= segment.size, besideMark(traits, segment) == nil
    else { return false }
    if traits.contains(.lead), segment.size >= 25 { return true }
    switch segment.form {
    case .paragraph, .plain, .quotation: return scope.prose[index] >= 40
    case .heading: return segment.size >= 50 && segment.endsInStop && segment.level > 1
    default: return false
    }
  }

  private func outside(
    _ index: Int, _ segment: PageSegment, _ traits: PageTraits
  ) -> MarkedStretch.Mark? {
    let isTitleNear = headline.map { index > $0 && index < core.lowerBound } ?? false
    if let mark = besideMark(traits, segment) {
      // A caption or a name far from the story belongs to another.
      return isTitleNear || index < core.upperBound + 4 && index >= core.upperBound
        ? mark : .related
    }
    if isTitleNear, segment.size <= 120, segment.linkSize < segment.size { return nil }
    if index < core.lowerBound { return .navigation }
    return segment.linkSize * 2 > segment.size || scope.prose[index] > 0 ? .related : .interface
  }
}
