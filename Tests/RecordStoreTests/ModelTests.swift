import BriefingRecords
import LinuxIO
import RecordStore
import SystemPackage
import TestSupport
import Testing

/// Random lives of a store, each against a plain list of what must be in it.
@Suite struct ModelTests {
  enum Action: CaseIterable {
    case commit, commitGroup, replay, reopen, crashImage, killInWrite, fullDisk, deleteLedger,
      damageLedger, garbageTail
  }

  /// Knuth's 64-bit generator: a failing life can be lived again by its seed.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let mixed = (state ^ (state >> 33)) &* 0xff51_afd7_ed55_8ccd
      return mixed ^ (mixed >> 33)
    }
  }

  @Test(
    arguments:
      1...UInt64(Environment.number("BRIEFINGD_TEST_LIVES", else: Environment.isLong ? 2000 : 24)))
  func everyLifeOfAStoreEndsWithWhatWasAcknowledged(seed: UInt64) throws {
    var life = try Life(seed: seed)
    for _ in 0..<Int.random(in: 1...24, using: &life.generator) { try life.step() }
    try life.check()
  }

  struct Life {
    let folder: TemporaryFolder
    let files = FaultyFileSystem()
    let seed: UInt64
    var generator: Generator
    var directory: FilePath
    var store: RecordStore?
    /// What must be in the store, in its order: name and outcome of each batch.
    var model: [(name: String, outcome: Document.Outcome)] = []
    var serial = 0
    var actions: [Action] = []

    init(seed: UInt64) throws {
      folder = try TemporaryFolder(inMemory: true)
      self.seed = seed
      generator = Generator(state: seed)
      directory = folder.file("0")
      try open()
    }

    var live: FilePath { directory.appending("records.jsonl") }

    mutating func open() throws {
      store = nil
      files.arm(nil)
      store = try RecordStore.open(directory: directory, fileSystem: files).store
    }

    mutating func submissions(_ count: Int) -> [(String, Batch)] {
      (0..<count).map { _ in
        serial += 1
        let name = "\(serial).txt"
        let facts = Int.random(in: 0...3, using: &generator)
        return (name, Samples.batch(name, facts: facts))
      }
    }

    mutating func step() throws {
      let action = Action.allCases.randomElement(using: &generator) ?? .commit
      actions.append(action)
      switch action {
      case .commit, .commitGroup:
        let group = submissions(action == .commit ? 1 : 4)
        try store?.commit(group.map(\.1), at: Samples.moment)
        model += group.map { ($0.0, .accepted) }
      case .replay:
        guard let name = model.randomElement(using: &generator)?.name else { return }
        let batch = Samples.batch(name, facts: 0, outcome: .quarantined)
        try store?.commit([batch], at: Samples.moment)
        model.append((name, .quarantined))
      case .reopen: try open()
      case .crashImage:
        let image = folder.file("image\(actions.count)")
        try Files.image(of: directory, at: image)
        directory = image
        try open()
      case .killInWrite:
        files.arm(
          .init(
            call: .write, number: Int.random(in: 1...4, using: &generator), errno: .ioError,
            isFinal: true, shortWrites: Int.random(in: 1...900, using: &generator)))
        try tryToCommit(submissions(3))
        try open()
        try adopt()
      case .fullDisk:
        files.arm(.init(call: .write, number: 2, errno: .noSpace, shortWrites: 300))
        try tryToCommit(submissions(2))
        files.arm(nil)
      case .deleteLedger:
        store = nil
        try TemporaryFolder.remove(directory, prefix: "ledger")
        try open()
      case .damageLedger:
        store = nil
        var bytes = try Files.bytes(directory.appending("ledger.sqlite"))
        let start = Int.random(in: 0..<(bytes.count / 4096), using: &generator) * 4096
        for index in start..<(start + 200) { bytes[index] = 0xaa }
        try Files.write(bytes, to: directory.appending("ledger.sqlite"))
        try open()
      case .garbageTail:
        store = nil
        let count = Int.random(in: 1...3000, using: &generator)
        let tail = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try Files.write(try Files.bytes(live) + tail, to: live)
        try open()
      }
    }

    /// A commit that may fail; if it does not, it is acknowledged.
    private mutating func tryToCommit(_ group: [(String, Batch)]) throws {
      do {
        try store?.commit(group.map(\.1), at: Samples.moment)
        model += group.map { ($0.0, .accepted) }
      } catch {
        // Not acknowledged: `adopt` finds out what came to the disk all the same.
      }
    }

    /// Batches of a group that was not acknowledged may have come whole to the disk: then they
    /// count, in their order, and nothing after the first one that is missing.
    private mutating func adopt() throws {
      let documents = try StoreContent(live).documents
      for document in documents.dropFirst(model.count) {
        model.append((String(document.prefix { $0 != " " }), .accepted))
      }
    }

    mutating func check() throws {
      try open()
      let content = try StoreContent(live)
      let told = "seed \(seed), \(actions)"
      #expect(
        content.documents
          == model.map { "\($0.name) \(Samples.hash("\($0.name) 1")) \($0.outcome.rawValue)" },
        "\(told)")
      #expect(content.sequencesRise, "\(told)")
      var last: [String: Document.Outcome] = [:]
      for entry in model { last[entry.name] = entry.outcome }
      let account = last.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      #expect(try store?.account() == account, "\(told)")
      for (name, outcome) in last {
        #expect(try store?.latest(name: name)?.outcome == outcome, "\(told)")
      }
      // A fresh batch still gets through.
      try store?.commit([Samples.batch("fresh")], at: Samples.moment)
      #expect(try store?.latest(name: "fresh") != nil)
    }
  }
}
