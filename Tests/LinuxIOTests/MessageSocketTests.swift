import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@Suite("Messages between processes")
struct MessageSocketTests {
  @Test("a message arrives whole, with the open file that came with it")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("a")
    let pair = try MessageSocket.pair()
    do {
      let file = try Descriptor(opening: path, .readWrite, options: .create)
      try file.writeAll(Array("content".utf8).span)
      #expect(try pair.near.send([1, 2, 3], file: file))
      #expect(try pair.near.send([4], file: file))
    }
    for expected in [[1, 2, 3], [4]] as [[UInt8]] {
      guard let message = try pair.far.receive(waits: true) else { throw Errno.badFileDescriptor }
      #expect(message.bytes == expected)
      guard let file = message.takeFile() else { throw Errno.badFileDescriptor }
      var bytes: [UInt8] = []
      #expect(try file.read(into: &bytes, upTo: 100, at: 0) == 7)
      #expect(bytes == Array("content".utf8))
    }
    let none = try pair.far.receive(waits: false) == nil
    #expect(none)
  }

  @Test("the end of the connection is a message without bytes")
  func end() throws {
    let near = try MessageSocket.pair().keepNear()
    guard let message = try near.receive(waits: true) else { throw Errno.badFileDescriptor }
    #expect(message.content().isEmpty)
  }

  @Test("a full connection is told, not waited for")
  func full() throws {
    let pair = try MessageSocket.pair()
    var sent = 0
    while try pair.near.send([UInt8](repeating: 7, count: 10_000), file: pair.far.descriptor) {
      sent += 1
    }
    #expect(sent > 1)
  }
}
