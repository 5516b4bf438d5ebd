import DropFolder
import LinuxIO
import RecordStore
import ServiceManager
import SystemPackage

// What the daemon is made of when it starts.

extension Daemon {
  static func batchMaker(_ configuration: Configuration) throws -> BatchMaker {
    BatchMaker(
      lexicon: try LexiconFolder.read(configuration.lexicon), snippetMax: configuration.snippetMax,
      contentLimit: configuration.maxFile)
  }

  static func openStore(
    _ directory: FilePath, _ rotation: SegmentRotation
  ) throws -> RecordStore {
    let (store, report) = try RecordStore.open(directory: directory, rotation: rotation)
    for finding in report.findings { Message.write(.warning, "\(directory): \(finding)") }
    return store
  }

  /// The drop folder's files are the daemon's input, and the store's are not: it would take its own
  /// records for briefings.
  static func expectApart(_ drop: FilePath, _ store: FilePath) throws {
    let input = try Directory(drop).descriptor.status()
    let folder = try Directory(store)
    var path = FilePath(".")
    var below: FileStatus?
    // Upwards until the root, which is its own parent, or as far as may be looked.
    while let status = try? folder.status(of: path), !isSame(status, below) {
      if isSame(status, input) {
        throw ConfigurationError(
          file: "configuration",
          cause: "Store= (\(store)) is Drop= (\(drop)) or lies below it; give each its own folder")
      }
      below = status
      path.append("..")
    }
  }

  private static func isSame(_ one: FileStatus, _ other: FileStatus?) -> Bool {
    (one.device, one.inode) == (other?.device, other?.inode)
  }
}

extension Configuration {
  /// What is set about the drop folder.
  var folderOptions: DropFolderOptions {
    DropFolderOptions(
      settle: settle, longestSettle: settleMax,
      ignored: ignore.map(NamePattern.list) ?? NamePattern.unfinished,
      watch: WatchMode(rawValue: watch) ?? .auto, pollInterval: pollInterval)
  }
}
