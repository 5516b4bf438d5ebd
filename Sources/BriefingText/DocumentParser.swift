/// A briefing's bytes in, its structure out: a push parser.
///
/// Lines are cut as bytes arrive; what a block is for can only be told from the whole document, so
/// roles, sentences and tokens are made in `finish`. The result does not depend on how the bytes
/// were cut into chunks.
public struct DocumentParser {
  private let phrases: BoilerplatePhrases
  private var lines = LineCutter()

  /// A parser that knows the given phrases of boilerplate.
  public init(phrases: BoilerplatePhrases) {
    self.phrases = phrases
  }

  /// Takes the next bytes of the document.
  public mutating func feed(_ chunk: Span<UInt8>) {
    lines.feed(chunk)
  }

  /// The document of all bytes fed so far, as plain text in UTF-8.
  public consuming func finish() -> TextDocument {
    lines.finish()
    return document(of: Reading(plainText: lines.content))
  }

  /// The document of a reading; nothing may have been fed.
  public consuming func document(ofReading reading: Reading) -> TextDocument {
    lines.feed(reading.text.span)
    lines.finish()
    return document(of: reading)
  }

  private func document(of reading: Reading) -> TextDocument {
    let content = lines.content
    let raw = BlockCutter(
      content: content, lines: lines.lines, mayBeWrapped: reading.mayBeWrapped,
      marks: reading.marks
    ).blocks()
    var finder = RoleFinder(content: content, raw: raw, phrases: phrases)
    var blocks = finder.blocks()
    var tokenizer = Tokenizer(content: content)
    for index in blocks.indices {
      blocks[index].tokens = tokenizer.tokenise(blocks[index].body)
    }
    let splitter = SentenceSplitter(
      tokens: tokenizer.tokens, partners: tokenizer.partners, content: content)
    var sentences: [Sentence] = []
    for index in blocks.indices {
      let first = sentences.count
      splitter.split(blocks[index].tokens, block: index, into: &sentences)
      blocks[index].sentences = first..<sentences.count
    }
    let scanner = DamageScanner(content: content)
    var damage = scanner.scan(besides: reading.damage)
    damage += reading.damage
    damage += scanner.unbalancedQuotes(blocks, tokenizer.tokens, tokenizer.partners)
    damage.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
    return TextDocument(
      content: content, charset: reading.charset, blocks: blocks, sentences: sentences,
      tokens: tokenizer.tokens, damage: damage, stated: reading.stated)
  }
}
