import BriefingRecords
import BriefingText

/// What the words around an unknown name say of it.
extension NameScanner {
  /// Takes in a name that no table and no head word knows.
  mutating func unknown(_ range: Range<Int>) {
    var candidate = blank(range, rule: "entity.context")
    let isSingle = range.count == 1
    let allCommon = range.allSatisfy {
      kinds[$0].contains(.common) || kinds[$0].contains(.neverName) || tokens[$0].kind != .word
    }
    if isSingle, !kinds[range.lowerBound].isDisjoint(with: [.neverName, .sentenceStart]) { return }
    if isSingle, tokens[range.lowerBound].shape == .initial { return }
    // "Sen. X, D-Mich.": party and state.
    if tokens[range.lowerBound].shape == .initial, range.count == 3, joins(range.lowerBound + 1),
      isMark(range.lowerBound - 1, ",")
    {
      return
    }
    if isCapitalSetting, allCommon { return }
    let isHead = isInitial(range.lowerBound)
    if isSingle, isHead, allCommon || isOrdinary(range.lowerBound) { return }
    if isMisspeltDate(range) || isSingle && isSum(range.upperBound) { return }
    if tokens[range.upperBound - 1].word == "i", allCommon { return }
    if isSingle, tokens[range.lowerBound].shape == .upper,
      tokens[range.lowerBound].bytes.count == 3,
      range.upperBound < tokens.count, tokens[range.upperBound].kind == .number
    {
      // "NOK 500 million".
      return
    }
    var votes = shapeVotes(range, allCommon: allCommon)
    let context = contextVotes(range, title: &candidate.title)
    votes = votes + context
    if isSingle || isHead || isHeading, allCommon, context.best.weight < 3 { return }
    if isCapitalSetting, context.best.weight < 5, !kinds[range.lowerBound].contains(.given) {
      return
    }
    candidate.votes = votes
    if range.upperBound < tokens.count, tokens[range.upperBound].word == "group",
      tokens[range.upperBound].shape == .lower, votes.best.type == .organisation
    {
      let whole = range.lowerBound..<range.upperBound + 1
      candidate.tokens = whole
      candidate.bytes = document.bytes(ofTokens: whole)
      candidate.name = name(of: whole)
    }
    append(candidate)
    shareBackwards(candidate)
  }

  /// "over the A, B and C regions", "A and B drones": what the last of a list is, all are.
  private mutating func shareBackwards(_ last: NameCandidate) {
    let best = last.votes.best
    guard best.weight >= 5, best.type == .geopolitical || best.type == .weapon else { return }
    var next = last.tokens.lowerBound
    for index in candidates.indices.dropLast().reversed() {
      let tokens = candidates[index].tokens
      guard tokens.upperBound < next, isListJoint(tokens.upperBound..<next) else { return }
      if candidates[index].type == nil {
        if best.type == .weapon { addWeaponVote(index) } else { addPlaceVote(index) }
      }
      next = tokens.lowerBound
    }
  }

  private func isListJoint(_ range: Range<Int>) -> Bool {
    range.allSatisfy { isMark($0, ",") || tokens[$0].word == "and" || tokens[$0].word == "or" }
  }

  private var isHeading: Bool {
    let role = document.blocks[block].role
    return role == .headline || role == .subhead
  }

  /// Whether the word, at the head of a sentence, is a form of one that the language or the file
  /// writes in lower case: "Monitors", "Reader".
  private func isOrdinary(_ index: Int) -> Bool {
    guard tokens[index].shape == .title else { return false }
    let text = document.text(tokens[index]).lowercased()
    if lowered.contains(tokens[index].word) || lowered.contains(Word(text + "s")) { return true }
    for ending in ["s", "es", "er", "ers", "ing", "ed", "d", "ly"] where text.hasSuffix(ending) {
      let stem = String(text.dropLast(ending.count))
      guard stem.utf8.count > 3 else { continue }
      if lexicon.kinds(of: Word(stem)).contains(.common) { return true }
      if lexicon.kinds(of: Word(stem + "e")).contains(.common) { return true }
    }
    return false
  }

  /// "Thurdsay, April 18" and "Ocr.12" are dates gone wrong.
  private func isMisspeltDate(_ range: Range<Int>) -> Bool {
    let after = range.upperBound
    guard range.count == 1, after + 1 < tokens.count else { return false }
    if isMark(after, ","), Dateline.months.contains(tokens[after + 1].word) { return true }
    return isMark(after, ".") && tokens[after].isGlued && tokens[after + 1].isGlued
      && tokens[after + 1].kind == .number
  }

  private func shapeVotes(_ range: Range<Int>, allCommon: Bool) -> TypeVotes {
    var votes = TypeVotes()
    let first = tokens[range.lowerBound]
    let words = range.filter { tokens[$0].kind == .word && tokens[$0].isCapitalised }
    if kinds[range.lowerBound].contains(.given) { votes.person += words.count > 1 ? 5 : 1 }
    if words.count == 1 {
      if first.shape == .upper, first.bytes.count <= 6 { votes.organisation += 3 }
      if first.shape == .mixed { votes.organisation += 2 }
      if !allCommon { votes.organisation += 0.5 }
      let name = document.text(first)
      // "Lashkar-e-Taiba": movements are called so.
      if range.contains(where: { tokens[$0].word == "e" && joins($0 - 1) && joins($0 + 1) }) {
        votes.organisation += 4
      }
      if Self.placeEndings.contains(where: { name.hasSuffix($0) }) { votes.place += 2 }
    } else if range.contains(where: { tokens[$0].word == "e" && joins($0 - 1) }) {
      votes.organisation += 4
    } else if words.allSatisfy({
      tokens[$0].shape == .title || tokens[$0].shape == .initial
        || tokens[$0].shape == .mixed
    }), words.count <= 4 {
      let plain = words.count {
        kinds[$0].contains(.common) && kinds[$0].isDisjoint(with: [.given, .particle])
      }
      if allCommon || words.count > 2 && plain * 2 >= words.count {
        votes.organisation += 3
      } else {
        votes.person += 2.5
      }
    } else {
      votes.organisation += 2
    }
    return votes
  }

  private static let placeEndings = [
    "ivka", "ske", "sk", "yne", "ove", "grad", "ville", "burg", "abad", "pur", "stan", "hrad",
    "ivsk",
    "ichi", "oye", "kyi", "gorod", "shahr",
  ]

  /// A place in upper case before the dash of a dateline that no table knows.
  mutating func datelinePlace(_ block: Block) {
    guard let dateline = Dateline(block, in: document) else { return }
    var end = dateline.place.lowerBound
    while end < dateline.place.upperBound, tokens[end].isCapitalised { end += 1 }
    let range = dateline.place.lowerBound..<end
    guard !range.isEmpty, match(at: range.lowerBound, limit: end)?.end != end else { return }
    var candidate = blank(range, rule: "entity.dateline")
    candidate.type = .geopolitical
    candidate.name = NameText.capitalised(candidate.name)
    append(candidate)
  }
}
