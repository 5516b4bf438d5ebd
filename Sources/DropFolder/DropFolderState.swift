public import SystemPackage

/// How a drop folder learns what happens in it.
public enum DropFolderState: Sendable, Hashable, CustomStringConvertible {
  /// The kernel tells of every change.
  case watching
  /// The folder, or some directories in it, are looked at again and again.
  case polling(Polling)
  /// The folder cannot be used; it is looked for again and again.
  case lost(Loss)

  /// Why the kernel is not relied on.
  public enum Polling: Sendable, Hashable, CustomStringConvertible {
    /// The configuration says so.
    case configured
    /// Files can change there without this kernel being told: the kind of the file system.
    case remote(String)
    /// The kernel did not tell of a file that was put there as a trial.
    case noEvents
    /// The user has no watches left: some directories have none.
    case watchLimit
    /// The user has no queues for events left.
    case instanceLimit
    /// The kernel refuses to watch, for another reason.
    case unavailable(Errno)

    /// One line for a person, with what to do.
    public var description: String {
      switch self {
      case .configured: "Watch=poll"
      case .remote(let name): "changes on \(name) are not told to this machine"
      case .noEvents: "the file system does not tell of changes"
      case .watchLimit: "no watches are left: raise the sysctl fs.inotify.max_user_watches"
      case .instanceLimit:
        "no inotify instances are left: raise the sysctl fs.inotify.max_user_instances"
      case .unavailable(let errno): "it cannot be watched: \(errno)"
      }
    }
  }

  /// Why the folder cannot be used.
  public enum Loss: Sendable, Hashable, CustomStringConvertible {
    /// It was removed or moved away.
    case gone
    /// Something else has its path now.
    case replaced
    /// Its file system was unmounted.
    case unmounted
    /// It cannot be opened or searched.
    case unreadable(Errno)

    /// One line for a person, with what to do.
    public var description: String {
      switch self {
      case .gone: "was removed or moved away: create it again"
      case .replaced: "was replaced by another one"
      case .unmounted: "was unmounted: mount it again"
      case .unreadable(.permissionDenied), .unreadable(.notPermitted):
        "may not be read: give read and search permission to the service"
      case .unreadable(let errno): "cannot be read: \(errno)"
      }
    }
  }

  /// One line for a person.
  public var description: String {
    switch self {
    case .watching: "watched"
    case .polling(let reason): "looked at by polling, because \(reason)"
    case .lost(let loss): loss.description
    }
  }
}

/// How changes are to be noticed.
public enum WatchMode: String, Sendable, Hashable, CaseIterable {
  /// By the kernel where it can tell, else by polling.
  case auto
  /// By the kernel, whatever the file system; by polling only where it refuses.
  case inotify
  /// By polling only.
  case poll
}
