public import LinuxIO
public import SystemPackage

/// Reads a store from the outside while a daemon appends to it: whole lines only.
///
/// The reader's rule: a line counts when its `\n` is there. A reader can meet the end of the file
/// in the middle of a line, and not rarely: the kernel shows a long write page by page.
public struct RecordFollower: ~Copyable {
  private let path: FilePath
  private let fileSystem: any FileSystem
  private var file: Descriptor?
  /// The byte after the last line that was handed out.
  private var position: Int64 = 0
  /// The last line that was handed out, with its `\n`. A start after a crash may cut lines off and
  /// others may stand there since; then this line is no longer before `position`.
  private var lastLine: [UInt8] = []
  /// Its number: the cursor from which to go on wherever the line went.
  private var lastSequence = 0

  private static let chunk = 1 << 16

  /// A follower that begins with the last `count` lines of the live segment; with nil, with all.
  ///
  /// - Parameters:
  ///   - path: the live segment; it may be missing still.
  ///   - count: how many of the lines that are there already are handed out.
  ///   - fileSystem: the calls that are used.
  /// - Throws: an error that names the file.
  public init(
    segment path: FilePath, last count: Int?, fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(SystemCallError) {
    self.path = path
    self.fileSystem = fileSystem
    file = try Self.open(path, fileSystem)
    if let count { try skip(toLast: count) }
  }

  /// Hands out the whole lines that have come since, and returns how many there were.
  ///
  /// Call it once, then whenever something may have changed: after an inotify event on the store's
  /// directory, or after some time.
  ///
  /// - Parameter body: gets each line without its `\n`.
  /// - Returns: the number of lines.
  /// - Throws: what `body` throws, and ``SystemCallError``.
  @discardableResult
  public mutating func poll(_ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
    // Looked at before the old file is drained: all that was appended to it was appended by then.
    let successor = try rotated()
    var count = 0
    if file != nil {
      try findPlaceAgain()
      count = try drain(body)
    }
    guard let successor else { return count }
    file = consume successor
    position = 0
    lastLine = []
    return count + (try drain(body))
  }

  // MARK: - Which file

  private static func open(
    _ path: FilePath, _ fileSystem: any FileSystem
  ) throws(SystemCallError) -> Descriptor? {
    do {
      return try fileSystem.open(path, .readOnly, options: [], permissions: [])
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }

  /// The file that has the name now, where it is another one than before.
  private func rotated() throws(SystemCallError) -> Descriptor? {
    guard let current = try Self.open(path, fileSystem) else { return nil }
    guard file != nil else { return current }
    let now = try fileSystem.status(of: current)
    let before = try status()
    if now.inode == before?.inode, now.device == before?.device { return nil }
    return current
  }

  private func status() throws(SystemCallError) -> FileStatus? {
    switch file {
    case .some(let file): try fileSystem.status(of: file)
    case .none: nil
    }
  }

  private func read(
    into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int {
    switch file {
    case .some(let file): try fileSystem.read(file, into: &buffer, upTo: count, at: offset)
    case .none: 0
    }
  }

  /// The bytes of a range; fewer where the file is shorter.
  private func bytes(_ range: Range<Int64>) throws(SystemCallError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < range.count {
      let rest = range.count - bytes.count
      let start = range.lowerBound + Int64(bytes.count)
      if try read(into: &bytes, upTo: rest, at: start) == 0 { break }
    }
    return bytes
  }
}

// MARK: - Forward

extension RecordFollower {
  private mutating func drain(_ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
    var count = 0
    var buffer: [UInt8] = []
    var searched = 0
    while try read(into: &buffer, upTo: Self.chunk, at: position + Int64(buffer.count)) > 0 {
      var start = 0
      while searched < buffer.count {
        defer { searched += 1 }
        guard buffer[searched] == 0x0a else { continue }
        let line = buffer[start...searched]
        start = searched + 1
        position += Int64(line.count)
        lastLine = Array(line)
        lastSequence = max(lastSequence, LineFields.sequence(line) ?? 0)
        count += 1
        try body(line.dropLast())
      }
      buffer.removeFirst(start)
      searched -= start
    }
    // A line without its end is read anew when there is more of it.
    return count
  }

  /// If lines that were handed out are gone, goes to the first one with a higher number: numbers of
  /// lines that were cut off are never used again.
  private mutating func findPlaceAgain() throws(SystemCallError) {
    guard position > 0 else { return }
    let before = position - Int64(lastLine.count)
    if !lastLine.isEmpty, try bytes(before..<position) == lastLine { return }
    guard let size = try status()?.size else { return }
    if lastLine.isEmpty, size >= position { return }
    var end = try endOfLastLine(before: size)
    while end > 0 {
      let start = try startOfLine(endingAt: end)
      let line = try bytes(start..<end)
      if let sequence = LineFields.sequence(line[...]), sequence <= lastSequence { break }
      end = start
    }
    position = end
    lastLine = []
  }
}

// MARK: - Backward

extension RecordFollower {
  private mutating func skip(toLast count: Int) throws(SystemCallError) {
    guard let size = try status()?.size else { return }
    position = try endOfLastLine(before: size)
    for _ in 0..<count where position > 0 {
      position = try startOfLine(endingAt: position)
    }
  }

  /// The byte after the last `\n` before `end`; 0 where there is none.
  private func endOfLastLine(before end: Int64) throws(SystemCallError) -> Int64 {
    var upper = end
    while upper > 0 {
      let lower = max(0, upper - Int64(Self.chunk))
      let chunk = try bytes(lower..<upper)
      if let index = chunk.lastIndex(of: 0x0a) { return lower + Int64(index) + 1 }
      upper = lower
    }
    return 0
  }

  /// The first byte of the line whose `\n` is the byte before `end`.
  private func startOfLine(endingAt end: Int64) throws(SystemCallError) -> Int64 {
    try endOfLastLine(before: end - 1)
  }
}
