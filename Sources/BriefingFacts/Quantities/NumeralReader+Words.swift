internal import BriefingText

/// Numbers in words, vague numerals and fractions.
extension NumeralReader {
  func words(at index: Int) -> Numeral? {
    switch lexicon.part(view.word(index)) {
    case nil: return nil
    case .vague(let value): return vague(at: index, value)
    case .fraction(let parts): return fraction(at: index, parts)
    case .hundred, .scale, .dozen: return scaleWord(at: index)
    case .small, .ten: return cardinal(at: index)
    }
  }

  func make(_ tokens: Range<Int>, _ form: Numeral.Form, _ value: Double) -> Numeral {
    let start = view.tokens[tokens.lowerBound].bytes.lowerBound
    let end = view.tokens[tokens.upperBound - 1].bytes.upperBound
    return Numeral(tokens: tokens, bytes: start..<end, form: form, mantissa: value)
  }

  /// `hundreds`, `thousands and thousands`, `tens of thousands`, `hundreds of millions`.
  func vague(at index: Int, _ value: Double) -> Numeral? {
    var end = index + 1
    var low = value
    if view.word(end) == "and", view.word(end + 1) == view.word(index) {
      end += 2
    } else {
      while view.word(end) == "of" || view.word(end) == "upon",
        case .vague(let factor) = lexicon.part(view.word(end + 1)), factor > value
      {
        low *= factor
        end += 2
      }
    }
    // "scores" and "tens" alone are also a verb and a mark.
    if end == index + 1, low < 100, low != 12, view.word(end) != "of" {
      let before = view.before(index)
      guard low == 20, view.endsInIng(before) || view.endsInEd(before) else {
        return nil
      }
    }
    return make(index..<end, .vague, low)
  }

  /// A scale without a number before it: `a million`, `half a dozen`, `several hundred`.
  func scaleWord(at index: Int) -> Numeral? {
    let before = index - 1
    var start = index
    var count = 1.0
    var isVague = false
    if before >= floor {
      switch view.word(before) {
      case "a", "an":
        start = before
        if before - 1 >= floor, view.word(before - 1) == "half" {
          start = before - 1
          count = 0.5
        }
      case "several", "many":
        start = before
        isVague = true
      case "few" where before - 1 >= floor && view.word(before - 1) == "a":
        start = before - 1
        isVague = true
      case "few":
        start = before
        isVague = true
      case "-" where view.isHyphen(before):
        // "multi-million", "mid-hundred"
        guard before - 1 >= floor, view.word(before - 1) == "half" else { return nil }
        start = before - 1
        count = 0.5
      default: break
      }
    }
    guard let (value, end) = sum(at: index, times: count) else { return nil }
    return make(start..<end, isVague ? .vague : .words, value)
  }

  func cardinal(at index: Int) -> Numeral? {
    guard let (value, end) = sum(at: index, times: nil) else { return nil }
    if let ratio = ratio(of: value, from: index, to: end) { return ratio }
    return make(index..<end, .words, value)
  }

  /// `two-thirds`, `three quarters`, `one third of`.
  func ratio(of count: Double, from index: Int, to end: Int) -> Numeral? {
    let word = view.isHyphen(end) ? end + 1 : end
    guard case .fraction(let parts) = lexicon.part(view.word(word)), count < parts else {
      return nil
    }
    let isPlural = view.lastByte(word) == 0x73
    if count == 1 {
      guard !isPlural, parts == 2 || word > end || endsFraction(word + 1) else { return nil }
    } else if !isPlural {
      return nil
    }
    // "two quarters" of a year
    if parts == 4, count == 2 { return nil }
    var ratio = make(index..<word + 1, .ratio, count)
    ratio.divisor = parts
    return ratio
  }

  /// `half`, `a third of`, `by a quarter`.
  func fraction(at index: Int, _ parts: Double) -> Numeral? {
    if parts == 2 { return half(at: index) }
    let article = index - 1
    guard article >= floor, view.lastByte(index) != 0x73,
      view.word(article) == "a" || view.word(article) == "an"
    else { return nil }
    let before = view.before(article)
    let isMeasured =
      view.word(before) == "by" || lexicon.bounds.match(endingAt: before, in: view) != nil
    guard view.word(index + 1) == "of" || isMeasured && endsFraction(index + 1) else { return nil }
    if view.word(index + 1) == "of", view.word(index + 2) == "a",
      let (value, end) = sum(at: index + 3, times: nil), value >= 1000
    {
      return make(article..<end, .words, value / parts)
    }
    var ratio = make(article..<index + 1, .ratio, 1)
    ratio.divisor = parts
    return ratio
  }

