import ArgumentParser
import BriefingDaemon
import ServiceManager

/// Watches a folder for news briefings and appends their records to a store.
@main
struct Briefingd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefingd",
    abstract: "Watch a folder for news briefings and append their records to a store.",
    discussion: """
      Every option has a key of the same name in the configuration file and a variable BRIEFINGD_…; \
      an option wins over a variable, a variable over the file. SIGHUP reads configuration and \
      lexicon again, SIGTERM ends the daemon cleanly.
      """,
    version: Producer.version)

  @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The folder that is watched.", valueName: "dir"))
  var drop: String?

  @Option(help: ArgumentHelp("The folder of records.jsonl and of the ledger.", valueName: "dir"))
  var store: String?

  @Option(help: ArgumentHelp("The folder of the lexicon's tables.", valueName: "dir"))
  var lexicon: String?

  @Option(
    help: ArgumentHelp(
      "How long a file must be left alone where nothing else proves that it is complete.",
      valueName: "time"))
  var settle: String?

  @Option(
    help: ArgumentHelp(
      "How long it must where everything speaks against it.", valueName: "time"))
  var settleMax: String?

  @Option(
    help: ArgumentHelp(
      "Names that are passed over, with * for any characters and blanks between them.",
      valueName: "patterns"))
  var ignore: String?

  @Option(
    help: ArgumentHelp("How changes are noticed: auto, inotify or poll.", valueName: "mode"))
  var watch: String?

  @Option(
    help: ArgumentHelp(
      "How often directories are looked at that cannot be watched.", valueName: "time"))
  var pollInterval: String?

  @Option(help: ArgumentHelp("A larger file is not read.", valueName: "size"))
  var maxFile: String?

  @Option(
    help: ArgumentHelp(
      "Processes that extract; 0 lets the daemon do it by itself.", valueName: "count"))
  var workers: String?

  @Option(
    help: ArgumentHelp("How long the extraction of one file may take.", valueName: "time"))
  var extractTimeout: String?

  @Option(help: ArgumentHelp("How much memory a worker may have.", valueName: "size"))
  var extractMemory: String?

  @Option(
    help: ArgumentHelp(
      "Characters of a briefing that a record may repeat in its text.", valueName: "count"))
  var snippetMax: String?

  @Option(
    help: ArgumentHelp(
      "Types of records that are written, with blanks between them, or all.", valueName: "types"))
  var emit: String?

  @Option(
    help: ArgumentHelp(
      "What becomes of a file once its records are stored.", valueName: "archive|keep|delete"))
  var afterSuccess: String?

  @Option(
    help: ArgumentHelp(
      "How long records may wait for others, to be made durable together.", valueName: "time"))
  var commitDelay: String?

  @Option(
    help: ArgumentHelp("Bytes at which records.jsonl is closed, or off.", valueName: "size"))
  var segmentSize: String?

  @Option(help: ArgumentHelp("Age at which records.jsonl is closed, or off.", valueName: "time"))
  var segmentAge: String?

  @Option(help: ArgumentHelp("What becomes of closed segments.", valueName: "zstd|none"))
  var compress: String?

  @Flag(help: "Take what is there, then end.")
  var once = false

  func run() throws {
    let options: [Setting: String?] = [
      .drop: drop, .store: store, .lexicon: lexicon, .settle: settle,
      .settleMax: settleMax, .ignore: ignore, .watch: watch, .pollInterval: pollInterval,
      .maxFile: maxFile,
      .workers: workers, .extractTimeout: extractTimeout, .extractMemory: extractMemory,
      .snippetMax: snippetMax, .emit: emit, .commitDelay: commitDelay, .segmentSize: segmentSize,
      .segmentAge: segmentAge, .compress: compress, .afterSuccess: afterSuccess,
    ]
    do {
      try Daemon(
        configurationFile: config, options: options.compactMapValues(\.self), once: once
      ).run()
    } catch {
      Message.write(.error, "\(error)")
      throw ExitCode(DaemonExit.status(of: error))
    }
  }
}
