public import SystemPackage

/// A system call that failed: which one, on what, and why.
public struct SystemCallError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The name of the C function, for instance `open`.
  public let call: String
  /// The file it was called for, if it was called for a file whose name is known.
  public let path: FilePath?
  /// The reason that the kernel gave.
  public let errno: Errno
  /// What an administrator can do about it, where that is not plain from the reason.
  public let hint: String?

  /// A failure of `call`.
  public init(_ call: String, path: FilePath? = nil, errno: Errno, hint: String? = nil) {
    self.call = call
    self.path = path
    self.errno = errno
    self.hint = hint ?? Self.hint(for: errno, of: call)
  }

  /// A full file system or a used-up quota: waiting may help.
  public var isOutOfSpace: Bool { errno == .noSpace || errno == .diskQuotaExceeded }

  /// One line for a person: `open /x/y: Permission denied`.
  public var description: String {
    var line = call
    if let path { line += " \(path.string)" }
    line += ": \(errno.description)"
    if let hint { line += " (\(hint))" }
    return line
  }

  /// The kernel reports used-up inotify limits as a full disk or as too many open files.
  private static func hint(for errno: Errno, of call: String) -> String? {
    switch (call, errno) {
    case ("inotify_add_watch", .noSpace): "raise the sysctl fs.inotify.max_user_watches"
    case ("inotify_init1", .tooManyOpenFiles): "raise the sysctl fs.inotify.max_user_instances"
    case (_, .tooManyOpenFiles): "raise LimitNOFILE= of the service"
    case (_, .noSpace): "free some space on that file system"
    case (_, .readOnlyFileSystem): "add the directory to ReadWritePaths= of the service"
    default: nil
    }
  }
}

extension Result where Failure == Errno {
  /// The value, or the failure with the name of the call and of the file.
  func get(
    _ call: String, _ path: @autoclosure () -> FilePath? = nil
  ) throws(SystemCallError) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let errno): throw SystemCallError(call, path: path(), errno: errno)
    }
  }
}
