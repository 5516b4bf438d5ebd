public import LinuxIO

/// What tells one file under a name from another one later: compared, never looked into.
///
/// The inode number alone is given out anew at once; generation and time of birth are not.
public struct FileVersion: Hashable, Sendable {
  /// The bytes that are compared.
  public let bytes: [UInt8]

  /// An identity that was stored as `bytes`.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Device, inode, generation, time of birth, size, and the times of the last change.
  public init(_ status: FileStatus, generation: UInt32?) {
    let numbers: [UInt64] = [
      status.device, status.inode, generation.map { UInt64($0) + 1 } ?? 0,
      UInt64(bitPattern: status.bornNanoseconds ?? 0),
      UInt64(bitPattern: status.modifiedNanoseconds),
      UInt64(bitPattern: status.changedNanoseconds), UInt64(bitPattern: status.size),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    self.bytes = bytes
  }
}
