import SystemPackage

/// One end of a connection between two processes that keeps messages apart and can carry open
/// files.
public struct MessageSocket: ~Copyable, Sendable {
  /// The longest message, in bytes.
  public static let messageLimit = 65_536

  /// Readable when a message waits, or the end.
  public let descriptor: Descriptor

  /// Takes over an end.
  public init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }

  /// A message as it came.
  public struct Message: ~Copyable {
    /// Its bytes; none at the end of the connection.
    public let bytes: [UInt8]
    /// The open file that came with it.
    public let file: Descriptor?

    /// The bytes alone; the file that came with them is closed.
    public consuming func content() -> [UInt8] { bytes }

    /// The file; nil where none came.
    public consuming func takeFile() -> Descriptor? { file }
  }

  /// Two ends that are connected to each other.
  ///
  /// The corresponding C function is `socketpair`.
  public static func pair() throws(SystemCallError) -> Pair {
    var numbers: [CInt] = [-1, -1]
    _ = try unsafe numbers.withUnsafeMutableBufferPointer {
      unsafe SystemCalls.socketPair($0.baseAddress)
    }.get("socketpair")
    return Pair(
      near: MessageSocket(Descriptor(owning: numbers[0])),
      far: MessageSocket(Descriptor(owning: numbers[1])))
  }

  /// Both ends of a connection.
  public struct Pair: ~Copyable {
    /// The end to keep.
    public let near: MessageSocket
    /// The end for the other process.
    public let far: MessageSocket

    /// The end to keep; the other one is closed in this process.
    public consuming func keepNear() -> MessageSocket { near }
  }

  /// Sends a message without waiting; false when there is no room for it just now.
  ///
  /// The corresponding C function is `sendmsg`.
  public func send(
    _ bytes: [UInt8], file: borrowing Descriptor
  ) throws(SystemCallError) -> Bool {
    let outcome = unsafe bytes.withUnsafeBytes {
      unsafe SystemCalls.send(descriptor.number, $0.baseAddress, $0.count, file.number)
    }
    switch outcome {
    case .success: return true
    case .failure(.wouldBlock): return false
    case .failure(let errno): throw SystemCallError("sendmsg", errno: errno)
    }
  }

  /// Takes the next message; nil when `waits` is false and there is none.
  ///
  /// The corresponding C function is `recvmsg`.
  public func receive(waits: Bool) throws(SystemCallError) -> Message? {
    var bytes: [UInt8] = []
    var file: CInt = -1
    let outcome = unsafe bytes.appendOutcome(upTo: Self.messageLimit) {
      unsafe SystemCalls.receive(descriptor.number, $0, $1, &file, waits: waits)
    }
    switch outcome {
    case .success:
      return Message(bytes: bytes, file: file < 0 ? nil : Descriptor(owning: file))
    case .failure(.wouldBlock): return nil
    case .failure(let errno): throw SystemCallError("recvmsg", errno: errno)
    }
  }
}
