import BriefingRecords
import DropFolder
import LinuxIO

/// A file whose content is looked at, held open until it has its outcome.
final class SourceFile {
  private let file: ArrivedFile

  /// Which state of the file was opened.
  var identity: FileIdentity { file.identity }

  /// A file that has arrived.
  init(_ file: consuming ArrivedFile) { self.file = file }

  /// A file that was kept, in the archive for instance.
  init(_ descriptor: consuming Descriptor) throws(SystemCallError) {
    let identity = FileIdentity(try descriptor.status(), generation: descriptor.generation())
    file = ArrivedFile(descriptor: descriptor, identity: identity)
  }

  /// SHA-256 and number of the bytes that it has now, read piece by piece.
  func hash() throws(SystemCallError) -> (sha256: String, size: Int) {
    var hash = SHA256()
    var size = 0
    while true {
      var piece: [UInt8] = []
      let count = try file.descriptor.read(into: &piece, upTo: 1 << 16, at: Int64(size))
      if count == 0 { break }
      hash.update(piece.span)
      size += count
      // It grows faster than it is read: whatever it is, it is not what was found.
      if Int64(size) > identity.size { break }
    }
    return (SHA256.hexadecimal(hash.finish()), size)
  }

  /// Which state of the file it is now.
  func identityNow() throws(SystemCallError) -> FileIdentity {
    FileIdentity(try file.descriptor.status(), generation: identity.generation)
  }

  /// Calls `body` with the open file.
  func withDescriptor<Value>(
    _ body: (borrowing Descriptor) throws(SystemCallError) -> Value
  ) throws(SystemCallError) -> Value {
    try body(file.descriptor)
  }
}
