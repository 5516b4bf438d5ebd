import LinuxIO
import Synchronization
import SystemPackage

/// The file system, with somebody who acts at the worst moment.
final class ReplacingFileSystem: FileSystem {
  private let action = Mutex<(@Sendable () -> Void)?>(nil)

  /// What happens between the last look at a file and its new name, once.
  var beforeRename: (@Sendable () -> Void)? {
    get { action.withLock { $0 } }
    set { action.withLock { $0 = newValue } }
  }

  func rename(
    _ name: FilePath, toNew newName: FilePath, in directory: borrowing Directory
  ) throws(SystemCallError) {
    let act = action.withLock { action in
      defer { action = nil }
      return action
    }
    act?()
    try directory.rename(name, toNew: newName)
  }
}
