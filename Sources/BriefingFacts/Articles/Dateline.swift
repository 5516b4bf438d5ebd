import BriefingText

/// The head of a lede that says where it was written: `KYIV, Ukraine (AP) —`.
struct Dateline {
  /// The tokens of the place, as printed: `Berlin/Brussels`.
  var place: Range<Int>
  /// The tokens inside the brackets, if there are any.
  var agency: Range<Int>?

  /// Reads the head of a block; nil where it has no dateline.
  ///
  /// A place that is not in upper case needs the brackets of an agency, so that "Sanctions – the
  /// next round" is none.
  init?(_ block: Block, in document: TextDocument) {
    guard block.role == .paragraph else { return nil }
    let tokens = document.tokens
    let limit = min(block.tokens.upperBound, block.tokens.lowerBound + 16)
    var index = block.tokens.lowerBound
    var placeEnd = index
    var isUpper = true
    while index < limit {
      let token = tokens[index]
      if token.isCapitalised {
        if Self.months.contains(token.word) { break }
        if placeEnd == block.tokens.lowerBound, token.shape != .upper { isUpper = false }
        index += 1
        placeEnd = index
      } else if Self.text(index, document) == "," || Self.text(index, document) == "/"
        || Self.text(index, document) == "-" && token.isGlued
      {
        index += 1
      } else {
        break
      }
    }
    guard placeEnd > block.tokens.lowerBound, placeEnd - block.tokens.lowerBound <= 7 else {
      return nil
    }
    // "KYIV, Nov 21 (Reuters) -": a date may stand before the brackets.
    var agency: Range<Int>?
    while index < limit {
      let text = Self.text(index, document)
      if text == "(" {
        guard let close = (index..<limit).first(where: { Self.text($0, document) == ")" }),
          close > index + 1
        else { return nil }
        agency = index + 1..<close
        index = close + 1
        continue
      }
      if Self.isDash(text) {
        let isApart = text != "-" || !tokens[index].isGlued
        guard isApart, isUpper || agency != nil else { return nil }
        place = block.tokens.lowerBound..<placeEnd
        self.agency = agency
        return
      }
      guard text == "," || tokens[index].kind == .number || Self.months.contains(tokens[index].word)
      else { return nil }
      index += 1
    }
    return nil
  }

  private static func text(_ index: Int, _ document: TextDocument) -> String {
    document.tokens[index].kind == .word ? "" : document.text(document.tokens[index])
  }

  private static func isDash(_ text: String) -> Bool {
    text == "—" || text == "–" || text == "-" || text == "--" || text == "―"
  }

  static let months: Set<Word> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "jan.", "feb", "feb.", "mar", "mar.", "apr", "apr.",
    "jun", "jun.", "jul", "jul.", "aug", "aug.", "sep", "sep.", "sept", "sept.", "oct", "oct.",
    "nov", "nov.", "dec", "dec.",
  ]
}
