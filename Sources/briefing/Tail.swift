import ArgumentParser
import BriefingDaemon
import BriefingRecords
import BriefingReports
import LinuxIO
import RecordStore
import SystemPackage

struct Tail: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the newest records of a store, and with -f those that come.",
    discussion: """
      Prints whole lines only, and follows over a rotation of the store. Colours only on a terminal, \
      and never where NO_COLOR is set.
      """)

  @Option(name: .customShort("n"), help: "How many of the records that are there are printed.")
  var count = 10

  @Option(
    help: ArgumentHelp(
      "Begin after the record with this seq instead: all that a reader does not have yet.",
      valueName: "seq"))
  var after: Int?

  @Flag(name: .customShort("f"), help: "Go on with the records that come, until interrupted.")
  var follows = false

  @Option(name: .customLong("type"), help: "Only records of this type; may be given again.")
  var types: [String] = []

  @Flag(help: "The lines as they stand in the store.")
  var json = false

  @Option(help: "The folder of records.jsonl.")
  var store: String?

  func validate() throws {
    guard count >= 0 else { throw ValidationError("-n takes a number from 0 on") }
    guard (after ?? 0) >= 0 else { throw ValidationError("--after takes a seq, from 0 on") }
    for type in types where RecordType(rawValue: type) == nil {
      let known = RecordType.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("“\(type)” is no type of record; the types are \(known)")
    }
  }

  func run() throws {
    let output = Descriptor(owning: 1)
    do {
      let configuration = try Configuration.load(
        file: nil, options: [.store: store].compactMapValues(\.self))
      guard let directory = configuration.store else { throw ConfigurationError.missing(.store) }
      try print(StoreLayout(directory: directory), to: output)
    } catch let error as SystemCallError where error.call == "write" && error.errno == .brokenPipe {
      // The reader has seen enough, as in `briefing tail | head`.
      return
    } catch {
      StandardError.write("briefing: \(error)")
      throw ExitCode(
        error is ConfigurationError ? BriefingExit.configuration : BriefingExit.unreadable)
    }
  }

  private func print(_ layout: StoreLayout, to output: borrowing Descriptor) throws {
    let rendering = RecordRendering(
      coloured: output.isTerminal && Environment.value("NO_COLOR") == nil)
    // The watch is armed before the first look, so that nothing falls between them.
    let watch = try Inotify()
    if follows { _ = try watch.addWatch(layout.directory, [.created, .modified, .movedTo]) }
    // With a filter, which lines are the last of their type is known only when all are read.
    var follower =
      if let after {
        try RecordFollower(layout, after: after)
      } else {
        try RecordFollower(layout, last: types.isEmpty ? count : nil)
      }
    var last: [[UInt8]] = []
    try follower.poll { line in
      guard let text = text(of: line, rendering) else { return }
      guard after == nil else { return try output.writeAll(text.span) }
      last.append(text)
      if last.count > 2 * count + 64 { last.removeFirst(last.count - count) }
    }
    for text in last.suffix(count) { try output.writeAll(text.span) }
    guard follows else { return }

    let loop = try EventLoop()
    _ = try loop.register(watch.descriptor) { _ in _ = try watch.events() }
    while true {
      // A look each second as well: some file systems tell nobody of what others write.
      try loop.step(timeout: .seconds(1))
      try follower.poll { line in
        guard let text = text(of: line, rendering) else { return }
        try output.writeAll(text.span)
      }
    }
  }

  /// What is printed for a line, with its line end; nil where it is of another type.
  private func text(of line: ArraySlice<UInt8>, _ rendering: RecordRendering) -> [UInt8]? {
    guard !json || !types.isEmpty else { return line + [0x0a] }
    let record: RecordLine
    do {
      record = try RecordLine(parsing: line)
    } catch {
      StandardError.write("briefing: a damaged line was passed over: \(error)")
      return nil
    }
    if !types.isEmpty {
      guard let type = record.type, types.contains(type.rawValue) else { return nil }
    }
    return json ? line + [0x0a] : Array((rendering.line(of: record) + "\n").utf8)
  }
}
