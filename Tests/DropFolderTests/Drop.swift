import Glibc
import LinuxIO
import SystemPackage
import TestSupport

@testable import DropFolder

/// A clock that moves when a test says so: a loaded machine makes no test fail, and no test sleeps.
final class Clock {
  private(set) var now = MonotonicClock.now()
  func skip(_ time: Duration) { now += time.nanoseconds }
  func skip(to moment: UInt64) { now = max(now, moment) }
}

/// A drop folder with a staging folder beside it and a ledger of what has had its outcome.
final class Drop {
  struct Entry: Hashable {
    var name: SourceName
    var identity: FileIdentity
  }

  final class Ledger {
    var entries: Set<Entry> = []
  }

  let folder: TemporaryFolder
  let incoming: FilePath
  let staging: FilePath
  let ledger: Ledger
  let clock = Clock()
  let watcher: DropFolder

  // `writersAreKnown`: whether the kernel tells who has a file open for writing.
  init(
    in folder: TemporaryFolder? = nil, settle: Duration = .milliseconds(200),
    writersAreKnown: Bool = true, watch: WatchMode = .auto, ledger: Ledger = Ledger(),
    adjust: (inout DropFolderOptions, inout KernelCalls) -> Void = { _, _ in }
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.ledger = ledger
    incoming = folder.file("incoming")
    staging = folder.file("staging")
    mkdir(incoming.string, 0o755)
    mkdir(staging.string, 0o755)
    var options = DropFolderOptions(
      settle: settle, watch: watch, pollInterval: .milliseconds(20))
    var kernel = KernelCalls()
    if !writersAreKnown { kernel.hasWriter = { _ in nil } }
    kernel.monotonicClock = { [clock] in clock.now }
    // Stands still, so that what is written from now on has no age: only our own clock counts.
    let beginning = WallClock.now()
    kernel.wallClock = { beginning }
    adjust(&options, &kernel)
    watcher = try DropFolder(incoming, options: options, kernel: kernel) {
      ledger.entries.contains(Entry(name: $0, identity: $1))
    }
  }

  /// What is found with no more waiting than a closed file with a clear end needs.
  func atOnce() throws -> [Finding] {
    var findings = try drained()
    let end = clock.now + 60_000_000
    while let deadline = watcher.candidateDeadline, deadline < end {
      clock.skip(to: deadline)
      findings += try watcher.due()
      findings += try drained()
    }
    return findings
  }

  private func drained() throws -> [Finding] {
    var findings = try watcher.scan()
    while isReadable { findings += try watcher.readEvents() }
    if watcher.isScanning { findings += try watcher.scan() }
    return findings
  }

  /// What is found within a time.
  func within(_ time: Duration) throws -> [Finding] {
    let end = clock.now + time.nanoseconds
    var findings = try drained()
    while clock.now < end {
      clock.skip(to: min(watcher.nextDeadline ?? end, end))
      findings += try watcher.due()
      findings += try drained()
    }
    return findings
  }

  /// What is found until `count` findings are there and nothing is waited for, for at most 60 s.
  func until(_ count: Int) throws -> [Finding] {
    let end = clock.now + 60_000_000_000
    var findings: [Finding] = []
    while clock.now < end {
      findings += try within(.milliseconds(5))
      if findings.count >= count, watcher.waiting.isEmpty { break }
    }
    return findings
  }

  /// Gives every finding its outcome.
  func finish(_ findings: [Finding]) {
    for finding in findings {
      switch finding {
      case .arrived(let name, let identity), .refused(let name, let identity, _):
        ledger.entries.insert(Entry(name: name, identity: identity))
        watcher.finished(name, identity)
      case .vanished: break
      }
    }
  }

  /// The kernel has queued an event by the time that the call which caused it returns.
  private var isReadable: Bool {
    watcher.withDescriptor { descriptor in
      var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      return poll(&request, 1, 0) > 0
    }
  }

  // MARK: Ways to put something in

  func write(_ text: String, to name: String) throws {
    try folder.write(text, to: "incoming/\(name)")
  }

  func stage(_ text: String, as name: String) throws {
    try folder.write(text, to: "staging/\(name)")
  }

  func makeDirectory(_ name: String) { mkdir(incoming.appending(name).string, 0o755) }

  /// An open writer, which closes when it is let go.
  func writer(_ name: String) throws -> Writer {
    Writer(
      try Descriptor(
        opening: incoming.appending(name), .writeOnly, options: [.create, .append]))
  }

  final class Writer {
    let file: Descriptor
    init(_ file: consuming Descriptor) { self.file = file }
    func write(_ text: String) throws { try file.writeAll(Array(text.utf8).span) }
  }
}

extension [Finding] {
  /// The findings as short lines: `arrived a`, `refused d symbolicLink`, `vanished x`.
  var lines: [String] {
    map { finding in
      switch finding {
      case .arrived(let name, _): "arrived \(name)"
      case .refused(let name, _, let refusal): "refused \(name) \(refusal.word)"
      case .vanished(let name): "vanished \(name)"
      }
    }
  }
}

extension Refusal {
  fileprivate var word: String {
    switch self {
    case .symbolicLink: "symbolicLink"
    case .fifo: "fifo"
    case .socket: "socket"
    case .device: "device"
    case .tooDeep: "tooDeep"
    case .pathTooLong: "pathTooLong"
    case .unreadable(let errno): "unreadable(\(errno.rawValue))"
    }
  }
}

/// A GNU function that Swift's Glibc module leaves out.
func gnu<Function>(_ name: String, as type: Function.Type) -> Function {
  unsafeBitCast(dlsym(dlopen(nil, RTLD_NOW), name), to: type)
}
