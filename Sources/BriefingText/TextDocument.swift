/// A briefing as structure: its bytes, and everything that was found in them as byte offsets.
///
/// All offsets are half-open ranges of bytes of `content`. Nothing is normalised in place: `text`
/// of any range is exactly what stands there.
public struct TextDocument: Sendable {
  /// The bytes of the text; of plain text in UTF-8, those of the file, the byte order mark and damage
  /// included.
  public var content: [UInt8]
  /// The character encoding the content was read as, by its lower-case IANA name.
  public var charset: String
  /// Every non-empty line lies in exactly one block; in the order of the file.
  public var blocks: [Block]
  /// The sentences of all blocks, in the order of the file.
  public var sentences: [Sentence]
  /// The tokens of all blocks, in the order of the file.
  public var tokens: [Token]
  /// Where the bytes do not say what their writer meant.
  public var damage: [Damage]
  /// What the file states about itself, beside its text.
  public var stated: [StatedValue]

  /// A document of the given parts.
  public init(
    content: [UInt8], charset: String = "utf-8", blocks: [Block] = [], sentences: [Sentence] = [],
    tokens: [Token] = [], damage: [Damage] = [], stated: [StatedValue] = []
  ) {
    self.content = content
    self.charset = charset
    self.blocks = blocks
    self.sentences = sentences
    self.tokens = tokens
    self.damage = damage
    self.stated = stated
  }

  /// The text of a byte range; bytes that are not UTF-8 read as U+FFFD.
  public func text(_ bytes: Range<Int>) -> String {
    String(decoding: content[bytes], as: UTF8.self)
  }

  /// The text of a token.
  public func text(_ token: Token) -> String {
    text(token.bytes)
  }

  /// The bytes from the first to the last of a non-empty range of tokens.
  public func bytes(ofTokens range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].bytes.lowerBound..<tokens[range.upperBound - 1].bytes.upperBound
  }

  /// The text from the first to the last of a non-empty range of tokens, as it stands.
  public func text(ofTokens range: Range<Int>) -> String {
    text(bytes(ofTokens: range))
  }
}

/// A stretch of lines that belong together: a paragraph, a bullet, a heading.
public struct Block: Sendable {
  /// What the block is for.
  public var role: BlockRole
  /// The block's lines without the last line end and trailing white space; indent and bullet in.
  public var bytes: Range<Int>
  /// `bytes` without indent, bullet and markup at the edges; what sentences and tokens cover. In a
  /// caption it ends before a photo credit.
  public var body: Range<Int>
  /// The 1-based line the block starts on; lines end at `\n`.
  public var line: Int
  /// The block that is the nearest heading above, as an index into `blocks`.
  public var section: Int?
  /// The 1-based position among the blocks of its section.
  public var ordinal: Int
  /// For a `repeat`: the block it is a copy of, as an index into `blocks`.
  public var original: Int?
  /// The name of the rule that gave the role, as in `block.bullet`.
  public var rule: String
  /// The block's sentences, as a range of `TextDocument.sentences`.
  public var sentences: Range<Int>
  /// The block's tokens, as a range of `TextDocument.tokens`.
  public var tokens: Range<Int>

  /// A block; sentences and tokens are filled in when the document is analysed.
  public init(
    role: BlockRole, bytes: Range<Int>, body: Range<Int>, line: Int, section: Int? = nil,
    ordinal: Int = 1, original: Int? = nil, rule: String, sentences: Range<Int> = 0..<0,
    tokens: Range<Int> = 0..<0
  ) {
    self.role = role
    self.bytes = bytes
    self.body = body
    self.line = line
    self.section = section
    self.ordinal = ordinal
    self.original = original
    self.rule = rule
    self.sentences = sentences
    self.tokens = tokens
  }
}

/// A sentence of a block. A quotation is kept whole: a full stop inside the marks ends no sentence
/// while the marks are open, unless the quotation itself is the whole sentence.
public struct Sentence: Sendable {
  /// From the first to the last token.
  public var bytes: Range<Int>
  /// The sentence's tokens, as a range of `TextDocument.tokens`.
  public var tokens: Range<Int>
  /// The block it stands in, as an index into `TextDocument.blocks`.
  public var block: Int

  /// A sentence of the given parts.
  public init(bytes: Range<Int>, tokens: Range<Int>, block: Int) {
    self.bytes = bytes
    self.tokens = tokens
    self.block = block
  }
}

/// Bytes that do not say what their writer meant.
public struct Damage: Sendable, Hashable {
  /// What is wrong, by the codes of the `issue` record.
  public enum Kind: String, Sendable, CaseIterable {
    case undecodableBytes = "undecodable_bytes"
    case replacementCharacter = "replacement_character"
    case mojibake
    case unbalancedQuotes = "unbalanced_quotes"
  }

  /// What is wrong.
  public var kind: Kind
  /// The bytes concerned.
  public var bytes: Range<Int>
  /// The 1-based line the bytes start on.
  public var line: Int

  /// Damage of the given kind and place.
  public init(kind: Kind, bytes: Range<Int>, line: Int) {
    self.kind = kind
    self.bytes = bytes
    self.line = line
  }
}
