/// Finds the part of a page that holds the story.
///
/// Prose is counted: characters outside of links, in stretches that have the stops and commas of
/// sentences. Elements whose names or tags say that they are beside the story count for nothing,
/// unless most of the page's prose stands in them. Of all elements the one wins that has the most of
/// the prose and the least of everything else (the harmonic mean of both shares); what its markup says
/// of itself weighs in.
struct StoryScope {
  let tree: PageTree
  /// What the markup says of each element and of those around it.
  private(set) var traits: [PageTraits] = []
  /// The prose of each segment.
  private(set) var prose: [UInt32] = []
  /// The element that holds the story.
  private(set) var container = 0
  /// Segments whose words stand in the article body that linked data gives.
  private(set) var isStated: [Bool]

  private var size: [UInt32] = []
  private var link: [UInt32] = []
  private var own: [UInt32] = []
  /// The prose of those children that the markup calls the body.
  private var bodies: [UInt32] = []
  private var holdsBody: [Bool] = []
  /// Whether a heading of the first level stands in the element.
  private var holdsTitle: [Bool] = []

  /// Characters of the body that linked data gives, where it gives all of it.
  private let bodySize: Int?

  init(_ tree: PageTree, isStated: [Bool], bodySize: Int? = nil) {
    self.bodySize = bodySize
    self.tree = tree
    self.isStated = isStated
    prose = tree.segments.map(Self.prose)
    measure()
    settleTraits()
    findCards()
    for index in prose.indices
    where !isStated[index] && (!self.isStory(index) || self.isBeside(index)) {
      prose[index] = 0
    }
    measure()
    chooseContainer()
  }

  /// Whether nothing in the markup says that the segment stands beside the story.
  func isStory(_ index: Int) -> Bool {
    traits[Int(tree.segments[index].element)].isDisjoint(with: .foreign)
  }

  private func isBeside(_ index: Int) -> Bool {
    !traits[Int(tree.segments[index].element)].isDisjoint(with: [
      .caption, .credit, .byline, .time, .figure, .notice,
    ])
  }

  /// Characters outside of links, where the segment has the form of prose.
  static func prose(_ segment: PageSegment) -> UInt32 {
    let plain = segment.size - segment.linkSize
    if segment.linkSize * 2 > segment.size || segment.form == .heading || segment.size < 25 {
      return 0
    }
    if segment.stops == 0 {
      if segment.form == .row { return 0 }
      return segment.size >= 80 && segment.commas > 0 ? plain / 2 : 0
    }
    switch segment.form {
    case .caption: return 0
    case .item: return plain * 7 / 10
    case .row: return segment.size >= 120 ? plain : plain / 4
    default: return plain
    }
  }

  /// Adds up what stands in each element.
  private mutating func measure() {
    let count = tree.elements.count
    size = Array(repeating: 0, count: count)
    link = size
    own = size
    holdsBody = Array(repeating: false, count: count)
    holdsTitle = holdsBody
    for (index, segment) in tree.segments.enumerated() {
      let element = Int(segment.element)
      size[element] &+= segment.size
      link[element] &+= segment.linkSize
      own[element] &+= prose[index]
      if segment.level == 1, segment.size >= 15, segment.linkSize < segment.size {
        holdsTitle[element] = true
      }
    }
    var index = count - 1
    while index > 0 {
      let parent = Int(tree.elements[index].parent)
      size[parent] &+= size[index]
      link[parent] &+= link[index]
      own[parent] &+= own[index]
      if holdsTitle[index] { holdsTitle[parent] = true }
      if holdsBody[index] || tree.elements[index].traits.contains(.body) && own[index] * 3 > own[0]
      {
        holdsBody[parent] = true
      }
      index -= 1
    }
  }

  /// Hands traits down, save those that most of the page's prose belies.
  private mutating func settleTraits() {
    traits = Array(repeating: [], count: tree.elements.count)
    let total = own[0]
    for (index, element) in tree.elements.enumerated() {
      var mine = element.traits
      let share = own[index]
      let isMost = share * 2 > total && share > 150
      if !mine.isDisjoint(with: .foreign) {
        let isNamed = mine.contains(.body) && share * 3 > total
        let isTitled = holdsTitle[index] && share * 5 > total && share > 150
        if holdsBody[index] || isTitled || isMost && !mine.contains(.comments) || isNamed {
          mine.subtract(PageTraits.foreign.subtracting(.dropped))
        }
      }
      if share * 3 > total && share > 150 || size[index] > 2500 {
        mine.subtract([.caption, .credit, .byline, .author, .time, .notice, .headline, .figure])
        if isMost { mine.subtract([.header, .quotation, .lead]) }
      } else if size[index] > 400 {
        mine.subtract([.time, .byline, .author, .headline])
      }
      let parent = Int(element.parent)
      if index > 0 { mine.formUnion(traits[parent].intersection(.inherited)) }
      traits[index] = mine
    }
  }

