import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import SystemPackage

/// A request under way: its targets are taken one after the other, and extracted by the workers that
/// extract everything else.
///
/// What a story has already is not written again; what the rules now see otherwise is a `change` or
/// a `retract`. The last line is always a `document` record, the next revision of the one that the
/// source has, so the account counts the source once.
final class Replay {
  /// What requests are done with.
  struct Place {
    let store: RecordStore
    let pool: WorkerPool
    let clock: RecordClock
    let archive: Archive
    let quarantine: Quarantine
    /// Where sources lie that were kept; nil to look into the archive alone.
    let drop: FilePath?
    let maxFile: Int
    let emission: Emission
  }

  /// Why a source cannot be taken again.
  enum Failure: Error, CustomStringConvertible {
    case unknown(String)
    case notKept(String, sha256: String)
    case superseded(String)
    case tooLarge(String, Int64)
    case changed(String)
    case notExtracted(String)

    var description: String {
      switch self {
      case .unknown(let target): "\(target): no source of that name or hash is known"
      case .notKept(let name, let sha256):
        "\(name): its bytes (\(sha256)) are neither in the archive nor in the drop folder: drop the "
          + "file again"
      case .superseded(let name):
        "\(name): the store has a later version of that story: replay that one"
      case .tooLarge(let name, let size): "\(name): its \(size) bytes are more than MaxFile="
      case .changed(let name): "\(name): its bytes have changed meanwhile; replay it again"
      case .notExtracted(let name):
        "\(name): nothing is extracted with Emit=document: name more types of records first"
      }
    }
  }

  /// A source, open, with what is known of its bytes.
  private struct Found {
    var source: Source
    var file: SourceFile
    /// The bytes of the file.
    var bytes: SourceContent
    /// The hash that its content must have, where the store knows it.
    var expected: String?
    var quarantined: Quarantine.Entry?

    /// By which the store knows it.
    var sha256: String { expected ?? bytes.sha256 }
  }

  private(set) var answer = Answer()
  private let request: Request
  private let place: Place
  private var targets: ArraySlice<String>
  private var current: (found: Found, task: ExtractionTask)?

  init(_ request: Request, in place: Place) {
    self.request = request
    self.place = place
    targets = request.targets[...]
  }

  /// Whether the answer is complete.
  var isDone: Bool { current == nil && targets.isEmpty }

  /// Whether ``advance(commit:)`` has something to do without any worker.
  var canGoOn: Bool { current.map { $0.task.result != nil } ?? true }

  /// The answer of a daemon that stops before it is done.
  var interrupted: Answer {
    var answer = answer
    answer.failed.append(RequestFolder.interruption)
    return answer
  }

  /// Takes the next step, if that needs no worker. One only: a request may have many targets, and
  /// others wait for the daemon as well.
  ///
  /// - Parameter commit: Makes durable what others have not written yet: a story must be known
  ///   whole before it is compared.
  /// - Throws: What the store cannot go on after.
  func advance(commit: () throws -> Void) throws {
    if let (found, task) = current {
      guard let result = task.result else { return }
      current = nil
      try commit()
      try answering { [self] in try end(found, task, result) }
    } else if let target = targets.popFirst() {
      try answering { [self] in
        switch request.action {
        case .replay:
          try begin(target)
          return nil
        case .drop: return try drop(target)
        }
      }
    }
  }

  /// One target's trouble is not the others', unless the store itself is in trouble.
  private func answering(_ body: () throws -> String?) throws {
    do {
      if let line = try body() { answer.done.append(line) }
    } catch let error as StoreError {
      guard case .outOfSpace = error else { throw error }
      answer.failed.append("\(error)")
    } catch {
      answer.failed.append("\(error)")
    }
  }

  private func drop(_ target: String) throws -> String {
    guard let entry = try place.quarantine.entry(target) else { throw Failure.unknown(target) }
    try place.quarantine.remove(entry)
    return "\(entry.sourceName): removed from the quarantine"
  }

  // MARK: - Replaying one source

  private func begin(_ target: String) throws {
    let found = try find(target)
    guard place.emission.needsExtraction || found.quarantined != nil else {
      throw Failure.notExtracted(found.source.name)
    }
    try expectNewest(found)
    extract(found, place.emission, as: nil)
  }

  /// A version that later ones of its story have replaced must not come back as the newest.
  private func expectNewest(_ found: Found, in story: RecordID? = nil) throws {
    guard let own = try place.store.latest(name: found.source.name, sha256: found.sha256) else {
      return
    }
    for story in [own.storyID, story].compactMap(\.self) {
      if let latest = try place.store.batches(ofStory: story).last,
        latest.sourceSHA256 != found.sha256, latest.sequence > own.sequence
      {
        throw Failure.superseded(found.source.name)
      }
    }
  }

