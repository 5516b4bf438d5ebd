import LinuxIO

/// Remembers which states of files are known to have had their outcome, so that a file which is
/// listed again costs one `statx` and nothing more.
///
/// A table of fixed greatest size whose entries push one another out: what is not in it is asked
/// for again. It keeps 64 bits of a hash with a secret seed, so a false "known" has to be expected
/// once in some 10¹⁹ looks. Generations are not in the hash, to spare opening the file; therefore
/// only a state is remembered that lies back so far that a file made since must have other times.
struct KnownStates {
  private static let mostSlots = 1 << 18
  private var slots: [UInt64] = []
  private var used = 0

  func contains(_ name: SourceName, _ status: FileStatus) -> Bool {
    guard !slots.isEmpty else { return false }
    let mark = Self.mark(name, status)
    let (one, other) = places(of: mark)
    return slots[one] == mark || slots[other] == mark
  }

  /// `now`: nanoseconds since 1970.
  mutating func insert(_ name: SourceName, _ status: FileStatus, now: Int64) {
    let latest = max(
      status.changedNanoseconds, status.modifiedNanoseconds, status.bornNanoseconds ?? 0)
    guard latest < now - 3_000_000_000 else { return }
    if used >= slots.count / 2, slots.count < Self.mostSlots { grow() }
    insert(Self.mark(name, status))
  }

  private mutating func insert(_ mark: UInt64) {
    let (one, other) = places(of: mark)
    guard slots[one] != mark, slots[other] != mark else { return }
    let place = slots[one] == 0 || (slots[other] != 0 && mark >> 62 == 0) ? one : other
    if slots[place] == 0 { used += 1 }
    slots[place] = mark
  }

  /// Each mark may stand in two places, so that few push another one out.
  private func places(of mark: UInt64) -> (Int, Int) {
    let mask = slots.count - 1
    return (Int(mark) & mask, Int(mark >> 32) & mask)
  }

  mutating func removeAll() {
    slots = []
    used = 0
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(1024, old.count * 2))
    used = 0
    for mark in old where mark != 0 { insert(mark) }
  }

  private static func mark(_ name: SourceName, _ status: FileStatus) -> UInt64 {
    var hasher = Hasher()
    unsafe name.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    hasher.combine(status.device)
    hasher.combine(status.inode)
    hasher.combine(status.bornNanoseconds)
    hasher.combine(status.size)
    hasher.combine(status.modifiedNanoseconds)
    hasher.combine(status.changedNanoseconds)
    // Without the sign bit, so that a mark is also an index; never 0, which marks a free slot.
    return max(1, UInt64(bitPattern: Int64(hasher.finalize())) & 0x7FFF_FFFF_FFFF_FFFF)
  }
}
