import BriefingRecords
import LinuxIO

/// Copies the bytes of one open file into another one, and hashes what arrives.
enum DurableCopy {
  private static let piece = 1 << 16

  /// Copies all of `source` into the empty `target`, and returns how much it was.
  ///
  /// Where the file system can, both share their blocks; then what is hashed is what the target has.
  static func copy(
    _ source: borrowing Descriptor, to target: borrowing Descriptor, _ fileSystem: any FileSystem
  ) throws(SystemCallError) -> (sha256: String, bytes: Int64) {
    let size = try fileSystem.status(of: source).size
    // For a small file the question costs as much as the copy.
    if size >= 4 * Int64(piece), target.clone(source) {
      return try hash(target, fileSystem)
    }
    return try hash(source, fileSystem) { (bytes) throws(SystemCallError) in
      try fileSystem.writeAll(bytes.span, to: target)
    }
  }

  /// The hash and the number of a file's bytes; `body` gets them piece by piece.
  static func hash(
    _ file: borrowing Descriptor, _ fileSystem: any FileSystem,
    _ body: ([UInt8]) throws(SystemCallError) -> Void = { _ in }
  ) throws(SystemCallError) -> (sha256: String, bytes: Int64) {
    var hash = SHA256()
    var position: Int64 = 0
    while true {
      var bytes: [UInt8] = []
      let count = try fileSystem.read(file, into: &bytes, upTo: piece, at: position)
      guard count > 0 else { break }
      position += Int64(count)
      hash.update(bytes.span)
      try body(bytes)
    }
    return (SHA256.hexadecimal(hash.finish()), position)
  }
}