  private func extract(_ found: Found, _ emission: Emission, as story: RecordID?) {
    let task = place.pool.task(
      name: found.source.name, size: found.bytes.size, story: story, emission: emission,
      file: found.file, attempt: nil)
    current = (found, task)
  }

  /// Files and stores what the workers made of it; nil when they are to do it again.
  private func end(
    _ found: Found, _ task: ExtractionTask, _ result: ExtractionTask.Result
  ) throws -> String? {
    let filing = StoryFiling(store: place.store)
    let decision: StoryFiling.Decision
    switch result {
    case .failure(let reason):
      decision = .write(
        try filing.quarantined(found.source, reason, found.bytes))
    case .reply(let reply):
      guard reply.fileSHA256 == nil || reply.fileSHA256 == found.bytes.sha256 else {
        throw Failure.changed(found.source.name)
      }
      var content = found.bytes
      if let read = reply.content, !read.coding.isEmpty { content = read }
      content.mediaType = reply.content?.mediaType
      content.charset = reply.content?.charset
      // What lies under the name, or in the archive, holds something else by now.
      if let expected = found.expected, reply.content != nil, content.sha256 != expected {
        throw Failure.notKept(found.source.name, sha256: expected)
      }
      decision = try filing.decide(on: reply, to: task, of: found.source, content)
    }
    switch decision {
    case .makeAgain(let story):
      extract(found, task.emission, as: story)
      return nil
    case .write(let batch):
      // Once more: another version may have come while the workers had this one.
      try expectNewest(found, in: batch.envelope.storyID)
      let file = try place.store.latest(name: found.source.name, sha256: found.sha256)?.file
      try place.store.commit([RecordStore.Submission(batch, file: file)], at: place.clock.now())
      if let entry = found.quarantined, batch.document.outcome == .accepted {
        try keep(entry, batch.envelope.sourceSHA256, batch.document.contentCoding)
      }
      return "\(found.source.name): \(batch.document.outcome.rawValue), \(batch.lineCount) lines"
    }
  }

  /// An accepted source leaves the quarantine for the archive.
  private func keep(_ entry: Quarantine.Entry, _ sha256: String?, _ coding: [String]) throws {
    var archive = place.archive
    let sha256 = sha256 ?? entry.sha256
    if try !archive.contains(sha256) {
      try archive.publish([
        try archive.draft(
          try place.quarantine.open(entry), sha256: sha256, coding: coding,
          fileSHA256: entry.sha256)
      ])
    }
    try place.quarantine.remove(entry)
  }

  // MARK: - Finding it

  private func find(_ target: String) throws -> Found {
    if let entry = try place.quarantine.entry(target) {
      let file = try SourceFile(try place.quarantine.open(entry))
      return try found(entry.sourceName, file, quarantined: entry)
    }
    let isHash = target.utf8.count == 64 && target.utf8.allSatisfy { $0 < 0x67 && $0 > 0x2f }
    let known =
      try isHash ? place.store.firstAccepted(sha256: target) : place.store.latest(name: target)
    guard let known, let sha256 = known.sourceSHA256 else { throw Failure.unknown(target) }
    // Of bytes that came under several names, the records carry the first one.
    let name = try place.store.firstAccepted(sha256: sha256)?.sourceName ?? known.sourceName
    if let coding = try place.archive.coding(of: sha256) {
      let file = try SourceFile(try place.archive.open(sha256, coding: coding))
      let found = try found(name, file, expected: sha256)
      guard !coding.isEmpty || found.bytes.sha256 == sha256 else {
        throw Archive.Failure.otherBytes(place.archive.path(of: sha256))
      }
      return found
    }
    // Packed or not: what it holds is seen when it is extracted.
    if let file = try kept(name) { return try found(name, file, expected: sha256) }
    throw Failure.notKept(name, sha256: sha256)
  }

  private func found(
    _ name: String, _ file: SourceFile, expected: String? = nil,
    quarantined: Quarantine.Entry? = nil
  ) throws -> Found {
    guard file.identity.size <= Int64(place.maxFile) else {
      throw Failure.tooLarge(name, file.identity.size)
    }
    let content = try file.hash()
    return Found(
      source: Source(name: name, receivedAt: place.clock.now()), file: file,
      bytes: SourceContent(sha256: content.sha256, size: content.size), expected: expected,
      quarantined: quarantined)
  }

  /// A source that stays in the drop folder.
  private func kept(_ name: String) throws(SystemCallError) -> SourceFile? {
    guard let drop = place.drop else { return nil }
    let source = SourceName(bytes: LineText.decodedBytes(name.utf8))
    do {
      return try SourceFile(try SourceFolder(path: drop).open(source))
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }
}
