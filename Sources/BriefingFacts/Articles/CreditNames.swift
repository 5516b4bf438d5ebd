import BriefingRecords
import BriefingText

/// Reads names, places and bodies out of bylines and credits, where every capital is a name.
struct CreditNames {
  let document: TextDocument
  let scanner: NameScanner

  init(document: TextDocument, lexicon: NameLexicon) {
    self.document = document
    scanner = NameScanner(document: document, lexicon: lexicon)
  }

  /// The token after the run of capitalised words that begins at a token.
  func runEnd(_ start: Int, limit: Int) -> Int {
    var end = start + 1
    while end < limit {
      let token = document.tokens[end]
      if token.isCapitalised, !token.isGlued || scanner.joins(end - 1) {
        end += 1
      } else if scanner.joins(end), token.isGlued, end + 1 < limit,
        document.tokens[end + 1].isCapitalised, document.tokens[end + 1].isGlued
      {
        end += 2
      } else if let next = scanner.particles(at: end, limit: limit) {
        end = next + 1
      } else {
        break
      }
    }
    return end
  }

  /// Whether the run may be a person: no title or post in it, no body, no place, no month.
  func isPerson(_ range: Range<Int>, single: Bool) -> Bool {
    let words = range.filter { document.tokens[$0].kind == .word }
    guard words.count <= 6, single || words.count >= 2 else { return false }
    if known(range) != nil { return false }
    if scanner.typeByHead(range) != nil { return false }
    for index in words {
      let kinds = scanner.kinds[index]
      if kinds.contains(.office) || kinds.contains(.neverName) && !kinds.contains(.given) {
        return false
      }
      if kinds.contains(.role), !kinds.contains(.given), words.count < 3 || index == words.last {
        return false
      }
    }
    return !words.allSatisfy {
      scanner.kinds[$0].contains(.common) && !scanner.kinds[$0].contains(.given)
    }
  }

  /// The lexicon's entry that the whole run writes.
  func known(_ range: Range<Int>) -> Int? {
    guard let match = scanner.match(at: range.lowerBound, limit: range.upperBound),
      match.end == range.upperBound
    else { return nil }
    return match.form.entry
  }

  /// The name as it is given: upper case is undone.
  func name(_ range: Range<Int>) -> String {
    let text = scanner.name(of: range)
    let isUpper = range.allSatisfy {
      document.tokens[$0].kind != .word || document.tokens[$0].shape == .upper
        || document.tokens[$0].shape == .initial
    }
    return isUpper ? NameText.capitalised(text) : text
  }

  /// A name without the form of address and rank before it.
  func withoutTitle(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start + 1 < range.upperBound,
      !scanner.kinds[start].isDisjoint(with: [.honorific, .rank])
    {
      start += 1
    }
    return start..<range.upperBound
  }

  func text(_ index: Int) -> String {
    document.text(document.tokens[index])
  }
}
