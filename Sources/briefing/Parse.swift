import ArgumentParser
import BriefingDaemon
import BriefingRecords
import DropFolder
import LinuxIO
import SystemPackage

struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the records of briefings, as the daemon would store them.",
    discussion: """
      Each file is taken as the first version of its story. Exits 1 when a file could not be read; \
      the others are printed all the same.
      """)

  @Argument(help: ArgumentHelp("Briefings; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(help: "The folder of the lexicon's tables.")
  var lexicon: String?

  @Option(help: "Characters of a briefing that a record may repeat in its text.")
  var snippetMax: String?

  @Option(
    help: ArgumentHelp(
      "Types of records that are written, with blanks between them, or all.", valueName: "types"))
  var emit: String?

  func run() throws {
    let maker: BatchMaker
    let limit: Int
    let emission: Emission
    do {
      let configuration = try Configuration.load(
        file: nil,
        options: [.lexicon: lexicon, .snippetMax: snippetMax, .emit: emit].compactMapValues(\.self))
      limit = configuration.maxFile
      emission = configuration.emit
      maker = BatchMaker(
        lexicon: try LexiconFolder.read(configuration.lexicon),
        snippetMax: configuration.snippetMax, contentLimit: limit)
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(BriefingExit.configuration)
    }
    let clock = RecordClock(environment: Environment.value)
    let output = Descriptor(owning: 1)
    var failed = false
    for file in files {
      do {
        let content = try Self.read(file, limit: limit)
        let now = clock.now()
        let name = SourceName(bytes: Array((FilePath(file).lastComponent?.string ?? file).utf8))
        let source = Source(name: name.percentEncoded, receivedAt: now)
        let batch =
          content.count > limit
          ? BatchMaker.batch(
            of: source, outcome: .tooLarge, reason: "more than \(limit) bytes (MaxFile=)")
          : maker.batch(of: content, from: source, emitting: emission)
        try output.writeAll(batch.encode(firstSequence: nil, emittedAt: now).span)
      } catch let error as SystemCallError where error.call == "write" {
        // The reader has gone, as in `briefing parse FILE | head`.
        throw ExitCode(error.errno == .brokenPipe ? 0 : BriefingExit.unreadable)
      } catch {
        StandardError.write("briefing: \(error)")
        failed = true
      }
    }
    if failed { throw ExitCode(BriefingExit.unreadable) }
  }

  /// The bytes of a file, or one more than `limit` where it has more.
  private static func read(_ file: String, limit: Int) throws -> [UInt8] {
    guard file == "-" else {
      return try Descriptor(opening: FilePath(file), .readOnly).readToEnd(limit: limit + 1)
    }
    let input = Descriptor(owning: 0, path: "standard input")
    let bytes = try input.readToEnd(limit: limit + 1)
    // Not ours to close: `-` may be named twice.
    _ = input.release()
    return bytes
  }
}
