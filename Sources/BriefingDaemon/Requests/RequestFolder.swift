import LinuxIO
import SystemPackage

/// The daemon's side of `STORE/requests`: a request is a file `NAME.request`, its answer `NAME.answer`.
///
/// Who may ask: the owner of the store, root, and whoever else the administrator lets write into the
/// folder (`chmod g+w`: the members of the store's group). The daemon makes it for its owner alone. A
/// file of another owner in a folder that is not open to the group was not put there by the
/// rules, and is refused.
///
/// A request is taken by renaming it before anything is done: one that ends the daemon is not done
/// again at the next start, but answered as interrupted.
struct RequestFolder {
  /// Where the requests lie.
  let directory: FilePath
  private let owner: UInt32

  static let requestSuffix = ".request"
  static let takenSuffix = ".taken"
  static let answerSuffix = ".answer"
  static let draftSuffix = ".tmp"
  private static let largest = 1 << 20
  /// An answer that nobody fetched, or a draft that nobody finished. Milliseconds.
  private static let longestStay: Int64 = 3_600_000

  /// Makes the folder if there is none, and answers what an earlier life of the daemon left.
  init(directory: FilePath) throws(SystemCallError) {
    self.directory = directory
    do {
      try LinuxFileSystem().makeDirectory(
        directory, permissions: Archive.directoryPermissions)
    } catch {
      guard error.errno == .fileExists else { throw error }
    }
    owner = try Directory(directory).descriptor.status().owner
    let interrupted = Answer(failed: ["the daemon ended while it was at this request: ask again"])
    for name in try names(endingIn: Self.takenSuffix) { try answer(name, interrupted) }
  }

  /// The next requests, each taken: answer them all. Refused ones are answered already.
  func take() throws(SystemCallError) -> [(name: String, request: Request)] {
    try removeStale()
    var requests: [(name: String, request: Request)] = []
    for name in try names(endingIn: Self.requestSuffix).sorted() {
      do {
        let bytes = try read(name)
        try LinuxFileSystem().rename(
          path(name, Self.requestSuffix), to: path(name, Self.takenSuffix))
        if let bytes, let request = Request(parsing: bytes) {
          requests.append((name, request))
        } else {
          let why = bytes == nil ? "only the owner of the store may ask" : "this is no request"
          try answer(name, Answer(failed: [why]))
        }
      } catch {
        // Taken back by the one who asked.
        guard error.errno == .noSuchFileOrDirectory else { throw error }
      }
    }
    return requests
  }

  /// Puts the answer beside the place of the request, which is gone then.
  func answer(_ name: String, _ answer: Answer) throws(SystemCallError) {
    let files = LinuxFileSystem()
    let draft = path(name, Self.answerSuffix + Self.draftSuffix)
    let file = try files.open(
      draft, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try files.writeAll(answer.bytes.span, to: file)
    try files.rename(draft, to: path(name, Self.answerSuffix))
    do {
      try files.remove(path(name, Self.takenSuffix))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
  }

  /// The bytes of a request; nil when its owner may not ask.
  private func read(_ name: String) throws(SystemCallError) -> [UInt8]? {
    let folder = try Directory(directory)
    let file = try folder.open(FilePath(name + Self.requestSuffix), .readOnly)
    let status = try file.status()
    let isOpenToGroup = try folder.descriptor.status().permissions & 0o020 != 0
    guard status.kind == .regular, [owner, 0].contains(status.owner) || isOpenToGroup else {
      return nil
    }
    return try file.readToEnd(limit: Self.largest)
  }

  private func names(endingIn suffix: String) throws(SystemCallError) -> [String] {
    try Directory(directory).entries().compactMap { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : nil
    }
  }

  private func removeStale() throws(SystemCallError) {
    let folder = try Directory(directory)
    let now = WallClock.now()
    for suffix in [Self.answerSuffix, Self.draftSuffix] {
      for name in try names(endingIn: suffix) {
        let file = FilePath(name + suffix)
        guard let status = try? folder.status(of: file),
          now - status.modifiedNanoseconds / 1_000_000 > Self.longestStay
        else { continue }
        try? folder.remove(file)
      }
    }
  }

  private func path(_ name: String, _ suffix: String) -> FilePath {
    directory.appending(name + suffix)
  }
}
