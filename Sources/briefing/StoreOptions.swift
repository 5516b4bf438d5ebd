import ArgumentParser
import BriefingDaemon
import RecordStore

/// Which store a command is about: as the daemon finds it.
struct StoreOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The folder of records.jsonl.", valueName: "dir"))
  var store: String?

  /// The configuration of the file, the environment and the options.
  func configuration() throws -> Configuration {
    try Configuration.load(file: config, options: [.store: store].compactMapValues(\.self))
  }

  /// The store's names.
  func layout(_ configuration: Configuration) throws -> StoreLayout {
    guard let directory = configuration.store else { throw ConfigurationError.missing(.store) }
    return StoreLayout(directory: directory)
  }

  /// Runs `body`, and says in one line why it failed.
  func run(_ body: (Configuration) throws -> Void) throws {
    do {
      try body(try configuration())
    } catch let exit as ExitCode {
      throw exit
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(
        error is ConfigurationError ? BriefingExit.configuration : BriefingExit.unreadable)
    }
  }

  /// Does what is asked and prints what came of it, line by line; exits 1 when something failed.
  func perform(_ request: Request, _ configuration: Configuration) throws {
    let answer = try request.run(configuration, timeout: .seconds(300))
    for line in answer.done { print(line) }
    for line in answer.failed { StandardError.write("briefing: \(line)") }
    if !answer.failed.isEmpty { throw ExitCode(BriefingExit.unreadable) }
  }
}
