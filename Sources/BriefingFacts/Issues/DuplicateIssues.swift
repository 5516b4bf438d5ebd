internal import BriefingRecords
internal import BriefingText

/// Second copies: a headline, a caption, a passage pasted again. One issue a run.
struct DuplicateIssues {
  let document: TextDocument

  func issues() -> [FoundIssue] {
    var found: [FoundIssue] = []
    var index = 0
    let blocks = document.blocks
    while index < blocks.count {
      guard blocks[index].role == .repeat else {
        index += 1
        continue
      }
      let first = index
      let code = self.code(of: blocks[first])
      index += 1
      if code == .duplicatePassage {
        while index < blocks.count, blocks[index].role == .repeat,
          self.code(of: blocks[index]) == .duplicatePassage || goesOn(from: index - 1, to: index)
        {
          index += 1
        }
      }
      found.append(
        FoundIssue(
          code, blocks[first].bytes, block: first,
          suggestion: suggestion(first..<index), rule: "issue.\(code.rawValue)"))
    }
    return found
  }

  /// Whether two second copies have originals that follow one another too.
  private func goesOn(from one: Int, to other: Int) -> Bool {
    guard let first = document.blocks[one].original, let second = document.blocks[other].original
    else { return false }
    return second > first && second - first <= 3
  }

  private func code(of block: Block) -> Issue.Code {
    guard let original = block.original else { return .duplicatePassage }
    switch document.blocks[original].role {
    case .headline: return .duplicateHeadline
    case .caption: return .duplicateCaption
    default: return .duplicatePassage
    }
  }

  private func suggestion(_ run: Range<Int>) -> String {
    let first = document.blocks[run.lowerBound]
    let last = document.blocks[run.upperBound - 1]
    let lines =
      run.count > 1 ? "lines \(first.line)–\(last.line)" : "line \(first.line)"
    let verb = run.count > 1 ? "they repeat" : "it repeats"
    guard let original = first.original else { return "drop \(lines): \(verb) an earlier passage" }
    let from = document.blocks[original].line
    let to = last.original.map { document.blocks[$0].line } ?? from
    return to > from
      ? "drop \(lines): \(verb) lines \(from)–\(to)" : "drop \(lines): \(verb) line \(from)"
  }
}
