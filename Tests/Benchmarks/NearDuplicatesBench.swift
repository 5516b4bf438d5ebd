import ArgumentParser
import BriefingRecords
import BriefingStories
import Glibc
import LinuxIO
import RecordStore
import SystemPackage

/// Fingerprints of texts, and what the ledger says of each.
struct NearDuplicatesBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "near",
    abstract: "Fingerprint texts and look them up in a ledger that grows.")

  @Option(help: "Texts in the ledger at the end.")
  var texts = 20_000

  @Option(help: "Words of a text.")
  var words = 600

  @Option(help: "A folder on the disk that is to be measured.")
  var folder = "/tmp"

  func run() throws {
    let place = try BenchFolder(in: FilePath(folder))
    let store = try RecordStore.open(directory: place.path.appending("store")).store
    var source = TextSource()
    let probes = (0..<2_000).map { _ in source.text(words: words) }
    print("\(texts) texts of \(words) words, every tenth the first third of one before it")

    let begun = Self.cpuTime()
    var fingerprints: [TextFingerprint] = []
    for text in probes { if let made = Self.fingerprint(of: text) { fingerprints.append(made) } }
    let signing = Double(Self.cpuTime() - begun) / Double(probes.count)
    print("fingerprint: \(Self.micro(signing)) µs a text of \(probes[0].count) bytes")
    print(
      "   texts   look-up µs   fingerprint + look-up, texts/s   taking in µs   ledger, bytes a text"
    )

    var count = 0
    var next = 1_000
    var group: [RecordStore.Submission] = []
    var spent: UInt64 = 0
    var last: [UInt8] = []
    while count < texts {
      if count % 10 == 9 {
        last = Array(last.prefix(last.count * 35 / 100))
      } else {
        last = source.text(words: words)
      }
      group.append(RecordStore.Submission(Self.batch(count, Self.fingerprint(of: last))))
      count += 1
      guard group.count == 64 || count == texts else { continue }
      let start = Self.cpuTime()
      try store.commit(group, at: Timestamp(milliseconds: 0))
      spent += Self.cpuTime() - start
      group = []
      guard count >= next || count == texts else { continue }
      next *= 2
      let asked = try ask(store, fingerprints)
      let size = try Self.ledgerSize(place.path.appending("store"))
      let rate = Int(1e9 / (signing + asked))
      print(
        "\(Self.padded(count, 8))\(Self.padded(Self.micro(asked), 13))\(Self.padded(rate, 33))"
          + "\(Self.padded(Self.micro(Double(spent) / Double(count)), 15))"
          + "\(Self.padded(size / Int64(count), 23))")
    }
    try store.close()
  }

  /// Nanoseconds that a text takes to be looked up and compared.
  private func ask(_ store: RecordStore, _ fingerprints: [TextFingerprint]) throws -> Double {
    var similar = 0
    let begun = Self.cpuTime()
    for fingerprint in fingerprints {
      similar += try store.texts(like: fingerprint) { fingerprint.similarity(to: $0) != nil }.count
    }
    return Double(Self.cpuTime() - begun) / Double(fingerprints.count)
  }

  /// Of this process: others on the machine do not count.
  private static func cpuTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  static func fingerprint(of text: [UInt8]) -> TextFingerprint? {
    var sampler = FingerprintSampler()
    sampler.add(text.span)
    return sampler.finish()
  }

  private static func batch(_ number: Int, _ fingerprint: TextFingerprint?) -> Batch {
    var batch = GeneratedBatch.make(number, facts: 0)
    batch.document.fingerprint = fingerprint
    return batch
  }

  private static func ledgerSize(_ store: FilePath) throws -> Int64 {
    try Descriptor(opening: store.appending("ledger.sqlite"), .readOnly).status().size
  }

  private static func micro(_ nanoseconds: Double) -> Double {
    (nanoseconds / 100).rounded() / 10
  }

  private static func padded(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = value.description
    return String(repeating: " ", count: max(1, width - text.utf8.count)) + text
  }
}

/// Texts in which, as in a language, few words are everywhere and most are rare.
struct TextSource {
  private var state: UInt64 = 1

  private mutating func draw(_ limit: UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return (mixed ^ (mixed >> 31)) % limit
  }

  mutating func text(words: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(words * 6)
    for _ in 0..<words {
      let rank = draw(20_000)
      var rest = rank < 9_000 ? rank % 60 : rank
      repeat {
        text.append(0x61 + UInt8(rest % 7))
        text.append(0x61 + UInt8(rest % 26))
        rest /= 26
      } while rest > 0
      text.append(0x20)
    }
    return text
  }
}
