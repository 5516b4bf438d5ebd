import LinuxIO

/// Why a file is looked at; empty when something may have changed, or its time has come.
struct Occasion: OptionSet {
  let rawValue: UInt8

  /// It was moved in, so it is complete.
  static let moved = Occasion(rawValue: 1)
  /// It was there when the folder was listed.
  static let listed = Occasion(rawValue: 2)
  /// The name may not have been seen before.
  static let appeared = Occasion(rawValue: 4)
  /// The name was given up within the folder: if nothing has it now, the file goes on under
  /// another one.
  static let renamed = Occasion(rawValue: 8)
}

/// What one batch of events says, name by name: each file is looked at once a batch.
struct Changes {
  private(set) var names: [SourceName] = []
  private var masks: [SourceName: InotifyEvent.Mask] = [:]
  private var left: [SourceName: UInt32] = [:]
  private var entered: Set<UInt32> = []

  mutating func add(_ event: InotifyEvent, to name: SourceName) {
    if masks[name] == nil { names.append(name) }
    masks[name, default: []].formUnion(event.mask)
    if event.mask.contains(.movedFrom) { left[name] = event.cookie }
    if event.mask.contains(.movedTo) { entered.insert(event.cookie) }
  }

  /// Why the file is to be looked at; nil if that can wait.
  func occasion(of name: SourceName, isCandidate: Bool) -> Occasion? {
    let mask = masks[name] ?? []
    // A long write tells of itself again and again; the candidate's own deadline is enough.
    if isCandidate, mask == .modified { return nil }
    var occasion: Occasion = []
    if mask.contains(.movedTo) { occasion.formUnion([.moved, .appeared]) }
    if !mask.isDisjoint(with: [.created, .closedAfterWriting]) { occasion.insert(.appeared) }
    if mask.contains(.isDirectory) { occasion.remove(.appeared) }
    if let cookie = left[name], entered.contains(cookie) { occasion.insert(.renamed) }
    return occasion
  }
}
