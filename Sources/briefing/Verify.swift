import ArgumentParser
import BriefingDaemon
import LinuxIO
import RecordStore

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read a whole store and name every place that is not as it was written.",
    discussion: """
      Prints a line for each, as SEGMENT:LINE: what is wrong, and exits 1 when there is any. \
      Changes nothing, and may be run beside the daemon.
      """)

  @Option(help: "The folder of records.jsonl.")
  var store: String?

  @Flag(name: .shortAndLong, help: "Say nothing when all is well.")
  var quiet = false

  func run() throws {
    do {
      let configuration = try Configuration.load(
        file: nil, options: [.store: store].compactMapValues(\.self))
      guard let directory = configuration.store else { throw ConfigurationError.missing(.store) }
      let summary = try StoreVerification.run(StoreLayout(directory: directory)) { finding in
        Self.print("\(finding)")
      }
      if summary.skippedIDs {
        StandardError.write("briefing: not every id could be compared with all others")
      }
      if !summary.askedLedger {
        StandardError.write(
          "briefing: no ledger could be read; some bytes of document records have no other witness")
      }
      if summary.findings > 0 { throw ExitCode(BriefingExit.unreadable) }
      if !quiet {
        Self.print(
          "sound: \(summary.batches) batches, \(summary.lines) records, \(summary.bytes) bytes in "
            + "\(summary.segments) segments")
      }
    } catch let exit as ExitCode {
      throw exit
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(
        error is ConfigurationError ? BriefingExit.configuration : BriefingExit.unreadable)
    }
  }

  private static func print(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    let output = Descriptor(owning: 1)
    try? output.writeAll(bytes.span)
    _ = output.release()
  }
}
