import ArgumentParser
import BriefingDaemon
import BriefingRecords
import LinuxIO
import SystemPackage

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take briefings through extraction again.",
    discussion: """
      With a new lexicon or version, or out of the quarantine. Records that come out as they stand in \
      the store are not written again; the others as change or retract. A briefing is meant by \
      its file, its name below the drop folder or its SHA-256; its bytes come from the archive, or from \
      the drop folder where files are kept. Without a daemon the command does it itself.
      """)

  @OptionGroup var options: StoreOptions

  @Argument(help: ArgumentHelp("Files, names or hashes.", valueName: "briefing"))
  var briefings: [String]

  func run() throws {
    try options.run { configuration in
      try options.perform(
        Request(.replay, try briefings.map { try Self.target($0, configuration) }), configuration)
    }
  }

  /// A file that is here is meant by its bytes, unless it is the quarantine's own.
  private static func target(_ briefing: String, _ configuration: Configuration) throws -> String {
    let path = FilePath(briefing)
    guard let content = try? content(path, limit: configuration.maxFile) else { return briefing }
    if let folder = path.removingLastComponent().lastComponent?.string, folder == "quarantine",
      let name = path.lastComponent
    {
      return name.string
    }
    let unpacked = BatchMaker.contentBytes(of: content, limit: configuration.maxFile)
    return SHA256.hex(of: unpacked.span)
  }

  private static func content(_ path: FilePath, limit: Int) throws -> [UInt8] {
    try Descriptor(opening: path, .readOnly, options: .nonBlocking).readToEnd(limit: limit)
  }
}
