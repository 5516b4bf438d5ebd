import Glibc
import LinuxIO
import Synchronization
import SystemPackage

/// What a process and its children use, by `/proc`.
struct ProcessUsage {
  let process: pid_t

  init(of process: pid_t) { self.process = process }

  /// The process and its children, as far as they are there at the moment.
  private var processes: [pid_t] {
    let children = Self.text("/proc/\(process)/task/\(process)/children")
    return [process] + children.split(separator: " ").compactMap { pid_t($0) }
  }

  /// Proportional set size of all of them, in bytes: each page counts once, however many have it.
  var memory: Int {
    processes.reduce(0) { sum, process in
      let lines = Self.text("/proc/\(process)/smaps_rollup").split(separator: "\n")
      guard let line = lines.first(where: { $0.hasPrefix("Pss:") }) else { return sum }
      return sum + (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
  }

  /// Time on a processor so far, in nanoseconds; of children that have ended, to a hundredth of a
  /// second.
  var processorTime: UInt64 {
    let running = processes.reduce(UInt64(0)) { sum, process in
      let fields = Self.text("/proc/\(process)/schedstat").split(separator: " ")
      return sum + (fields.first.flatMap { UInt64($0) } ?? 0)
    }
    // Behind the name, which may hold blanks, cutime and cstime are the fields 14 and 15.
    let stat = Self.text("/proc/\(process)/stat").split(separator: ")").last ?? ""
    let ended = stat.split(separator: " ").dropFirst(13).prefix(2).compactMap { UInt64($0) }
    return running + ended.reduce(0, +) * 10_000_000
  }

  private static func text(_ path: String) -> String {
    guard let file = try? Descriptor(opening: FilePath(path), .readOnly),
      let bytes = try? file.readToEnd(limit: 1 << 16)
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func mebibytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}

/// Watches the memory of a daemon from a thread of its own, and remembers the most.
final class MemoryWatch {
  private final class Watching: Sendable {
    let usage: ProcessUsage
    let peak = Atomic(0)
    let isOver = Atomic(false)

    init(_ usage: ProcessUsage) { self.usage = usage }

    func run() {
      while !isOver.load(ordering: .relaxed) {
        peak.store(max(peak.load(ordering: .relaxed), usage.memory), ordering: .relaxed)
        usleep(50_000)
      }
    }
  }

  private let watching: Watching
  private var thread = pthread_t()

  init(of usage: ProcessUsage) {
    watching = Watching(usage)
    let argument = Unmanaged.passRetained(watching).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Watching>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
  }

  /// Ends watching; the most bytes that were seen.
  func end() -> Int {
    watching.isOver.store(true, ordering: .relaxed)
    pthread_join(thread, nil)
    return watching.peak.load(ordering: .relaxed)
  }
}
