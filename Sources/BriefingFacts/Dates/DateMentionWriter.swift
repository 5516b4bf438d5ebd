internal import BriefingRecords
internal import BriefingText

/// Turns what the grammar found into mentions: value, place on the calendar, proofs, faults.
struct DateMentionWriter {
  let document: TextDocument
  let calendar: CalendarLexicon
  let resolver: DateResolver
  let time: DocumentTime
  let misspelt: [Int: Misspelling]

  func mentions(of found: [(match: DateMatch, block: Int)]) -> [DateMention] {
    let clauses = ClauseTense(document: document, calendar: calendar)
    var tenses = found.map { match, block in
      let sentence = sentence(around: match.tokens, block: block)
      let tense = clauses.tense(around: match.tokens, in: sentence)
      // A picture shows what has happened.
      return document.blocks[block].role == .caption && tense != .future ? .past : tense
    }
    for index in tenses.indices.dropFirst()
    where continues(found[index - 1].match, found[index].match) {
      tenses[index] = tenses[index - 1]
    }
    var result: [DateMention] = []
    for (index, (match, block)) in found.enumerated()
    where document.blocks[block].role.carriesFacts && match.rule != DateReader.wireStampRule {
      let base = base(of: index, found, tenses)
      let placed = resolver.place(match.form, tense: tenses[index], base: base)
      result.append(mention(match, block: block, placed, isCounted: base != nil))
    }
    return result
  }

  /// "Monday through Wednesday": both ends lie on the same side.
  private func continues(_ first: DateMatch, _ second: DateMatch) -> Bool {
    guard second.tokens.lowerBound == first.tokens.upperBound + 1,
      DateWords.rangeWords.contains(document.tokens[first.tokens.upperBound].word),
      case .point(let one) = first.form, case .point(let two) = second.form
    else { return false }
    return one.weekday != nil && two.weekday != nil
  }

  private func sentence(around tokens: Range<Int>, block: Int) -> Range<Int> {
    var low = document.blocks[block].sentences.lowerBound
    var high = document.blocks[block].sentences.upperBound
    while low < high {
      let middle = (low + high) / 2
      let range = document.sentences[middle].tokens
      if range.contains(tokens.lowerBound) { return range }
      if range.upperBound <= tokens.lowerBound { low = middle + 1 } else { high = middle }
    }
    return document.blocks[block].tokens
  }

  /// The day that an offset is counted from: another expression of the sentence, the nearest before
  /// it first. Expressions such as "that evening" may look back over the whole block.
  private func base(
    of index: Int, _ found: [(match: DateMatch, block: Int)], _ tenses: [Tense?]
  ) -> DateBase? {
    let (match, block) = found[index]
    var looksBack = false
    switch match.form {
    case .offset(_, .before), .offset(_, .after): break
    case .point(let point) where point.base == .sentence: looksBack = true
    case .point(let point) where point.clock != nil && !point.isDay:
      return dayAfterClock(index, found, tenses)
    default: return nil
    }
    let sentence = sentence(around: match.tokens, block: block)
    func isBase(_ other: Int) -> Bool {
      guard found.indices.contains(other), found[other].block == block else { return false }
      return looksBack && other < index || sentence.contains(found[other].match.tokens.lowerBound)
    }
    var candidates: [Int] = []
    var before = index - 1
    while candidates.count < 8, isBase(before) {
      candidates.append(before)
      before -= 1
    }
    if isBase(index + 1) { candidates.append(index + 1) }
    var unit = TimeUnit.day
    if case .offset(let length, _) = match.form {
      unit = length.unit
      // "ten years after the 2014 vote": what follows is what is counted from.
      if governsClause(match.tokens.upperBound, in: sentence) {
        candidates = isBase(index + 1) && isNear(match, found[index + 1].match) ? [index + 1] : []
      }
    }
    for candidate in candidates {
      guard case .point(let point) = found[candidate].match.form, point.base == .anchor,
        point.isDay || point.year != nil && (unit == .year || unit == .decade)
          || point.month != nil && unit == .month
      else { continue }
      return DateBase(form: found[candidate].match.form, tense: tenses[candidate])
    }
    return nil
  }

  /// Whether "after" or "before" has an object of its own, and does not stand alone.
  private func governsClause(_ next: Int, in sentence: Range<Int>) -> Bool {
    let direction = document.tokens[next - 1].word
    guard
      direction == DateWords.afterWord || direction == DateWords.beforeWord
        || direction == DateWords.of,
      sentence.contains(next)
    else { return false }
    return document.tokens[next].kind != .punctuation && document.tokens[next].kind != .closeQuote
  }

  private func isNear(_ first: DateMatch, _ second: DateMatch) -> Bool {
    second.tokens.lowerBound - first.tokens.upperBound <= 6
  }