  /// Finds the teasers of other stories: three or more boxes side by side, each with a link for a
  /// heading and little text.
  private mutating func findCards() {
    var counts: [UInt32: Int] = [:]
    var cards: [Int] = []
    for (index, element) in tree.elements.enumerated() where isCard(index, element) {
      cards.append(index)
      counts[element.parent, default: 0] += 1
    }
    var isMarked = false
    for index in cards where counts[tree.elements[index].parent, default: 0] >= 3 {
      traits[index].insert(.card)
      isMarked = true
    }
    guard isMarked else { return }
    for (index, element) in tree.elements.enumerated()
    where index > 0 && traits[Int(element.parent)].contains(.card) {
      traits[index].insert(.card)
    }
  }

  private func isCard(_ index: Int, _ element: PageElement) -> Bool {
    switch element.tag {
    case .article, .div, .section, .li, .a: break
    default: return false
    }
    guard size[index] >= 20, size[index] <= 500, own[index] <= 300, link[index] >= 15 else {
      return false
    }
    if element.tag == .a { return true }
    let segments = tree.segments(in: index)
    guard segments.count <= 8 else { return false }
    for segment in tree.segments[segments].prefix(4) where segment.size >= 15 {
      return segment.linkSize * 10 > segment.size * 8
    }
    return false
  }

  /// The first segment with prose in the container.
  var firstProse: Int {
    let span = tree.segments(in: container)
    return span.first { prose[$0] > 0 } ?? span.lowerBound
  }

  // MARK: The container

  private mutating func chooseContainer() {
    let total = Double(own[0])
    guard total > 0 else { return }
    var plain = Array(repeating: 0.0, count: tree.elements.count)
    for (index, segment) in tree.segments.enumerated() where isStory(index) {
      plain[Int(segment.element)] += Double(segment.size)
    }
    var index = tree.elements.count - 1
    while index > 0 {
      plain[Int(tree.elements[index].parent)] += plain[index]
      index -= 1
    }
    var best = 0.0
    bodies = Array(repeating: 0, count: tree.elements.count)
    for (index, element) in tree.elements.enumerated()
    where index > 0 && element.traits.contains(.body) {
      bodies[Int(element.parent)] &+= own[index]
    }
    for (index, element) in tree.elements.enumerated() where own[index] > 0 {
      let recall = Double(own[index]) / total
      if recall < 0.2 { continue }
      let precision = min(1, Double(own[index]) / max(plain[index], 1))
      let mean = 2 * recall * precision / (recall + precision)
      let score = mean * weight(index, element)
      // Of two that say the same, the inner one.
      if score > best + 1e-9 || score > best - 1e-9 && isOnly(index, in: container) {
        best = score
        container = index
      }
    }
    if let stated = statedContainer() { container = stated } else { narrowToFirstStory() }
  }

  private func isOnly(_ inner: Int, in outer: Int) -> Bool {
    tree.contains(outer, inner) && own[inner] == own[outer]
  }

  private func weight(_ index: Int, _ element: PageElement) -> Double {
    let traits = element.traits
    let parts = Double(bodies[index])
    let isOnly = Double(bodies[Int(element.parent)]) <= Double(own[index]) * 1.1 || index == 0
    if traits.contains(.articleBody), isOnly { return 1.35 }
    // What holds all parts of the body, or is the body.
    if parts > 0.8 * Double(own[index]) || traits.contains(.body) && isOnly { return 1.25 }
    if traits.contains(.article) { return 1.15 }
    if traits.contains(.main) { return 1.08 }
    return traits.contains(.story) ? 1.08 : 1
  }

  /// The smallest element with nearly all that linked data gives as the article's body.
  private func statedContainer() -> Int? {
    var matched = [UInt32](repeating: 0, count: tree.elements.count)
    for (index, segment) in tree.segments.enumerated() where isStated[index] {
      matched[Int(segment.element)] &+= segment.size
    }
    var index = tree.elements.count - 1
    while index > 0 {
      matched[Int(tree.elements[index].parent)] &+= matched[index]
      index -= 1
    }
    // A body that was cut short says little of where the story ends.
    let isMost = matched[0] * 2 > own[container]
    let isWhole = bodySize.map { Int(matched[0]) * 10 > $0 * 6 } ?? false
    guard matched[0] > 250, isMost || isWhole else { return nil }
    return matched.indices.last { Double(matched[$0]) >= 0.9 * Double(matched[0]) }
  }

  /// Where the container has several articles with a title each, the first of them.
  private mutating func narrowToFirstStory() {
    var titled: [Int] = []
    var index = container + 1
    let end = Int(tree.elements[container].next)
    while index < end {
      let element = tree.elements[index]
      guard element.traits.contains(.article), own[index] * 8 > own[container],
        tree.segments[tree.segments(in: index)].contains(where: { $0.level == 1 })
      else {
        index += 1
        continue
      }
      titled.append(index)
      index = Int(element.next)
    }
    if titled.count > 1 { container = titled[0] }
  }
}
