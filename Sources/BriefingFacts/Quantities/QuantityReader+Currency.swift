internal import BriefingRecords
internal import BriefingText

/// The currency and the unit that stand beside a number.
extension QuantityReader {
  func measure(_ numeral: Numeral) -> Measured {
    var measured = Measured(numeral: numeral, tokens: numeral.tokens, bytes: numeral.bytes)
    switch numeral.form {
    case .digits: measured.rule = "quantity.count_digits"
    case .words: measured.rule = "quantity.count_words"
    case .vague: measured.rule = "quantity.count_vague"
    case .ratio:
      measured.rule = "quantity.ratio_fraction"
      measured.kind = .ratio
    }
    readCurrencyBefore(&measured)
    readAfter(&measured)
    return measured
  }

  func readCurrencyBefore(_ measured: inout Measured) {
    let first = measured.numeral.tokens.lowerBound
    guard measured.numeral.form == .digits else { return }
    if measured.numeral.bytes.lowerBound > view.tokens[first].bytes.lowerBound {
      guard let slot = prefixCurrency(of: first) else { return }
      take(slot, from: first, rule: "quantity.money_code", into: &measured)
      return
    }
    let before = first - 1
    guard before >= reader.floor else { return }
    if let (slot, start) = lexicon.currencySigns.match(endingAt: before, in: view) {
      // The letters before a sign belong to it only where they touch it.
      guard start >= reader.floor, start == before || view.isGlued(before) else {
        if view.kind(before) == .currency,
          let (slot, start) = lexicon.currencySigns.match(at: before, in: view), start == first
        {
          take(slot, from: before, rule: "quantity.money_sign", into: &measured)
        }
        return
      }
      if view.isWord(before), !isPrefix(before) { return }
      take(slot, from: start, rule: "quantity.money_sign", into: &measured)
    } else if let (slot, start) = lexicon.currencyCodes.match(endingAt: before, in: view),
      start >= reader.floor, !names.isAllCapitals
    {
      take(slot, from: start, rule: "quantity.money_code", into: &measured)
    }
  }

  /// A one-letter sign that is a word stands glued or with a scale: `R 500` may be a road.
  func isPrefix(_ index: Int) -> Bool {
    view.tokens[index].bytes.count > 1
  }

  func take(_ slot: Int, from token: Int, rule: String, into measured: inout Measured) {
    let currency = CurrencyChoice(document: document, view: view, sentence: sentence)
      .currency(of: lexicon.currencies[slot], near: token)
    measured.kind = .money
    measured.currency = currency.code
    measured.factor = currency.factor
    measured.isBare = false
    measured.rule = rule
    if let suffix = measured.numeral.suffixEnd {
      measured.numeral.scale *= suffix.factor
      measured.numeral.suffixEnd = nil
      measured.numeral.bytes = measured.numeral.bytes.lowerBound..<suffix.byte
      measured.numeral.tokens = measured.numeral.tokens.lowerBound..<suffix.token
    }
    let start = min(token, measured.tokens.lowerBound)
    let end = max(measured.tokens.upperBound, measured.numeral.tokens.upperBound)
    measured.tokens = start..<end
    measured.bytes =
      min(
        view.tokens[token].bytes.lowerBound, measured.bytes.lowerBound)..<max(
        measured.bytes.upperBound, measured.numeral.bytes.upperBound)
  }

  func extend(_ measured: inout Measured, to end: Int) {
    measured.tokens = measured.tokens.lowerBound..<end
    measured.bytes = measured.bytes.lowerBound..<view.tokens[end - 1].bytes.upperBound
  }

