import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore

/// Takes findings to their outcome: opened, read, hashed, extracted, committed, acknowledged.
struct Ingest {
  private let folder: DropFolder
  private let store: RecordStore
  private let clock: RecordClock
  var maker: BatchMaker
  var maxFile: Int
  private(set) var account: [Document.Outcome: Int]

  init(
    folder: DropFolder, store: RecordStore, maker: BatchMaker, clock: RecordClock, maxFile: Int
  ) throws {
    self.folder = folder
    self.store = store
    self.maker = maker
    self.clock = clock
    self.maxFile = maxFile
    account = try store.account()
  }

  /// The most sources and bytes of content that are committed with one `fdatasync`.
  private static let groupSources = 64
  private static let groupBytes = 4 << 20

  /// What is committed together.
  private struct Group {
    var submissions: [RecordStore.Submission] = []
    var finished: [(SourceName, FileIdentity)] = []
    /// Names of this group's sources by content: they are not in the ledger yet.
    var nameOfContent: [String: SourceName] = [:]
    /// Stories and names of this group's accepted sources, for the same reason.
    var stories: Set<RecordID> = []
    var names: Set<SourceName> = []
    var bytes = 0
  }

  /// Takes the next findings, commits them as a group and acknowledges them.
  mutating func takeGroup(from intake: inout Intake) throws {
    var group = Group()
    while group.submissions.count < Self.groupSources, group.bytes < Self.groupBytes,
      let finding = intake.next()
    {
      try take(finding, into: &group)
    }
    try commit(&group)
  }

  private mutating func commit(_ group: inout Group) throws {
    if !group.submissions.isEmpty {
      try store.commit(group.submissions, at: clock.now())
      for submission in group.submissions {
        account[submission.batch.document.outcome, default: 0] += 1
      }
    }
    for (name, identity) in group.finished { folder.finished(name, identity) }
    group = Group()
  }

  private mutating func take(_ finding: Finding, into group: inout Group) throws {
    switch finding {
    case .vanished(let name):
      vanished(name, identity: nil, into: &group)
    case .refused(let name, let identity, let refusal):
      refuse(name, identity, refusal, into: &group)
    case .arrived(let name, let identity):
      do {
        try read(name, found: identity, into: &group)
      } catch DropFolderError.folderLost {
        // No outcome: what lies in the folder is found again when it is back.
        folder.finished(name, identity)
      } catch DropFolderError.vanished {
        vanished(name, identity: identity, into: &group)
      } catch DropFolderError.refused(_, let refusal) {
        refuse(name, identity, refusal, into: &group)
      } catch let error as SystemCallError where error.call != "fdatasync" {
        commit(
          BatchMaker.batch(
            of: source(name), outcome: .quarantined, reason: "could not be read: \(error)"),
          name, identity, into: &group)
      }
    }
  }

  private mutating func read(
    _ name: SourceName, found: FileIdentity, into group: inout Group
  ) throws {
    let file = try folder.open(name)
    let source = source(name)
    guard file.identity.size <= Int64(maxFile) else {
      let reason = "\(file.identity.size) bytes, more than the \(maxFile) of MaxFile="
      commit(
        BatchMaker.batch(
          of: source, outcome: .tooLarge, reason: reason, size: Int(file.identity.size)),
        name, file.identity, into: &group)
      return
    }
    let content = try file.descriptor.readToEnd(limit: maxFile + 1)
    let after = FileIdentity(
      try file.descriptor.status(), generation: file.identity.generation)
    guard after == file.identity else {
      // Written to while it was read. The folder will find the new state when it is complete.
      folder.finished(name, found)
      return
    }
    group.bytes += content.count
    let sha256 = SHA256.hex(of: content.span)
    let known = try store.latest(name: source.name, sha256: sha256)
    if known != nil || group.nameOfContent[sha256] == name {
      // Touched, or put there again: the same name and bytes have their records.
      if known != nil {
        try store.remember(after.version, name: source.name, sha256: sha256)
      }
      group.finished.append((name, found))
      return
    }
    let first =
      try group.nameOfContent[sha256]?.percentEncoded
      ?? store.firstAccepted(sha256: sha256)?.sourceName
    if let first, !content.isEmpty {
      commit(
        BatchMaker.batch(
          of: source, outcome: .duplicate, reason: "the same bytes as \(first)", sha256: sha256,
          size: content.count, duplicateOf: first),
        name, after, into: &group)
      return
    }
    group.nameOfContent[sha256] = name
    var batch = maker.batch(of: content, from: source)
    if let story = batch.envelope.storyID {
      if group.stories.contains(story) || group.names.contains(name) {
        // An earlier version is in this very group: the ledger has to know it first.
        try commit(&group)
        group.nameOfContent[sha256] = name
      }
      batch = try StoryFiling(store: store).file(batch, name: source.name) { story in
        maker.batch(of: content, from: source, story: story)
      }
      group.stories.insert(story)
      if let filed = batch.envelope.storyID { group.stories.insert(filed) }
      group.names.insert(name)
    }
    commit(batch, name, after, into: &group)
    if found != after { group.finished.append((name, found)) }
  }

  private func vanished(_ name: SourceName, identity: FileIdentity?, into group: inout Group) {
    commit(
      BatchMaker.batch(
        of: source(name), outcome: .vanished, reason: "was removed before it could be read"),
      name, identity, into: &group)
  }

  private func refuse(
    _ name: SourceName, _ identity: FileIdentity, _ refusal: Refusal, into group: inout Group
  ) {
    let outcome: Document.Outcome
    if case .unreadable = refusal { outcome = .quarantined } else { outcome = .unsupported }
    commit(
      BatchMaker.batch(of: source(name), outcome: outcome, reason: refusal.description),
      name, identity, into: &group)
  }

  private func commit(
    _ batch: Batch, _ name: SourceName, _ identity: FileIdentity?, into group: inout Group
  ) {
    group.submissions.append(
      RecordStore.Submission(batch, file: identity?.version))
    if let identity { group.finished.append((name, identity)) }
  }

  private func source(_ name: SourceName) -> Source {
    Source(name: name.percentEncoded, receivedAt: clock.now())
  }
}

extension FileIdentity {
  /// The identity as the ledger keeps it: a fixed form in which equal means the same state.
  var version: FileVersion {
    let numbers: [UInt64] = [
      device, inode, generation.map { UInt64($0) + 1 } ?? 0,
      UInt64(bitPattern: bornNanoseconds ?? .min), UInt64(bitPattern: size),
      UInt64(bitPattern: modifiedNanoseconds), UInt64(bitPattern: changedNanoseconds),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    return FileVersion(bytes: bytes)
  }
}
