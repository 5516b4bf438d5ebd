import ArgumentParser
import BriefingDaemon
import LinuxIO
import SystemPackage

struct Content: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the bytes that the offsets of a briefing's records count.",
    discussion: """
      Of most files these are the file's own. Of one that is packed, as from the archive, gzip and zstd \
      are undone, and of mail base64: `briefing content FILE | tail -c +$((byte_start+1)) | head -c \
      $((byte_end-byte_start))` is the proof of a record, `briefing content FILE | sha256sum` its \
      source_sha256.
      """)

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    do {
      let limit = try Configuration.load(file: nil, options: [:]).maxFile
      let bytes = try Descriptor(opening: FilePath(file), .readOnly).readToEnd(limit: limit)
      let output = Descriptor(owning: 1)
      try output.writeAll(BatchMaker.contentBytes(of: bytes, limit: limit).span)
    } catch let error as SystemCallError where error.call == "write" && error.errno == .brokenPipe {
      // The reader has seen enough, as in `briefing content FILE | head`.
      return
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(
        error is ConfigurationError ? BriefingExit.configuration : BriefingExit.unreadable)
    }
  }
}
