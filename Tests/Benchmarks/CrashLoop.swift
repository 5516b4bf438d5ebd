import ArgumentParser
import Glibc
import LinuxIO
import SystemPackage

/// The daemon killed again and again while it works.
struct CrashLoop: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crash",
    abstract: "Kill the daemon at random moments of a burst, and measure how it comes back.",
    discussion: """
      Each round starts it, drops files and kills it; the last one lets it finish. Then every file \
      must have its one document record. The floor is the start on an empty store.
      """)

  @Option(help: "How often it is killed.") var kills = 20
  @Option(help: "Briefings dropped in each round.") var files = 50
  @Option(help: "Bytes of a briefing.") var size = 4_000
  @Option(help: "The most milliseconds that a round lasts.") var longest = 300
  @Option(help: "Where to work; it has to be on the disk that is to be measured.")
  var directory = "."

  func run() throws {
    let daemon = try MeasuredDaemon(in: FilePath(directory), arguments: StayingFiles.arguments)
    try daemon.start()
    daemon.stop()
    var floor = Distribution()
    for _ in 0..<5 {
      floor.add(try daemon.start())
      daemon.stop()
    }
    var starts = Distribution()
    var number = 0
    let begin = MonotonicClock.now()
    for _ in 0..<kills {
      starts.add(try daemon.start())
      for _ in 0..<files {
        let text = GeneratedBriefing.text(number: number, size: size)
        try daemon.drop(try daemon.stage(text, as: "staged"), as: "\(number).txt")
        number += 1
      }
      usleep(UInt32.random(in: 0...UInt32(longest) * 1000))
      daemon.stop(SIGKILL)
    }
    starts.add(try daemon.start())
    try daemon.wait(forAccepted: number)
    let elapsed = MonotonicClock.now() - begin
    daemon.stop()
    print("floor: start on an empty store  \(floor.summary)")
    print(
      "start after SIGKILL             \(starts.summary)  p50 "
        + Floor.ratio(starts.percentile(50), to: floor.percentile(50)))
    let documents = try documents(of: daemon.store.appending("records.jsonl"))
    print(
      "\(kills) kills, \(number) files in \(Distribution.milliseconds(elapsed)): "
        + "\(number - Set(documents).count) lost, "
        + "\(documents.count - Set(documents).count) twice")
    guard documents.count == number, Set(documents).count == number else {
      throw ExitCode.failure
    }
  }

  /// The ids of all document records.
  private func documents(of path: FilePath) throws -> [String] {
    let bytes = try Descriptor(opening: path, .readOnly).readToEnd(limit: .max)
    let opening = Array(#"{"type":"document","#.utf8)
    let mark = Array(#","id":""#.utf8)
    return bytes.split(separator: 0x0a).filter { $0.starts(with: opening) }.compactMap { line in
      guard
        let start = line.indices.first(where: { line[$0...].starts(with: mark) })
      else { return nil }
      return String(decoding: line[(start + mark.count)...].prefix(36), as: UTF8.self)
    }
  }
}
