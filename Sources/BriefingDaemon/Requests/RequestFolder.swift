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
  /// What stood in the place of a request and cannot be removed, as a folder.
  private static let refusedSuffix = ".refused"
  private static let largest = 1 << 20
  /// An answer that nobody fetched, or a draft that nobody finished. Milliseconds.
  private static let longestStay: Int64 = 3_600_000

  static let interruption = "the daemon ended while it was at this request: ask again"

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
    // One that cannot be answered, as on a full disk, is no reason not to start.
    for name in try names(endingIn: Self.takenSuffix) {
      try? answer(name, Answer(failed: [Self.interruption]))
    }
  }

  /// The next requests, each taken: answer them all. Refused ones are answered already.
  ///
  /// - Throws: `SystemCallError` when the folder cannot be read; whatever lies in it is no error.
  func take() throws(SystemCallError) -> [(name: String, request: Request)] {
    try removeStale()
    var requests: [(name: String, request: Request)] = []
    for name in try names(endingIn: Self.requestSuffix).sorted() {
      do {
        try LinuxFileSystem().rename(
          path(name, Self.requestSuffix), to: path(name, Self.takenSuffix))
      } catch {
        // Taken back by the one who asked, or something that has no place here.
        continue
      }
      switch read(name) {
      case .success(let request): requests.append((name, request))
      case .failure(let refusal): try? answer(name, Answer(failed: [refusal.reason]))
      }
    }
    return requests
  }

  /// Puts the answer beside the place of the request, which is gone then.
  ///
  /// Whoever may ask may put links here: none is followed, or they would make the daemon write into
  /// its own records.
  func answer(_ name: String, _ answer: Answer) throws(SystemCallError) {
    let folder = try Directory(directory)
    let draft = FilePath(name + Self.answerSuffix + Self.draftSuffix)
    try? folder.remove(draft)
    do {
      let file = try folder.open(
        draft, .writeOnly, options: [.create, .exclusiveCreate],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try file.writeAll(answer.bytes.span)
      try folder.rename(draft, to: FilePath(name + Self.answerSuffix), in: folder)
    } catch {
      try? folder.remove(draft)
      throw error
    }
    let taken = FilePath(name + Self.takenSuffix)
    do {
      try folder.remove(taken)
    } catch {
      try? folder.rename(taken, to: FilePath(name + Self.refusedSuffix), in: folder)
    }
  }

  /// Why a request is not done.
  private struct Refusal: Error {
    var reason: String
  }

  private func read(_ name: String) -> Result<Request, Refusal> {
    let bytes: [UInt8]
    do {
      let folder = try Directory(directory)
      let file = try folder.open(FilePath(name + Self.takenSuffix), .readOnly)
      let status = try file.status()
      let isOpenToGroup = try folder.descriptor.status().permissions & 0o020 != 0
      guard status.kind == .regular, [owner, 0].contains(status.owner) || isOpenToGroup else {
        return .failure(Refusal(reason: "only the owner of the store may ask"))
      }
      bytes = try file.readToEnd(limit: Self.largest + 1)
    } catch {
      return .failure(Refusal(reason: "this is no request: \(error)"))
    }
    // Cut, it would be done in part, and for a name that nobody gave.
    guard bytes.count <= Self.largest else {
      return .failure(
        Refusal(reason: "the request is too long: ask for fewer briefings at a time"))
    }
    guard let request = Request(parsing: bytes) else {
      return .failure(Refusal(reason: "this is no request"))
    }
    return .success(request)
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
