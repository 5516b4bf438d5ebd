internal import BriefingText

/// Reads the line under a pull quote: "— Name, role, to Whom".
struct PullQuoteSigner {
  let resolver: SpeakerResolver

  /// The speaker and medium that the block after `block` signs with; nil if it is no signature.
  func signature(of block: Int) -> (speaker: Speaker, medium: Range<Int>?)? {
    let document = resolver.grammar.document
    guard block + 1 < document.blocks.count else { return nil }
    let next = document.blocks[block + 1]
    guard next.role.carriesFacts || next.role == .credit,
      PullQuote.isDashSigned(next, document) || PullQuote.isNameAndRole(next, document),
      let first = PullQuote.name(of: next, document)
    else { return nil }
    var commas = next.tokens.filter { $0 > first && document.tokens[$0].word == "," }
    commas.append(next.tokens.upperBound)
    guard commas[0] > first, var speaker = resolver.named(first..<commas[0]) else { return nil }
    if speaker.title == nil, commas.count > 1 {
      speaker.title = role((commas[0] + 1)..<commas[1])
    }
    var medium: Range<Int>?
    for (index, comma) in commas.dropLast().enumerated()
    where document.tokens[comma + 1].word == "to" || document.tokens[comma + 1].word == "on" {
      medium = (comma + 1)..<commas[index + 1]
    }
    return (speaker, medium)
  }

  private func role(_ tokens: Range<Int>) -> String? {
    let document = resolver.grammar.document
    var first = tokens.lowerBound
    while first < tokens.upperBound, FunctionWords.articles.contains(document.tokens[first].word) {
      first += 1
    }
    return first < tokens.upperBound ? document.text(ofTokens: first..<tokens.upperBound) : nil
  }
}
