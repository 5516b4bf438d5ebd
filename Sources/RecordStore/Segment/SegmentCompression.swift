internal import BriefingRecords
internal import LinuxIO
internal import SystemPackage

/// Makes a compressed file of a closed segment, in steps of a few milliseconds each, so that an
/// event loop can go on between them.
///
/// The plain segment goes only when the compressed one is on the disk under its name and has been
/// read back to the same SHA-256. A stop at any moment leaves the plain one, or both, or the
/// compressed one: readers take the plain one as long as it is there.
final class SegmentCompression {
  private enum Phase {
    case copying, checking, renaming, removing, finished
  }

  /// What is compressed.
  let segment: ClosedSegment
  private let layout: StoreLayout
  private let fileSystem: any FileSystem
  private let plain: SegmentFile
  private let copy: Descriptor
  private let encoder = ZstandardEncoder()
  private let decoder = ZstandardDecoder()
  private var phase = Phase.copying
  private var table = SeekTable()
  private let written = RunningHash()
  private let readBack = RunningHash()
  private var expected: [UInt8] = []
  private var unsynchronized = 0
  private var checked = 0

  /// What may wait for the disk at a time: more would make one `fdatasync` long.
  private static let unsynchronizedLimit = 1 << 20

  /// Begins to compress a plain segment; what an earlier attempt left of a copy is overwritten.
  init(
    _ segment: ClosedSegment, in layout: StoreLayout, _ fileSystem: any FileSystem
  ) throws(StoreError) {
    let plain = try SegmentFile.open(segment, in: layout, fileSystem)
    let path = layout.directory.appending(segment.unfinishedName)
    let copy = try storeErrors { () throws(SystemCallError) in
      try fileSystem.open(
        path, .readWrite, options: [.create, .truncate, .append],
        permissions: StoreLayout.filePermissions)
    }
    self.segment = segment
    self.layout = layout
    self.fileSystem = fileSystem
    self.plain = plain
    self.copy = copy
  }

  /// Does the next part of the work.
  ///
  /// - Returns: whether there is more to do.
  /// - Throws: ``StoreError``; then the copy is to be given up with ``abandon(_:in:_:)``. The plain
  ///   segment is there still.
  func step() throws(StoreError) -> Bool {
    switch phase {
    case .copying: try copyFrame()
    case .checking: try checkFrame()
    case .renaming: try rename()
    case .removing: try remove()
    case .finished: break
    }
    if case .finished = phase { return false }
    return true
  }

  private func copyFrame() throws(StoreError) {
    if unsynchronized >= Self.unsynchronizedLimit {
      try synchronize()
      return
    }
    let content = try plain.bytes(table.size..<(table.size + Int64(SeekTable.frameContent)))
    guard !content.isEmpty else {
      let encoded = table.encoded
      try write(encoded)
      try synchronize()
      expected = written.finish()
      phase = .checking
      return
    }
    written.update(content.span)
    guard let frame = encoder.frame(of: content) else {
      throw .system(SystemCallError("compress", path: plain.path, errno: .noMemory))
    }
    try write(frame)
    table.append(length: frame.count, size: content.count)
  }

  private func checkFrame() throws(StoreError) {
    let path = layout.directory.appending(segment.unfinishedName)
    guard checked < table.frames.count else {
      guard readBack.finish() == expected, try plain.size() == table.size else {
        throw .damagedSegment(path, "it does not read back as it was written")
      }
      phase = .renaming
      return
    }
    let frame = table.frames[checked]
    var bytes: [UInt8] = []
    while bytes.count < frame.length {
      let start = bytes.count
      do {
        let count = try fileSystem.read(
          copy, into: &bytes, upTo: frame.length - start, at: frame.offset + Int64(start))
        if count == 0 { break }
      } catch {
        throw StoreError(error)
      }
    }
    guard let content = decoder.content(of: bytes, size: frame.size) else {
      throw .damagedSegment(path, "the frame at byte \(frame.offset) does not read back")
    }
    readBack.update(content.span)
    checked += 1
  }

  private func rename() throws(StoreError) {
    do {
      try fileSystem.synchronize(copy)
      try fileSystem.rename(
        layout.directory.appending(segment.unfinishedName), to: layout.path(of: compressed))
      try fileSystem.synchronizeDirectory(layout.directory)
    } catch {
      throw StoreError(error)
    }
    phase = .removing
  }

  private func remove() throws(StoreError) {
    do {
      try fileSystem.remove(layout.path(of: segment))
      try fileSystem.synchronizeDirectory(layout.directory)
    } catch {
      throw StoreError(error)
    }
    phase = .finished
  }

  private var compressed: ClosedSegment {
    ClosedSegment(firstSequence: segment.firstSequence, isCompressed: true)
  }

  private func write(_ bytes: [UInt8]) throws(StoreError) {
    do {
      try fileSystem.writeAll(bytes.span, to: copy)
    } catch {
      throw StoreError(error)
    }
    unsynchronized += bytes.count
  }

  private func synchronize() throws(StoreError) {
    do {
      try fileSystem.synchronizeData(of: copy)
    } catch {
      throw StoreError(error)
    }
    unsynchronized = 0
  }

  /// Removes what is left of a copy that was not finished.
  static func abandon(
    _ segment: ClosedSegment, in layout: StoreLayout, _ fileSystem: any FileSystem
  ) {
    try? fileSystem.remove(layout.directory.appending(segment.unfinishedName))
  }
}

/// A hash that an object can hold and finish.
private final class RunningHash {
  private var hash = SHA256()

  func update(_ bytes: Span<UInt8>) { hash.update(bytes) }

  func finish() -> [UInt8] {
    var finished = SHA256()
    swap(&finished, &hash)
    return finished.finish()
  }
}

extension StoreLayout {
  /// Finishes what a stop in the middle of compressing left: of a segment that is there twice, the
  /// plain file goes; copies that were not finished go too.
  ///
  /// The compressed file got its name only after it had been read back, so it has to be whole; a
  /// look at its table makes sure that nobody has touched it since.
  func tidySegments(_ fileSystem: any FileSystem) throws(StoreError) {
    let files: [ClosedSegment]
    do { files = try allSegmentFiles() } catch { throw StoreError(error) }
    var removed = false
    for plain in files where !plain.isCompressed {
      // Nobody else has the store open: a copy under way is of a process that is gone.
      try? fileSystem.remove(directory.appending(plain.unfinishedName))
      let compressed = ClosedSegment(firstSequence: plain.firstSequence, isCompressed: true)
      guard files.contains(compressed),
        let copy = try? SegmentFile.open(compressed, in: self, fileSystem),
        try copy.size() == SegmentFile.open(plain, in: self, fileSystem).size()
      else { continue }
      do { try fileSystem.remove(path(of: plain)) } catch { throw StoreError(error) }
      removed = true
    }
    guard removed else { return }
    do { try fileSystem.synchronizeDirectory(directory) } catch { throw StoreError(error) }
  }
}
