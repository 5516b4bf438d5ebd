import CLinux
import Glibc
import SystemPackage

/// A child of this process that shares its memory as it was when it began, and nothing else.
public struct ChildProcess: Sendable, Hashable {
  /// The process's number; it stays the child's own until its end was taken up by ``reap(waits:)``.
  public let number: Int32

  /// How a child ended.
  public enum Ending: Sendable, Hashable {
    /// By itself, with this status.
    case status(Int32)
    /// By this signal.
    case signal(Int32)
  }

  /// Splits this process in two; nil in the child, which has to end by ``exit(_:)``.
  ///
  /// Only for a process of one thread: the child has no other, and a lock that another one holds
  /// would stay locked for ever. The child keeps ``socket`` and standard error; signals do what they
  /// do by default, and it ends with its parent.
  ///
  /// The corresponding C function is `fork`.
  ///
  /// - Parameters:
  ///   - socket: The connection that the child is to have.
  ///   - title: What `ps` shows as its command.
  /// - Returns: The child, or nil in it.
  /// - Throws: `SystemCallError`, with no child.
  public static func fork(
    keeping socket: borrowing MessageSocket, title: String
  ) throws(SystemCallError) -> ChildProcess? {
    let number = socket.descriptor.number
    let child = try unsafe title.withCString { unsafe SystemCalls.fork(number, $0) }.get("fork")
    return child == 0 ? nil : ChildProcess(number: Int32(child))
  }

  /// In a child, the connection that it was started with.
  public static func socket() -> MessageSocket {
    MessageSocket(Descriptor(owning: CLINUX_CHILD_SOCKET))
  }

  /// Ends this process, a child, without what the parent does at its own end.
  public static func exit(_ status: Int32) -> Never { _exit(status) }

  /// Kills the child; nothing when it has ended.
  ///
  /// The corresponding C function is `kill` with `SIGKILL`.
  public func kill() { _ = Glibc.kill(number, SIGKILL) }

  /// Takes up how the child ended; nil while it runs.
  ///
  /// The corresponding C function is `waitpid`.
  public func reap(waits: Bool = false) throws(SystemCallError) -> Ending? {
    var status: CInt = 0
    guard try SystemCalls.reap(number, waits: waits, &status).get("waitpid") != 0 else {
      return nil
    }
    let signal = status & 0x7f
    return signal == 0 ? .status((status >> 8) & 0xff) : .signal(signal)
  }
}
