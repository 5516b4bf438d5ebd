import CLinux

/// What a process gives up for good before it looks at what strangers wrote.
public struct Confinement: OptionSet, Sendable, Hashable {
  /// The bits of CLinux.
  public let rawValue: Int

  /// The set of those bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Limits on memory and on open files, none written, no core dump, no new privileges.
  public static let limits = Confinement(rawValue: Int(CLINUX_UNLIMITED))
  /// All system calls but the few that work on memory and on open files.
  public static let systemCalls = Confinement(rawValue: Int(CLINUX_UNFILTERED))

  /// Gives all of it up.
  ///
  /// The corresponding C functions are `setrlimit` and `prctl`.
  ///
  /// - Parameter memory: How many bytes of its own the process may have from now on, counting those
  ///   that it has.
  /// - Returns: What the kernel did not let go.
  public static func enter(memory: Int) -> Confinement {
    Confinement(rawValue: clinux_confine(UInt64(memory)))
  }
}
