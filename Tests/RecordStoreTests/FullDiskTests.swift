import BriefingRecords
import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@testable import RecordStore

@Suite struct FullDiskTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder(inMemory: true) }

  /// A real full disk: a file system of 2 MB, filled up by somebody else and freed again.
  @Test(.enabled(if: geteuid() == 0, "mounting a small file system takes root"))
  func aFullFileSystemTakesNothingByHalvesAndGoesOnWhenThereIsRoom() throws {
    let point = folder.file("mount")
    try Directory.makeIfMissing(point)
    guard mount("tmpfs", point.string, "tmpfs", 0, "size=2m") == 0 else {
      print("SKIPPED: no tmpfs can be mounted here: \(Errno(rawValue: errno))")
      return
    }
    defer { umount2(point.string, Int32(MNT_DETACH)) }
    let (store, _) = try RecordStore.open(
      directory: point.appending("store"), rotation: SegmentRotation(size: 300_000))
    let ballast = point.appending("ballast")
    var committed = 0
    for round in 1...3 {
      try Files.write([], to: ballast)
      let other = try Descriptor(opening: ballast, .writeOnly, options: .append)
      let block = [UInt8](repeating: 1, count: 4096)
      while (try? other.write(block.span)) != nil {}
      var group: [RecordStore.Submission] = []
      var failures = 0
      for _ in 0..<40 {
        if group.isEmpty {
          for _ in 0..<3 {
            committed += 1
            group.append(RecordStore.Submission(Samples.batch("\(committed)", padding: 2000)))
          }
        }
        do {
          try store.commit(group, at: Samples.moment)
          group = []
        } catch {
          #expect(error.isOutOfSpace, "\(error)")
          failures += 1
        }
      }
      #expect(failures > 0)
      try other.truncate(to: 0)
      if !group.isEmpty { try store.commit(group, at: Samples.moment) }
      #expect(try store.account() == [.accepted: committed], "round \(round)")
    }
    var findings: [String] = []
    _ = try StoreVerification.run(store.layout) { findings.append("\($0)") }
    #expect(findings == [])
  }
}
