/// The credit at the end of a picture's text: "(Ann Lee/Agency)", "Ann Lee/Agency", "PHOTO: AGENCY".
struct CaptionCredit {
  /// Where the credit begins.
  var start: Int
  /// Whether the words of the credit alone prove that a picture is meant: a slash between name and
  /// agency, a word like "photo".
  var isCertain: Bool

  /// The credit that ends the block; nil if none does.
  init?(form: BlockForm, words: ArraySlice<BlockWord>, body: Range<Int>, content: [UInt8]) {
    guard let last = words.last, words.count >= 2 else { return nil }
    var hasSlash = false
    var hasLabel = false
    var index = words.endIndex - 1
    let closing = content[Int(last.end)..<body.upperBound]
    let isBracketed = closing.contains(0x29) && !closing.contains(0x2e)
    if !closing.isEmpty && !isBracketed { return nil }
    let limit = max(words.startIndex, words.endIndex - 12)
    while index >= limit {
      let word = words[index]
      let isLabel = Self.labels.contains(word.word)
      if isLabel { hasLabel = true }
      if !word.isCapitalised && !isLabel && !Self.links.contains(word.word) { return nil }
      let gapStart = index > words.startIndex ? Int(words[index - 1].end) : body.lowerBound
      let gap = content[gapStart..<Int(word.start)]
      if gap.contains(0x2f) { hasSlash = true }
      let certain = hasSlash || hasLabel
      if isBracketed {
        if let bracket = gap.lastIndex(of: 0x28) {
          let isAfterStop = gap[..<bracket].contains { [0x2e, 0x21, 0x3f].contains($0) }
          guard certain || isAfterStop else { return nil }
          self.init(start: bracket, isCertain: certain)
          return
        }
      } else if certain {
        let isAfterStop = gap.contains { [0x2e, 0x21, 0x3f, 0x7c].contains($0) }
        // The copyright sign and the middle dot part a credit as well.
        let isAfterSign = gap.contains { $0 == 0xa9 || $0 == 0xb7 }
        if isAfterStop && gap.contains(0x20) || isAfterSign {
          self.init(start: Int(word.start), isCertain: true)
          return
        }
        if isLabel, index == words.startIndex {
          self.init(start: Int(word.start), isCertain: true)
          return
        }
      }
      index -= 1
    }
    return nil
  }

  private init(start: Int, isCertain: Bool) {
    self.start = start
    self.isCertain = isCertain
  }

  private static let labels: Set<Word> = [
    "photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images",
    "credit", "handout", "file", "screengrab", "getty",
  ]
  private static let links: Set<Word> = ["via", "by", "for", "of", "and", "courtesy", "the"]
}
