/// A token by the Universal Dependencies convention, with its place and the looks rules ask for.
///
/// Hyphenated compounds and possessives are several tokens (`US` `-` `led`, `Russia` `’s`), a
/// number with its separators is one (`1,300`, `24.02.22`, `06:00`), digits are parted from letters
/// that follow them (`155` `mm`) unless these make an ordinal (`19th`). An abbreviation keeps its
/// full stop (`U.S.`, `Gen.`). Joining the tokens with the bytes between them gives the text back.
public struct Token: Sendable {
  /// What a token is made of.
  public enum Kind: UInt8, Sendable {
    /// Begins with a letter.
    case word
    /// Begins with a digit and holds only digits and separators between them.
    case number
    /// An ordinal in digits: `19th`.
    case ordinal
    /// A possessive or clitic split off: `’s`, `'`, `n't`, `’re`.
    case clitic
    /// A mark that opens a quotation.
    case openQuote
    /// A mark that closes a quotation.
    case closeQuote
    /// A currency sign.
    case currency
    /// Any other mark: full stop, comma, dash, bracket, percent sign.
    case punctuation
    /// A web address, e-mail address or @-name, kept whole.
    case address
  }

  /// How a word is written.
  public enum Shape: UInt8, Sendable {
    /// No upper-case letter first: `troops`, `al`.
    case lower
    /// One upper-case letter first, lower case after it: `Kyiv`.
    case title
    /// All letters upper case, at least two: `NATO`, `U.S.`, `IRIS`.
    case upper
    /// One upper-case letter alone: `T`, `A`.
    case initial
    /// Any other mix with an upper-case letter: `DeepState`, `iPhone`, `CV90`.
    case mixed
    /// No letters.
    case none
  }

  /// The first byte.
  public let start: UInt32
  /// The byte after the last.
  public let end: UInt32
  /// What the token is made of.
  public let kind: Kind
  /// How a word is written.
  public let shape: Shape
  /// Whether no white space stands between this token and the one before it.
  public let isGlued: Bool
  /// The case-folded form.
  public let word: Word

  /// A token of the given parts.
  public init(bytes: Range<Int>, kind: Kind, shape: Shape, isGlued: Bool, word: Word) {
    self.start = UInt32(bytes.lowerBound)
    self.end = UInt32(bytes.upperBound)
    self.kind = kind
    self.shape = shape
    self.isGlued = isGlued
    self.word = word
  }

  /// The token's place.
  public var bytes: Range<Int> { Int(start)..<Int(end) }

  /// Whether the token is a word that begins with an upper-case letter.
  public var isCapitalised: Bool {
    switch shape {
    case .title, .upper, .initial, .mixed: kind == .word
    case .lower, .none: false
    }
  }
}
