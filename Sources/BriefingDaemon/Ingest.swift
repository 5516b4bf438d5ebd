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
  /// Called while the disk is full, with the cause; returns when it is time to try again.
  var waitForSpace: (String) throws -> Void = { _ in }

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
    /// Names of this group's accepted sources by content: they are not in the ledger yet.
    var nameOfContent: [String: SourceName] = [:]
    /// Stories of this group's accepted sources and names of all, for the same reason.
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
    while !group.submissions.isEmpty {
      do {
        try store.commit(group.submissions, at: clock.now())
        break
      } catch StoreError.outOfSpace(let cause) {
        // Nothing of the group was kept; the sources stay where they are until there is room.
        try waitForSpace(cause)
      }
    }
    for submission in group.submissions {
      account[submission.batch.document.outcome, default: 0] += 1
    }
    for (name, identity) in group.finished { folder.finished(name, identity) }
    group = Group()
  }

  private mutating func take(_ finding: Finding, into group: inout Group) throws {
    switch finding {
    case .vanished(let name):
      vanished(name, identity: nil, into: &group)
    case .refused(let name, let identity, let refusal):
      try refuse(name, identity, refusal, into: &group)
    case .arrived(let name, let identity):
      do {
        try read(name, found: identity, into: &group)
      } catch DropFolderError.vanished {
        vanished(name, identity: identity, into: &group)
      } catch DropFolderError.refused(_, let refusal) {
        try refuse(name, identity, refusal, into: &group)
      } catch let error as SystemCallError where error.call == "read" {
        // The file itself cannot be read, as on a bad sector; trouble with anything else ends the
        // daemon, since it would be the same for every file.
        let batch = unread(name, .quarantined, "could not be read: \(error)", in: group)
        try submitOnce(batch, name, identity, into: &group)
      }
    }
  }

  private mutating func read(
    _ name: SourceName, found: FileIdentity, into group: inout Group
  ) throws {
    let file = try folder.open(name)
    guard file.identity.size <= Int64(maxFile) else {
      let reason = "\(file.identity.size) bytes, more than the \(maxFile) of MaxFile="
      let batch = unread(name, .tooLarge, reason, size: Int(file.identity.size), in: group)
      try submitOnce(batch, name, file.identity, into: &group)
      if found != file.identity { group.finished.append((name, found)) }
      return
    }
    let content = try file.descriptor.readToEnd(limit: maxFile + 1)
    let after = FileIdentity(
      try file.descriptor.status(), generation: file.identity.generation)
    guard after.hasSameContent(as: file.identity) else {
      // Written to while it was read: it is looked at again when it has settled.
      folder.finished(name, found)
      folder.reconsider(name)
      return
    }
    group.bytes += content.count
    try submit(content, name, found: found, identity: after, into: &group)
  }

  /// Finds out what the content is to the store, and puts its batch into the group.
  private mutating func submit(
    _ content: [UInt8], _ name: SourceName, found: FileIdentity, identity: FileIdentity,
    into group: inout Group
  ) throws {
    if group.names.contains(name) {
      // What the store says of this name has to include this very group.
      try commit(&group)
    }
    if found != identity { group.finished.append((name, found)) }
    let source = source(name)
    let sha256 = SHA256.hex(of: content.span)
    let known = try store.latest(name: source.name, sha256: sha256)
    if let known, try store.latest(name: source.name)?.sequence == known.sequence {
      // Touched, or put there again: the newest version of this name has these bytes.
      try store.remember(identity.version, name: source.name, sha256: sha256)
      group.finished.append((name, identity))
      return
    }
    let first =
      try group.nameOfContent[sha256]?.percentEncoded
      ?? store.firstAccepted(sha256: sha256)?.sourceName
    if let first, first != source.name {
      let batch = BatchMaker.batch(
        of: source, outcome: .duplicate, reason: "the same bytes as \(first)", sha256: sha256,
        size: content.count, duplicateOf: first)
      add(try again(batch, known), name, identity, into: &group)
      return
    }
    var batch = maker.batch(of: content, from: source)
    if let story = batch.envelope.storyID {
      let stories = [story, try store.latestAccepted(name: source.name)?.storyID]
      if stories.contains(where: { $0.map(group.stories.contains) ?? false }) {
        // An earlier version is in this very group: the store has to know it first.
        try commit(&group)
      }
      batch = try StoryFiling(store: store).file(batch, name: source.name) { story in
        maker.batch(of: content, from: source, story: story)
      }
      group.nameOfContent[sha256] = name
      group.stories.insert(story)
      if let filed = batch.envelope.storyID { group.stories.insert(filed) }
    }
    add(try again(batch, known), name, identity, into: &group)
  }

  /// The batch of a version that the name has had before, and has again: its document record is a
  /// later revision of the one it had then.
  private func again(_ batch: Batch, _ known: StoredBatch?) throws -> Batch {
    guard let known else { return batch }
    var batch = batch
    batch.envelope.rev = (try store.lines(of: known).last?.integer("rev") ?? 1) + 1
    batch.envelope.op = .change
    return batch
  }

  private func vanished(_ name: SourceName, identity: FileIdentity?, into group: inout Group) {
    let batch = unread(name, .vanished, "was removed before it could be read", in: group)
    add(batch, name, identity, into: &group)
  }

  private func refuse(
    _ name: SourceName, _ identity: FileIdentity, _ refusal: Refusal, into group: inout Group
  ) throws {
    let outcome: Document.Outcome
    if case .unreadable = refusal { outcome = .quarantined } else { outcome = .unsupported }
    try submitOnce(
      unread(name, outcome, refusal.description, in: group), name, identity, into: &group)
  }

  /// The one line of a source whose content was not read.
  private func unread(
    _ name: SourceName, _ outcome: Document.Outcome, _ reason: String, size: Int? = nil,
    in group: Group
  ) -> Batch {
    BatchMaker.batch(
      of: source(name), outcome: outcome, reason: reason, size: size,
      serial: store.lastSequence + group.submissions.count + 1)
  }

  /// Puts the line of an unread source into the group, unless the store has it from an earlier life
  /// and only the ledger has forgotten which file it was.
  private func submitOnce(
    _ batch: Batch, _ name: SourceName, _ identity: FileIdentity, into group: inout Group
  ) throws {
    if let last = try store.latest(name: batch.envelope.sourceName), last.file == nil,
      last.sourceSHA256 == nil, last.outcome == batch.document.outcome,
      last.reason == batch.document.reason
    {
      try store.remember(identity.version, name: last.sourceName, sha256: nil)
      group.finished.append((name, identity))
      return
    }
    add(batch, name, identity, into: &group)
  }

  private func add(
    _ batch: Batch, _ name: SourceName, _ identity: FileIdentity?, into group: inout Group
  ) {
    group.submissions.append(RecordStore.Submission(batch, file: identity?.version))
    group.names.insert(name)
    if let identity { group.finished.append((name, identity)) }
  }

  private func source(_ name: SourceName) -> Source {
    Source(name: name.percentEncoded, receivedAt: clock.now())
  }
}

extension FileIdentity {
  /// Whether the bytes are those of `other`; a link more or less changes only the status.
  func hasSameContent(as other: FileIdentity) -> Bool {
    var same = other
    same.changedNanoseconds = changedNanoseconds
    return self == same
  }

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
