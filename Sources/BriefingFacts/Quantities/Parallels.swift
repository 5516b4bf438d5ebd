internal import BriefingRecords
internal import BriefingText

/// What a figure takes from another one beside it: kind and unit where its own are left out, and
/// which figure it converts.
struct Parallels {
  let view: TokenView
  let sentence: Range<Int>
  /// The nearest figures of the block so far; indices are those among all of the block.
  let earlier: ArraySlice<QuantityMention>

  /// `43 percent, down from 49`, `(January: 49)`: a number without a noun takes kind and unit of the
  /// figure it is compared with.
  func inherit(_ figure: inout Figure) {
    if isFurtherAge(figure) {
      figure.mention.kind = .age
      figure.mention.measurement.unit = "a"
      figure.mention.rule = "quantity.parallel"
      figure.isBare = false
      return
    }
    guard figure.isBare, figure.mention.kind == .count, figure.mention.measurement.value != nil,
      let last = compared, sentence.contains(last.tokens.lowerBound),
      last.kind == .percent || last.kind == .money,
      figure.mention.tokens.lowerBound - last.tokens.upperBound < 16
    else { return }
    let before = view.before(figure.mention.tokens.lowerBound)
    let isChange = view.word(before) == "(" && last.kind == .percent && hasSign(figure.mention)
    switch view.word(before) {
    case "(" where isChange: break
    case "from", "to", "with", "against", "than", ":": break
    default: return
    }
    let next = view.after(figure.next)
    if view.isWord(next), !CountedWords.prepositions.contains(view.word(next)),
      !CountedWords.conjunctions.contains(view.word(next)),
      !CountedWords.determiners.contains(view.word(next))
    {
      return
    }
    figure.mention.kind = last.kind
    figure.mention.measurement.unit = last.kind == .percent ? "%" : "1"
    if last.kind == .money {
      figure.mention.currency = last.currency
      figure.mention.amount = figure.mention.measurement.value
      figure.mention.measurement.value = nil
    }
    figure.mention.rule = "quantity.parallel"
    figure.isBare = false
  }

  /// `aged 6 and 9`
  private func isFurtherAge(_ figure: Figure) -> Bool {
    guard figure.isBare, figure.mention.kind == .count, let last = earlier.last, last.kind == .age,
      figure.mention.tokens.lowerBound == last.tokens.upperBound + 1,
      !view.isWord(figure.next) || CountedWords.verbs.contains(view.word(figure.next))
    else { return false }
    return view.word(last.tokens.upperBound) == "and"
  }

  /// `54% (-3)`
  private func hasSign(_ mention: QuantityMention) -> Bool {
    switch view.word(mention.tokens.lowerBound) {
    case "+", "-", "−", "–": true
    default: false
    }
  }

  /// The figure before, or the one that it converts in brackets.
  private var compared: QuantityMention? {
    guard let last = earlier.last else { return nil }
    guard let converted = last.converts, earlier.indices.contains(converted) else { return last }
    return earlier[converted]
  }

  /// The index of the figure that `figure`, in brackets right behind it, converts.
  func converted(_ figure: Figure) -> Int? {
    guard let last = earlier.indices.last, !figure.isBare else { return nil }
    let mention = figure.mention
    let other = earlier[last]
    guard other.kind == mention.kind, other.kind != .count || other.measurement.unit != "1",
      other.measurement.unit != mention.measurement.unit || other.currency != mention.currency
    else { return nil }
    var open = other.tokens.upperBound
    let stop = min(open + 4, mention.tokens.lowerBound)
    while open < stop, view.word(open) != "(" { open += 1 }
    guard view.word(open) == "(", mention.tokens.lowerBound - open < 5 else { return nil }
    return last
  }
}

/// Reads `a day`, `per barrel` behind a figure or what it counts, into its unit.
struct RateReader {
  let view: TokenView
  let lexicon: MeasureLexicon
  let phrases: CountedPhrase

  /// Adds the rate to the unit of `figure`, if one is printed with it.
  func read(_ figure: inout Figure) {
    var next = view.after(figure.next)
    let isMoney = figure.mention.kind == .money
    guard let unit = rate(at: next, isMoney: isMoney) ?? afterPhrase(&next, figure) else { return }
    let own = figure.mention.measurement.unit ?? "1"
    figure.mention.measurement.unit = (own == "1" ? "1" : own) + "/" + unit
  }

  private func afterPhrase(_ next: inout Int, _ figure: Figure) -> String? {
    switch figure.mention.kind {
    case .count, .mass: break
    default: return nil
    }
    if view.isHyphen(next) { next += 1 }
    if CountedWords.skipped.contains(view.word(next)) { next += 1 }
    if view.word(next) == "of" { next += 1 }
    return rate(at: phrases.nounPhrase(from: next).upperBound, isMoney: false)
  }

  private func rate(at index: Int, isMoney: Bool) -> String? {
    let isGlued = view.word(index) == "/" && view.isGlued(index)
    switch view.word(index) {
    case "per": break
    case "a", "an", "each", "every":
      guard let (unit, end) = lexicon.unitWords.match(at: index + 1, in: view),
        unit.kind == .duration || isMoney, unit.factor == 1, end == index + 2,
        view.lastByte(index + 1) != 0x73, !isLaterPoint(end)
      else { return nil }
      return unit.ucum
    default:
      guard isGlued else { return nil }
    }
    guard let (unit, _) = lexicon.unitWords.match(at: index + 1, in: view), unit.kind != .percent
    else { return nil }
    return unit.ucum
  }

  /// `two men a day after`, `a year ago`: a point in time, not a rate.
  private func isLaterPoint(_ index: Int) -> Bool {
    switch view.word(index) {
    case "after", "ago", "before", "later", "earlier", "prior", "ahead", "since": true
    case "and": view.word(index + 2) == "half"
    default: false
    }
  }
}
