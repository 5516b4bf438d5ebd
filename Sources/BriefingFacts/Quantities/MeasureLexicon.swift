internal import BriefingRecords
internal import BriefingText

/// What the words and signs of figures mean: units, currencies, number words.
public struct MeasureLexicon: Sendable {
  /// The columns of `units.tsv`.
  public static let unitColumns = ["phrase", "class", "kind", "ucum", "factor"]
  /// The columns of `currencies.tsv`.
  public static let currencyColumns = ["phrase", "class", "code", "factor", "near"]
  /// The columns of `numerals.tsv`.
  public static let numeralColumns = ["phrase", "class", "value"]

  /// A unit of measure.
  struct Unit: Sendable {
    let kind: Quantity.Kind
    /// UCUM code.
    let ucum: String
    let factor: Double
  }

  /// A currency that a word or sign may mean.
  struct Currency: Sendable {
    /// ISO 4217.
    let code: String
    let factor: Double
    /// Words of the country that tell it from others of the same name.
    let near: [Word]
  }

  private(set) var unitWords = PhraseTable<Unit>()
  private(set) var unitSymbols = PhraseTable<Unit>()
  /// The values are indexes into `currencies`.
  private(set) var currencyWords = PhraseTable<Int>()
  private(set) var currencySigns = PhraseTable<Int>()
  private(set) var currencyCodes = PhraseTable<Int>()
  /// For each phrase the currencies it may mean, the usual one first.
  private(set) var currencies: [[Currency]] = []
  let numerals: NumeralLexicon

  /// A lexicon of the tables `units`, `currencies` and `numerals`.
  public init(
    units: LexiconTable, currencies: LexiconTable, numerals: LexiconTable
  ) throws(LexiconError) {
    self.numerals = try NumeralLexicon(numerals)
    for row in units.rows { try add(unit: row, of: units) }
    var slots: [String: Int] = [:]
    for row in currencies.rows { try add(currency: row, of: currencies, slots: &slots) }
  }

  private mutating func add(unit row: LexiconTable.Row, of table: LexiconTable) throws(LexiconError)
  {
    func fail(_ cause: String) -> LexiconError {
      LexiconError(table: table.name, line: row.line, cause: cause)
    }
    guard let kind = Quantity.Kind(rawValue: row.cells[2]) else {
      throw fail("“\(row.cells[2])” is no kind of quantity")
    }
    guard let factor = row.cells[4].isEmpty ? 1 : Double(row.cells[4]) else {
      throw fail("the factor “\(row.cells[4])” is no number")
    }
    let unit = Unit(kind: kind, ucum: row.cells[3], factor: factor)
    switch row.cells[1] {
    case "word": unitWords.add(row.cells[0], isExact: false, unit)
    case "symbol": unitSymbols.add(row.cells[0], isExact: true, unit)
    default: throw fail("the class must be word or symbol, not “\(row.cells[1])”")
    }
  }

  private mutating func add(
    currency row: LexiconTable.Row, of table: LexiconTable, slots: inout [String: Int]
  ) throws(LexiconError) {
    func fail(_ cause: String) -> LexiconError {
      LexiconError(table: table.name, line: row.line, cause: cause)
    }
    guard let factor = row.cells[3].isEmpty ? 1 : Double(row.cells[3]) else {
      throw fail("the factor “\(row.cells[3])” is no number")
    }
    guard row.cells[2].utf8.count == 3 else {
      throw fail("“\(row.cells[2])” is no ISO 4217 code")
    }
    let near = row.cells[4].split(separator: ",").map { Word($0) }
    let currency = Currency(code: row.cells[2], factor: factor, near: near)
    let key = row.cells[1] + " " + row.cells[0]
    if let slot = slots[key] {
      currencies[slot].append(currency)
      return
    }
    let slot = currencies.count
    switch row.cells[1] {
    case "code": currencyCodes.add(row.cells[0], isExact: true, slot)
    case "sign": currencySigns.add(row.cells[0], isExact: true, slot)
    case "word": currencyWords.add(row.cells[0], isExact: false, slot)
    default: throw fail("the class must be code, sign or word, not “\(row.cells[1])”")
    }
    slots[key] = slot
    currencies.append([currency])
  }
}
