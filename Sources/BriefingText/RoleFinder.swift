/// Finds what each block is for, from its own form first and then from its place in the document.
struct RoleFinder {
  /// A role and the name of the rule that gave it.
  struct Finding {
    var role: BlockRole
    var rule: String

    init(_ role: BlockRole, _ rule: String) {
      self.role = role
      self.rule = rule
    }
  }

  let content: [UInt8]
  let raw: [RawBlock]
  let forms: BlockForms
  let phrases: BoilerplatePhrases
  var findings: [Finding?]
  /// The earlier block each block is a copy of, by its words.
  var copies: [Int?]
  /// The first block of the story itself.
  var lead = 0

  init(content: [UInt8], raw: [RawBlock], phrases: BoilerplatePhrases) {
    self.content = content
    self.raw = raw
    self.phrases = phrases
    forms = BlockForms(content: content, blocks: raw)
    findings = Array(repeating: nil, count: raw.count)
    copies = Array(repeating: nil, count: raw.count)
  }

  /// The blocks with role, body, section and original; sentences and tokens are still to be filled.
  mutating func blocks() -> [Block] {
    for index in raw.indices { findings[index] = markedRole(index) }
    findCopies()
    findLead()
    findHeadline()
    raiseLead()
    findPreamble()
    findContacts()
    findBiographies()
    findLists()
    findHeadings()
    findTail()
    findRepeats()
    return assembled()
  }

  func words(of index: Int) -> ArraySlice<BlockWord> {
    forms.words[forms.forms[index].words]
  }

  func role(_ index: Int) -> BlockRole? {
    raw.indices.contains(index) ? findings[index]?.role : nil
  }

  mutating func set(_ index: Int, _ role: BlockRole, _ rule: String) {
    findings[index] = Finding(role, rule)
  }

  /// Whether the block is text of the story.
  func isStory(_ index: Int) -> Bool {
    switch role(index) {
    case .paragraph, .listItem, .caption: true
    default: false
    }
  }

  // MARK: The result

  private func assembled() -> [Block] {
    var result: [Block] = []
    result.reserveCapacity(raw.count)
    var section: Int?
    var counts: [Int: Int] = [:]
    for index in raw.indices {
      let finding = findings[index] ?? Finding(.paragraph, "block.default")
      let role = finding.role
      var block = Block(
        role: role, bytes: raw[index].bytes, body: raw[index].body, line: raw[index].line,
        rule: finding.rule)
      if role == .caption || role == .repeat, let credit = credit(of: index),
        role == .caption || copies[index].map({ self.role($0) == .caption }) ?? false
      {
        let text = UTF8Scalar.trimmed(block.body.lowerBound..<credit.start, in: content)
        if !text.isEmpty { block.body = text }
      }
      if role == .repeat { block.original = copies[index] }
      switch role {
      case .paragraph, .listItem, .caption, .notice, .repeat: block.section = section
      case .subhead:
        // A deck above the story heads no section.
        if index >= lead { section = index }
      case .headline, .byline, .dateline, .credit, .nav, .promo, .ui, .related, .bio: break
      }
      let count = counts[block.section ?? -1, default: 0] + 1
      counts[block.section ?? -1] = count
      block.ordinal = count
      result.append(block)
    }
    return result
  }

  // MARK: Copies

  /// Notes which blocks have the words of an earlier one; captions may differ in their credit.
  private mutating func findCopies() {
    var seen: [UInt64: Int] = [:]
    for index in raw.indices {
      let form = forms.forms[index]
      if form.count == 0 { continue }
      var folds = [form.fold]
      if form.count >= 8, let credit = credit(of: index), credit.start > raw[index].body.lowerBound
      {
        folds.append(foldOfWords(index, before: credit.start))
      }
      for fold in folds {
        if let first = seen[fold] {
          if copies[index] == nil { copies[index] = copies[first] ?? first }
        } else {
          seen[fold] = index
        }
      }
    }
  }

  private func foldOfWords(_ index: Int, before end: Int) -> UInt64 {
    var fold: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in words(of: index) where Int(word.end) <= end {
      fold = (fold ^ word.word.hash) &* 0x0000_0100_0000_01b3
    }
    return fold
  }

  private mutating func findRepeats() {
    for index in raw.indices {
      guard let original = copies[index], forms.forms[index].count >= 6 else { continue }
      switch role(original) {
      case .headline: set(index, .repeat, "block.repeat_headline")
      case .caption: set(index, .repeat, "block.repeat_caption")
      case .paragraph, .listItem, .subhead, .notice: set(index, .repeat, "block.repeat_passage")
      default: if let finding = findings[original] { findings[index] = finding }
      }
    }
    // Short lines inside a passage that was pasted again.
    for index in raw.indices {
      guard let original = copies[index], role(index) != .repeat,
        isStory(original)
          || role(original) == .subhead
      else { continue }
      let isAfterRepeat =
        index > 0 && role(index - 1) == .repeat && copies[index - 1] == original - 1
      let isBeforeRepeat =
        index + 1 < raw.count && role(index + 1) == .repeat && copies[index + 1] == original + 1
      if isAfterRepeat || isBeforeRepeat { set(index, .repeat, "block.repeat_passage") }
    }
  }
}
