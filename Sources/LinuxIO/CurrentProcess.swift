import CLinux
import Glibc
public import SystemPackage

/// The process that this code runs in.
public enum CurrentProcess {
  /// Its number.
  ///
  /// The corresponding C function is `getpid`.
  public static var number: Int32 { getpid() }

  /// The file of the running program, to start it once more.
  ///
  /// The corresponding C function is `readlink` of `/proc/self/exe`.
  public static func executable() throws(SystemCallError) -> FilePath {
    let link = FilePath("/proc/self/exe")
    var target = [CChar](repeating: 0, count: 4096)
    let length = try unsafe link.withPlatformString { path in
      unsafe target.withUnsafeMutableBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return Result<Int, Errno>.success(0) }
        return unsafe SystemCalls.readlink(path, start, buffer.count)
      }
    }.get("readlink", link)
    return FilePath(bytes: target.prefix(length).map { UInt8(bitPattern: $0) })
  }
}

extension CurrentProcess {
  /// How many processors the process may run on; at least 1.
  ///
  /// The corresponding C function is `sched_getaffinity`.
  public static func processors() -> Int {
    max(1, clinux_processors())
  }
}
