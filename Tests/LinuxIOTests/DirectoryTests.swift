import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@Suite struct DirectoryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aListingHasTheRawBytesOfEveryName() throws {
    let odd: [UInt8] = [0x61, 0xFF, 0x0A, 0x62]
    let path = folder.path.pushing(FilePath(bytes: odd))
    _ = try Descriptor(opening: path, .writeOnly, options: .create)
    mkdir(folder.file("d").string, 0o700)
    symlink("nowhere", folder.file("s").string)
    mkfifo(folder.file("f").string, 0o600)
    let directory = try Directory(folder.path)
    var kinds: [[UInt8]: FileKind?] = [:]
    for entry in try directory.entries() { kinds[entry.name] = entry.kind }
    #expect(
      kinds == [
        odd: .regular, Array("d".utf8): .directory, Array("s".utf8): .symbolicLink,
        Array("f".utf8): .fifo,
      ])
    #expect(FilePath(bytes: odd).bytes == odd)
    _ = try directory.open(FilePath(bytes: odd), .readOnly)
  }

  @Test func aListingOfManyNamesIsComplete() throws {
    for number in 0..<3000 { try folder.write("", to: "file-\(number)") }
    let names = try Directory(folder.path).entries().map(\.name)
    #expect(Set(names).count == 3000)
    #expect(names.count == 3000)
  }

  @Test func aSymbolicLinkIsNotFollowed() throws {
    try folder.write("x", to: "a")
    symlink("a", folder.file("s").string)
    let directory = try Directory(folder.path)
    #expect(try directory.status(of: "s").kind == .symbolicLink)
    let error = #expect(throws: SystemCallError.self) { _ = try directory.open("s", .readOnly) }
    #expect(error?.errno == .tooManySymbolicLinkLevels)
  }

  @Test func aNamedPipeDoesNotBlock() throws {
    mkfifo(folder.file("f").string, 0o600)
    let pipe = try Directory(folder.path).open("f", .readOnly)
    #expect(try pipe.status().kind == .fifo)
  }

  @Test func namesAreMovedAndRemoved() throws {
    let directory = try Directory(folder.path)
    try directory.makeDirectory("sub", permissions: .ownerReadWriteExecute)
    try folder.write("x", to: "a")
    let sub = try Directory(folder.file("sub"))
    try directory.rename("a", to: "b", in: sub)
    #expect(try sub.entries().map(\.name) == [Array("b".utf8)])
    try sub.remove("b")
    #expect(try sub.entries().isEmpty)
    try sub.descriptor.synchronize()
  }

  @Test func theRunningProgramIsFound() throws {
    let path = try CurrentProcess.executable()
    #expect(access(path.string, X_OK) == 0)
  }
}

@Suite struct FileSystemTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Takes one byte at a time, and fails on the fourth call.
  struct TiredFileSystem: FileSystem {
    let written = Counter()

    func write(
      _ bytes: Span<UInt8>, to file: borrowing Descriptor
    ) throws(SystemCallError) -> Int {
      written.count += 1
      if written.count == 4 {
        throw SystemCallError("write", path: file.path, errno: .ioError)
      }
      return try file.write(bytes.extracting(0..<1))
    }
  }

  final class Counter: @unchecked Sendable {
    var count = 0
  }

  @Test func oneCallCanBeMadeToFailAndTheOthersStayAsTheyAre() throws {
    let files: any FileSystem = TiredFileSystem()
    let path = folder.file("a")
    let file = try files.open(
      path, .writeOnly, options: .create, permissions: .ownerReadWrite)
    try files.writeAll(Array("ab".utf8).span, to: file)
    let error = #expect(throws: SystemCallError.self) {
      try files.writeAll(Array("cd".utf8).span, to: file)
    }
    #expect(error == SystemCallError("write", path: path, errno: .ioError))
    #expect(try files.status(of: file).size == 3)
    try files.close(file)
    try files.rename(path, to: folder.file("b"))
    try files.synchronizeDirectory(folder.path)
    #expect(try Directory(folder.path).entries().map(\.name) == [Array("b".utf8)])
    try files.remove(folder.file("b"))
    try files.makeDirectory(folder.file("d"), permissions: .ownerReadWriteExecute)
    #expect(try Directory(folder.path).entries().map(\.kind) == [.directory])
  }
}
