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
    if let known, !beginsPerson(known, high: high) {
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
    if Self.locationStarts.contains(tokens[range.lowerBound].word) { return .location }
    return nil
  }

  private static let eventStarts: Set<Word> = ["operation", "exercise"]
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

  // MARK: Titles

  /// Parts "NATO Secretary General Ann Poe" into the body and the person; false where no title
  /// stands before a name.
  private mutating func titled(_ range: Range<Int>) -> Bool {
    guard
      let title = range.last(where: {
        !kinds[$0].isDisjoint(with: .beforePerson) && tokens[$0].kind == .word
      })
    else { return false }
    var start = title + 1
    var isInPhrase = false
    while start < range.upperBound {
      if tokens[start].shape == .lower, !kinds[start].contains(.particle) {
        isInPhrase = true
        start += 1
      } else if isInPhrase,
        kinds[start].contains(.portfolio)
          || kinds[start].contains(.common) && !kinds[start].contains(.given)
            && range.upperBound - start > 2
      {
        start += 1
      } else if isInPhrase, let match = match(at: start, limit: range.upperBound),
        lexicon.entries[match.form.entry].type != .person
      {
        emit(match)
        start = match.end
      } else if joins(start) {
        start += 1
      } else {
        break
      }
    }
    inTitle(range.lowerBound..<title, office: title)
    guard start < range.upperBound else { return true }
    let name = start..<range.upperBound
    if name.count == 1, kinds[start].contains(.neverName) { return true }
    let isPlain = name.allSatisfy { kinds[$0].contains(.common) && !kinds[$0].contains(.given) }
    if isCapitalSetting || isInPhrase, isPlain { return true }
    var candidate = blank(name, rule: "entity.title_name")
    candidate.type = .person
    // A form of address is no title, and a rank is one only where nothing says more.
    let isBare = (range.lowerBound...title).allSatisfy {
      !kinds[$0].isDisjoint(with: [.honorific, .rank, .modifier]) || tokens[$0].kind != .word
    }
    if isBare { candidate.title = titleAfter(name) }
    let isAddress = (range.lowerBound...title).allSatisfy { kinds[$0].contains(.honorific) }
    if candidate.title == nil, !isAddress {
      var end = max(title + 1, start)
      while end - 1 > range.lowerBound, kinds[end - 1].contains(.honorific) { end -= 1 }
      candidate.title = roleBefore(range.lowerBound, title: range.lowerBound..<end)
    }
    append(candidate)
    return true
  }

  /// Bodies and countries inside a title.
  private mutating func inTitle(_ range: Range<Int>, office: Int) {
    var index = range.lowerBound
    var end = range.upperBound
    while end > index, !kinds[end - 1].isDisjoint(with: [.portfolio, .modifier]),
      kinds[end - 1].isDisjoint(with: [.organ, .organisationHead])
    {
      end -= 1
    }
    if end - index > 1, typeByHead(index..<end) == .organisation,
      match(at: index, limit: end)?.end != end,
      kinds[index].isDisjoint(with: [.modifier, .portfolio])
    {
      emit(index..<end, .organisation, rule: "entity.head_word")
      index = end
    }
    while index < range.upperBound {
      if let match = match(at: index, limit: range.upperBound) {
        emit(match)
        index = match.end
        continue
      }
      let isWord = tokens[index].isCapitalised
      if isWord,
        kinds[index].isDisjoint(with: [.modifier, .portfolio, .common, .neverName, .office])
          && kinds[index].isDisjoint(with: .beforePerson)
      {
        var candidate = blank(index..<index + 1, rule: "entity.before_title")
        if Self.local.contains(tokens[office].word) {
          candidate.votes.place = 5
        } else {
          candidate.votes.organisation = 3
        }
        append(candidate)
      }
      index += 1
    }
  }

  private static let local: Set<Word> = ["gov", "gov.", "governor", "mayor"]

  // MARK: Weapons

  /// Whether the range is one designator: letters, a hyphen and figures, or both in one word.
  func isDesignator(_ range: Range<Int>) -> Bool {
    let first = tokens[range.lowerBound]
    if range.count == 1 {
      guard first.shape == .mixed else { return false }
      let bytes = document.content[first.bytes]
      let letters = bytes.prefix { $0 >= 0x41 && $0 <= 0x5a }
      let rest = bytes.dropFirst(letters.count)
      guard (1...4).contains(letters.count), let digit = rest.first, digit >= 0x30, digit <= 0x39,
        !lexicon.kinds(of: Word(String(decoding: letters, as: UTF8.self))).contains(.neverName),
        !isSum(range.upperBound)
      else { return false }
      // G7 and Q3 are no weapons.
      return !(letters.count == 1 && (letters.first == 0x47 || letters.first == 0x51))
        && rest.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x41 && $0 <= 0x5a || $0 == 0x73 }
    }
    guard range.count >= 3, joins(range.lowerBound + 1), first.bytes.count <= 10,
      tokens[range.lowerBound + 2].kind == .number, !kinds[range.lowerBound].contains(.neverName),
      tokens[range.lowerBound + 2].bytes.count <= 4
    else { return false }
    if first.shape == .initial, document.content[first.bytes.lowerBound] == 0x47 { return false }
    // A long word needs its class: "Falcon-9 drones", but "Station-15".
    if first.bytes.count > 4, !hasClassNear(range) { return false }
    for index in range.dropFirst(3) where !tokens[index].isGlued { return false }
    return true
  }

  /// The end of a variant that is glued to a weapon's name: `Buk-M2`.
  func variantEnd(_ match: Match) -> Int? {
    var end = match.end
    let limit = document.blocks[block].tokens.upperBound
    guard end + 1 < limit, joins(end), tokens[end].isGlued, tokens[end + 1].isGlued,
      tokens[end + 1].kind == .number || tokens[end + 1].shape == .mixed
        || tokens[end + 1].shape == .initial || tokens[end + 1].shape == .upper
    else { return nil }
    end += 2
    while end < limit, tokens[end].isGlued, tokens[end].kind == .number || joins(end) { end += 1 }
    return joins(end - 1) ? end - 1 : end
  }

  /// The end of "Harbour group": a place or body that lends its name to a group keeps the word.
  func groupEnd(_ match: Match) -> Int? {
    let entry = lexicon.entries[match.form.entry]
    guard match.end < document.blocks[block].tokens.upperBound, !entry.isCountry,
      tokens[match.end].word == "group", tokens[match.end].shape == .lower,
      entry.type == .geopolitical || entry.type == .location
        || entry.type == .organisation && tokens[match.start].shape != .upper
    else { return nil }
    return match.end + 1
  }

  /// Whether what looks like a designator is a sum: "RM41.8 million".
  func isSum(_ after: Int) -> Bool {
    guard after < document.blocks[block].tokens.upperBound else { return false }
    if tokens[after].isGlued, isMark(after, "."), after + 1 < tokens.count,
      tokens[after + 1].isGlued, tokens[after + 1].kind == .number
    {
      return true
    }
    return Self.multipliers.contains(tokens[after].word)
  }

  private static let multipliers: Set<Word> = [
    "million", "billion", "trillion", "m", "bn", "crore", "lakh", "thousand",
  ]

  private mutating func emitDesignator(_ range: Range<Int>) {
    var candidate = blank(range, rule: "entity.designator")
    candidate.type = .weapon
    if candidate.name.hasSuffix("s"), candidate.name.dropLast().last?.isLowercase != true {
      candidate.name.removeLast()
    }
    append(candidate)
  }

  /// Whether a class of weapon stands next to the tokens: "Hawk systems", "vehicles Marder".
  func hasClassNear(_ range: Range<Int>) -> Bool {
    let bounds = document.blocks[block].tokens
    let after = range.upperBound..<min(bounds.upperBound, range.upperBound + 4)
    let before = max(bounds.lowerBound, range.lowerBound - 2)..<range.lowerBound
    return after.contains { kinds[$0].contains(.weaponClass) }
      || before.contains { kinds[$0].contains(.weaponClass) }
  }

  /// A weapon whose name is a word or a place needs its class beside it.
  func isWeapon(_ match: Match) -> Bool {
    let first = tokens[match.start]
    let isOrdinary =
      kinds[match.start].contains(.common) || kinds[match.start].contains(.given)
      || first.shape == .upper && first.bytes.count < 4
    guard match.end == match.start + 1, isOrdinary else { return true }
    if !isInitial(match.start), !kinds[match.start].contains(.given), !isCapitalSetting {
      return true
    }
    return hasClassNear(match.start..<match.end)
  }
}
