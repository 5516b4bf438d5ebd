import DropFolder

/// The findings that wait for their turn: a queue with a bound.
///
/// When it is full the daemon stops asking the folder for more; what comes meanwhile stays in the
/// kernel's queue, and when that overflows the folder is listed again.
struct Intake {
  /// The most findings that wait.
  static let bound = 1024

  private var findings: [Finding] = []
  private var head = 0

  var count: Int { findings.count - head }
  var isEmpty: Bool { count == 0 }
  var room: Int { max(0, Self.bound - count) }

  /// The finding that ``next()`` gives.
  var first: Finding? { head < findings.count ? findings[head] : nil }

  mutating func append(_ more: [Finding]) {
    findings.append(contentsOf: more)
  }

  mutating func next() -> Finding? {
    guard head < findings.count else { return nil }
    defer {
      head += 1
      if head == findings.count {
        findings.removeAll(keepingCapacity: true)
        head = 0
      }
    }
    return findings[head]
  }
}
