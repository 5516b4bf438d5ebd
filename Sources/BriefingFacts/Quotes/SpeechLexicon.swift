public import BriefingRecords
public import BriefingText

/// The words that report speech and tell who can speak: data, so that a new verb needs no compiler.
public struct SpeechLexicon: Sendable {
  /// What a reporting verb governs.
  public enum CueKind: Sendable {
    /// Governs a clause, and stands before or after a quotation: said, told, wrote.
    case say
    /// Governs a clause: believes, expects.
    case think
    /// Governs a noun or an infinitive, so that only single words are quoted: urged, called.
    case urge
  }

  /// A form of a reporting verb.
  public struct Cue: Sendable {
    /// What the verb governs.
    public var kind: CueKind
    /// The verb's first form: `say` for `said`.
    public var lemma: Word
    /// How certain the verb alone makes its content.
    public var certainty: Attribution.Factuality
    /// The speech act: announce, deny, warn.
    public var act: String
    /// Whether the form is also a noun: report, claims.
    public var isNounLike: Bool
  }

  /// The columns of the table `speech`.
  public static let columns = ["kind", "forms", "certainty", "act"]

  private(set) var cues: [Word: Cue] = [:]
  /// Verbs of two words, by the first: `went_on`, `spoke_of`.
  private(set) var phrasal: [Word: [Word: Cue]] = [:]
  /// Nouns that stand before "of" and a quotation: cries.
  private(set) var cries: Set<Word> = []
  /// Nouns for one who can be he or she.
  private(set) var persons: Set<Word> = []
  /// Nouns that name the head of a body, whatever the office is called.
  private(set) var chiefs: Set<Word> = []
  /// Words written before a name that are no part of it.
  private(set) var titles: Set<Word> = []
  /// Papers and figures that speak for the body they belong to: statement, poll.
  private(set) var documents: Set<Word> = []
  /// Where words are said or written: statement, interview.
  private(set) var media: Set<Word> = []

  /// The lexicon of the table `speech`; an error names the line with a kind or certainty unknown.
  public init(_ table: LexiconTable) throws(LexiconError) {
    for row in table.rows {
      let forms = row.cells[1].split(separator: " ")
      guard let first = forms.first else {
        throw LexiconError(table: table.name, line: row.line, cause: "the cell forms is empty")
      }
      let words = Set(forms.map { Word($0) })
      switch row.cells[0] {
      case "say": try add(forms, .say, row, table)
      case "think": try add(forms, .think, row, table)
      case "urge": try add(forms, .urge, row, table)
      case "cry": cries.formUnion(words)
      case "person": persons.formUnion(words)
      case "chief": chiefs.formUnion(words)
      case "title": titles.formUnion(words)
      case "document": documents.formUnion(words)
      case "medium": media.formUnion(words)
      default:
        throw LexiconError(
          table: table.name, line: row.line, cause: "unknown kind \(row.cells[0]) of \(first)")
      }
    }
  }

  /// The reporting verb that a word is a form of.
  public func cue(_ word: Word) -> Cue? { cues[word] }

  private mutating func add(
    _ forms: [Substring], _ kind: CueKind, _ row: LexiconTable.Row, _ table: LexiconTable
  ) throws(LexiconError) {
    guard let certainty = Attribution.Factuality(rawValue: row.cells[2]) else {
      throw LexiconError(
        table: table.name, line: row.line, cause: "unknown certainty \(row.cells[2])")
    }
    let lemma = forms[0]
    for form in forms {
      let isNounLike = form == lemma || (form.last == "s" && form.count <= lemma.count + 2)
      let cue = Cue(
        kind: kind, lemma: Word(lemma), certainty: certainty, act: row.cells[3],
        isNounLike: isNounLike)
      let parts = form.split(separator: "_")
      if parts.count == 2 {
        phrasal[Word(parts[0]), default: [:]][Word(parts[1])] = cue
      } else {
        cues[Word(form)] = cue
      }
    }
  }
}
