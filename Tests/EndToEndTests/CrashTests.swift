import Glibc
import SystemPackage
import TestSupport
import Testing

@Suite("kill -9 at any moment loses nothing and doubles nothing")
struct CrashTests {
  /// BRIEFINGD_SOAK=1 asks for the long form, BRIEFINGD_TEST_KILLS and BRIEFINGD_TEST_FILES for
  /// any other.
  static let kills = number("BRIEFINGD_TEST_KILLS") ?? (Soak.isAsked ? 200 : 10)
  static let files = number("BRIEFINGD_TEST_FILES") ?? (Soak.isAsked ? 4000 : 200)

  @Test("during a stream of files")
  func killed() throws {
    let daemon = try RunningDaemon(arguments: ["--settle", "20ms"])
    var generator = SplitMix(seed: 2)
    var dropped = 0
    for _ in 0..<Self.kills {
      for _ in 0..<(Self.files / Self.kills) {
        try File.drop(Samples.numbered(dropped), as: "\(dropped).txt", into: daemon.drop)
        dropped += 1
      }
      usleep(UInt32.random(in: 0..<60_000, using: &generator))
      daemon.program.send(SIGKILL)
      #expect(daemon.program.wait() == -SIGKILL)
      try daemon.restart()
    }
    #expect(try daemon.waitForDocuments(dropped, timeout: .seconds(120)))
    #expect(daemon.stop() == 0)

    let text = File.text(daemon.store.appending("records.jsonl"))
    #expect(text.last == "\n")
    let records = try daemon.records()
    let ids = records.compactMap { $0["id"]?.string }
    #expect(ids.count == records.count)
    #expect(Set(ids).count == ids.count, "an id stands twice")
    let numbers = records.compactMap { $0["seq"]?.number }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
    let outcomes = try daemon.outcomes()
    #expect(outcomes.count == dropped)
    #expect(outcomes.values.allSatisfy { $0 == ["accepted"] })
    try expectWholeBatches(records)
  }

  /// Every batch has as many records as its document line says.
  private func expectWholeBatches(_ records: [JSONValue]) throws {
    var count = 0
    for record in records {
      if record["type"]?.string == "document" {
        #expect(record["record_count"]?.number == Double(count))
        count = 0
      } else {
        count += 1
      }
    }
    #expect(count == 0)
  }

  private static func number(_ variable: String) -> Int? {
    getenv(variable).flatMap { Int(String(cString: $0)) }
  }
}

/// Random numbers that are the same in every run (Steele, Lea, Flood: SplitMix).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
