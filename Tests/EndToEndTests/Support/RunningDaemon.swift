import Glibc
import SystemPackage

/// A daemon on scratch folders, with a service manager that listens.
final class RunningDaemon {
  let folder: ScratchFolder
  let drop: FilePath
  let store: FilePath
  private(set) var manager: NotifySocket
  private(set) var program: RunningProgram
  private let arguments: [String]
  private let environment: [String: String]

  init(
    arguments: [String] = [], environment: [String: String] = [:],
    backlog: [String: String] = [:]
  ) throws {
    folder = try ScratchFolder()
    drop = try folder.make("drop")
    store = try folder.make("store")
    for (name, text) in backlog { try File.write(text, to: drop.appending(name)) }
    manager = try NotifySocket(in: folder.path)
    self.arguments = ["--drop", drop.string, "--store", store.string] + arguments
    self.environment = environment.merging(["NOTIFY_SOCKET": manager.path.string]) { $1 }
    program = try RunningProgram(
      .briefingd, self.arguments, in: folder.path, environment: self.environment)
  }

  func restart() throws {
    program = try RunningProgram(.briefingd, arguments, in: folder.path, environment: environment)
  }

  /// Ends the daemon by SIGTERM and returns its exit status.
  func stop() -> Int32? {
    manager.collect()
    program.send(SIGTERM)
    return program.wait()
  }

  /// The lines that are whole, in their order.
  var lines: [String] {
    let text = File.text(store.appending("records.jsonl"))
    guard let end = text.utf8.lastIndex(of: 0x0a) else { return [] }
    return text[..<end].split(separator: "\n").map(String.init)
  }

  func records() throws -> [JSONValue] { try lines.map { try JSONValue(parsing: $0) } }

  /// The document records by source name.
  func outcomes() throws -> [String: [String]] {
    var outcomes: [String: [String]] = [:]
    for record in try records() where record["type"]?.string == "document" {
      let name = record["source_name"]?.string ?? ""
      outcomes[name, default: []].append(record["outcome"]?.string ?? "")
    }
    return outcomes
  }

  /// Waits until so many sources have their document record.
  func waitForDocuments(_ count: Int, timeout: Duration = .seconds(30)) throws -> Bool {
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline {
      manager.collect()
      let bytes = File.bytes(store.appending("records.jsonl"))
      let pattern = Array(#"{"type":"document","#.utf8)
      let found = bytes.split(separator: 0x0a).count { $0.starts(with: pattern) }
      if found >= count { return true }
      usleep(10_000)
    }
    return false
  }
}
