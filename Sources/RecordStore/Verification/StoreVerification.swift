internal import BriefingRecords
public import LinuxIO
internal import SystemPackage

/// Reads a whole store and names every place that is not as it was written. Changes nothing; works
/// beside a daemon that appends.
public struct StoreVerification: ~Copyable {
  /// A place that is not as it was written.
  public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// File name of the segment.
    public var segment: String
    /// 1-based line; 0 where the file as a whole is meant.
    public var line: Int
    /// What is wrong.
    public var problem: String

    /// `records.jsonl:17: …`.
    public var description: String {
      line > 0 ? "\(segment):\(line): \(problem)" : "\(segment): \(problem)"
    }
  }

  /// What was read.
  public struct Summary: Sendable, Hashable {
    /// Segments, the live one included.
    public var segments = 0
    /// Whole lines.
    public var lines = 0
    /// Document records.
    public var batches = 0
    /// Bytes of lines.
    public var bytes: Int64 = 0
    /// Places that are not as they were written.
    public var findings = 0
    /// Whether the ledger could be asked too: it alone covers all of the document lines.
    public var askedLedger = false
    /// Whether there were too many suspicious ids to follow each.
    public var skippedIDs = false
  }

  let layout: StoreLayout
  let fileSystem: any FileSystem
  let report: (Finding) -> Void
  var summary = Summary()
  var shape = LineShape()
  var sightings: Sightings
  var witness: LedgerWitness?
  private let liveNumber: Int
  var lastSequence = 0

  /// How long an unfinished batch at the end of the store may take to be finished: a daemon may be
  /// writing it.
  private static let patience = 20

  /// Reads the store.
  ///
  /// - Parameters:
  ///   - layout: where it is.
  ///   - fileSystem: the calls that are used.
  ///   - report: gets each finding as it is made, in the order of the store; ids that stand twice
  ///     come last.
  /// - Returns: what was read.
  /// - Throws: ``StoreError/noStore(_:)``, or ``StoreError/system(_:)`` when a file cannot be read.
  public static func run(
    _ layout: StoreLayout, fileSystem: any FileSystem = LinuxFileSystem(),
    report: @escaping (Finding) -> Void
  ) throws(StoreError) -> Summary {
    var present = try PresentSegments(layout, fileSystem)
    var witness = LedgerWitness(layout)
    // Else the ledger could count the live segment as another one.
    while try !PresentSegments.isSame(
      present.live, PresentSegments.openLive(layout, fileSystem))
    {
      present = try PresentSegments(layout, fileSystem)
      witness = LedgerWitness(layout)
    }
    guard present.live != nil || !present.closed.isEmpty else { throw .noStore(layout.directory) }
    var parts: [Part] = []
    var unreadable: [Finding] = []
    for segment in present.closed {
      do {
        parts.append(Part(try SegmentFile.open(segment, in: layout, fileSystem), segment))
      } catch .damagedSegment(_, let cause) {
        unreadable.append(Finding(segment: segment.name, line: 0, problem: cause))
      }
    }
    if let live = present.live {
      parts.append(Part(live, nil))
    } else {
      unreadable.append(
        Finding(
          segment: layout.liveSegment.lastComponent?.string ?? "", line: 0, problem: "missing"))
    }
    var bytes: Int64 = 0
    for part in parts { bytes += try part.file.size() }
    var verification = StoreVerification(
      layout: layout, fileSystem: fileSystem, report: report,
      sightings: Sightings(storeBytes: bytes), witness: witness, lastClosed: present.closed.last)
    for finding in unreadable { verification.note(finding) }
    return try verification.run(over: parts)
  }

  private init(
    layout: StoreLayout, fileSystem: any FileSystem, report: @escaping (Finding) -> Void,
    sightings: Sightings, witness: LedgerWitness?, lastClosed: ClosedSegment?
  ) {
    self.layout = layout
    self.fileSystem = fileSystem
    self.report = report
    self.sightings = sightings
    self.witness = witness
    // A ledger that has not yet heard of the last rotation knows nothing of the live segment.
    liveNumber =
      if let lastClosed { witness?.number(of: lastClosed).map { $0 + 1 } ?? 0 } else {
        witness?.liveNumber ?? 0
      }
    summary.askedLedger = witness != nil
  }

  /// A segment to read.
  struct Part {
    let file: SegmentFile
    /// Nil for the live one.
    let closed: ClosedSegment?
    let name: String
    /// How far it was read.
    var end: Int64 = 0

    init(_ file: SegmentFile, _ closed: ClosedSegment?) {
      self.file = file
      self.closed = closed
      name = file.path.lastComponent?.string ?? file.path.string
    }
  }

  private mutating func run(over segments: [Part]) throws(StoreError) -> Summary {
    var parts = segments
    for index in parts.indices { try read(&parts[index]) }
    if !sightings.suspects.isEmpty {
      for part in parts { try lookForRepeats(in: part) }
    }
    summary.skippedIDs = sightings.isIncomplete
    return summary
  }

  mutating func note(_ finding: Finding) {
    summary.findings += 1
    report(finding)
  }

  // MARK: - First pass

  private mutating func read(_ part: inout Part) throws(StoreError) {
    summary.segments += 1
    var number = liveNumber
    if let closed = part.closed { number = witness?.number(of: closed) ?? 0 }
    var batch = BatchCheck(
      segment: part.name, firstSequence: part.closed?.firstSequence ?? 0, number: number)
    var attempts = 0
    var size = try part.file.size()
    while true {
      do {
        try read(part.file, from: batch.end, to: size, into: &batch)
      } catch .damagedSegment(_, let cause) {
        note(Finding(segment: part.name, line: 0, problem: cause))
        return
      }
      part.end = batch.end
      guard batch.isUnfinished || batch.end < size else { break }
      guard part.closed == nil, attempts < Self.patience else {
        note(
          Finding(
            segment: part.name, line: batch.line + 1,
            problem: "the last batch is not finished: no document record after "
              + "line \(batch.batchLine)"))
        break
      }
      attempts += 1
      pause()
      size = try part.file.size()
    }
    missing(in: batch, upTo: part.end)
  }

  private mutating func read(
    _ file: SegmentFile, from start: Int64, to end: Int64, into batch: inout BatchCheck
  ) throws(StoreError) {
    var scanner = LineScanner(from: start, to: end)
    var long: [UInt8] = []
    while let piece = try scanner.next(in: file) {
      if !piece.endsLine {
        // Longer than a piece, or the end of what is there.
        long += piece.bytes
        continue
      }
      if long.isEmpty {
        take(piece.bytes, into: &batch)
      } else {
        long += piece.bytes
        take(long[...], into: &batch)
        long = []
      }
    }
  }

  // MARK: - Second pass

  private mutating func lookForRepeats(in part: Part) throws(StoreError) {
    var scanner = LineScanner(from: 0, to: part.end)
    var line = 0
    do {
      while let piece = try scanner.next(in: part.file) {
        if piece.beginsLine {
          line += 1
          if let key = LineFields.identity(piece.bytes), sightings.isRepeated(key) {
            note(
              Finding(
                segment: part.name, line: line,
                problem: "id and rev stand in an earlier line already"))
          }
        }
      }
    } catch {
      guard case .damagedSegment = error else { throw error }
    }
  }
}

extension StoreVerification {
  /// Gives a daemon that is just writing a batch the time to finish it.
  private func pause() { Database.sleep(milliseconds: 50) }
}
