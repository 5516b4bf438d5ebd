import LinuxIO

/// Why a file is looked at; empty when something may have changed, or its time has come.
struct Occasion: OptionSet {
  let rawValue: UInt8

  /// It was moved in, so it is complete.
  static let moved = Occasion(rawValue: 1)
  /// It was there when its directory was listed.
  static let listed = Occasion(rawValue: 2)
  /// The name may not have been seen before.
  static let appeared = Occasion(rawValue: 4)
  /// The name was given up within the folder: if nothing has it now, the file goes on under
  /// another one.
  static let renamed = Occasion(rawValue: 8)
  /// The name was created, and nothing was written: by a link, perhaps.
  static let created = Occasion(rawValue: 16)
  /// A writer closed the file, and nothing was written since.
  static let closed = Occasion(rawValue: 32)
  /// Something was written, and no writer closed the file since.
  static let written = Occasion(rawValue: 64)
  /// Something was written under a name that was there before.
  static let rewritten = Occasion(rawValue: 128)
}

/// What one batch of events says, name by name: each file is looked at once a batch.
struct Changes {
  private(set) var names: [SourceName] = []
  private var masks: [SourceName: InotifyEvent.Mask] = [:]
  private var lastWrites: [SourceName: Occasion] = [:]
  private var left: [SourceName: UInt32] = [:]
  private var leftDirectories: [SourceName] = []
  private let entered: Set<UInt32>

  /// `events`: the whole batch, each of which is then added under its name.
  init(_ events: [InotifyEvent]) {
    var entered: Set<UInt32> = []
    for event in events where event.mask.contains(.movedTo) { entered.insert(event.cookie) }
    self.entered = entered
  }

  mutating func add(_ event: InotifyEvent, to name: SourceName) {
    if masks[name] == nil { names.append(name) }
    masks[name, default: []].formUnion(event.mask)
    if event.mask.contains(.movedFrom) {
      left[name] = event.cookie
      if event.mask.contains(.isDirectory), staysInside(event) { leftDirectories.append(name) }
    }
    if event.mask.contains(.closedAfterWriting) {
      lastWrites[name] = .closed
    } else if event.mask.contains(.modified) {
      lastWrites[name] = .written
    }
  }

  /// Whether what was moved away was moved to another place in the folder.
  func staysInside(_ event: InotifyEvent) -> Bool { entered.contains(event.cookie) }

  /// The last thing that was told of the content of a file: `closed`, `written` or nothing.
  func lastWrite(to name: SourceName) -> Occasion { lastWrites[name] ?? [] }

  /// Why the file is to be looked at; nil if that can wait.
  func occasion(of name: SourceName, isCandidate: Bool) -> Occasion? {
    let mask = masks[name] ?? []
    // A long write tells of itself again and again; the candidate's own deadline is enough.
    if isCandidate, mask == .modified { return nil }
    var occasion = lastWrite(to: name)
    if mask.contains(.movedTo) { occasion.formUnion([.moved, .appeared]) }
    if !mask.isDisjoint(with: [.created, .closedAfterWriting]) { occasion.insert(.appeared) }
    if mask.isDisjoint(with: [.modified, .closedAfterWriting]), mask.contains(.created) {
      occasion.insert(.created)
    }
    if mask.contains(.modified), mask.isDisjoint(with: [.created, .movedTo]) {
      occasion.insert(.rewritten)
    }
    if mask.contains(.isDirectory) { occasion.remove(.appeared) }
    if let cookie = left[name], entered.contains(cookie) { occasion.insert(.renamed) }
    if leftDirectories.contains(where: { name.isBelow($0) }) { occasion.insert(.renamed) }
    return occasion
  }
}
