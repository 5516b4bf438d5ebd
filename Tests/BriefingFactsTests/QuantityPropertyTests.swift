import BriefingFacts
import BriefingRecords
import BriefingText
import Testing

@Suite struct QuantityPropertyTests {
  @Test func `every number to 9999 in words reads as itself`() {
    let text = (2...9999).map { words($0) + " men" }.joined(separator: "\n")
    #expect(values(text) == (2...9999).map(Double.init))
  }

  @Test func `every number to 9999 in digits reads as itself`() {
    // Years are told by grouping: a document that groups thousands writes none without.
    let numbers = (0...9999).filter { $0 < 1500 || $0 >= 2100 }
    let plain = numbers.map { "They saw \($0) tanks" }.joined(separator: "\n")
    #expect(values(plain) == numbers.map(Double.init))
    for mark in [",", ".", " ", "\u{a0}", "\u{202f}"] {
      let text = (0...9999).map { "They saw \(grouped($0, mark)) tanks" }.joined(separator: "\n")
      #expect(values(text) == (0...9999).map(Double.init))
    }
  }

  @Test func `large numbers read as themselves however they are written`() {
    var generator = Sequence64(state: 7)
    var numbers: [Int] = []
    for exponent in 5...15 {
      var limit = 1
      for _ in 0..<exponent { limit *= 10 }
      for _ in 0..<40 { numbers.append(Int(generator.next() % UInt64(limit)) + 10_000) }
    }
    let expected = numbers.map(Double.init)
    #expect(values(numbers.map { words($0) + " men" }.joined(separator: "\n")) == expected)
    for mark in [",", ".", " ", "\u{a0}", "\u{202f}"] {
      let text = numbers.map { "They saw \(grouped($0, mark)) tanks" }.joined(separator: "\n")
      #expect(values(text) == expected)
    }
  }

  @Test func `any stream of tokens gives figures in order that do not overlap`() {
    let pieces = [
      "half", "a", "dozen", "dozens", "of", "two", "-", "third", "thirds", "1,300", "7", "(", ")",
      "$", "€", "RM41", ".", "8", "million", "bn", "m", "per", "cent", "%", "to", "and", "between",
      "one", "in", "four", "km", "year", "old", ",", "Leopard", "Rs", "US", "–", "+", "/", "km/h",
      "'s", "“", "”", "**", "[", "over", "at", "least", "hundred", "thousands", "twenty", "zero",
      "euros", "pounds", ":", "aged", "June", "No.", "\n", "\u{a0}", "²", "1.2.3", "00", "9/11",
    ]
    var generator = Sequence64(state: 42)
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<(generator.next() % 24) {
        text += pieces[Int(generator.next() % UInt64(pieces.count))]
        if generator.next() % 3 != 0 { text += " " }
      }
      let document = QuantityFixture.document(text)
      var end = 0
      for mention in QuantityFixture.mentions(document) {
        #expect(mention.bytes.lowerBound >= end, "\(text)")
        #expect(!mention.bytes.isEmpty && !mention.tokens.isEmpty, "\(text)")
        #expect(mention.bytes.upperBound <= document.content.count, "\(text)")
        end = mention.bytes.upperBound
      }
    }
  }

  // MARK: Printing

  private func values(_ text: String) -> [Double] {
    QuantityFixture.mentions(QuantityFixture.document(text)).map { $0.measurement.value ?? -1 }
  }

  private func grouped(_ number: Int, _ mark: String) -> String {
    guard number >= 1000 else { return String(number) }
    let tail = String(number % 1000)
    let zeros = String(repeating: "0", count: 3 - tail.count)
    return grouped(number / 1000, mark) + mark + zeros + tail
  }

  private let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]

  private func words(_ number: Int) -> String {
    if number < 20 { return small[number] }
    if number < 100 {
      return tens[number / 10] + (number % 10 == 0 ? "" : "-" + small[number % 10])
    }
    if number < 1000 {
      return small[number / 100] + " hundred"
        + (number % 100 == 0 ? "" : " and " + words(number % 100))
    }
    for (scale, name) in [
      (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"),
      (1000, "thousand"),
    ] where number >= scale {
      let rest = number % scale
      return words(number / scale) + " " + name + (rest == 0 ? "" : " " + words(rest))
    }
    return ""
  }
}

/// A sequence of numbers that is the same in every run (SplitMix64).
struct Sequence64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
