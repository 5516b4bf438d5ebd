internal import LinuxIO
internal import SystemPackage

/// What a reader finds in a store that another process may be rotating and compressing meanwhile.
struct PresentSegments {
  /// In the order of their lines: all that were closed before `live` was begun.
  var closed: [ClosedSegment]
  /// The live segment; nil where there is no store, and for a moment of each rotation.
  var live: SegmentFile?
  /// The highest first number of a closed segment.
  let lastClosed: Int

  /// Looks until two looks agree: neither a rotation nor a compression came between them, which
  /// could hide a segment from one look at the folder.
  init(_ layout: StoreLayout, _ fileSystem: any FileSystem) throws(StoreError) {
    while true {
      live = try Self.openLive(layout, fileSystem)
      do {
        closed = try layout.closedSegments()
        let again = try layout.closedSegments()
        guard again == closed else { continue }
      } catch {
        guard error.errno == .noSuchFileOrDirectory else { throw StoreError(error) }
        (closed, live, lastClosed) = ([], nil, 0)
        return
      }
      if try Self.isSame(live, Self.openLive(layout, fileSystem)) { break }
    }
    lastClosed = closed.last?.firstSequence ?? 0
  }

  static func openLive(
    _ layout: StoreLayout, _ fileSystem: any FileSystem
  ) throws(StoreError) -> SegmentFile? {
    let descriptor: Descriptor
    do {
      descriptor = try fileSystem.open(
        layout.liveSegment, .readOnly, options: [], permissions: [])
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw StoreError(error) }
      return nil
    }
    return try SegmentFile(descriptor, path: layout.liveSegment, fileSystem)
  }

  static func isSame(
    _ one: SegmentFile?, _ other: SegmentFile?
  ) throws(StoreError) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    let (first, second) = (try one.status(), try other.status())
    return first.inode == second.inode && first.device == second.device
  }
}