  /// "at 11pm on Sunday", "at 3 p.m. (1900 GMT) on Thursday": the day that follows a clock time.
  private func dayAfterClock(
    _ index: Int, _ found: [(match: DateMatch, block: Int)], _ tenses: [Tense?]
  ) -> DateBase? {
    var next = index + 1
    while next < min(found.count, index + 4), found[next].block == found[index].block {
      let between = found[next - 1].match.tokens.upperBound..<found[next].match.tokens.lowerBound
      guard between.count <= 2,
        between.allSatisfy({ DateWords.dayJoints.contains(document.tokens[$0].word) }),
        case .point(let point) = found[next].match.form
      else { return nil }
      if point.isDay { return DateBase(form: found[next].match.form, tense: tenses[next]) }
      next += 1
    }
    // "Tomorrow morning, at about 7.30am".
    guard index > 0, found[index - 1].block == found[index].block,
      case .point(let point) = found[index - 1].match.form, point.isDay
    else { return nil }
    let between = found[index - 1].match.tokens.upperBound..<found[index].match.tokens.lowerBound
    guard between.count <= 3,
      between.allSatisfy({ DateWords.clockJoints.contains(document.tokens[$0].word) })
    else { return nil }
    return DateBase(form: found[index - 1].match.form, tense: tenses[index - 1])
  }

  private func mention(
    _ match: DateMatch, block: Int, _ placed: PlacedDate?, isCounted: Bool
  ) -> DateMention {
    let bytes = document.bytes(ofTokens: match.tokens)
    let value = match.form.timex
    var spans: [FieldSpan] = []
    var basis = When.Basis.none
    if let placed {
      if !placed.isDerived {
        basis = placed.first == nil ? .none : .explicit
      } else {
        basis = isCounted ? .relative : time.basis
        if let anchor = time.anchor, anchor.bytes != bytes {
          let isYear: Bool
          if case .point(let point) = match.form {
            isYear = point.month != nil
          } else {
            isYear = false
          }
          spans.append(FieldSpan(isYear ? "year" : "anchor", anchor.bytes))
        }
      }
    }
    let when = When(
      text: document.text(bytes), edtf: placed?.edtf, start: placed?.first?.description,
      end: placed?.last?.description, basis: basis)
    return DateMention(
      tokens: match.tokens, bytes: bytes, block: block, type: type(of: value), value: value,
      when: when, spans: spans, rule: match.rule, fault: fault(match, bytes))
  }

  private func type(of value: String) -> DateRecord.TimexType {
    if value.utf8.first == 0x50 { return .duration }
    return value.utf8.contains(0x54) ? .time : .date
  }

  // MARK: Faults

  private func fault(_ match: DateMatch, _ bytes: Range<Int>) -> DateMention.Fault? {
    if let index = match.tokens.first(where: { misspelt[$0] != nil }), let slip = misspelt[index] {
      return misspelling(slip, index, match)
    }
    guard let point = impossiblePoint(match.form), let what = point.impossible else { return nil }
    var suggestion: String?
    switch what {
    case .day(let day):
      if let month = point.month {
        let length = CivilDate.days(inMonth: month, of: point.year ?? 2000)
        suggestion = "no day \(day) in this month, which has \(length) days"
      }
    case .month(let month): suggestion = "no month \(month); a year has 12"
    case .year(let token):
      let digits = Array(document.content[document.tokens[token].bytes])
      if let index = digits.indices.dropFirst().first(where: { digits[$0] == digits[$0 - 1] }) {
        var shorter = digits
        shorter.remove(at: index)
        let head = document.content[bytes.lowerBound..<document.tokens[token].bytes.lowerBound]
        suggestion = String(decoding: head + shorter, as: UTF8.self)
      }
    }
    return DateMention.Fault(code: .impossibleDate, bytes: bytes, suggestion: suggestion)
  }

  private func impossiblePoint(_ form: DateForm) -> DatePoint? {
    switch form {
    case .point(let point): point.impossible == nil ? nil : point
    case .range(let first, let last): impossiblePoint(first) ?? impossiblePoint(last)
    default: nil
    }
  }

  private func misspelling(
    _ slip: Misspelling, _ index: Int, _ match: DateMatch
  ) -> DateMention.Fault {
    let name = slip.name.prefix(1).uppercased() + slip.name.dropFirst()
    guard case .month = slip.sense, slip.name.utf8.count == 3 else {
      return DateMention.Fault(
        code: .misspeltDate, bytes: document.tokens[index].bytes, suggestion: name)
    }
    // A short month needs its day to be recognised: "Oct. 12".
    var last = index
    while last + 1 < match.tokens.upperBound, document.tokens[last].kind != .number { last += 1 }
    let day =
      document.tokens[last].kind == .number ? " " + document.text(document.tokens[last]) : ""
    return DateMention.Fault(
      code: .misspeltDate, bytes: document.bytes(ofTokens: index..<(last + 1)),
      suggestion: "\(name).\(day)")
  }
}
