import DropFolder
import RecordStore

extension FileIdentity {
  /// Whether the bytes are those of `other`; a link more or less changes only the status.
  func hasSameContent(as other: FileIdentity) -> Bool {
    var same = other
    same.changedNanoseconds = changedNanoseconds
    return self == same
  }

  /// The identity as the ledger keeps it: a fixed form in which equal means the same state.
  var version: FileVersion {
    let numbers: [UInt64] = [
      device, inode, generation.map { UInt64($0) + 1 } ?? 0,
      UInt64(bitPattern: bornNanoseconds ?? .min), UInt64(bitPattern: size),
      UInt64(bitPattern: modifiedNanoseconds), UInt64(bitPattern: changedNanoseconds),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    return FileVersion(bytes: bytes)
  }
}
