public import LinuxIO
internal import SystemPackage

/// Reads a store from the outside while a daemon appends to it: whole lines only.
///
/// The reader's rule: a line counts when its `\n` is there. A reader can meet the end of the file
/// in the middle of a line, and not rarely: the kernel shows a long write page by page. When the
/// store goes on in a new file, all that was appended to the old one comes first, and so do
/// segments that came and went between two looks.
public struct RecordFollower: ~Copyable {
  private let layout: StoreLayout
  private let fileSystem: any FileSystem
  /// The live segment, or the one that was live when it was opened.
  private var file: SegmentFile?
  /// Closed segments that come before `file` and were not handed out yet.
  private var earlier: [ClosedSegment] = []
  /// Where to begin in `file` after them.
  private var startInLive: Int64 = 0
  /// All closed segments up to this first number come before `file`.
  private var closedBefore = 0
  /// The byte after the last line that was handed out, in the first of `earlier`, else in `file`.
  private var position: Int64 = 0
  /// The last line of `file` that was handed out, with its `\n`. A start after a crash may cut lines
  /// off and others may stand there since; then this line is no longer before `position`.
  private var lastLine: [UInt8] = []
  /// The highest number handed out: the cursor from which to go on wherever the line went.
  private var lastSequence = 0

  /// A follower that begins with the last `count` lines of the store; with nil, with all.
  ///
  /// - Parameters:
  ///   - layout: where the store is; there may be none yet.
  ///   - count: how many of the lines that are there already are handed out.
  ///   - fileSystem: the calls that are used.
  /// - Throws: ``StoreError`` that names the file.
  public init(
    _ layout: StoreLayout, last count: Int?, fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(StoreError) {
    self.layout = layout
    self.fileSystem = fileSystem
    let present = try PresentSegments(layout, fileSystem)
    file = present.live
    closedBefore = present.lastClosed
    if let count {
      try skip(toLast: count, closed: present.closed)
    } else {
      earlier = present.closed
    }
  }

  /// A follower that goes on after the record with this `seq`, wherever it lies.
  ///
  /// - Parameters:
  ///   - layout: where the store is; there may be none yet.
  ///   - sequence: the number of the last record that the reader has.
  ///   - fileSystem: the calls that are used.
  /// - Throws: ``StoreError`` that names the file.
  public init(
    _ layout: StoreLayout, after sequence: Int, fileSystem: any FileSystem = LinuxFileSystem()
  ) throws(StoreError) {
    self.layout = layout
    self.fileSystem = fileSystem
    let present = try PresentSegments(layout, fileSystem)
    file = present.live
    closedBefore = present.lastClosed
    lastSequence = sequence
    // A segment has nothing new when the one after it begins no later than with the next number.
    let first = present.closed.lastIndex { $0.firstSequence <= sequence + 1 } ?? 0
    earlier = Array(present.closed.dropFirst(first))
    if let file { startInLive = try placeAfterLastSequence(in: file) }
    if earlier.isEmpty { position = startInLive }
  }

  /// Hands out the whole lines that have come since, and returns how many there were.
  ///
  /// Call it once, then whenever something may have changed: after an inotify event on the store's
  /// directory, or after some time.
  ///
  /// - Parameter body: gets each line without its `\n`.
  /// - Returns: the number of lines.
  /// - Throws: what `body` throws, and ``StoreError``.
  @discardableResult
  public mutating func poll(_ body: (ArraySlice<UInt8>) throws -> Void) throws -> Int {
    var count = try drainEarlier(body)
    // Looked at before the old file is drained: all that was appended to it was appended by then.
    let successors = try successors()
    if let file {
      try findPlaceAgain(in: file)
      count += try drain(file, body)
    }
    guard let successors else { return count }
    earlier = successors.closed
    closedBefore = max(closedBefore, successors.lastClosed)
    file = successors.live
    startInLive = 0
    position = 0
    lastLine = []
    count += try drainEarlier(body)
    if let file { count += try drain(file, body) }
    return count
  }
}

// MARK: - Which files

extension RecordFollower {
  /// What there is instead of the file that is held; nil where that one is the live one still.
  private func successors() throws(StoreError) -> PresentSegments? {
    let current = try PresentSegments.openLive(layout, fileSystem)
    // In the middle of a rotation there is no live segment for a moment; the next look finds one.
    guard current != nil, try !PresentSegments.isSame(file, current) else { return nil }
    var present = try PresentSegments(layout, fileSystem)
    present.closed.removeAll { $0.firstSequence <= closedBefore }
    if let first = present.closed.first, !first.isCompressed {
      let closed = try SegmentFile.open(first, in: layout, fileSystem)
      if try PresentSegments.isSame(file, closed) { present.closed.removeFirst() }
    }
    return present
  }
}

// MARK: - Forward

extension RecordFollower {
  /// Hands out closed segments. One of them may be the file that was held until now: compressed,
  /// it cannot be known by its inode, so lines are told by their numbers.
  private mutating func drainEarlier(
    _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws -> Int {
    var count = 0
    while let segment = earlier.first {
      let known = lastSequence
      var isNew = segment.firstSequence > known
      try drain(try SegmentFile.open(segment, in: layout, fileSystem)) { line in
        if let sequence = LineFields.sequence(line) { isNew = sequence > known }
        guard isNew else { return }
        count += 1
        try body(line)
      }
      earlier.removeFirst()
      position = earlier.isEmpty ? startInLive : 0
      lastLine = []
    }
    return count
  }

  @discardableResult
  private mutating func drain(
    _ file: SegmentFile, _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws -> Int {
    var count = 0
    var buffer: [UInt8] = []
    var searched = 0
    while try file.read(
      into: &buffer, upTo: Backward.chunk, at: position + Int64(buffer.count)) > 0
    {
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
  private mutating func findPlaceAgain(in file: SegmentFile) throws(StoreError) {
    guard position > 0 else { return }
    let before = position - Int64(lastLine.count)
    if !lastLine.isEmpty, try file.bytes(before..<position) == lastLine { return }
    if lastLine.isEmpty, try file.size() >= position { return }
    position = try placeAfterLastSequence(in: file)
    lastLine = []
  }

  /// Where the lines with higher numbers than ``lastSequence`` begin.
  private func placeAfterLastSequence(in file: SegmentFile) throws(StoreError) -> Int64 {
    var end = try Backward.endOfLastLine(in: file, before: try file.size())
    while end > 0 {
      let start = try Backward.startOfLine(in: file, endingAt: end)
      let line = try file.bytes(start..<end)
      if let sequence = LineFields.sequence(line[...]), sequence <= lastSequence { break }
      end = start
    }
    return end
  }
}

// MARK: - Backward

extension RecordFollower {
  /// Goes back over lines, into closed segments where the live one has too few.
  private mutating func skip(
    toLast count: Int, closed: [ClosedSegment]
  ) throws(StoreError) {
    var missing = count
    if let file {
      let end = try Backward.endOfLastLine(in: file, before: try file.size())
      position = try Backward.start(in: file, end: end, lines: &missing)
      startInLive = position
      lastLine = try noteSequence(before: position, in: file)
    }
    for segment in closed.reversed() where missing > 0 || lastSequence == 0 {
      let file = try SegmentFile.open(segment, in: layout, fileSystem)
      let end = try Backward.endOfLastLine(in: file, before: try file.size())
      let start = try Backward.start(in: file, end: end, lines: &missing)
      if start < end {
        earlier.insert(segment, at: 0)
        position = start
        lastLine = []
      }
      _ = try noteSequence(before: start, in: file)
    }
  }

  /// What is passed over counts as handed out. Returns the last line of it, with its `\n`.
  private mutating func noteSequence(
    before position: Int64, in file: SegmentFile
  ) throws(StoreError) -> [UInt8] {
    guard position > 0 else { return [] }
    let start = try Backward.startOfLine(in: file, endingAt: position)
    let line = try file.bytes(start..<position)
    lastSequence = LineFields.sequence(line[...]) ?? 0
    return line
  }
}

/// Finds lines from the end of a segment.
private enum Backward {
  static let chunk = 1 << 16

  /// The first byte of the line that stands so many lines before `end`; counts them down.
  static func start(
    in file: SegmentFile, end: Int64, lines missing: inout Int
  ) throws(StoreError) -> Int64 {
    var position = end
    while missing > 0, position > 0 {
      position = try startOfLine(in: file, endingAt: position)
      missing -= 1
    }
    return position
  }

  /// The byte after the last `\n` before `end`; 0 where there is none.
  static func endOfLastLine(in file: SegmentFile, before end: Int64) throws(StoreError) -> Int64 {
    var upper = end
    while upper > 0 {
      let lower = max(0, upper - Int64(chunk))
      let bytes = try file.bytes(lower..<upper)
      if let index = bytes.lastIndex(of: 0x0a) { return lower + Int64(index) + 1 }
      upper = lower
    }
    return 0
  }

  /// The first byte of the line whose `\n` is the byte before `end`.
  static func startOfLine(in file: SegmentFile, endingAt end: Int64) throws(StoreError) -> Int64 {
    try endOfLastLine(in: file, before: end - 1)
  }
}
