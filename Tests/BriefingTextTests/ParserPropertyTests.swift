import Testing

@testable import BriefingText

/// A small generator of its own, so that a failure can be run again by its seed.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var mixed = state
    mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 29)
  }
}

/// Pieces that the parser treats specially, strewn into random texts.
private let pieces: [String] = [
  "“", "”", "‘", "’", "\"", "'", "''", "``", "„", "«", "»", "‹", "›", "\n", "\n\n", "\r\n", "\r",
  " ",
  "\u{a0}", "\t", ".", "...", "…", "?", "!", ",", ":", "(", ")", "/", "|", "-", "—", "• ", "- ",
  "# ",
  "> ", "1. ", "(a) ", "U.S.", "Gen.", "No. 9", "a.m.", "don’t", "soldiers’", "F-16", "1,300",
  "19th",
  "155mm", "https://a.example/x_(y)", "@name", "jo@a.example", "Ann Lee/Agency", "(Photo)",
  "By Ann Lee",
  "Updated:", "Read more", "Kyiv", "said", "the", "â€™", "\u{fffd}", "\u{feff}", "é", "語", "👩‍🚀", "$",
  "€4.5bn", "==", "___", "---", "*", "**", "[a](https://b.example)", "]( ", "@", "&", "A&B", ".5",
  "24.02.22",
]

private func randomText(_ generator: inout Seeded) -> [UInt8] {
  var bytes: [UInt8] = []
  for _ in 0..<Int.random(in: 0...120, using: &generator) {
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: bytes.append(UInt8.random(in: 0...255, using: &generator))
    case 1...4: bytes += Array(" ".utf8)
    default: bytes += Array((pieces.randomElement(using: &generator) ?? " ").utf8)
    }
  }
  return bytes
}

private func parse(_ bytes: [UInt8], cuts: [Int] = []) throws -> TextDocument {
  var parser = DocumentParser(phrases: try shippedPhrases())
  var start = 0
  for cut in cuts + [bytes.count] {
    parser.feed(bytes.span.extracting(start..<cut))
    start = cut
  }
  return parser.finish()
}

private func check(_ document: TextDocument, of bytes: [UInt8]) {
  #expect(document.content == bytes)
  var position = 0
  var token = 0
  var sentence = 0
  for (index, block) in document.blocks.enumerated() {
    #expect(block.bytes.lowerBound >= position)
    #expect(!block.bytes.isEmpty)
    #expect(block.body.lowerBound >= block.bytes.lowerBound)
    #expect(block.body.upperBound <= block.bytes.upperBound)
    #expect(block.bytes.upperBound <= bytes.count)
    #expect(block.line == 1 + bytes[..<block.bytes.lowerBound].count { $0 == 0x0a })
    let gap = position..<block.bytes.lowerBound
    #expect(document.text(gap).unicodeScalars.allSatisfy { ScalarClass($0.value) == .white })
    position = block.bytes.upperBound
    #expect(block.tokens.lowerBound == token)
    #expect(block.sentences.lowerBound == sentence)
    checkTokens(document, block)
    token = block.tokens.upperBound
    sentence = block.sentences.upperBound
    var next = block.tokens.lowerBound
    for place in block.sentences {
      let found = document.sentences[place]
      #expect(found.tokens.lowerBound == next && !found.tokens.isEmpty && found.block == index)
      #expect(found.bytes == document.bytes(ofTokens: found.tokens))
      next = found.tokens.upperBound
    }
    #expect(next == block.tokens.upperBound)
    if let section = block.section { #expect(document.blocks[section].role == .subhead) }
    #expect((block.original != nil) == (block.role == .repeat))
    #expect(block.original.map { $0 < index } ?? true)
    #expect(block.rule.hasPrefix("block."))
  }
  let rest = document.text(position..<bytes.count).unicodeScalars
  #expect(rest.allSatisfy { ScalarClass($0.value) == .white })
  #expect(token == document.tokens.count && sentence == document.sentences.count)
  for damage in document.damage {
    #expect(damage.bytes.upperBound <= bytes.count && !damage.bytes.isEmpty)
    #expect(damage.line == 1 + bytes[..<damage.bytes.lowerBound].count { $0 == 0x0a })
  }
}

/// Tokens and the white space between them are the body, in order and without overlap.
private func checkTokens(_ document: TextDocument, _ block: Block) {
  var position = block.body.lowerBound
  for place in block.tokens {
    let token = document.tokens[place]
    #expect(token.start < token.end && Int(token.start) >= position)
    let gap = position..<Int(token.start)
    #expect(document.text(gap).unicodeScalars.allSatisfy { ScalarClass($0.value) == .white })
    #expect(token.isGlued == (gap.isEmpty && place > block.tokens.lowerBound))
    #expect(token.word == Word(folding: document.content.span.extracting(token.bytes)))
    position = Int(token.end)
  }
  let rest = document.text(position..<block.body.upperBound).unicodeScalars
  #expect(position <= block.body.upperBound)
  #expect(rest.allSatisfy { ScalarClass($0.value) == .white })
}

@Suite struct ParserPropertyTests {
  @Test(arguments: 0..<400)
  func `any text keeps every byte and every invariant`(seed: Int) throws {
    var generator = Seeded(state: UInt64(seed))
    let bytes = randomText(&generator)
    check(try parse(bytes), of: bytes)
  }

  @Test(arguments: 0..<100)
  func `random bytes do no harm`(seed: Int) throws {
    var generator = Seeded(state: UInt64(seed) &+ 1_000_003)
    let bytes = (0..<Int.random(in: 0...600, using: &generator)).map { _ in
      UInt8.random(in: 0...255, using: &generator)
    }
    check(try parse(bytes), of: bytes)
  }

  @Test(arguments: 0..<100)
  func `the result does not depend on how the bytes are cut into chunks`(seed: Int) throws {
    var generator = Seeded(state: UInt64(seed) &+ 7)
    let bytes = randomText(&generator)
    var cuts: [Int] = []
    for _ in 0..<8 { cuts.append(Int.random(in: 0...bytes.count, using: &generator)) }
    let whole = try parse(bytes)
    let cut = try parse(bytes, cuts: cuts.sorted())
    #expect("\(whole)" == "\(cut)")
  }

  @Test func `a long line of opening marks ends in good time`() throws {
    let bytes = Array(String(repeating: "‘a’s “b s’ ", count: 20_000).utf8)
    check(try parse(Array(bytes.prefix(20_000))), of: Array(bytes.prefix(20_000)))
  }
}
