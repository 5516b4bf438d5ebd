import ArgumentParser
import BriefingDaemon

/// The command people type.
@main
struct Briefing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefing",
    abstract: "Turn news briefings into records, and read the records of briefingd.",
    version: Producer.version,
    subcommands: [
      Parse.self, Content.self, Tail.self, Status.self, Verify.self, Replay.self,
      QuarantineCommand.self, Schema.self, CheckConfig.self,
    ])
}
