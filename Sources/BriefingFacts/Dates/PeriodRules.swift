internal import BriefingText

/// Months, years, seasons, quarters and decades: dates coarser than a day.
extension DateReader {
  /// "February 2022", "January" where something shows that the month is meant.
  ///
  /// `isLicensed`: a word before it ("last", "early", "end of") has shown it already.
  func monthAlone(_ index: Int, isLicensed: Bool, joins: Bool = true) -> FormRead? {
    guard let month = month(index) else { return nil }
    var end = month.end
    let dayFollows = dayNumber(end) != nil && isShortName(index)
    if dayFollows { return nil }
    let ofYear = word(end) == DateWords.of ? end + 1 : end
    let year = printedYear(ofYear)
    end = year?.end ?? end
    let first = point(year?.value, month.value, nil)
    guard joins else { return FormRead(value: .point(first), end: end) }
    if let range = dashRange(
      from: first, at: end, next: { monthAlone($0, isLicensed: true, joins: false) })
    {
      return range
    }
    if let range = borrowingYear(
      first, at: end, next: { monthAlone($0, isLicensed: true, joins: false) })
    {
      return range
    }
    guard year != nil || isLicensed || isMeantAsMonth(index, end: end) else { return nil }
    return FormRead(value: .point(first), end: end)
  }

  /// Whether the words around a bare month leave it no other meaning: "in March", "the May summit",
  /// but not "Theresa May", "May said", "March on the capital".
  private func isMeantAsMonth(_ index: Int, end: Int, continues: Bool = true) -> Bool {
    guard let before = token(index - 1) else { return isPlainMonthName(index) && !nameFollows(end) }
    // "June, July and August": each stands with the one before it.
    if continues, continuesMonths(index) { return true }
    if isShortName(index) { return DateWords.yearPlacing.contains(before.word) }
    if token(index)?.shape == .upper, !isPlainMonthName(index) {
      return DateWords.yearPlacing.contains(before.word) && !DateWords.speech.contains(word(end))
    }
    if nameFollows(end),
      before.word == DateWords.from || before.word == DateWords.of
        || before.word == DateWords.to
        || before.kind == .punctuation && month(index - 2) == nil
    {
      return false
    }
    if before.word == DateWords.to, word(index - 2) == DateWords.according { return false }
    if DateWords.placing.contains(before.word) {
      return isPlainMonthName(index) || !DateWords.speech.contains(word(end))
    }
    let modifies =
      DateWords.articles.contains(before.word) || before.kind == .clitic
      || DateWords.possessives.contains(before.word)
    if modifies {
      guard let next = token(end), next.kind == .word else { return isPlainMonthName(index) }
      return isPlainMonthName(index)
        || next.shape == .lower && !DateWords.followers.contains(next.word)
    }
    guard isPlainMonthName(index) else { return false }
    return !(before.isCapitalised && !before.isGlued && weekday(index - 1) == nil)
      && !nameFollows(end)
  }

  private func continuesMonths(_ index: Int) -> Bool {
    var first = index
    for _ in 0..<12 {
      let joint = word(first - 1)
      guard joint == DateWords.comma || joint == DateWords.and || joint == DateWords.or else {
        break
      }
      let earlier = word(first - 2) == DateWords.comma ? first - 3 : first - 2
      guard let month = month(earlier), month.end <= first - 1 else { break }
      first = earlier
    }
    guard first != index, let month = month(first) else { return false }
    return isMeantAsMonth(first, end: month.end, continues: false)
  }

  /// Months that are no other word and no first name.
  private func isPlainMonthName(_ index: Int) -> Bool {
    guard case .month(let number, isShort: false) = sense(index) else { return false }
    return number != 3 && number != 4 && number != 5 && number != 6 && number != 8
  }

  private func nameFollows(_ index: Int) -> Bool {
    guard let next = token(index), next.kind == .word, !next.isGlued else { return false }
    return next.isCapitalised && weekday(index) == nil && month(index) == nil
  }

  /// "in 2016", "the 2019 action plan", "2024–2027", "1990s".
  func yearAlone(_ index: Int, isLicensed: Bool) -> FormRead? {
    guard let year = year(index) else { return nil }
    let before = token(index - 1)
    let isTiedBefore = hangsOn(index)
    if isTiedBefore { return nil }
    if before?.kind == .currency || DateWords.numbering.contains(word(index - 1)) { return nil }
    if let after = token(index + 1), after.word == DateWords.pluralS, after.isGlued, year % 10 == 0
    {
      return FormRead(value: .point(DatePoint(decade: year)), end: index + 2)
    }
    if let range = yearRange(index, first: year) { return range }
    if isTied(index) || isGlued(index + 1) && isDash(index + 1) { return nil }
    guard isLicensed || isMeantAsYear(index, year: year) else { return nil }
    return FormRead(value: .point(DatePoint(year: year)), end: index + 1)
  }

