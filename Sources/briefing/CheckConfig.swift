import ArgumentParser
import BriefingDaemon

struct CheckConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-config",
    abstract: "Read the configuration and the lexicon as the daemon would at its start.",
    discussion: "Prints nothing when all is well; else says where what is wrong, and exits 78.")

  @Argument(help: "The configuration file.")
  var file = Configuration.installedFile

  func run() throws {
    do {
      let configuration = try Configuration.load(file: file, options: [:])
      _ = try LexiconFolder.read(configuration.lexicon)
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(BriefingExit.configuration)
    }
  }
}
