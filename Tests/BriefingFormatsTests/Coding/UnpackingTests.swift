import Testing

@testable import BriefingFormats

@Suite("Packed files are undone, within limits")
struct UnpackingTests {
  private let text = Array(
    (0..<400).map { "Report \($0): \($0 * 7) trucks crossed the bridge at Marrowgate.\n" }
      .joined().utf8)

  private func content(_ file: [UInt8], limit: Int = 1 << 20) -> ([UInt8], [String])? {
    if case .content(let bytes, let coding) = Unpacking(file, limit: limit) {
      (bytes, coding)
    } else {
      nil
    }
  }

  @Test("gzip, in one member and in many, with zeros behind it")
  func gzip() throws {
    let whole = try Packed.gzip(text)
    for file in [whole, whole + [0, 0, 0, 0], [], text] {
      let found = try #require(content(file))
      #expect(found.0 == (file.isEmpty ? [] : text))
      #expect(found.1 == (file == text || file.isEmpty ? [] : ["gzip"]))
    }
    let many = try Packed.gzip(text) + Packed.gzip([]) + Packed.gzip(Array("The end.".utf8))
    #expect(content(many)?.0 == text + Array("The end.".utf8))
  }

  @Test("zstd, in one frame and in many, with frames to be passed over")
  func zstd() throws {
    let skipped: [UInt8] = [0x5e, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]
    let frame = try Packed.zstd(text)
    for file in [frame, skipped + frame, frame + skipped, frame + skipped + frame] {
      let found = try #require(content(file))
      #expect(found.0 == text || found.0 == text + text)
      #expect(found.1 == ["zstd"])
    }
  }

  @Test("one within the other, twice and no more")
  func nested() throws {
    let twice = try Packed.zstd(Packed.gzip(text))
    #expect(content(twice)?.0 == text)
    #expect(content(twice)?.1 == ["zstd", "gzip"])
    guard case .tooDeep(let what) = Unpacking(try Packed.gzip(twice), limit: 1 << 20) else {
      Issue.record("was taken")
      return
    }
    #expect(what == "gzip data, packed more than 2 times")
  }

  @Test("too much ends as that, with the numbers, before it is there")
  func bombs() throws {
    let zeros = [UInt8](repeating: 0x20, count: 32 << 20)
    for packed in [
      try Packed.gzip(zeros), try Packed.zstd(zeros), try Packed.zstd(Packed.zstd(zeros)),
    ] {
      guard case .tooLarge(let reason) = Unpacking(packed, limit: 64 << 20) else {
        Issue.record("was taken")
        continue
      }
      #expect(reason.contains("become more than"), "\(reason)")
    }
    let fair = try Packed.gzip(text)
    guard case .tooLarge(let reason) = Unpacking(fair, limit: text.count - 1) else {
      Issue.record("was taken")
      return
    }
    #expect(
      reason
        == "gzip data: \(fair.count) bytes become more than the \(text.count - 1) of MaxFile=")
    #expect(content(fair, limit: text.count)?.0 == text)
  }

  @Test("cut off anywhere it has no content, but a reason")
  func truncated() throws {
    for packed in [try Packed.gzip(text), try Packed.zstd(text)] {
      for count in stride(from: 4, to: packed.count, by: 13) {
        guard case .damaged(let reason) = Unpacking(Array(packed[..<count]), limit: 1 << 20) else {
          Issue.record("\(count) of \(packed.count) bytes were taken")
          continue
        }
        #expect(reason.contains("cut off"), "\(reason)")
      }
    }
  }

  @Test("a flipped byte never gives other content")
  func flipped() throws {
    var generator = SystemRandomNumberGenerator()
    for packed in [try Packed.gzip(text), try Packed.zstd(text)] {
      for _ in 0..<300 {
        var bytes = packed
        let place = Int.random(in: 4..<bytes.count, using: &generator)
        bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
        if let found = content(bytes), !found.1.isEmpty { #expect(found.0 == text) }
      }
    }
  }

  @Test("something behind the last member is no part of it")
  func trailing() throws {
    guard
      case .damaged(let reason) = Unpacking(
        try Packed.gzip(text) + Array("garbage".utf8), limit: 1 << 20)
    else {
      Issue.record("was taken")
      return
    }
    #expect(reason.contains("something else follows"))
  }
}
