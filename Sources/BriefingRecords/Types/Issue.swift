/// An error in the source itself.
public struct Issue: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.issue

  /// What can be wrong in a source.
  public enum Code: String, Vocabulary {
    case duplicateHeadline = "duplicate_headline"
    case duplicateCaption = "duplicate_caption"
    case duplicatePassage = "duplicate_passage"
    case doubledWord = "doubled_word"
    case doubledSpace = "doubled_space"
    case misspeltWord = "misspelt_word"
    case misspeltDate = "misspelt_date"
    case impossibleDate = "impossible_date"
    case missingDate = "missing_date"
    case redundantCurrency = "redundant_currency"
    case wrongTitle = "wrong_title"
    case wrongQuoteMark = "wrong_quote_mark"
    case undecodableBytes = "undecodable_bytes"
    case mojibake
    case replacementCharacter = "replacement_character"
    case unbalancedQuotes = "unbalanced_quotes"
    case unsupportedCharset = "unsupported_charset"
  }

  /// How much an error matters.
  public enum Severity: String, Vocabulary {
    case info, warning, error
  }

  /// What is wrong.
  public var code: Code
  /// How much it matters.
  public var severity: Severity
  /// What the writer probably meant.
  public var suggestion: String?

  /// An issue of the given parts.
  public init(code: Code, severity: Severity, suggestion: String? = nil) {
    self.code = code
    self.severity = severity
    self.suggestion = suggestion
  }

  /// Every key empty.
  public static var blank: Issue { Issue(code: .misspeltWord, severity: .warning) }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("code", code)
    visitor.field("severity", severity)
    visitor.field("suggestion", suggestion)
  }

  /// What is wrong, where, and what was probably meant.
  public func summary(of envelope: Envelope) -> String {
    let what = code.rawValue.split(separator: "_").joined(separator: " ")
    let place = Envelope.snippet(envelope.text ?? "", limit: 60) ?? ""
    let meant = suggestion.map { " (\($0))" } ?? ""
    return "\(what) “\(place)”\(meant)"
  }
}
