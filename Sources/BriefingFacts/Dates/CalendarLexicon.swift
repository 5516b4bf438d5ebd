internal import BriefingText

/// The words of the calendar: months, weekdays, seasons, units, zones, feasts, and the verbs that
/// tell past from future.
public struct CalendarLexicon: Sendable {
  /// The columns of the table this lexicon is made of.
  public static let columns = ["word", "kind", "value"]

  /// A phrase of one or more words.
  struct Phrase: Sendable {
    let words: [Word]
    /// The feast; nil for a name that is no date at all.
    let feast: Feast?
  }

  private var senses: [Word: CalendarSense] = [:]
  private var tenses: [Word: Tense] = [:]
  private var seasonEvents: Set<Word> = []
  private var phrases: [Word: [Phrase]] = [:]
  /// Full names of months and weekdays, to find the one a misspelt word stands for.
  private(set) var names: [Name] = []

  /// A full or short name of a month or weekday.
  struct Name: Sendable {
    let letters: [UInt8]
    let sense: CalendarSense
  }

  /// The lexicon that `table` holds; an unknown kind or value is an error that names its line.
  public init(table: LexiconTable) throws(LexiconError) {
    for row in table.rows {
      guard add(row.cells[0], kind: row.cells[1], value: row.cells[2]) else {
        throw LexiconError(
          table: table.name, line: row.line,
          cause: "“\(row.cells[2])” is no value of the kind “\(row.cells[1])”")
      }
    }
  }

  private mutating func add(_ text: String, kind: String, value: String) -> Bool {
    switch kind {
    case "month", "month_short":
      guard let number = Int(value), (1...12).contains(number) else { return false }
      addName(text, .month(number, isShort: kind == "month_short"), isShort: kind != "month")
    case "weekday", "weekday_short":
      guard let number = Int(value), (1...7).contains(number) else { return false }
      addName(text, .weekday(number, isShort: kind != "weekday"), isShort: kind != "weekday")
    case "season":
      guard let season = Season(rawValue: value) else { return false }
      senses[Word(text)] = .season(season)
    case "part":
      guard let part = DayPart(rawValue: value) else { return false }
      senses[Word(text)] = .part(part)
    case "day":
      guard let offset = Int(value) else { return false }
      senses[Word(text)] = .day(offset)
    case "unit", "units":
      guard let unit = TimeUnit(rawValue: value) else { return false }
      senses[Word(text)] = .unit(unit, isPlural: kind == "units")
    case "number", "ordinal":
      guard let number = Int(value) else { return false }
      senses[Word(text)] = kind == "number" ? .number(number) : .ordinal(number)
    case "meridiem":
      guard value == "AM" || value == "PM" else { return false }
      senses[Word(text)] = .meridiem(isAfternoon: value == "PM")
    case "clock":
      guard value.hasSuffix(":00"), let hour = Int(value.dropLast(3)), (0...24).contains(hour)
      else { return false }
      senses[Word(text)] = .clock(hour: hour)
    case "zone":
      guard let zone = ClockZone(value) else { return false }
      senses[Word(text)] = .zone(zone)
    case "feast":
      guard let feast = Feast(value) else { return false }
      addPhrase(text, feast: feast)
    case "name": addPhrase(text, feast: nil)
    case "season_event": seasonEvents.insert(Word(text))
    case "tense":
      guard let tense = Tense(rawValue: value) else { return false }
      tenses[Word(text)] = tense
    default: return false
    }
    return true
  }

  private mutating func addName(_ text: String, _ sense: CalendarSense, isShort: Bool) {
    senses[Word(text)] = sense
    if isShort { senses[Word(text + ".")] = sense }
    names.append(Name(letters: Array(text.utf8), sense: sense))
  }

  private mutating func addPhrase(_ text: String, feast: Feast?) {
    // The tokenizer parts a possessive from its word.
    var words: [Word] = []
    for part in text.split(separator: " ") {
      if part.hasSuffix("'s") {
        words.append(Word(part.dropLast(2)))
        words.append("'s")
      } else {
        words.append(Word(part))
      }
    }
    guard let first = words.first else { return }
    phrases[first, default: []].append(Phrase(words: words, feast: feast))
  }

  func sense(of word: Word) -> CalendarSense? { senses[word] }
  func tense(of word: Word) -> Tense? { tenses[word] }
  func isSeasonEvent(_ word: Word) -> Bool { seasonEvents.contains(word) }
  func phrases(from word: Word) -> [Phrase]? { phrases[word] }
}
