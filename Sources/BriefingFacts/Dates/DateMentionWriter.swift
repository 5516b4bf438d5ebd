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
    let tenses = found.map { match, block in
      let sentence = sentence(around: match.tokens, block: block)
      let tense = clauses.tense(around: match.tokens, in: sentence)
      // A picture shows what has happened.
      return document.blocks[block].role == .caption && tense != .future ? .past : tense
    }
    var result: [DateMention] = []
    for (index, (match, block)) in found.enumerated()
    where document.blocks[block].role.carriesFacts {
      let base = base(of: index, found, tenses)
      let placed = resolver.place(match.form, tense: tenses[index], base: base)
      result.append(mention(match, block: block, placed, isCounted: base != nil))
    }
    return result
  }

  private func sentence(around tokens: Range<Int>, block: Int) -> Range<Int> {
    for sentence in document.blocks[block].sentences {
      let range = document.sentences[sentence].tokens
      if range.contains(tokens.lowerBound) { return range }
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
    default: return nil
    }
    let sentence = sentence(around: match.tokens, block: block)
    func isBase(_ other: Int) -> Bool {
      guard found.indices.contains(other), found[other].block == block else { return false }
      return looksBack && other < index || sentence.contains(found[other].match.tokens.lowerBound)
    }
    var candidates: [Int] = []
    var before = index - 1
    while isBase(before) {
      candidates.append(before)
      before -= 1
    }
    if isBase(index + 1) { candidates.append(index + 1) }
    for candidate in candidates {
      guard case .point(let point) = found[candidate].match.form, point.isDay,
        point.base == .anchor
      else { continue }
      return DateBase(form: found[candidate].match.form, tense: tenses[candidate])
    }
    return nil
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
