import BriefingRecords
import DropFolder
import LinuxIO
import RecordStore
import ServiceManager

// What others are told.

extension Daemon {
  var status: String {
    let account = ingest.account
    let outcomes = Document.Outcome.allCases.compactMap { outcome in
      account[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    let waiting = folder.waiting.count
    return
      (outcomes.isEmpty ? "Nothing taken yet" : outcomes.joined(separator: ", "))
      + (waiting > 0 ? "; \(waiting) not complete yet" : "")
      + (folderState == .watching ? "" : "; drop folder: \(folderState)")
      + (folder.isReadOnly ? "; drop folder is read-only" : "")
  }

  func fill(_ status: inout DaemonStatus) {
    status.account = ingest.account
    status.queue = intake.count + ingest.jobCount
    status.setWaiting(folder.waiting)
  }

  func notify(_ notifications: [Notification]) throws {
    do {
      try ServiceManager.notify(notifications)
    } catch {
      // A manager that cannot be reached is no reason to stop reading briefings.
      Message.write(.warning, "\(error)")
    }
  }
}

extension RecoveryReport {
  /// What a person should know, one line each; empty after a clean stop.
  var findings: [String] {
    var findings: [String] = []
    if case .rebuilt(let reason, let setAside) = ledger {
      let aside = setAside.map { "; the old one is now \($0)" } ?? ""
      findings.append("the ledger was made anew from the records, because \(reason)\(aside)")
    }
    if let cut {
      findings.append(
        "\(cut.bytes) bytes of an unfinished batch were taken off and kept in \(cut.savedAs)")
    }
    if damageCount > 0, let first = damage.first {
      findings.append(
        "\(damageCount) damaged places were left as they are; the first at byte \(first.offset): "
          + first.reason)
    }
    return findings
  }
}

/// Whether the daemon has got on since it was last asked: what the watchdog is told rests on it.
struct Progress {
  private var seen = -1

  /// True when `moves` differs from the last call, or when there is nothing to do: a loop that only
  /// turns while work waits is no progress.
  mutating func hasMoved(to moves: Int, isIdle: Bool) -> Bool {
    defer { seen = moves }
    return isIdle || moves != seen
  }
}
