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
}
