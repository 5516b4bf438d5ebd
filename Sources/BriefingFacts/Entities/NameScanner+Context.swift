import BriefingRecords
import BriefingText

/// What the words before and after an unknown name say of it.
extension NameScanner {
  /// Evidence from the words before and after.
  func contextVotes(_ range: Range<Int>, title: inout Range<Int>?) -> TypeVotes {
    var votes = TypeVotes()
    let bounds = document.blocks[block].tokens
    let before = range.lowerBound - 1
    let isMany = range.filter { tokens[$0].isCapitalised }.count > 1
    if before >= bounds.lowerBound {
      let kind = tokens[before].shape == .lower ? kinds[before] : []
      if kind.contains(.role), !kind.contains(.organisationNoun) {
        votes.person += 6
        title = roleBefore(range.lowerBound, title: before..<before + 1)
      }
      // "the regional governor, Ann Poe,".
      if isMark(before, ","), before - 1 >= bounds.lowerBound, tokens[before - 1].shape == .lower,
        kinds[before - 1].contains(.role), kinds[before - 1].isDisjoint(with: .placeNoun)
      {
        votes.person += isMany ? 5 : 2
        title = roleBefore(before, title: before - 1..<before)
      }
      if kind.contains(.organisationNoun) { votes.organisation += 6 }
      if kind.contains(.placeNoun) {
        if Self.waters.contains(tokens[before].word) {
          votes.location += 6
        } else {
          votes.place += 6
        }
      }
      if kind.contains(.cue), isMany { votes.person += 3 }
      if kind.contains(.shipNoun) { votes.facility += 6 }
      if kind.contains(.placeVerb), !isMany { votes.place += 3 }
      if kind.contains(.placeBefore) {
        votes.place += Self.near.contains(tokens[before].word) ? 4 : isMany ? 1.5 : 3
      }
      if Self.directions.contains(tokens[before].word) { votes.place += 3 }
      if tokens[before].word == "on", isPosting(before: before, from: bounds.lowerBound) {
        votes.organisation += 4
      }
      listVotes(range, before: before, &votes)
    }
    let after = range.upperBound
    guard after < bounds.upperBound else { return votes }
    afterVotes(range, after: after, limit: bounds.upperBound, isMany: isMany, &votes, &title)
    return votes
  }

  /// "said on X", "in a statement posted on X": X is a platform.
  private func isPosting(before: Int, from start: Int) -> Bool {
    (max(start, before - 4)..<before).contains { Self.posting.contains(tokens[$0].word) }
  }

  private static let posting: Set<Word> = [
    "said", "wrote", "posted", "post", "statement", "message", "video", "channel", "published",
    "account", "shared", "announced",
  ]

  private static let waters: Set<Word> = ["river", "island", "peninsula"]
  private static let near: Set<Word> = ["near", "outside", "around", "in", "at"]
  private static let directions: Set<Word> = [
    "northern", "southern", "eastern", "western", "central", "northeastern", "southeastern",
    "northwestern", "southwestern", "downtown", "occupied", "besieged", "nearby",
  ]

  /// "near A, B and C": a name in a list is what the one before it is.
  private func listVotes(_ range: Range<Int>, before: Int, _ votes: inout TypeVotes) {
    let isJoined =
      isMark(before, ",") || tokens[before].word == "and" || tokens[before].word == "or"
    guard isJoined, let last = candidates.last, last.tokens.upperBound == before,
      last.block == block
    else { return }
    switch last.type {
    case .geopolitical: votes.place += 2
    case .person: votes.person += 1.5
    case .organisation: votes.organisation += 2
    case .none:
      votes.place += last.votes.place / 2
      votes.person += last.votes.person / 3
      votes.organisation += last.votes.organisation / 3
    default: break
    }
  }

