import Glibc
import SystemPackage
import Testing

/// A fresh directory that goes, with all that is in it, when the test is done with it.
final class TemporaryFolder {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/briefingd-test-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) != nil }
    try #require(made)
    path = template.withUnsafeBufferPointer { FilePath(platformString: $0.baseAddress!) }
  }

  deinit {
    _ = path.withPlatformString { start in
      nftw(start, { name, _, _, _ in remove(name!) }, 16, FTW_DEPTH.rawValue | FTW_PHYS.rawValue)
    }
  }

  func file(_ name: String) -> FilePath { path.appending(name) }

  /// Writes a file in place, as a shell redirection does.
  func write(_ text: String, to name: String) throws {
    let fd = try FileDescriptor.open(
      file(name), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try fd.closeAfter { _ = try fd.writeAll(text.utf8) }
  }
}
