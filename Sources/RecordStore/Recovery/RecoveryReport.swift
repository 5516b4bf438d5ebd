public import SystemPackage

/// What start-up found in the store and what it did about it.
public struct RecoveryReport: Sendable, Hashable {
  /// What became of the ledger.
  public enum LedgerState: Sendable, Hashable {
    /// It was sound; only what came after it was read.
    case kept
    /// The store is new, and so is the ledger.
    case created
    /// It was missing or wrong and was made anew from the store; the old one now has the name
    /// `setAside`.
    case rebuilt(reason: String, setAside: FilePath?)
  }

  /// Bytes after the last complete batch, which were taken out of the store.
  public struct Cut: Sendable, Hashable {
    /// Where they began in the live segment.
    public var offset: Int64
    /// How many there were.
    public var bytes: Int64
    /// The file that holds them now.
    public var savedAs: FilePath
  }

  /// A place in the store that is not as it was written. It was left as it is.
  public struct Damage: Sendable, Hashable {
    /// File name of the segment.
    public var segment: String
    /// First byte of the line or batch in the segment.
    public var offset: Int64
    /// What is wrong.
    public var reason: String
  }

  /// What became of the ledger.
  public var ledger = LedgerState.kept
  /// Lines of the store that were read, the unfinished last one included.
  public var linesSeen = 0
  /// Batches that the ledger did not have yet.
  public var batchesReplayed = 0
  /// What was cut off, if anything.
  public var cut: Cut?
  /// Places that are not as they were written; the first hundred.
  public var damage: [Damage] = []
  /// How many such places there are.
  public var damageCount = 0

  mutating func note(_ segment: String, _ offset: Int64, _ reason: String) {
    damageCount += 1
    guard damage.count < 100 else { return }
    damage.append(Damage(segment: segment, offset: offset, reason: reason))
  }

  /// What was cut off is no longer damage in the store.
  mutating func forgetDamage(in segment: String, from offset: Int64) {
    let before = damage.count
    damage.removeAll { $0.segment == segment && $0.offset >= offset }
    damageCount -= before - damage.count
  }
}
