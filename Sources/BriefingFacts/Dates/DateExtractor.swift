public import BriefingText
internal import BriefingRecords

/// Finds the time expressions of a briefing and places them on the calendar, as far as the file
/// itself proves where they lie.
public struct DateExtractor: Sendable {
  /// The words of the calendar.
  public let calendar: CalendarLexicon

  /// An extractor that knows the given words.
  public init(calendar: CalendarLexicon) {
    self.calendar = calendar
  }

  /// What was read of a document's times.
  public struct Reading: Sendable {
    /// The expressions, in the order of the file; none overlaps another.
    public var mentions: [DateMention]
    /// Publication, update and anchor.
    public var time: DocumentTime
  }

  /// The time expressions of `document`, in the order of the file.
  public func mentions(in document: TextDocument) -> [DateMention] {
    read(document).mentions
  }

  /// The time expressions of `document` and the times of the document itself.
  public func read(_ document: TextDocument) -> Reading {
    let style = style(of: document)
    var found: [(match: DateMatch, block: Int)] = []
    var misspelt: [Int: Misspelling] = [:]
    for (index, block) in document.blocks.enumerated()
    where block.role.carriesFacts || block.role == .byline || block.role == .credit {
      var reader = DateReader(
        document: document, calendar: calendar, tokens: block.tokens, style: style)
      reader.findMisspellings()
      misspelt.merge(reader.misspelt) { first, _ in first }
      for match in matches(reader) { found.append((match, index)) }
    }
    let stamps = StampFinder(document: document).find(in: found)
    let source = stamps.published ?? stamps.first
    let day = StatedArticle(document.stated).published
    let anchor =
      day.flatMap {
        DateAnchor(
          DatePoint(year: $0.date.year, month: $0.date.month, day: $0.date.day), weekday: nil)
      }
      ?? source.flatMap { source in
        DateAnchor(
          source.point, weekday: source.point.weekday ?? weekday(of: source.point, in: found))
      }
    var time = DocumentTime()
    time.published = stamps.published.flatMap { stamp($0, in: document) }
    time.updated = stamps.updated.flatMap { stamp($0, in: document) }
    if day != nil {
      time.basis = .metadata
    } else if anchor != nil, let source {
      time.anchor = stamp(source, in: document)
      time.basis = stamps.published != nil ? .dateline : .document
    }
    let writer = DateMentionWriter(
      document: document, calendar: calendar, resolver: DateResolver(anchor: anchor), time: time,
      misspelt: misspelt)
    return Reading(mentions: writer.mentions(of: found), time: time)
  }

  private func matches(_ reader: DateReader) -> [DateMatch] {
    var result: [DateMatch] = []
    var index = reader.tokens.lowerBound
    while index < reader.tokens.upperBound {
      if let phrase = reader.phrase(index), phrase.value.feast == nil {
        index = phrase.end
        continue
      }
      guard canBegin(reader, index), let match = reader.match(index) else {
        index += 1
        continue
      }
      // "every Tuesday" recurs: it is no place on the calendar.
      if !DateWords.each.contains(reader.word(index - 1)) || match.form.isFixed {
        result.append(match)
      }
      index = match.tokens.upperBound
    }
    return result
  }

  private func canBegin(_ reader: DateReader, _ index: Int) -> Bool {
    guard let token = reader.token(index) else { return false }
    return token.kind == .number || token.kind == .ordinal || reader.sense(index) != nil
      || DateWords.starters.contains(token.word) || calendar.phrases(from: token.word) != nil
      || token.shape == .mixed && token.bytes.count == 2
  }

  /// A weekday printed elsewhere with the same month and day.
  private func weekday(of point: DatePoint, in found: [(match: DateMatch, block: Int)]) -> Int? {
    for (match, _) in found {
      guard let other = match.form.monthAndDay, other.month == point.month,
        other.day == point.day, let weekday = other.weekday
      else { continue }
      return weekday
    }
    return nil
  }

  private func stamp(
    _ candidate: StampFinder.Candidate, in document: TextDocument
  ) -> DocumentTime.Stamp {
    var point = candidate.point
    point.clock = nil
    point.part = nil
    return DocumentTime.Stamp(
      edtf: point.timex, bytes: document.bytes(ofTokens: candidate.match.tokens),
      block: candidate.block)
  }

  /// How the document writes its dates, from those that can be read in one way only.
  private func style(of document: TextDocument) -> DateStyle {
    var style = DateStyle()
    var monthFirst = 0
    for block in document.blocks {
      let reader = DateReader(
        document: document, calendar: calendar, tokens: block.tokens, style: style)
      for token in block.tokens where document.tokens[token].kind == .number {
        if reader.month(token - 1) != nil, reader.dayNumber(token) != nil { monthFirst += 1 }
        if reader.month(token + 1) != nil, reader.dayNumber(token) != nil { monthFirst -= 1 }
        if reader.word(token + 1) == DateWords.slash, let first = reader.digits(token),
          let second = reader.digits(token + 2), reader.word(token + 3) == DateWords.slash
        {
          if second.value > 12 { monthFirst += 10 }
          if first.value > 12 { monthFirst -= 10 }
        }
        if reader.fields(token, separator: 0x2e) != nil, reader.clock(token) != nil {
          style.usesDottedClock = true
        }
        if block.role == .dateline, let parts = reader.fields(token, separator: 0x2e),
          parts.count == 2, parts[0].value < 24
        {
          style.usesDottedClock = true
        }
      }
    }
    style.isMonthFirst = monthFirst > 0
    return style
  }
}

extension DateForm {
  /// Whether the expression names a day of a month or a year, which cannot recur.
  var isFixed: Bool {
    switch self {
    case .point(let point): point.hasMonthAndDay || point.year != nil
    case .range: true
    default: false
    }
  }
}
