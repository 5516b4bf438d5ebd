import Glibc
import LinuxIO
package import SystemPackage

/// A fresh directory that goes, with all that is in it, when the test is done with it.
package final class TemporaryFolder {
  package let path: FilePath

  package init() throws {
    var template = [CChar]("/tmp/briefingd-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Errno(rawValue: errno)
    }
    path = FilePath(platformString: template)
  }

  deinit { Self.remove(path) }

  package func file(_ name: String) -> FilePath { path.appending(name) }

  /// Writes a file in place, as a shell redirection does.
  package func write(_ text: String, to name: String) throws {
    let fd = try FileDescriptor.open(
      file(name), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try fd.closeAfter { _ = try fd.writeAll(text.utf8) }
  }

  private static func remove(_ path: FilePath) {
    if let directory = try? Directory(path), let entries = try? directory.entries() {
      for entry in entries {
        let name = FilePath(bytes: entry.name)
        if entry.kind == .directory {
          remove(path.pushing(name))
        } else {
          try? directory.remove(name)
        }
      }
    }
    _ = path.withPlatformString { rmdir($0) }
  }
}
