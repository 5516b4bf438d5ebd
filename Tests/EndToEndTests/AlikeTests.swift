import SystemPackage
import TestSupport
import Testing

@Suite("Files that look alike are told apart by all of their bytes", .serialized)
struct AlikeTests {
  /// Which of so many files are accepted, and which are called duplicates.
  private func outcomes(
    of files: Int, size: (Int) -> Int, content: (Int) -> String
  ) throws -> (accepted: Int, duplicate: Int) {
    let daemon = try RunningDaemon()
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    for number in 0..<files {
      let text = content(number)
      #expect(text.utf8.count == size(number))
      try File.drop(text, as: "\(number).txt", into: daemon.drop)
    }
    #expect(try daemon.waitForDocuments(files, timeout: .seconds(Soak.or(3000, 120))))
    // Dropped again under other names, a few are told to be what they are.
    for number in 0..<10 {
      try File.drop(content(number), as: "again-\(number).txt", into: daemon.drop)
    }
    #expect(try daemon.waitForDocuments(files + 10, timeout: .seconds(120)))
    #expect(daemon.stop() == 0)
    let outcomes = try daemon.outcomes().values.map { $0 }
    #expect(outcomes.count == files + 10)
    return (outcomes.count { $0 == ["accepted"] }, outcomes.count { $0 == ["duplicate"] })
  }

  @Test("the first 64 KiB are the same")
  func sameBeginning() throws {
    let files = Soak.or(1000, 20)
    // One long line of rule, so that little is to be extracted from it.
    let beginning = String(repeating: "=", count: 65_535) + "\n"
    let outcomes = try outcomes(of: files, size: { 65_536 + "\($0)".utf8.count + 8 }) {
      beginning + "Page \($0).\n\n"
    }
    #expect(outcomes.accepted == files)
    #expect(outcomes.duplicate == 10)
  }

  @Test("they have 1 to 1,024 bytes")
  func small() throws {
    let files = Soak.or(1000, 40)
    let step = 1024 / files
    let outcomes = try outcomes(of: files, size: { $0 * step + 1 }) { number in
      let size = number * step + 1
      let text = String(repeating: "Report \(number). Nothing else moved.\n", count: 40)
      return String(decoding: text.utf8.prefix(size), as: UTF8.self)
    }
    // The shorter ones are no whole briefing, and still no two are the same.
    #expect(outcomes.accepted == files)
    #expect(outcomes.duplicate == 10)
  }
}
