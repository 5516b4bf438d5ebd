internal import BriefingRecords
internal import BriefingText

/// Reads the words beside a figure that say how it bounds the value.
struct BoundReader {
  let view: TokenView
  let lexicon: NumeralLexicon
  /// Tokens before this one belong to another figure.
  let floor: Int

  /// The bound of the figure at `tokens`, from the words right before it, else right after it.
  func bound(of tokens: Range<Int>, kind: Quantity.Kind) -> Bound? {
    var before = view.before(tokens.lowerBound)
    if view.kind(before) == .openQuote { before = view.before(before) }
    if before >= floor, let (bound, start) = lexicon.bounds.match(endingAt: before, in: view),
      start >= floor, !isPreposition(start, before, kind)
    {
      return bound
    }
    let after = tokens.upperBound
    if view.word(after) == "+", view.isGlued(after) { return .equalOrMore }
    if view.isHyphen(after) {
      return view.word(after + 1) == "plus" || view.word(after + 1) == "odd"
        ? lexicon.boundsAfter.match(at: after + 1, in: view)?.value : nil
    }
    return lexicon.boundsAfter.match(at: after, in: view)?.value
  }

  /// `over three years`, `victory over two rivals`: `over` is no bound there.
  private func isPreposition(_ start: Int, _ end: Int, _ kind: Quantity.Kind) -> Bool {
    guard start == end else { return false }
    let before = view.word(view.before(start))
    switch view.word(start) {
    case "over":
      if CountedWords.beforeOver.contains(before) { return true }
      return kind == .duration && !CountedWords.beforeLongDuration.contains(before)
    case "under", "about", "above", "below", "beyond":
      return CountedWords.beforeAbout.contains(before)
    default: return false
    }
  }
}
