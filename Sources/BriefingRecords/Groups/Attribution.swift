/// Who says so, how that was found, and how sure they are (PARC, FactBank, PLOVER).
public struct Attribution: Sendable, Hashable {
  /// The form of the report (PARC).
  public enum Kind: String, Vocabulary {
    case direct, partial, indirect, author
  }

  /// How the speaker was found.
  public enum How: String, Vocabulary {
    case sameSentence = "same_sentence"
    case carryOver = "carry_over"
    case pronoun
    case roleOnly = "role_only"
    case surname
    case sameWords = "same_words"
    case unresolved
  }

  /// How certain the innermost source is of it (FactBank).
  public enum Factuality: String, Vocabulary {
    case certain = "CT+"
    case certainNot = "CT-"
    case probable = "PR+"
    case probableNot = "PR-"
    case possible = "PS+"
    case possibleNot = "PS-"
    case certainUnknown = "CTu"
    case unknown = "Uu"
  }

  /// The form of the report.
  public var kind: Kind
  /// The speaker: fullest name in the file, or the role as it stands.
  public var speakerName: String?
  /// `person/jens-stoltenberg`, `role/…`, `org/…`, `collective/…`.
  public var speakerKey: String?
  /// The words of title or office given anywhere in the file.
  public var speakerTitle: String?
  /// ISO 3166-1 alpha-3.
  public var speakerCountry: String?
  /// How the speaker was found.
  public var how: How?
  /// The word that reports: "said".
  public var cue: String?
  /// Where it was said: "on Telegram".
  public var medium: String?
  /// The chain of sources, innermost first.
  public var names: [String]
  /// What each of `names` is: speaker, agency.
  public var roles: [String]
  /// How certain the innermost source is.
  public var factuality: Factuality?

  /// An attribution; all but the kind may be unknown.
  public init(
    kind: Kind, speakerName: String? = nil, speakerKey: String? = nil, speakerTitle: String? = nil,
    speakerCountry: String? = nil, how: How? = nil, cue: String? = nil, medium: String? = nil,
    names: [String] = [], roles: [String] = [], factuality: Factuality? = nil
  ) {
    self.kind = kind
    self.speakerName = speakerName
    self.speakerKey = speakerKey
    self.speakerTitle = speakerTitle
    self.speakerCountry = speakerCountry
    self.how = how
    self.cue = cue
    self.medium = medium
    self.names = names
    self.roles = roles
    self.factuality = factuality
  }

  func visit(_ visitor: inout some FieldVisitor) {
    visitor.field("attr_kind", kind)
    visitor.field("speaker_name", speakerName)
    visitor.field("speaker_key", speakerKey)
    visitor.field("speaker_title", speakerTitle)
    visitor.field("speaker_country", speakerCountry)
    visitor.field("speaker_how", how)
    visitor.field("cue", cue)
    visitor.field("medium", medium)
    visitor.field("attr_names", names)
    visitor.field("attr_roles", roles)
    visitor.field("factuality", factuality)
  }
}
