/// A stretch of speech between quotation marks.
public struct Quote: RecordPayload, Hashable {
  /// The value of the key `type`.
  public static let type = RecordType.quote

  /// How much of an utterance a quote is.
  public enum Kind: String, Vocabulary {
    /// A sentence of its own, or the whole utterance.
    case full
    /// Words woven into the writer's sentence.
    case partial
    /// One utterance, cut by its cue.
    case split
    /// A term or scare quote; it has no speaker.
    case term
  }

  /// Who says so.
  public var attribution: Attribution
  /// The words inside the marks, never cut; parts of a split quote joined by ` … `.
  public var quote: String
  /// How much of an utterance it is.
  public var kind: Kind
  /// On what occasion it was said.
  public var occasion: String?
  /// When it was.
  public var when: When

  /// A quote of the given parts.
  public init(
    attribution: Attribution, quote: String, kind: Kind, occasion: String? = nil,
    when: When = When()
  ) {
    self.attribution = attribution
    self.quote = quote
    self.kind = kind
    self.occasion = occasion
    self.when = when
  }

  /// Every key empty.
  public static var blank: Quote {
    Quote(attribution: Attribution(kind: .author), quote: "", kind: .full)
  }

  /// Every key of the type, in the order of the contract.
  public func visit(_ visitor: inout some FieldVisitor) {
    attribution.visit(&visitor)
    visitor.field("quote", quote)
    visitor.field("quote_kind", kind)
    visitor.field("occasion", occasion)
    when.visit(&visitor)
  }

  /// Who said it, and the words.
  public func summary(of envelope: Envelope) -> String {
    var via = ""
    if attribution.names.count > 1 { via = " (via \(attribution.names[1]))" }
    let who = attribution.speakerName ?? (kind == .term ? "term" : "speaker not found")
    return "\(who)\(via): “\(quote)”"
  }
}
