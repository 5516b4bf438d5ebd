import BriefingRecords
import BriefingStories
import Testing

@Suite("A fingerprint is made of a text's words and of nothing else")
struct FingerprintTests {
  /// So many made-up words, the same for the same seed.
  static func words(_ count: Int, seed: UInt64) -> [String] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return "word\((state >> 40) % 5000)"
    }
  }

  private func fingerprint(_ pieces: [String]) -> TextFingerprint? {
    var sampler = FingerprintSampler()
    for piece in pieces {
      let bytes = Array(piece.utf8)
      sampler.add(bytes.span)
    }
    return sampler.finish()
  }

  private func fingerprint(_ text: String) -> TextFingerprint? { fingerprint([text]) }

  @Test("case, punctuation, white space and line breaks do not count")
  func folding() throws {
    let plain = Self.words(300, seed: 1)
    let expected = try #require(fingerprint(plain.joined(separator: " ")))
    #expect(fingerprint(plain.joined(separator: " ").uppercased()) == expected)
    #expect(fingerprint(plain.joined(separator: ",\n\t— “")) == expected)
    #expect(fingerprint(plain) == expected, "it matters how the text is cut into pieces")
  }

  @Test("letters of other scripts are folded, and scripts without spaces have words")
  func scripts() throws {
    let greek = Self.words(60, seed: 2).map { "λόγος" + $0 + " Ökonom Żółw Привет" }
    let text = greek.joined(separator: " ")
    #expect(fingerprint(text.uppercased().lowercased()) == fingerprint(text.lowercased()))
    #expect(fingerprint(text.lowercased()) == fingerprint(text))
    let unparted = String(
      String.UnicodeScalarView((0..<80).compactMap { Unicode.Scalar(0x4e00 + $0 * 7) }))
    #expect(fingerprint(unparted) != nil)
    #expect(fingerprint("soft\u{ad}ened " + text) == fingerprint("softened " + text))
  }

  @Test("what is no UTF-8 parts words and is no trouble")
  func damage() {
    var sampler = FingerprintSampler()
    var generator = Numbers(state: 3)
    for _ in 0..<200 {
      let bytes = (0..<Int(generator.next() % 90)).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      sampler.add(bytes.span)
    }
    #expect(sampler.finish() != nil)
  }

  @Test("a text that is too short has none")
  func short() {
    #expect(fingerprint("") == nil)
    #expect(fingerprint(Self.words(21, seed: 4).joined(separator: " ")) == nil)
    #expect(
      fingerprint(Array(repeating: "the same words", count: 900).joined(separator: " ")) == nil)
    #expect(fingerprint(Self.words(40, seed: 4).joined(separator: " ")) != nil)
  }

  @Test("it grows with the text up to a bound", arguments: [100, 1_000, 4_000, 20_000, 200_000])
  func size(count: Int) throws {
    let made = try #require(fingerprint(Self.words(count, seed: 5).joined(separator: " ")))
    let expected = min(TextFingerprint.mostHashes, max(64, count / 8))
    #expect(abs(made.hashes.count - expected) <= 1)
    #expect(made.keys.count == max(12, made.hashes.count / 8))
  }

  @Test("it reads back from its text and from its bytes, and from no other spelling")
  func encoding() throws {
    for count in 1...70 {
      let hashes = (0..<count).map { UInt32($0) * 61_356_675 + 7 }
      let made = try #require(TextFingerprint(hashes: hashes))
      #expect(TextFingerprint(made.description) == made)
      #expect(TextFingerprint(bytes: made.bytes) == made)
      #expect(TextFingerprint(made.description + "=") == nil)
      #expect(TextFingerprint(made.description + "AAAA====") == nil)
    }
    for text in [
      "", "=", "====", "A", "AAA", "AAAA", "AAAAAB==", "AAAAAC==", "\u{e9}AAA", "AAAA\n",
    ] {
      #expect(TextFingerprint(text) == nil, "\(text)")
    }
    #expect(TextFingerprint("AAAAAQ==")?.hashes == [1])
    #expect(TextFingerprint(hashes: [2, 1]) == nil)
    #expect(TextFingerprint(hashes: [1, 1]) == nil)
    #expect(TextFingerprint(hashes: Array(0...1024)) == nil)
  }

  @Test("similarity is that of either side, one for itself and none for strangers")
  func similarity() throws {
    for seed in UInt64(10)..<40 {
      let count = 60 + Int(seed) * 37
      let text = Self.words(count, seed: seed)
      let one = try #require(fingerprint(text.joined(separator: " ")))
      let part = try #require(fingerprint(text.prefix(count / 2).joined(separator: " ")))
      let other = try #require(
        fingerprint(Self.words(300, seed: seed + 1000).joined(separator: " ")))
      #expect(one.similarity(to: one) == 1)
      #expect(one.similarity(to: part) == part.similarity(to: one))
      #expect(one.similarity(to: part) ?? 0 > 0.9)
      #expect(one.similarity(to: other) == nil)
      #expect(one.sharesKey(with: one))
      #expect(one.sharesKey(with: part) == part.sharesKey(with: one))
      #expect(!one.sharesKey(with: other))
    }
  }

  @Test("the fingerprint of a known text stays what it is: stores keep it")
  func stability() throws {
    let text = (1...30).map { "word\($0)" }.joined(separator: " ")
    let made = try #require(fingerprint(text))
    #expect(made.hashes.count == 28)
    #expect(made.description.hasPrefix("BTFdpA1ghlwQJz5U"))
  }
}

/// Random numbers that are the same in every run.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
