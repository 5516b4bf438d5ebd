import BriefingRecords
import BriefingText

/// Weapons by designator, by variant and by the class beside them.
extension NameScanner {
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

  mutating func emitDesignator(_ range: Range<Int>) {
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
