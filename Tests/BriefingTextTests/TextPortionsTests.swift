import Testing

@testable import BriefingText

@Suite("A long text is read in portions")
struct TextPortionsTests {
  private func portions(
    _ text: [UInt8], size: Int, slack: Int, chunks: (inout SystemRandomNumberGenerator) -> Int
  ) -> [TextPortions.Portion] {
    var generator = SystemRandomNumberGenerator()
    var cutter = TextPortions(size: size, slack: slack)
    var result: [TextPortions.Portion] = []
    var index = 0
    while index < text.count {
      let count = min(chunks(&generator), text.count - index)
      result += cutter.feed(text.span.extracting(index..<(index + count)))
      index += count
    }
    return result + [cutter.finish()]
  }

  private static let paragraphs = (0..<400).map { number in
    String(repeating: "Zahl №\(number) — слово. ", count: number % 7 + 1)
      + (number % 5 == 0 ? "\n \r\n" : "\n")
  }

  @Test(
    "the same portions whatever the chunks, and together the text", arguments: [1, 7, 64, 5000])
  func chunks(largest: Int) {
    let text = Array(Self.paragraphs.joined().utf8)
    let whole = portions(text, size: 1000, slack: 300) { _ in text.count }
    let chunked = portions(text, size: 1000, slack: 300) { Int.random(in: 1...largest, using: &$0) }
    #expect(whole == chunked)
    #expect(whole.flatMap(\.bytes) == text)
    #expect(whole.count > 10)
    #expect(whole.dropLast().allSatisfy { (1000...1300).contains($0.bytes.count) && !$0.isLast })
    #expect(whole.last?.isLast == true)
    for portion in whole {
      #expect(portion.line == text[..<portion.start].count { $0 == 0x0a } + 1)
      #expect(String(validating: portion.bytes, as: UTF8.self) != nil)
    }
  }

  @Test("a text that is as long as a portion and its slack is one, and one byte more makes two")
  func boundary() {
    for extra in [0, 1] {
      let text = [UInt8](repeating: 0x61, count: 1300 + extra)
      let cut = portions(text, size: 1000, slack: 300) { _ in 100 }
      #expect(cut.count == 1 + extra)
      #expect(cut.flatMap(\.bytes) == text)
    }
  }

  @Test("an empty line is a better place than a line end, and a line end than none")
  func places() {
    let words = [UInt8](repeating: 0x61, count: 1000)
    func first(_ rest: String) -> Int {
      portions(words + Array(rest.utf8) + words, size: 1000, slack: 300) { _ in 9999 }[0].bytes
        .count
    }
    #expect(first("b\ncc\n\ndd\n") == 1006)
    #expect(first("b\ncc\n") == 1002)
    #expect(first("") == 1300)
  }
}
