import BriefingRecords
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

/// The last three batches of a store, each written by a commit of its own, cut and damaged at every
/// byte: `verify` names it, and the start neither fails nor takes anything away before the last one.
@Suite struct FlippedByteTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  let names = ["a", "b", "c", "d"]

  private struct Image {
    var directory: FilePath
    var bytes: [UInt8]
    /// Where each batch ends.
    var ends: [Int]
    var live: FilePath { directory.appending("records.jsonl") }
  }

  /// A store of four batches whose ledger knows the first `known`.
  private func image(known: Int) throws -> Image {
    let directory = folder.file("image\(known)")
    var ends: [Int] = []
    var ledger: [UInt8] = []
    for part in [names.prefix(known), names.dropFirst(known)] {
      do {
        let (store, _) = try RecordStore.open(directory: directory)
        for name in part {
          let moment = Timestamp(milliseconds: Samples.moment.milliseconds + Int64(ends.count) * 7)
          try store.commit([Samples.batch(name, facts: 1)], at: moment)
          ends.append(Int(store.durableLength))
        }
      }
      if ledger.isEmpty { ledger = try Files.bytes(directory.appending("ledger.sqlite")) }
    }
    try Files.write(ledger, to: directory.appending("ledger.sqlite"))
    let bytes = try Files.bytes(directory.appending("records.jsonl"))
    return Image(directory: directory, bytes: bytes, ends: ends)
  }

  private func findings(_ directory: FilePath) throws -> [String] {
    var findings: [String] = []
    _ = try StoreVerification.run(StoreLayout(directory: directory)) { findings.append("\($0)") }
    return findings
  }

  /// Positions from `start` on; in the short form those around line ends and some others.
  private func positions(_ image: Image, from start: Int) -> [Int] {
    (start..<image.bytes.count).filter { position in
      Environment.isLong || position % 89 == 0
        || image.bytes[max(0, position - 2)...position]
          .contains(0x0a)
    }
  }

  @Test(arguments: [1, 4])
  func aFlippedByteIsNamedAndTakesNothingAwayBeforeTheLastBatch(known: Int) throws {
    let image = try image(known: known)
    for position in positions(image, from: image.ends[0]) {
      for bit in [position % 8] {
        let directory = folder.file("flip")
        try Files.image(of: image.directory, at: directory)
        let live = directory.appending("records.jsonl")
        var flipped = image.bytes
        flipped[position] ^= 1 << UInt8(bit)
        try Files.write(flipped, to: live)
        let told = "bit \(bit) of byte \(position), ledger knows \(known)"
        // What a document record alone says and nobody else has seen cannot be told.
        if known == 4 { #expect(try findings(directory) != [], "\(told)") }
        let (store, report) = try RecordStore.open(directory: directory)
        let left = try Files.bytes(live)
        #expect(left.count >= image.ends[2], "\(told)")
        #expect(left == Array(flipped[..<left.count]), "\(told)")
        #expect(left.count + Int(report.cut?.bytes ?? 0) == flipped.count, "\(told)")
        // The last batch stays as well when the damage lies before it.
        let swallowsLast = position == image.ends[2] - 1
        if position < image.ends[2], !swallowsLast {
          #expect(report.cut == nil, "\(told)")
          let last = try #require(try store.latest(name: "d"), "\(told)")
          #expect(try store.lines(of: last).count == 2, "\(told)")
        }
        try store.commit([Samples.batch("x")], at: Samples.moment)
        #expect(try store.latest(name: "x") != nil)
        _ = consume store
        try TemporaryFolder.empty(directory)
      }
    }
  }

  @Test(arguments: [1, 3])
  func aCutAnywhereKeepsTheBatchesBeforeIt(known: Int) throws {
    let image = try image(known: known)
    for cut in positions(image, from: image.ends[known - 1]) {
      let directory = folder.file("cut")
      try Files.image(of: image.directory, at: directory)
      let live = directory.appending("records.jsonl")
      try Files.write(image.bytes[..<cut], to: live)
      let kept = image.ends.last { $0 <= cut } ?? 0
      if cut > kept {
        // Without the patience for a daemon that may be writing, this would be every byte.
        let isTried = Environment.isLong ? cut % 40 == 0 : cut == image.ends[2] + 30
        if isTried { #expect(try findings(directory) != [], "cut at \(cut)") }
      }
      let (store, report) = try RecordStore.open(directory: directory)
      #expect(try Files.bytes(live) == Array(image.bytes[..<kept]), "cut at \(cut)")
      #expect(report.ledger == .kept)
      if cut > kept {
        let aside = try #require(report.cut)
        #expect(try Files.bytes(aside.savedAs) == Array(image.bytes[kept..<cut]), "cut at \(cut)")
      }
      _ = consume store
      try TemporaryFolder.empty(directory)
    }
  }

  @Test func aFrameThatIsDamagedNeitherStopsARebuildNorHidesTheOthers() throws {
    let directory = folder.file("store")
    do {
      let (store, _) = try RecordStore.open(
        directory: directory, rotation: SegmentRotation(size: nil, compresses: true))
      for name in 0..<25 {
        try store.commit([Samples.batch("\(name)", facts: 10, padding: 9_000)], at: Samples.moment)
      }
      try store.rotate()
      while try store.compressStep() {}
    }
    let path = directory.appending("records.0000000000000001.jsonl.zst")
    let sound = try Files.bytes(path)
    // In the second frame of three, and in the table of frames.
    for position in [sound.count / 2, sound.count - 4] {
      var damaged = sound
      damaged[position] ^= 0x10
      try Files.write(damaged, to: path)
      try TemporaryFolder.remove(directory, prefix: "ledger")
      let (store, report) = try RecordStore.open(directory: directory)
      #expect(report.damageCount > 0, "byte \(position)")
      let count = try store.account()[.accepted] ?? 0
      #expect(position == sound.count - 4 ? count == 1 : count >= 12, "byte \(position): \(count)")
      let next = try store.commit([Samples.batch("n\(position)", facts: 0)], at: Samples.moment)
      #expect(next[0].sequence > 275, "no number is given out twice")
    }
  }
}
