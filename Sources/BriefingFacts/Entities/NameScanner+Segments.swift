import BriefingRecords
import BriefingText

/// Parts a run of capitalised words into titles and names.
extension NameScanner {
  mutating func segment(_ chunk: Range<Int>) {
    var low = chunk.lowerBound
    let high = chunk.upperBound
    while low < high, isNoName(low, high: high) { low += 1 }
    while low < high, joins(low) { low += 1 }
    guard low < high else { return }
    let range = low..<high
    let known = match(at: low, limit: high)
    if let known, known.end == high {
      emit(known)
      return
    }
    if range.count > 1, kinds[low].contains(.ship), tokens[low].shape == .upper {
      emit(range, .facility, rule: "entity.ship")
      return
    }
    if let type = typeByHead(range) {
      emit(range, type, rule: "entity.head_word")
      return
    }
    if titled(range) { return }
    if isDesignator(range) {
      emitDesignator(range)
      return
    }
    if let known, !beginsPerson(known, high: high), !isNamesake(known, high: high) {
      if namesBody(known, high: high) {
        emit(range, .organisation, rule: "entity.place_and_words")
        return
      }
      emit(known)
      segment(known.end..<high)
      return
    }
    // An unknown name reaches to the next country or people: "Rada Ukraine", but not to towns, which
    // are surnames too.
    var end = low + 1
    while end < high {
      if let match = match(at: end, limit: high), !joins(end - 1) {
        let entry = lexicon.entries[match.form.entry]
        // "Caritas Norway" is one body.
        let isBranch =
          entry.isCountry && match.end == high && end == low + 1
          && !kinds[low].contains(.common) && !isCapitalSetting && !isInitial(low)
        if isBranch {
          emit(range, .organisation, rule: "entity.branch")
          return
        }
        if entry.isCountry || entry.type == .nationality { break }
      }
      end += 1
    }
    unknown(low..<end)
    if end < high { segment(end..<high) }
  }

  /// Whether a word at the head of a chunk is capitalised for its place only.
  private func isNoName(_ index: Int, high: Int) -> Bool {
    let kinds = kinds[index]
    if joins(index) { return true }
    if let match = match(at: index, limit: high),
      match.end > index + 1 || !kinds.contains(.neverName)
    {
      if !isInitial(index) || !kinds.contains(.sentenceStart) || match.end > index + 1 {
        return false
      }
    }
    if !kinds.isDisjoint(with: [.honorific, .rank, .office, .modifier]), index + 1 < high {
      return false
    }
    if kinds.contains(.neverName), index + 1 == high { return true }
    // "The Straits Courier" keeps its article inside a sentence; at its head nobody can tell.
    if kinds.contains(.determiner) { return isInitial(index) || index + 1 == high }
    if !isInitial(index) { return kinds.contains(.neverName) && !hasHead(index..<high) }
    if kinds.contains(.sentenceStart) { return true }
    if kinds.contains(.neverName) { return !hasHead(index..<high) }
    // "World Central Kitchen said": in running text two such words are capitalised for a reason.
    if index + 1 < high, self.kinds[index + 1].contains(.common),
      self.kinds[index + 1].isDisjoint(with: [.neverName, .given]), !isCapitalSetting,
      match(at: index + 1, limit: high) == nil
    {
      return false
    }
    return kinds.contains(.common) && !kinds.contains(.given) && index + 1 < high
      && !hasHead(index..<high)
  }

  private func hasHead(_ range: Range<Int>) -> Bool {
    range.count > 1 && typeByHead(range) != nil
  }

  /// The type that the first or last word of a longer name gives it.
  func typeByHead(_ range: Range<Int>) -> Entity.EntityType? {
    guard range.count > 1 else { return nil }
    let first = kinds[range.lowerBound]
    // "Ministry of Defence", "Institute for the Study of War": the word before the connector.
    var head = range.upperBound - 1
    for index in range.dropFirst()
    where tokens[index].shape == .lower && tokens[index].kind == .word {
      if tokens[index].word == "and" { continue }
      if !kinds[index].contains(.particle) { head = index - 1 }
      break
    }
    guard head > range.lowerBound || head < range.upperBound - 1 else { return nil }
    // What stands before the head must not be the title and name of a person.
    for index in range.lowerBound..<head
    where !kinds[index].isDisjoint(with: [.honorific, .rank]) && index + 1 < head { return nil }
    let kinds = kinds[head]
    if kinds.contains(.placeHead), !kinds.contains(.organisationHead) { return .geopolitical }
    if let match = match(at: range.lowerBound, limit: range.upperBound),
      head == range.upperBound - 1,
      isCompleteAfter(match, head: head, high: range.upperBound)
    {
      return nil
    }
    if kinds.contains(.workHead) { return .work }
    if kinds.contains(.eventHead) { return .event }
    if kinds.contains(.locationHead), !kinds.contains(.organisationHead) { return .location }
    if kinds.contains(.facilityHead), !kinds.contains(.organisationHead) { return .facility }
    if kinds.contains(.organisationHead) || kinds.contains(.organ), !kinds.contains(.office) {
      return .organisation
    }
    if Self.eventStarts.contains(tokens[range.lowerBound].word), !first.contains(.common) || true {
      return .event
    }
    if Self.facilityStarts.contains(tokens[range.lowerBound].word) { return .facility }
    if Self.locationStarts.contains(tokens[range.lowerBound].word) { return .location }
    return nil
  }

  private static let eventStarts: Set<Word> = ["operation", "exercise"]
  private static let facilityStarts: Set<Word> = ["camp", "fort"]
  private static let locationStarts: Set<Word> = [
    "lake", "mount", "cape", "jabal", "jebel", "wadi",
  ]

  /// Whether a country or people stands before a body that has a full name of its own, as in
  /// "Finnish Black Bird Group": two names, unless the body is an organ of that state.
  private func isCompleteAfter(_ match: Match, head: Int, high: Int) -> Bool {
    let entry = lexicon.entries[match.form.entry]
    guard entry.isCountry || entry.type == .nationality, match.end <= head else { return false }
    guard let rest = self.match(at: match.end, limit: high), rest.end == high else { return false }
    return !isOrgan(match.end..<high)
  }

  /// A weapon's name with a surname behind it is a given name.
  private func isNamesake(_ match: Match, high: Int) -> Bool {
    lexicon.entries[match.form.entry].type == .weapon && match.end == match.start + 1
      && match.end < high && tokens[match.end].shape == .title && !joins(match.end)
      && kinds[match.end].isDisjoint(with: [.common, .neverName])
  }

  /// "Harbour Emergency Room": a town and capitalised common words behind it name a body.
  private func namesBody(_ match: Match, high: Int) -> Bool {
    let entry = lexicon.entries[match.form.entry]
    guard entry.type == .geopolitical, !entry.isCountry, high - match.end >= 2, !isCapitalSetting,
      !joins(match.end)
    else { return false }
    return (match.end..<high).allSatisfy {
      kinds[$0].contains(.common) && !kinds[$0].contains(.neverName) && tokens[$0].shape == .title
        && kinds[$0].isDisjoint(with: .beforePerson)
    }
  }

  /// A place at the head of an unknown name that is a given name too: "Victoria N".
  private func beginsPerson(_ match: Match, high: Int) -> Bool {
    guard match.end == match.start + 1, match.end < high, !joins(match.end) else { return false }
    return kinds[match.start].contains(.given) && !kinds[match.end].contains(.neverName)
      && !kinds[match.end].contains(.common)
  }
}