  private func yearRange(_ index: Int, first: Int) -> FormRead? {
    guard isDash(index + 1), isGlued(index + 1) == isGlued(index + 2),
      let (value, count) = digits(index + 2)
    else { return nil }
    var last = value
    if count == 2 { last = first / 100 * 100 + value }
    guard count == 2 || count == 4, last > first, last <= 2099,
      isGlued(index + 1) || count == 4, !isDash(index + 3) || !isGlued(index + 3),
      !countsSomething(index + 3, isDoubtful: false)
    else { return nil }
    let ends = [first, last].map { DateForm.point(DatePoint(year: $0)) }
    return FormRead(value: .range(ends[0], ends[1]), end: index + 3)
  }

  private func isMeantAsYear(_ index: Int, year: Int) -> Bool {
    let next = token(index + 1)
    if countsSomething(index + 1, isDoubtful: false) { return false }
    if isGlued(index), isDash(index - 1) { return true }
    guard let before = token(index - 1) else {
      // "2022 was …" opens a sentence.
      return next.map { DateWords.followers.contains($0.word) } ?? false
    }
    let isBracketed = before.word == DateWords.openBracket || before.word == DateWords.comma
    if before.word == DateWords.openBracket, let next, next.kind == .punctuation { return true }
    let countFollows = countsSomething(index + 1, isDoubtful: true)
    if DateWords.yearPlacing.contains(before.word) || before.word == DateWords.year {
      return !countFollows || (1914...2050).contains(year) && year % 100 != 0
    }
    if before.word == DateWords.and || before.word == DateWords.or || before.word == DateWords.to
      || isBracketed
    {
      return self.year(index - 2) != nil && !countFollows
    }
    let modifies =
      DateWords.articles.contains(before.word) || before.kind == .clitic
      || DateWords.possessives.contains(before.word) || before.word == DateWords.that
    return modifies && next?.kind == .word && (1900...2050).contains(year) && year % 100 != 0
  }

  /// "last spring", "summer of 2022", "a spring counteroffensive".
  func seasonAlone(_ index: Int, isLicensed: Bool) -> FormRead? {
    guard let token = token(index), !hangsOn(index), case .season(let season) = sense(index),
      !isTied(index)
    else { return nil }
    var point = DatePoint(season: season)
    var end = index + 1
    let yearAt = word(end) == DateWords.of ? end + 1 : end
    if let year = year(yearAt), !countsSomething(yearAt + 1, isDoubtful: false) {
      point.year = year
      end = yearAt + 1
      // "winter 2022–23" is the winter that begins in the first year.
      if isDash(end) || word(end) == DateWords.slash, isGlued(end), isGlued(end + 1),
        let (_, count) = digits(end + 1), count == 2 || count == 4
      {
        end += 2
      }
      return FormRead(value: .point(point), end: end)
    }
    if token.word == DateWords.fall, word(end) == DateWords.of { return nil }
    let before = word(index - 1)
    let isPlaced =
      before == DateWords.by || before == DateWords.since || before == DateWords.until
      || before == DateWords.till
      || before == DateWords.beforeWord
      || before == DateWords.the && DateWords.seasonal.contains(word(index - 2))
    if isLicensed || isPlaced || calendar.isSeasonEvent(word(end)) {
      if token.word == DateWords.fall, !isLicensed, before == DateWords.since { return nil }
      return FormRead(value: .point(point), end: end)
    }
    return nil
  }

  /// "second quarter of 2024", "Q2 2024".
  func quarter(_ index: Int) -> FormRead? {
    guard let token = token(index), !hangsOn(index) else { return nil }
    var quarter: Int
    var end: Int
    let text = document.content[token.bytes]
    if token.kind == .word, text.count == 2, text.first == 0x51 || text.first == 0x71,
      let digit = text.last, (0x31...0x34).contains(digit)
    {
      quarter = Int(digit - 0x30)
      end = index + 1
      let isPlaced =
        DateWords.yearPlacing.contains(word(index - 1)) || word(index - 1) == DateWords.the
      guard isPlaced || year(end) != nil else { return nil }
    } else {
      guard let ordinal = ordinal(index), (1...4).contains(ordinal) else { return nil }
      quarter = ordinal
      end = index + 1
      if word(end) == DateWords.hyphen { end += 1 }
      guard case .unit(.quarter, isPlural: false) = sense(end) else { return nil }
      end += 1
      if word(end) == DateWords.of, year(end + 1) == nil { return nil }
    }
    var point = DatePoint(quarter: quarter)
    let yearAt = word(end) == DateWords.of ? end + 1 : end
    if let year = year(yearAt) {
      point.year = year
      end = yearAt + 1
    }
    return FormRead(value: .point(point), end: end)
  }

  func ordinal(_ index: Int) -> Int? {
    if case .ordinal(let value) = sense(index) { return value }
    guard token(index)?.kind == .ordinal else { return nil }
    return dayNumber(index)?.value
  }
}
