/// What the extraction of one file may cost.
struct WorkerLimits: Sendable, Hashable {
  /// Worker processes; with 0 the daemon extracts by itself, without any limit.
  var workers: Int
  /// How long one file may take.
  var time: Duration
  /// Bytes of memory that one worker may have.
  var memory: Int

  /// Requests that one worker has at a time: the next file waits in its socket, so that it never
  /// waits for the daemon.
  static let requestsInFlight = 2
  /// After so many files a worker is replaced: whatever it has piled up goes with it.
  static let filesPerWorker = 2_000
  /// A worker that needs longer for a file gets no further one behind it, and other files no longer
  /// wait for this one.
  static let patience = Duration.milliseconds(500)

  /// The most bytes of records that a source of `size` bytes may have.
  static func output(ofSize size: Int) -> Int { 64 * size + (1 << 20) }

  init(_ configuration: Configuration) {
    workers = configuration.workers
    time = configuration.extractTimeout
    memory = configuration.extractMemory
  }
}
