import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import ServiceManager

extension Daemon {
  func handle(_ signal: Signal) {
    switch signal {
    case .hangUp: isReloadDue = true
    case .child: isReapingDue = true
    default: isStopping = true
    }
  }

  /// Reads configuration and lexicon again; a bad one keeps the old.
  func reload() throws {
    isReloadDue = false
    // Taken after the signal arrived, or the service manager would wait for another reload.
    try notify([.reloading(monotonicMicroseconds: MonotonicClock.now() / 1000)])
    var outcome = "reloaded"
    do {
      let fresh = try Configuration.load(file: configurationFile, options: options)
      let maker = try Self.batchMaker(fresh)
      if fresh.drop != configuration.drop || fresh.store != configuration.store
        || fresh.folderOptions != configuration.folderOptions
      {
        Message.write(
          .warning,
          "Drop=, Store= and what is set about arrivals take effect at the next start")
      }
      try pool.replace(maker: maker, limits: WorkerLimits(fresh))
      ingest.maxFile = fresh.maxFile
      ingest.emission = fresh.emit
      ingest.commitDelay = fresh.commitDelay
      store.rotation = fresh.rotation
      if fresh.afterSuccess != house.disposal.afterSuccess {
        house.disposal.afterSuccess = fresh.afterSuccess
        // What was kept may have to go now.
        folder.rescan()
      }
      Message.write(.notice, "configuration and lexicon reloaded")
    } catch {
      outcome = "reload failed, the old configuration stays: \(error)"
      house.note(outcome, .error)
    }
    try notify([.ready, .status("\(status); \(outcome)")])
  }
}
