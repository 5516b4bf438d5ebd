import BriefingRecords
import Glibc
import Testing

/// Texts that no one writes but that a folder may hold: they cost no more than their share.
@Suite struct ExtractionGrowthTests {
  @Test func `a thousand acronyms in a row overflow no stack`() {
    let records = ExtractionFixture.records(of: Array(String(repeating: "U.S. ", count: 6000).utf8))
    #expect(records.contains { $0.type == .entity })
  }

  @Test(arguments: [
    "1 ", "1% ", "$1 ", "twenty ", "million ", "3-year-old ", "2 to ", "2023 ", "3 men of ",
    "\u{1b}[0m",
  ])
  func `four times as much of the same takes no more than eight times as long`(_ piece: String) {
    expectLinear { String(repeating: piece, count: $0 / piece.utf8.count) }
  }

  @Test func `quotations in quotations take time in proportion to their number`() {
    expectLinear { size in
      String(repeating: "“a ‘b ", count: size / 20) + String(repeating: " c’ d”", count: size / 20)
    }
  }

  @Test(arguments: [", ", " and ", ".\n\n", " said. "])
  func `many names take time in proportion to their number`(_ joint: String) {
    expectLinear { size in
      (0..<(size / 10)).map { number in
        let letters = (0..<5).map { place -> Character in
          let code = (number &* 7919 &+ 13) >> (place * 3) & 15
          return Character(Unicode.Scalar(UInt8(0x61 + code)))
        }
        return "B" + String(letters) + "a Group"
      }.joined(separator: joint)
    }
  }

  /// A quadratic rule gives sixteen times.
  private func expectLinear(_ text: (Int) -> String) {
    let small = time(text(2000))
    let large = time(text(8000))
    #expect(large < small * 8 + 40_000_000, "\(small) ns grew to \(large) ns")
  }

  /// Nanoseconds of this thread alone, so that tests beside this one count for nothing.
  private func time(_ text: String) -> UInt64 {
    let bytes = Array(text.utf8)
    _ = ExtractionFixture.extractor
    let start = threadTime()
    _ = ExtractionFixture.records(of: bytes)
    return threadTime() - start
  }

  private func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
