import LinuxIO
public import RecordStore
import SystemPackage

extension Request {
  /// Why a request could not be made.
  public enum Failure: Error, CustomStringConvertible {
    /// There is no store.
    case noStore(StoreLayout)
    /// This user may neither open the store nor ask the daemon.
    case notAllowed(StoreLayout)
    /// The daemon has not answered.
    case noAnswer(StoreLayout)

    /// One line for a person.
    public var description: String {
      switch self {
      case .noStore(let layout):
        "\(layout.directory): there is no store; name it by --store or Store="
      case .notAllowed(let layout):
        "\(layout.directory): only root and the owner of the store may do that: use sudo; or let the "
          + "store's group ask the daemon: chmod g+w \(layout.requests)"
      case .noAnswer(let layout):
        "\(layout.directory): the daemon has not answered; see: briefing status"
      }
    }
  }

  /// Does what is asked: here and now while nobody has the store open, else through its daemon.
  ///
  /// Root goes on as the owner of the store, so that all it makes there is theirs.
  ///
  /// - Parameters:
  ///   - configuration: Where the store, the drop folder and the lexicon are.
  ///   - timeout: How long the daemon's answer may take.
  /// - Returns: The answer, target by target.
  /// - Throws: ``Failure``, `StoreError`, ``ConfigurationError`` or ``LexiconFolder/Failure``.
  public func run(_ configuration: Configuration, timeout: Duration) throws -> Answer {
    guard let directory = configuration.store else { throw ConfigurationError.missing(.store) }
    let layout = StoreLayout(directory: directory)
    do {
      let status = try Directory(directory).descriptor.status()
      if CurrentProcess.user == 0, status.owner != 0 {
        try CurrentProcess.become(user: status.owner, group: status.group)
      }
    } catch  where error.errno == .noSuchFileOrDirectory {
      throw Failure.noStore(layout)
    }
    do {
      let (store, _) = try RecordStore.open(directory: directory)
      return try perform(in: store, configuration)
    } catch StoreError.locked {
      return try ask(layout, timeout)
    } catch StoreError.system(let error) where error.errno == .permissionDenied {
      return try ask(layout, timeout)
    }
  }

  private func ask(_ layout: StoreLayout, _ timeout: Duration) throws -> Answer {
    do {
      guard let answer = try RequestClient(layout).ask(self, timeout: timeout) else {
        throw Failure.noAnswer(layout)
      }
      return answer
    } catch let error as SystemCallError where error.errno == .permissionDenied {
      throw Failure.notAllowed(layout)
    }
  }

  private func perform(in store: RecordStore, _ configuration: Configuration) throws -> Answer {
    let maker = BatchMaker(
      lexicon: try LexiconFolder.read(configuration.lexicon), snippetMax: configuration.snippetMax,
      contentLimit: configuration.maxFile)
    var limits = WorkerLimits(configuration)
    // What ends the extraction ends this command, and nothing else.
    limits.workers = 0
    let pool = try WorkerPool(in: try EventLoop(), maker: maker, limits: limits, attempts: nil)
    let replay = Replay(
      self,
      in: Replay.Place(
        store: store, pool: pool, clock: RecordClock(environment: Environment.value),
        archive: Archive(directory: store.layout.archive),
        quarantine: Quarantine(directory: store.layout.quarantine), drop: configuration.drop,
        maxFile: configuration.maxFile, emission: configuration.emit))
    while true {
      try replay.advance(commit: {})
      if replay.isDone { break }
      try pool.advance(now: MonotonicClock.now())
    }
    try store.close()
    return replay.answer
  }
}
