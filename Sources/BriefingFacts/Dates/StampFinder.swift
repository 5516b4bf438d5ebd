internal import BriefingText

/// Finds the stamps of a document among its time expressions.
struct StampFinder {
  let document: TextDocument

  private static let updateLabels = DateWords.set(
    "updated update modified revised edited review reviewed changed")
  private static let references = DateWords.set(
    "report article story version published dispatch briefing bulletin item")

  /// An expression with its block.
  struct Candidate {
    var match: DateMatch
    var block: Int
    var point: DatePoint
  }

  /// The stamps, and the first expression in the text that names month and day.
  struct Result {
    var published: Candidate?
    var updated: Candidate?
    var first: Candidate?
  }

  func find(in matches: [(match: DateMatch, block: Int)]) -> Result {
    var result = Result()
    var rank = Int.max
    for (match, block) in matches {
      guard let point = match.form.monthAndDay, point.impossible == nil else { continue }
      let candidate = Candidate(match: match, block: block, point: point)
      let role = document.blocks[block].role
      if result.first == nil, role.carriesFacts { result.first = candidate }
      guard let kind = stampKind(match, block: block) else { continue }
      if kind == .update, result.updated == nil { result.updated = candidate }
      if kind.rawValue < rank {
        rank = kind.rawValue
        result.published = candidate
      }
    }
    return result
  }

  /// In the order of their weight as proof of the publication.
  private enum StampKind: Int {
    case publication, update, asOf, reference
  }

  private func stampKind(_ match: DateMatch, block index: Int) -> StampKind? {
    let block = document.blocks[index]
    if match.rule == DateReader.wireStampRule { return .publication }
    let before = block.tokens.lowerBound..<match.tokens.lowerBound
    switch block.role {
    case .dateline, .byline:
      return isLabelled(before) ? .update : .publication
    case .headline, .subhead, .notice:
      let end = before.upperBound
      if before.count >= 2, document.tokens[end - 1].word == DateWords.of,
        document.tokens[end - 2].word == DateWords.asWord
      {
        return .asOf
      }
      guard block.role == .notice, before.count >= 2 else { return nil }
      let near = before.suffix(5)
      return near.contains { StampFinder.references.contains(document.tokens[$0].word) }
        ? .reference : nil
    case .paragraph: return opensLede(match, block) ? .publication : nil
    default: return nil
    }
  }

  /// "NAIROBI, Jan 28 (Agency) - …": place and date before the dash that opens the story.
  private func opensLede(_ match: DateMatch, _ block: Block) -> Bool {
    let before = block.tokens.lowerBound..<match.tokens.lowerBound
    guard !before.isEmpty, before.count <= 10,
      before.allSatisfy({
        document.tokens[$0].isCapitalised || document.tokens[$0].kind == .punctuation
      }),
      document.tokens[before.lowerBound].shape == .upper
    else { return false }
    var index = match.tokens.upperBound
    let end = min(block.tokens.upperBound, index + 8)
    guard index < end, document.tokens[index].kind == .punctuation else { return false }
    while index < end {
      if DateWords.dashes.contains(document.tokens[index].word) { return true }
      index += 1
    }
    return false
  }

  /// Whether the nearest label before the expression says "updated".
  private func isLabelled(_ before: Range<Int>) -> Bool {
    for index in before.reversed() {
      let word = document.tokens[index].word
      if StampFinder.updateLabels.contains(word) { return true }
      if word == DateWords.published || word == DateWords.posted { return false }
    }
    return false
  }
}
