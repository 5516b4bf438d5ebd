import Glibc
import LinuxIO
package import SystemPackage

/// A fresh directory that goes, with all that is in it, when the test is done with it.
package final class TemporaryFolder {
  package let path: FilePath

  /// `inMemory`: where that can be, because thousands of crashes need not wait for a disk.
  package init(inMemory: Bool = false) throws {
    let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = [CChar]("\(parent)/briefingd-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Errno(rawValue: errno)
    }
    path = FilePath(platformString: template)
  }

  deinit { try? Self.empty(path) }

  package func file(_ name: String) -> FilePath { path.appending(name) }

  /// Writes a file in place, as a shell redirection does.
  package func write(_ text: String, to name: String) throws {
    let fd = try FileDescriptor.open(
      file(name), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try fd.closeAfter { _ = try fd.writeAll(text.utf8) }
  }

  /// Removes all below a directory, and the directory.
  package static func empty(_ directory: FilePath) throws {
    for entry in try Directory(directory).entries() {
      let path = directory.pushing(FilePath(bytes: entry.name))
      if entry.kind == .directory {
        try empty(path)
      } else {
        _ = path.withPlatformString { unlink($0) }
      }
    }
    _ = directory.withPlatformString { rmdir($0) }
  }

  /// Removes the files of a directory whose names begin with `prefix`.
  package static func remove(_ directory: FilePath, prefix: String) throws {
    let open = try Directory(directory)
    for entry in try open.entries() where entry.name.starts(with: prefix.utf8) {
      try open.remove(FilePath(bytes: entry.name))
    }
  }
}
