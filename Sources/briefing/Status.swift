import ArgumentParser
import BriefingDaemon
import BriefingRecords
import RecordStore

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what became of all briefings, and what the daemon is at.",
    discussion: """
      The account has one outcome for each version of each file that was ever seen. Exits 0 when a \
      daemon runs, 3 when none does (as systemctl status), 1 when there is nothing to read.
      """)

  @OptionGroup var options: StoreOptions

  @Flag(help: "As one line of JSON.")
  var json = false

  func run() throws {
    try options.run { configuration in
      let report = try StatusReport(try options.layout(configuration))
      print(json ? report.json : report.text, terminator: "")
      if !report.isRunning { throw ExitCode(3) }
    }
  }
}
