internal import BriefingRecords
internal import BriefingText

/// Quotation marks of another language, or turned the wrong way.
struct MarkIssues {
  let document: TextDocument

  func issues(in block: Block, index: Int) -> [FoundIssue] {
    var found: [FoundIssue] = []
    var stack: [Int] = []
    for token in block.tokens {
      switch document.tokens[token].kind {
      case .openQuote: stack.append(token)
      case .closeQuote:
        guard let open = stack.popLast() else { continue }
        if let issue = pair(open, token, index) { found.append(issue) }
      default: break
      }
    }
    return found
  }

  private func pair(_ open: Int, _ close: Int, _ index: Int) -> FoundIssue? {
    let first = document.text(document.tokens[open])
    let last = document.text(document.tokens[close])
    let right: (String, String)
    switch (first, last) {
    case ("„", _), ("“", "“"), ("”", "”"), ("”", "“"), ("“", "„"): right = ("“", "”")
    case ("‚", "‘"), ("‚", "’"), ("’", "’"), ("‘", "‘"): right = ("‘", "’")
    default: return nil
    }
    // ’n’ and the like are apostrophes.
    guard close - open > 2 || first != "’" else { return nil }
    let bytes = document.bytes(ofTokens: open..<(close + 1))
    let inner =
      document.tokens[open].bytes.upperBound..<document.tokens[close].bytes.lowerBound
    return FoundIssue(
      .wrongQuoteMark, bytes, block: index,
      suggestion: right.0 + document.text(inner) + right.1, rule: "issue.wrong_quote_mark")
  }
}
