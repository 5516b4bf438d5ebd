import ArgumentParser
import BriefingDaemon
import SystemPackage

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: "List, retry or drop the briefings that could not be read to their end.",
    subcommands: [List.self, Retry.self, Drop.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what is in the quarantine: name, bytes, since when and why.")

    @OptionGroup var options: StoreOptions

    func run() throws {
      try options.run { configuration in
        let quarantine = Quarantine(directory: try options.layout(configuration).quarantine)
        for entry in try quarantine.entries() {
          print("\(entry.id)\t\(entry.bytes)\t\(entry.since)\t\(entry.reason)")
        }
      }
    }
  }

  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take briefings out of the quarantine and through extraction once more.")

    @OptionGroup var options: StoreOptions

    @Argument(help: ArgumentHelp("As `list` names them; a source's name does too."))
    var names: [String]

    func run() throws {
      try options.run { try options.perform(Request(.replay, names), $0) }
    }
  }

  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove briefings from the quarantine for good.")

    @OptionGroup var options: StoreOptions

    @Argument(help: ArgumentHelp("As `list` names them; a source's name does too."))
    var names: [String]

    func run() throws {
      try options.run { try options.perform(Request(.drop, names), $0) }
    }
  }
}