  func half(at index: Int) -> Numeral? {
    guard view.lastByte(index) != 0x73 else { return nil }
    let next = view.isHyphen(index + 1) ? index + 2 : index + 1
    switch lexicon.part(view.word(next)) {
    case .dozen, .scale, .hundred:
      guard let (value, end) = sum(at: next, times: 0.5) else { return nil }
      return make(index..<end, .words, value)
    default: break
    }
    if view.word(next) == "a" || view.word(next) == "an" {
      switch lexicon.part(view.word(next + 1)) {
      case .dozen, .scale, .hundred:
        guard let (value, end) = sum(at: next + 1, times: 0.5) else { return nil }
        return make(index..<end, .words, value)
      default: break
      }
    }
    let before = view.before(index)
    if CountedWords.partsOfAWhole.contains(view.word(before)) { return nil }
    let isBounded =
      view.word(before) == "by" || lexicon.bounds.match(endingAt: before, in: view) != nil
    let isHalfOf =
      CountedWords.afterHalf.contains(view.word(index + 1))
      || next > index + 1 && CountedWords.halvedUnits.contains(view.word(next))
    guard isHalfOf || isBounded && !view.isHyphen(index + 1) else { return nil }
    var ratio = make(index..<index + 1, .ratio, 1)
    ratio.divisor = 2
    return ratio
  }

  func endsFraction(_ index: Int) -> Bool {
    guard view.contains(index) else { return true }
    if view.kind(index) != .word { return !view.isHyphen(index) }
    return CountedWords.prepositions.contains(view.word(index))
      || CountedWords.determiners.contains(view.word(index))
  }

  /// A cardinal in words from `index` on and the token after it; `times` stands for what has been
  /// read before a scale (`half a` million: 0.5).
  func sum(at index: Int, times: Double?) -> (value: Double, end: Int)? {
    var total = 0.0
    var current = times ?? 0
    var hasCurrent = times != nil
    /// Nothing as large as this may follow.
    var ceiling = Double.infinity
    var scaleCeiling = Double.infinity
    var position = index
    var end = index
    while view.contains(position) {
      var word = position
      var hasAnd = false
      if word > index {
        if view.isHyphen(word) {
          word += 1
        } else if view.word(word) == "and" {
          word += 1
          hasAnd = true
        }
      }
      guard view.isWord(word), let part = lexicon.part(view.word(word)) else { break }
      if hasAnd, ceiling < 100 || ceiling == .infinity { break }
      switch part {
      case .small(let value):
        guard value < ceiling, value > 0 || end == index else { return finish() }
        current += value
        ceiling = 0
      case .ten(let value):
        guard value < ceiling else { return finish() }
        current += value
        ceiling = 10
      case .hundred:
        guard !hasAnd, ceiling < 100 || end == index, current < 100 else { return finish() }
        current = (hasCurrent ? current : 1) * 100
        ceiling = 100
      case .dozen:
        guard !hasAnd, end == index || total == 0 else { return finish() }
        current = (hasCurrent ? current : 1) * 12
        ceiling = 0
        return (current, word + 1)
      case .scale(let factor):
        guard !hasAnd, factor < scaleCeiling else { return finish() }
        total += (hasCurrent ? current : 1) * factor
        current = 0
        hasCurrent = false
        scaleCeiling = factor
        ceiling = min(factor, 1000)
        end = word + 1
        position = end
        continue
      case .fraction, .vague: return finish()
      }
      hasCurrent = true
      end = word + 1
      position = end
      if let half = halfAfter(end), current < 1000 {
        current += 0.5
        end = half
        position = half
        ceiling = 0
      }
    }
    return finish()

    func finish() -> (value: Double, end: Int)? {
      end == index ? nil : (total + current, end)
    }
  }

  /// The token after `and a half`.
  func halfAfter(_ index: Int) -> Int? {
    var next = index
    if view.isHyphen(next) { next += 1 }
    guard view.word(next) == "and" else { return nil }
    next += view.isHyphen(next + 1) ? 2 : 1
    guard view.word(next) == "a" else { return nil }
    next += view.isHyphen(next + 1) ? 2 : 1
    return view.word(next) == "half" ? next + 1 : nil
  }
}