  private func afterVotes(
    _ range: Range<Int>, after: Int, limit: Int, isMany: Bool, _ votes: inout TypeVotes,
    _ title: inout Range<Int>?
  ) {
    let next = tokens[after]
    let kind = next.shape == .lower ? kinds[after] : []
    if next.shape == .lower {
      if next.word == "reported" || next.word == "reports" {
        votes.organisation += 3
        votes.person += 1
      } else if kind.contains(.cue) {
        let isPlain = range.allSatisfy { kinds[$0].contains(.common) }
        votes.person += isPlain ? 0 : isMany ? 4 : 1.5
        votes.organisation += isPlain && isMany ? 3 : 1
      }
      if kind.contains(.facilityAfter) { votes.facility += 6 }
      if kind.contains(.locationAfter) { votes.location += 6 }
      if kind.contains(.organisationAfter) { votes.organisation += 4 }
      if kind.contains(.placeAfter) { votes.place += 5 }
      if kind.contains(.weaponClass) {
        votes.weapon += 5
      } else if after + 1 < limit,
        kinds[after + 1].contains(.weaponClass), !kind.contains(.cue),
        kind.isDisjoint(with: [.placeBefore, .determiner])
      {
        votes.weapon += 3
      }
      if next.word == "who" { votes.person += 3 }
      if next.word == "group" { votes.organisation += 6 }
    }
    if joins(after), after + 1 < limit, tokens[after + 1].word == "based" { votes.place += 6 }
    guard isMark(after, ","), after + 1 < limit else { return }
    // ", 58," and ", a baker" and ", the mayor of".
    if tokens[after + 1].kind == .number, tokens[after + 1].bytes.count <= 3,
      after + 2 >= limit || isMark(after + 2, ",") || isMark(after + 2, ".")
    {
      votes.person += 8
      if after + 3 < limit { apposition(from: after + 3, limit: limit, &votes, &title) }
      return
    }
    if tokens[after + 1].word == "who" || tokens[after + 1].word == "whose" { votes.person += 3 }
    apposition(from: after + 1, limit: limit, &votes, &title)
  }

  /// Reads a noun phrase after a comma for what it says of the name before it.
  private func apposition(
    from start: Int, limit: Int, _ votes: inout TypeVotes, _ title: inout Range<Int>?
  ) {
    var index = start
    if kinds[index].contains(.determiner), tokens[index].shape == .lower { index += 1 }
    let first = index
    while index < limit, index < first + 6 {
      let token = tokens[index]
      if token.kind == .punctuation, !joins(index) { return }
      if token.isCapitalised, !kinds[index].isDisjoint(with: [.office, .rank]) {
        votes.person += 6
        if title == nil { title = appositionTitle(first, limit: limit) }
        return
      }
      if token.shape == .lower {
        let kind = kinds[index]
        if kind.contains(.role), !kind.contains(.placeNoun) {
          votes.person += 6
          if title == nil { title = appositionTitle(first, limit: limit) }
          return
        }
        if kind.contains(.shipNoun), first > start {
          votes.facility += 6
          return
        }
        if kind.contains(.organisationNoun), first > start { votes.organisation += 6; return }
        if kind.contains(.placeNoun), first > start { votes.place += 6; return }
        if !kind.isDisjoint(with: [.cue, .placeBefore, .determiner]) { return }
      }
      index += 1
    }
  }

  /// The title in the apposition after a name: ", chairman of the defence committee,".
  func titleAfter(_ name: Range<Int>) -> Range<Int>? {
    let limit = document.blocks[block].tokens.upperBound
    guard isMark(name.upperBound, ","), name.upperBound + 1 < limit else { return nil }
    var votes = TypeVotes()
    var title: Range<Int>?
    apposition(from: name.upperBound + 1, limit: limit, &votes, &title)
    return title
  }

  private func appositionTitle(_ start: Int, limit: Int) -> Range<Int>? {
    var end = start
    while end < limit, end < start + 14, tokens[end].kind != .punctuation || joins(end),
      tokens[end].kind != .closeQuote, tokens[end].word != "who"
    {
      end += 1
    }
    return end > start ? document.bytes(ofTokens: start..<end) : nil
  }

  /// The bytes of the title with the lower-case words and names that stand before it.
  func roleBefore(_ name: Int, title: Range<Int>) -> Range<Int> {
    var start = title.lowerBound
    let bounds = document.blocks[block].tokens
    while start > bounds.lowerBound, title.upperBound - start < 8 {
      let token = tokens[start - 1]
      let kind = kinds[start - 1]
      let isPart =
        token.kind == .clitic
        || token.isCapitalised && kind.isDisjoint(with: [.sentenceStart, .determiner])
        || token.shape == .lower && !kind.isDisjoint(with: [.role, .portfolio, .modifier])
          && kind.isDisjoint(with: [.determiner, .placeBefore, .cue])
      guard isPart else { break }
      start -= 1
    }
    return document.bytes(ofTokens: start..<title.upperBound)
  }
}
