import BriefingRecords
import BriefingText

/// Titles before names, and what is named inside a title.
extension NameScanner {
  /// Parts "NATO Secretary General Ann Poe" into the body and the person; false where no title
  /// stands before a name.
  mutating func titled(_ range: Range<Int>) -> Bool {
    guard let title = lastTitle(range) else { return false }
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

  /// The last word of the title at the head of the range; what follows the first plain word is name,
  /// even if it is a title in another language.
  private func lastTitle(_ range: Range<Int>) -> Int? {
    guard
      var title = range.first(where: {
        !kinds[$0].isDisjoint(with: .beforePerson) && tokens[$0].kind == .word
      })
    else { return nil }
    for index in range where index > title {
      if !kinds[index].isDisjoint(with: .beforePerson) {
        if index + 1 < range.upperBound { title = index }
      } else if kinds[index].isDisjoint(with: [.modifier, .portfolio]),
        tokens[index].shape != .lower, !joins(index)
      {
        break
      }
    }
    return title
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
}
