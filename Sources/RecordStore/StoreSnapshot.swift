public import BriefingRecords
internal import LinuxIO
public import SystemPackage

/// What a store has, for a process that only looks: beside the daemon, or without one.
public struct StoreSnapshot: Sendable, Hashable {
  /// A file of records.
  public struct Segment: Sendable, Hashable {
    /// File name.
    public var name: String
    /// Bytes on the disk.
    public var bytes: Int64
  }

  /// One outcome a version of a source, as ``RecordStore/account()``.
  public var account: [Document.Outcome: Int]
  /// The highest `seq`.
  public var lastSequence: Int
  /// Batches in the ledger.
  public var batches: Int
  /// In the order of their lines, the live one last.
  public var segments: [Segment]

  /// Looks at the store in `directory`; changes nothing.
  ///
  /// - Parameter directory: the store's directory.
  /// - Throws: ``StoreError/noStore(_:)`` where there is none; ``StoreError/ledger(_:)`` when the
  ///   ledger cannot be read: the daemon's next start makes it anew.
  public init(directory: FilePath) throws(StoreError) {
    let layout = StoreLayout(directory: directory)
    let fileSystem = LinuxFileSystem()
    let closed: [ClosedSegment]
    let isThere: Bool
    do {
      closed = try layout.closedSegments()
      isThere = try fileSystem.exists(layout.liveSegment)
    } catch {
      throw error.errno == .noSuchFileOrDirectory ? .noStore(directory) : StoreError(error)
    }
    guard isThere || !closed.isEmpty else { throw .noStore(directory) }
    segments = []
    for path in closed.map({ layout.path(of: $0) }) + [layout.liveSegment] {
      // One that is renamed just now is not counted twice for that.
      guard
        let file = try? fileSystem.open(path, .readOnly, options: [], permissions: []),
        let status = try? fileSystem.status(of: file)
      else { continue }
      segments.append(Segment(name: path.lastComponent?.string ?? "", bytes: status.size))
    }
    do {
      let database = try Database(readingIn: layout)
      (account, lastSequence, batches) = try Self.figures(of: database)
    } catch {
      throw StoreError(error)
    }
  }

  private static func figures(
    of database: Database
  ) throws(DatabaseError) -> ([Document.Outcome: Int], Int, Int) {
    var account: [Document.Outcome: Int] = [:]
    try database.prepare("SELECT outcome, count FROM account WHERE count<>0").forEachRow { row in
      if let outcome = Document.Outcome(rawValue: row.text(0)) { account[outcome] = row.integer(1) }
    }
    let sequence = try database.prepare("SELECT seq FROM checkpoint").first { $0.integer(0) }
    // `id` counts them, and the highest is found without a look at the others.
    let batches = try database.prepare("SELECT max(id) FROM batches").first { $0.integer(0) }
    return (account, sequence ?? 0, batches ?? 0)
  }
}
