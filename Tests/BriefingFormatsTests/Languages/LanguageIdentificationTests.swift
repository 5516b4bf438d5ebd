import Testing

@testable import BriefingFormats

@Suite struct LanguageIdentificationTests {
  @Test(arguments: ForeignSamples.texts.map { ($0.language, $0.text) })
  func `the language of a short article is told`(language: String, text: String) {
    #expect(LanguageIdentification.language(of: Array(text.utf8)) == language)
  }

  @Test(arguments: [
    "", "Oslo", "12 34 56 78 90 12 34 56 78 90", "KYIV — 14:20", "\u{fffd}\u{fffd}",
  ])
  func `of a few words nothing is told`(text: String) {
    #expect(LanguageIdentification.language(of: Array(text.utf8)) == nil)
  }

  @Test func `bytes that are no text do no harm`() {
    var bytes: [UInt8] = []
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    let first = LanguageIdentification.language(of: bytes)
    #expect(LanguageIdentification.language(of: bytes) == first)
  }
}
