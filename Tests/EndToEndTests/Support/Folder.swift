import Glibc
import SystemPackage

/// A fresh folder for one test, removed with all it holds when the test is over.
final class ScratchFolder {
  let path: FilePath

  init() throws {
    var template = Array("/tmp/briefingd-test.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    path = FilePath(
      String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  deinit { File.removeTree(path) }

  func make(_ name: String) throws -> FilePath {
    let folder = path.appending(name)
    guard mkdir(folder.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    return folder
  }
}

/// Files as the tests write and read them, by the plainest calls.
enum File {
  static func write(_ bytes: [UInt8], to path: FilePath) throws {
    let descriptor = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead])
    try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
  }

  static func write(_ text: String, to path: FilePath) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Writes beside the folder and renames in: the way that is complete at once.
  static func drop(_ text: String, as name: String, into folder: FilePath) throws {
    let staging = folder.removingLastComponent().appending(
      "staging.\(UInt64.random(in: 0 ... .max))")
    try write(text, to: staging)
    guard rename(staging.string, folder.appending(name).string) == 0 else {
      throw Errno(rawValue: errno)
    }
  }

  static func bytes(_ path: FilePath) -> [UInt8] {
    guard let descriptor = try? FileDescriptor.open(path, .readOnly) else { return [] }
    defer { try? descriptor.close() }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while let count = try? buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }),
      count > 0
    {
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  static func text(_ path: FilePath) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// The names in a folder, without the two dots.
  static func names(in path: FilePath) throws -> [String] {
    guard let folder = opendir(path.string) else { throw Errno(rawValue: errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a folder and all it holds, whatever the names are.
  static func removeTree(_ path: FilePath) {
    _ = try? RunningProgram("/bin/rm", ["-rf", path.string], in: "/tmp").wait()
  }
}
