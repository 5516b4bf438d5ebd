public import BriefingFacts
import LinuxIO
public import SystemPackage

/// The folder of the lexicon's tables.
public enum LexiconFolder {
  /// Why no lexicon could be read.
  public struct Failure: Error, CustomStringConvertible {
    /// What failed, where, and what to do.
    public let description: String
  }

  /// The lexicon in `folder`, or, where that is nil, in the folder that belongs to the program:
  /// `../share/briefingd/lexicon` beside it, or `Config/lexicon` of the source tree it was built in.
  public static func read(_ folder: FilePath?) throws -> Lexicon {
    let folder = try folder ?? ownFolder()
    var tables: [String: [UInt8]] = [:]
    do {
      for entry in try Directory(folder).entries() {
        let name = String(decoding: entry.name, as: UTF8.self)
        guard name.hasSuffix(".tsv"), !name.hasPrefix(".") else { continue }
        let file = try Descriptor(opening: folder.appending(name), .readOnly)
        tables[String(name.dropLast(4))] = try file.readToEnd(limit: tableLimit)
      }
    } catch {
      throw Failure(description: "the lexicon cannot be read: \(error)")
    }
    do {
      return try Lexicon(tables: tables)
    } catch {
      throw Failure(description: "\(folder): \(error)")
    }
  }

  /// No table of words is larger; more is a mistake.
  private static let tableLimit = 64 << 20

  private static func ownFolder() throws -> FilePath {
    let program = try CurrentProcess.executable()
    var candidates = [program.removingLastComponent().appending("../share/briefingd/lexicon")]
    var parent = program.removingLastComponent()
    while parent.lastComponent != nil {
      parent.removeLastComponent()
      candidates.append(parent.appending("Config/lexicon"))
    }
    for candidate in candidates where (try? Directory(candidate)) != nil { return candidate }
    throw Failure(
      description: """
        no lexicon found beside \(program); name its folder with --lexicon, BRIEFINGD_LEXICON or \
        Lexicon= in [Daemon]
        """)
  }
}
