import Glibc
import SystemPackage

extension RunningDaemon {
  /// The numbers of the daemon's worker processes. Before a child has its title it has the daemon's
  /// descriptors, and is no worker yet.
  var workers: [pid_t] {
    let process = program.process
    return Processes.text(of: process, "task/\(process)/children").split(separator: " ")
      .compactMap { pid_t($0) }
      .filter { Processes.text(of: $0, "comm").hasPrefix("briefingd: ") }
  }

  /// Waits until there are `count` workers, and returns them.
  func waitForWorkers(_ count: Int, otherThan others: [pid_t] = []) -> [pid_t] {
    wait { workers.filter { !others.contains($0) }.count == count }
    return workers.filter { !others.contains($0) }
  }

  /// Waits until `isTrue`, for at most a quarter of a minute.
  @discardableResult
  func wait(until isTrue: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + .seconds(15)
    while ContinuousClock.now < deadline {
      if try isTrue() { return true }
      usleep(2_000)
    }
    return false
  }
}

/// Processes as the kernel shows them.
enum Processes {
  static func text(of process: pid_t, _ file: String) -> String {
    File.text(FilePath("/proc/\(process)/\(file)"))
  }

  /// The numbers of a process's descriptors.
  static func descriptors(of process: pid_t) throws -> Set<String> {
    Set(try File.names(in: FilePath("/proc/\(process)/fd")))
  }

  /// Whether a process is gone, or waits for whoever inherited it to take note.
  static func isGone(_ process: pid_t) -> Bool {
    let status = text(of: process, "status")
    return status.isEmpty || status.contains("State:\tZ")
  }
}
