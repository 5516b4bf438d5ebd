import LinuxIO
public import SystemPackage

/// What there is to tell about a name in the drop folder.
public enum Finding: Sendable, Hashable {
  /// A whole file is there, or a changed state of one. Its size may be 0.
  case arrived(SourceName, FileIdentity)
  /// Something is there that is not a file to be read.
  case refused(SourceName, FileIdentity, Refusal)
  /// A file was seen, and was gone before it was complete.
  case vanished(SourceName)

  /// The name that the finding is about.
  public var name: SourceName {
    switch self {
    case .arrived(let name, _), .refused(let name, _, _), .vanished(let name): name
    }
  }
}

/// Why something in the drop folder is not read.
public enum Refusal: Sendable, Hashable, CustomStringConvertible {
  /// A symbolic link, wherever it leads; to a directory as well.
  case symbolicLink
  /// A named pipe.
  case fifo
  /// A socket.
  case socket
  /// A character or block device.
  case device
  /// A file or directory that cannot be opened, for this reason.
  case unreadable(Errno)
  /// A directory further down than this many levels.
  case tooDeep(Int)
  /// A directory whose path is longer than the kernel takes.
  case pathTooLong

  init?(_ kind: FileKind) {
    switch kind {
    case .regular, .directory: return nil
    case .symbolicLink: self = .symbolicLink
    case .fifo: self = .fifo
    case .socket: self = .socket
    case .device: self = .device
    }
  }

  /// One line for the person who dropped it.
  public var description: String {
    switch self {
    case .symbolicLink: "is a symbolic link: drop a copy of the file"
    case .fifo: "is a named pipe, not a file"
    case .socket: "is a socket, not a file"
    case .device: "is a device, not a file"
    case .unreadable(.permissionDenied): "may not be read: give read permission to the service"
    case .unreadable(let errno): "cannot be opened: \(errno)"
    case .tooDeep(let depth): "lies deeper than \(depth) directories: drop it higher up"
    case .pathTooLong: "has a path of more than 4095 bytes: drop it higher up"
    }
  }
}

/// A file that is looked at again later, and why.
public struct WaitingFile: Sendable, Hashable {
  /// What is waited for.
  public enum Reason: Sendable, Hashable, CustomStringConvertible {
    /// That the program which writes the file closes it.
    case openForWriting
    /// That the file stays as it is for the settle time.
    case settling
    /// That the rest is written: its last bytes are not the end of a line or a sentence.
    case unfinished
    /// That something is written into the empty file.
    case empty
    /// That the system can open it; the reason why it could not.
    case busy(Errno)

    /// One line for a person.
    public var description: String {
      switch self {
      case .openForWriting: "a program still has it open for writing"
      case .settling: "it may still change"
      case .unfinished: "it breaks off in the middle of a line, more may be written"
      case .empty: "it is empty, something may still be written"
      case .busy(let errno): "it cannot be opened just now: \(errno)"
      }
    }
  }

  /// The file.
  public var name: SourceName
  /// What is waited for.
  public var reason: Reason
  /// Since when, in nanoseconds of the monotonic clock.
  public var since: UInt64
}

/// Why a drop folder or a file in it cannot be used.
public enum DropFolderError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The folder cannot be used just now. What lies in it is found again once it is back; a file
  /// that had arrived has no outcome yet.
  case folderLost(FilePath, DropFolderState.Loss)
  /// The file that had arrived is not there any more.
  case vanished(SourceName)
  /// Something else has the name now, or it cannot be read.
  case refused(SourceName, Refusal)
  /// It cannot be opened just now, for this reason; see ``DropFolder/reconsider(_:)``.
  case busy(SourceName, Errno)

  /// One line for a person.
  public var description: String {
    switch self {
    case .folderLost(let path, let loss): "the drop folder \(path) \(loss)"
    case .vanished(let name): "\(name): was removed before it could be read"
    case .refused(let name, let refusal): "\(name) \(refusal)"
    case .busy(let name, let errno): "\(name) cannot be opened just now: \(errno)"
    }
  }
}