  func readAfter(_ measured: inout Measured) {
    var next = measured.tokens.upperBound
    let isHyphen = view.isHyphen(next)
    if isHyphen { next += 1 }
    if measured.kind == .money {
      // "$11.7 billion dollars", "$5 million USD"
      if let (_, end) = lexicon.currencyWords.match(at: next, in: view, allowsHyphens: isHyphen) {
        extend(&measured, to: end)
        measured.isCompound = isHyphen
      } else if let (_, end) = lexicon.currencyCodes.match(at: next, in: view) {
        extend(&measured, to: end)
      } else if isHyphen {
        measured.isCompound = true
      }
      return
    }
    if measured.numeral.form == .vague, view.word(next) == "of" {
      if let (slot, end) = lexicon.currencyWords.match(at: next + 1, in: view) {
        money(slot, at: next + 1, to: end, "quantity.money_vague", &measured)
      } else if let (unit, end) = lexicon.unitWords.match(at: next + 1, in: view) {
        take(unit, to: end, &measured)
      }
      return
    }
    if measured.numeral.form == .ratio { return readHalfUnit(&measured, next) }
    // "8m people"
    if let suffix = measured.numeral.suffixEnd, suffix.factor == 1e6,
      let isScale = isMillion(suffix.token), isScale
    {
      measured.numeral.scale *= suffix.factor
      measured.numeral.suffixEnd = nil
      extend(&measured, to: suffix.token)
      measured.numeral.bytes = measured.bytes
      measured.numeral.tokens = measured.tokens
      return readUnit(&measured, suffix.token, isHyphen: false)
    }
    if let suffix = measured.numeral.suffixEnd, let money = suffixedMoney(suffix, &measured) {
      measured = money
      return
    }
    if let (slot, end) = currencyAfter(next, isHyphen: isHyphen) {
      if !isPoundsOfMass(slot, at: next, end, measured), !isVictory(next, measured) {
        money(slot, at: next, to: end, "quantity.money_word", &measured)
        measured.isCompound = isHyphen
        return
      }
    }
    readUnit(&measured, next, isHyphen: isHyphen)
  }

  func currencyAfter(_ next: Int, isHyphen: Bool) -> (value: Int, end: Int)? {
    if let found = lexicon.currencyWords.match(at: next, in: view, allowsHyphens: isHyphen) {
      return found
    }
    if let found = lexicon.currencyCodes.match(at: next, in: view), !names.isAllCapitals {
      return found
    }
    guard let found = lexicon.currencySigns.match(at: next, in: view) else { return nil }
    if view.kind(next) == .currency {
      // The sign belongs to a figure of its own if a number follows it.
      return view.kind(next + 1) == .number ? nil : found
    }
    let bytes = view.tokens[next].bytes
    return bytes.count > 1 && view.kind(found.end) != .number && view.kind(found.end) != .currency
      ? found : nil
  }

  func money(
    _ slot: Int, at token: Int, to end: Int, _ rule: String, _ measured: inout Measured
  ) {
    let start = measured.tokens.lowerBound
    take(slot, from: token, rule: rule, into: &measured)
    measured.tokens = start..<end
    measured.bytes = measured.numeral.bytes.lowerBound..<view.tokens[end - 1].bytes.upperBound
  }

  /// `900m euros`, `4m dollars`.
  func suffixedMoney(
    _ suffix: (token: Int, byte: Int, factor: Double), _ measured: inout Measured
  ) -> Measured? {
    guard let (slot, end) = currencyAfter(suffix.token, isHyphen: false) else { return nil }
    var result = measured
    money(slot, at: suffix.token, to: end, "quantity.money_word", &result)
    return result
  }

  /// `500 pounds of explosive` weigh; `500 million pounds` are spent.
  func isPoundsOfMass(_ slot: Int, at next: Int, _ end: Int, _ measured: Measured) -> Bool {
    let word = view.word(end - 1)
    guard word == "pound" || word == "pounds", end == next + 1 else { return false }
    if measured.numeral.scale >= 1e6 { return false }
    if view.word(end) == "of" || view.isHyphen(next - 1) { return true }
    return !document.mentionsSterling(lexicon)
  }

  /// `Team 2 won`: few sums in won are as small.
  func isVictory(_ next: Int, _ measured: Measured) -> Bool {
    view.word(next) == "won" && !measured.numeral.hasScale && measured.numeral.value < 100
  }
}
