import DropFolder

/// Counts how often each source was begun, so that one which ends the daemon itself is not begun for
/// ever.
protocol Attempts: AnyObject {
  /// Notes, durably, that these sources are about to be looked into.
  ///
  /// - Returns: For each, how often it was begun before without an end.
  /// - Throws: What keeps the note from being written.
  func begin(_ sources: [AttemptedSource]) throws -> [Int]

  /// Forgets sources that have had their outcome.
  ///
  /// - Throws: What keeps the note from being written.
  func finish(_ sources: [AttemptedSource]) throws
}

/// A version of a source that is looked into.
struct AttemptedSource: Hashable, Sendable {
  var name: SourceName
  /// SHA-256 of the content, as 64 hexadecimal digits.
  var sha256: String
}

/// Counts nothing: every attempt is the first.
final class UncountedAttempts: Attempts {
  func begin(_ sources: [AttemptedSource]) -> [Int] { sources.map { _ in 0 } }
  func finish(_ sources: [AttemptedSource]) {}
}
