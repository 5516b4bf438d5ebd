import LinuxIO
import SystemPackage

/// The least that a benchmark could take on this disk at this moment.
enum Floor {
  /// Nanoseconds to write `bytes` in `groups` equal parts, each with an `fdatasync`.
  static func write(_ bytes: Int, groups: Int, in folder: FilePath) throws -> UInt64 {
    let file = try Descriptor(
      opening: folder.appending("floor"), .writeOnly, options: [.create, .append])
    let block = [UInt8](repeating: 0x20, count: max(1, bytes / max(1, groups)))
    let start = MonotonicClock.now()
    for _ in 0..<groups {
      try file.writeAll(block.span)
      try file.synchronizeData()
    }
    return MonotonicClock.now() - start
  }

  /// `2.5 × floor`.
  static func ratio(_ time: UInt64, to floor: UInt64) -> String {
    let hundredths = (time * 100 + max(1, floor) / 2) / max(1, floor)
    return "\(Double(hundredths) / 100) × floor"
  }
}
