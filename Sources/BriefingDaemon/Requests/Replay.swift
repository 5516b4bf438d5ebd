import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage

/// Takes sources through extraction again: with a new lexicon, or out of the quarantine.
///
/// What the story has already is not written again; what the rules now see otherwise is a `change` or
/// a `retract`. The last line is always a `document` record, the next revision of the one that the
/// source has, so the account counts the source once.
struct Replay {
  let store: RecordStore
  let archive: Archive
  let quarantine: Quarantine
  /// Where sources lie that were kept; nil to look into the archive alone.
  let drop: FilePath?
  let maxFile: Int
  let clock: RecordClock
  /// Extraction: the content, its source, and the story that it is a version of.
  let batch: ([UInt8], Source, RecordID?) throws -> Batch

  /// Why a source cannot be taken again.
  enum Failure: Error, CustomStringConvertible {
    case unknown(String)
    case notKept(String, sha256: String)
    case superseded(String)

    var description: String {
      switch self {
      case .unknown(let target): "\(target): no source of that name or hash is known"
      case .notKept(let name, let sha256):
        "\(name): its bytes (\(sha256)) are neither in the archive nor in the drop folder: drop the "
          + "file again"
      case .superseded(let name):
        "\(name): the store has a later version of that story: replay that one"
      }
    }
  }

  /// A source, with its bytes.
  private struct Found {
    var name: String
    var content: [UInt8]
    var quarantined: Quarantine.Entry?
  }

  /// Does what is asked with each target.
  func perform(_ request: Request) -> Answer {
    var answer = Answer()
    for target in request.targets {
      do {
        switch request.action {
        case .replay: answer.done.append(try replay(target))
        case .drop: answer.done.append(try drop(target))
        }
      } catch {
        answer.failed.append("\(error)")
      }
    }
    return answer
  }

  private func drop(_ target: String) throws -> String {
    guard let entry = try quarantine.entry(target) else { throw Failure.unknown(target) }
    try quarantine.remove(entry)
    return "\(entry.sourceName): removed from the quarantine"
  }

  private func replay(_ target: String) throws -> String {
    let found = try find(target)
    let sha256 = SHA256.hex(of: found.content.span)
    let source = Source(name: found.name, receivedAt: clock.now())
    let previous = try store.latest(name: found.name, sha256: sha256)
    if let story = previous?.storyID,
      let latest = try store.batches(ofStory: story).last, latest.sourceSHA256 != sha256
    {
      throw Failure.superseded(found.name)
    }
    var batch = try batch(found.content, source, nil)
    batch = try StoryFiling(store: store).file(batch, name: found.name) { story in
      (try? self.batch(found.content, source, story)) ?? batch
    }
    try batch.becomeRevision(of: previous, in: store)
    try store.commit([RecordStore.Submission(batch, file: previous?.file)], at: clock.now())
    if let entry = found.quarantined, batch.document.outcome == .accepted {
      try keep(entry)
    }
    return "\(found.name): \(batch.document.outcome.rawValue), \(batch.lineCount) lines"
  }

  /// An accepted source leaves the quarantine for the archive.
  private func keep(_ entry: Quarantine.Entry) throws {
    var archive = archive
    if try !archive.contains(entry.sha256) {
      try archive.publish([try archive.draft(try quarantine.open(entry), sha256: entry.sha256)])
    }
    try quarantine.remove(entry)
  }

  private func find(_ target: String) throws -> Found {
    if let entry = try quarantine.entry(target) {
      return Found(
        name: entry.sourceName, content: try quarantine.content(of: entry), quarantined: entry)
    }
    let isHash = target.utf8.count == 64 && target.utf8.allSatisfy { $0 < 0x67 && $0 > 0x2f }
    let known =
      try isHash ? store.firstAccepted(sha256: target) : store.latest(name: target)
    guard let known, let sha256 = known.sourceSHA256 else { throw Failure.unknown(target) }
    // Of bytes that came under several names, the records carry the first one.
    let name = try store.firstAccepted(sha256: sha256)?.sourceName ?? known.sourceName
    if try archive.contains(sha256) {
      return Found(name: name, content: try archive.content(of: sha256))
    }
    if let content = try kept(name), SHA256.hex(of: content.span) == sha256 {
      return Found(name: name, content: content)
    }
    throw Failure.notKept(name, sha256: sha256)
  }

  /// The bytes of a source that stays in the drop folder.
  private func kept(_ name: String) throws(SystemCallError) -> [UInt8]? {
    guard let drop else { return nil }
    let source = SourceName(bytes: LineText.decodedBytes(name.utf8))
    do {
      return try SourceFolder(path: drop).open(source).readToEnd(limit: maxFile)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }
}

extension Batch {
  /// Makes the document record the next revision of the one that the same version of the source has:
  /// an id and a revision must not come twice.
  mutating func becomeRevision(of previous: StoredBatch?, in store: RecordStore) throws {
    guard let previous else { return }
    let document = try store.lines(of: previous).last
    guard document?.string("id") == envelope.id.description else { return }
    envelope.rev = (document?.integer("rev") ?? 1) + 1
    envelope.op = .change
  }
}
