internal import LinuxIO
internal import SystemPackage

/// Takes bytes out of the end of the live segment, and keeps them in a file of their own.
struct CutAside {
  let layout: StoreLayout
  let fileSystem: any FileSystem

  /// Copies all from `offset` on, makes the copy durable, and only then shortens the segment.
  func cut(
    _ segment: borrowing Descriptor, from offset: Int64, size: Int64
  ) throws(SystemCallError) -> RecoveryReport.Cut {
    try makeDirectory()
    let path = try copy(segment, from: offset, size: size)
    try fileSystem.synchronizeDirectory(layout.cut)
    try fileSystem.truncate(segment, to: offset)
    try fileSystem.synchronizeData(of: segment)
    return RecoveryReport.Cut(offset: offset, bytes: size - offset, savedAs: path)
  }

  private func makeDirectory() throws(SystemCallError) {
    do {
      try fileSystem.makeDirectory(layout.cut, permissions: StoreLayout.directoryPermissions)
    } catch {
      guard error.errno == .fileExists else { throw error }
      return
    }
    try fileSystem.synchronizeDirectory(layout.directory)
  }

  private func copy(
    _ segment: borrowing Descriptor, from offset: Int64, size: Int64
  ) throws(SystemCallError) -> FilePath {
    let copy = try newFile(offset)
    do {
      var copied = offset
      while copied < size {
        var buffer: [UInt8] = []
        let count = try fileSystem.read(
          segment, into: &buffer, upTo: Int(min(size - copied, 1 << 18)), at: copied)
        guard count > 0 else { break }
        try fileSystem.writeAll(buffer.span, to: copy.file)
        copied += Int64(count)
      }
      try fileSystem.synchronize(copy.file)
    } catch {
      // On a full disk every start would leave another part of a copy.
      try? fileSystem.remove(copy.path)
      throw error
    }
    return copy.path
  }

  private struct NewFile: ~Copyable {
    let path: FilePath
    let file: Descriptor
  }

  /// The same offset may be cut more than once; an earlier copy stays.
  private func newFile(_ offset: Int64) throws(SystemCallError) -> NewFile {
    var name = "records.jsonl.\(offset)"
    var attempt = 1
    while true {
      let path = layout.cut.appending(name)
      do {
        let file = try fileSystem.open(
          path, .writeOnly, options: [.create, .exclusiveCreate],
          permissions: StoreLayout.filePermissions)
        return NewFile(path: path, file: file)
      } catch {
        guard error.errno == .fileExists else { throw error }
      }
      attempt += 1
      name = "records.jsonl.\(offset)-\(attempt)"
    }
  }
}
