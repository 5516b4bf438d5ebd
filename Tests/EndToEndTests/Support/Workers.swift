import Glibc

extension RunningDaemon {
  /// The numbers of the daemon's worker processes.
  var workers: [pid_t] {
    let process = program.process
    return File.text("/proc/\(process)/task/\(process)/children").split(separator: " ")
      .compactMap { pid_t($0) }
  }

  /// Waits until there are `count` workers, and returns them.
  func waitForWorkers(_ count: Int, other than: [pid_t] = []) -> [pid_t] {
    wait { workers.filter { !than.contains($0) }.count == count }
    return workers.filter { !than.contains($0) }
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
