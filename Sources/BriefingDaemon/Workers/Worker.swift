import BriefingRecords
import LinuxIO

/// The life of a worker process: a request with an open file in, a reply out, until the daemon hangs
/// up.
///
/// It begins as a copy of the daemon, with the lexicon in place, and gives up everything but memory
/// and the one connection before it looks at a byte that a stranger wrote.
enum Worker {
  /// What `ps` shows as its command.
  static let title = "briefingd: worker"

  /// Ends the process when the daemon hangs up.
  static func run(with maker: BatchMaker, memory: Int) -> Never {
    let refused = Confinement.enter(memory: memory)
    let socket = ChildProcess.socket()
    do {
      try send(WorkerGreeting(refused: refused).bytes, to: socket)
      while let message = try socket.receive(waits: true) {
        let request = message.bytes
        guard !request.isEmpty else { ChildProcess.exit(0) }
        guard let file = message.takeFile() else { ChildProcess.exit(1) }
        try send(reply(to: try WorkerRequest(request), of: file, with: maker), to: socket)
      }
    } catch {
      // The daemon is gone, or does not speak as we do.
    }
    ChildProcess.exit(1)
  }

  /// What `request` yields; never more of the file is read than it says.
  static func reply(
    to request: WorkerRequest, of file: borrowing Descriptor, with maker: BatchMaker
  ) -> WorkerReply {
    var bytes: [UInt8] = []
    do {
      while bytes.count < request.size {
        let step = min(request.size - bytes.count, 1 << 20)
        if try file.read(into: &bytes, upTo: step, at: Int64(bytes.count)) == 0 { break }
      }
    } catch {
      return WorkerReply(to: request.serial, unreadable: error)
    }
    let source = Source(name: request.name, receivedAt: Timestamp(milliseconds: 0))
    let batch = maker.batch(
      of: bytes, from: source, story: request.story, emitting: request.emission)
    // Where nothing was undone, the file is the content.
    let isContent = batch.document.contentCoding.isEmpty
    return WorkerReply(
      to: request.serial, batch,
      fileSHA256: (isContent ? batch.envelope.sourceSHA256 : nil) ?? SHA256.hex(of: bytes.span))
  }

  private static func send(
    _ reply: WorkerReply, to socket: borrowing MessageSocket
  ) throws(SystemCallError) {
    try send(reply.header, to: socket)
    let lines = reply.lines.span
    var start = 0
    while start < lines.count {
      let end = min(start + MessageSocket.messageLimit, lines.count)
      _ = try socket.descriptor.write(lines.extracting(start..<end))
      start = end
    }
  }

  private static func send(
    _ bytes: [UInt8], to socket: borrowing MessageSocket
  ) throws(SystemCallError) {
    _ = try socket.descriptor.write(bytes.span)
  }
}

/// The first thing that a worker says: what it could not give up.
struct WorkerGreeting {
  var refused: Confinement

  init(refused: Confinement) { self.refused = refused }

  var bytes: [UInt8] {
    var writer = WireWriter()
    writer.write(UInt64(refused.rawValue))
    return writer.bytes
  }

  init(_ bytes: [UInt8]) throws(WireReader.Malformed) {
    var reader = WireReader(bytes)
    refused = Confinement(rawValue: try reader.count(upTo: 0xff))
  }
}
