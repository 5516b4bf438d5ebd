internal import LinuxIO
internal import SystemPackage

/// A segment that is read, plain or compressed: offsets are those of its lines either way.
///
/// Keeps at most one frame, of 1 MiB, in memory.
final class SegmentFile {
  let path: FilePath
  private let file: Descriptor
  private let fileSystem: any FileSystem
  private let table: SeekTable?
  private lazy var decoder = ZstandardDecoder()
  private var frame: (index: Int, content: [UInt8])?

  /// Opens a closed segment, in the other form where it was compressed just now.
  ///
  /// - Throws: ``StoreError/system(_:)``, and ``StoreError/damagedSegment(_:_:)`` where a compressed
  ///   one was not written by this store, or not to its end.
  static func open(
    _ segment: ClosedSegment, in layout: StoreLayout, _ fileSystem: any FileSystem
  ) throws(StoreError) -> SegmentFile {
    let other = ClosedSegment(
      firstSequence: segment.firstSequence, isCompressed: !segment.isCompressed)
    var failure: SystemCallError?
    for form in [segment, other] {
      let path = layout.path(of: form)
      let file: Descriptor
      do {
        file = try fileSystem.open(path, .readOnly, options: [], permissions: [])
      } catch {
        guard error.errno == .noSuchFileOrDirectory else { throw StoreError(error) }
        if failure == nil { failure = error }
        continue
      }
      return try SegmentFile(
        file, path: path, isCompressed: form.isCompressed, fileSystem)
    }
    throw StoreError(
      failure
        ?? SystemCallError("open", path: layout.path(of: segment), errno: .noSuchFileOrDirectory))
  }

  /// Takes over a descriptor.
  init(
    _ file: consuming Descriptor, path: FilePath, isCompressed: Bool = false,
    _ fileSystem: any FileSystem
  ) throws(StoreError) {
    self.path = path
    self.fileSystem = fileSystem
    self.table = isCompressed ? try Self.table(of: file, path: path, fileSystem) : nil
    self.file = file
  }

  /// Bytes of its lines at the moment.
  func size() throws(StoreError) -> Int64 {
    if let table { return table.size }
    return try status().size
  }

  func status() throws(StoreError) -> FileStatus {
    try storeErrors { () throws(SystemCallError) in try fileSystem.status(of: file) }
  }

  /// Appends up to `count` bytes from `offset` on to `buffer`; 0 at the end.
  func read(
    into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(StoreError) -> Int {
    guard let table else {
      do {
        return try fileSystem.read(file, into: &buffer, upTo: count, at: offset)
      } catch {
        throw StoreError(error)
      }
    }
    guard count > 0, let index = table.index(at: offset) else { return 0 }
    if frame?.index != index { frame = (index, try content(of: table.frames[index])) }
    guard let content = frame?.content else { return 0 }
    let start = Int(offset - table.frames[index].start)
    let end = min(content.count, start + count)
    buffer.append(contentsOf: content[start..<end])
    return end - start
  }

  /// Where the frame after that of `offset` begins; nil in a plain segment and in the last frame.
  func frameStart(after offset: Int64) -> Int64? {
    guard let table, let index = table.index(at: offset), index + 1 < table.frames.count else {
      return nil
    }
    return table.frames[index + 1].start
  }

  /// The bytes of a range; fewer where the segment is shorter.
  func bytes(_ range: Range<Int64>) throws(StoreError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < range.count {
      let rest = range.count - bytes.count
      let start = range.lowerBound + Int64(bytes.count)
      if try read(into: &bytes, upTo: rest, at: start) == 0 { break }
    }
    return bytes
  }

  private func content(of frame: SeekTable.Frame) throws(StoreError) -> [UInt8] {
    let bytes = try Self.bytes(
      of: file, from: frame.offset, count: frame.length, fileSystem)
    guard let content = decoder.content(of: bytes, size: frame.size) else {
      throw .damagedSegment(
        path, "the frame at byte \(frame.offset), of the lines from byte \(frame.start) on")
    }
    return content
  }

  private static func table(
    of file: borrowing Descriptor, path: FilePath, _ fileSystem: any FileSystem
  ) throws(StoreError) -> SeekTable {
    let size: Int64
    do { size = try fileSystem.status(of: file).size } catch { throw StoreError(error) }
    let footer = try bytes(
      of: file, from: max(0, size - Int64(SeekTable.footerLength)),
      count: SeekTable.footerLength, fileSystem)
    if let length = SeekTable.length(footer: footer), Int64(length) <= size {
      let start = size - Int64(length)
      let encoded = try bytes(of: file, from: start, count: length, fileSystem)
      if let table = SeekTable(parsing: encoded, length: start) { return table }
    }
    throw .damagedSegment(
      path, "it has no table of its frames; if zstd -t finds it sound, zstd -d makes it readable")
  }

  private static func bytes(
    of file: borrowing Descriptor, from offset: Int64, count: Int, _ fileSystem: any FileSystem
  ) throws(StoreError) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      while bytes.count < count {
        let read = try fileSystem.read(
          file, into: &bytes, upTo: count - bytes.count, at: offset + Int64(bytes.count))
        if read == 0 { break }
      }
    } catch {
      throw StoreError(error)
    }
    return bytes
  }
}
