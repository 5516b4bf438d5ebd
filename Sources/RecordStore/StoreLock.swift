import LinuxIO

/// The right to be the one process that writes the store, given up when its owner goes.
///
/// Given up in so many words: a program that was being started at that moment may still hold a copy
/// of the descriptor, and closing ours alone would leave the lock with it.
struct StoreLock: ~Copyable {
  private let descriptor: Descriptor

  /// Takes the lock; nil when another process has it.
  init?(_ descriptor: consuming Descriptor) throws(SystemCallError) {
    guard try descriptor.lockExclusively() else { return nil }
    self.descriptor = descriptor
  }

  deinit { descriptor.unlock() }
}
