import LinuxIO
public import RecordStore
import SystemPackage

/// A command's side of `STORE/requests`.
public struct RequestClient {
  private let directory: FilePath

  /// A client of the daemon that has the store open.
  public init(_ layout: StoreLayout) { directory = layout.requests }

  /// Leaves a request and waits for its answer.
  ///
  /// - Parameters:
  ///   - request: What is asked.
  ///   - timeout: How long the answer may take.
  /// - Returns: The answer; nil when none came in time. The request is taken back then, unless the
  ///   daemon is at it.
  /// - Throws: `SystemCallError`, for instance when the folder is not open to this user.
  public func ask(_ request: Request, timeout: Duration) throws -> Answer? {
    let files = LinuxFileSystem()
    let name = "\(WallClock.now())-\(CurrentProcess.identifier)"
    let draft = directory.appending(name + RequestFolder.draftSuffix)
    let asked = directory.appending(name + RequestFolder.requestSuffix)
    let answered = directory.appending(name + RequestFolder.answerSuffix)
    // Armed before the request is there, so that no answer is missed.
    let watch = try Inotify()
    _ = try watch.addWatch(directory, [.movedTo])
    let file = try files.open(
      draft, .writeOnly, options: [.create, .exclusiveCreate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try files.writeAll(request.bytes.span, to: file)
    try files.rename(draft, to: asked)

    let loop = try EventLoop()
    _ = try loop.register(watch.descriptor) { _ in _ = try watch.events() }
    let deadline = MonotonicClock.now() + timeout.nanoseconds
    while MonotonicClock.now() < deadline {
      if let bytes = try bytes(of: answered) {
        // Whoever may not remove it leaves it to the daemon.
        try? files.remove(answered)
        return Answer(parsing: bytes)
      }
      try loop.step(timeout: .milliseconds(500))
    }
    try? files.remove(asked)
    return nil
  }

  private func bytes(of path: FilePath) throws(SystemCallError) -> [UInt8]? {
    do {
      return try Descriptor(opening: path, .readOnly).readToEnd(limit: 1 << 24)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }
}
