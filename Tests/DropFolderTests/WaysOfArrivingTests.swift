import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// Every way by which something can come into a folder, each tried where the kernel tells of
/// everything, where it does not tell who writes, and where it tells of nothing.
@Suite struct WaysOfArrivingTests {
  enum Kernel: CaseIterable, CustomTestStringConvertible {
    case tellsAll, hidesWriters, tellsNothing

    var testDescription: String {
      switch self {
      case .tellsAll: "watched"
      case .hidesWriters: "watched, writers unknown"
      case .tellsNothing: "polled"
      }
    }
  }

  @Test(arguments: Kernel.allCases, Way.all)
  func findsTheLastStateOfEachFile(_ kernel: Kernel, _ way: Way) throws {
    let drop = try Drop(
      settle: .milliseconds(40), writersAreKnown: kernel == .tellsAll,
      watch: kernel == .tellsNothing ? .poll : .auto
    ) { options, _ in options.longestSettle = .milliseconds(300) }
    _ = try drop.within(.milliseconds(10))
    try way.prepare(drop)
    drop.finish(try drop.until(way.prepared))
    try way.act(drop)
    let found = try drop.until(max(1, way.expected.count))
    let late = try drop.within(.milliseconds(way.expected.isEmpty ? 1 : 150))
    let all = found + late
    #expect(Set(all.lines) == way.expected)
    // What was found last of each file is what is there now.
    var last: [SourceName: FileIdentity] = [:]
    for case .arrived(let name, let identity) in all { last[name] = identity }
    for (name, identity) in last {
      let there = try drop.watcher.open(name)
      #expect(there.identity == identity)
    }
    drop.finish(all)
    #expect(drop.watcher.claimed.isEmpty)
    drop.watcher.rescan()
    #expect(try drop.within(.milliseconds(20)).isEmpty)
  }
}

/// One way of arriving.
struct Way: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// How many findings the preparation leads to.
  var prepared = 0
  var prepare: @Sendable (Drop) throws -> Void = { _ in }
  var act: @Sendable (Drop) throws -> Void
  var expected: Set<String> = ["arrived a"]

  static let all: [Way] = [
    Way(testDescription: "written in place") { try $0.write("One line.\n", to: "a") },
    Way(testDescription: "renamed into the folder") { try $0.deliver("a") },
    Way(
      testDescription: "renamed over an earlier file", prepared: 1,
      prepare: { try $0.write("Earlier.\n", to: "a") }, act: { try $0.deliver("a") }),
    Way(testDescription: "hidden first, as rsync does") {
      try $0.write("One line.\n", to: ".a.Xy12")
      rename($0.incoming.appending(".a.Xy12").string, $0.incoming.appending("a").string)
    },
    Way(testDescription: "hard-linked, as Maildir does") {
      try $0.stage("One line.\n", as: "a")
      link($0.staging.appending("a").string, $0.incoming.appending("a").string)
      unlink($0.staging.appending("a").string)
    },
    Way(testDescription: "made without a name, then linked") { drop in
      let unnamed = FileDescriptor.OpenOptions(rawValue: 0o20000000 | O_DIRECTORY)
      let file = try Descriptor(opening: drop.incoming, .writeOnly, options: unnamed)
      try file.writeAll(Array("One line.\n".utf8).span)
      linkat(
        AT_FDCWD, "/proc/self/fd/\(file.number)", AT_FDCWD, drop.incoming.appending("a").string,
        AT_SYMLINK_FOLLOW)
    },
    Way(
      testDescription: "a symbolic link",
      act: { symlink("/etc/passwd", $0.incoming.appending("a").string) },
      expected: ["refused a symbolicLink"]),
    Way(
      testDescription: "touched", prepared: 1,
      prepare: { try $0.write("One line.\n", to: "a") },
      act: {
        usleep(10_000)
        utimes($0.incoming.appending("a").string, nil)
      }),
    Way(
      testDescription: "opened for writing and closed", prepared: 1,
      prepare: { try $0.write("One line.\n", to: "a") }, act: { _ = try $0.writer("a") },
      expected: []),
    Way(testDescription: "appended to three times") {
      for line in ["One.\n", "Two.\n", "Three.\n"] { try $0.writer("a").write(line) }
    },
    Way(testDescription: "by two writers") {
      let second = try $0.writer("a")
      try $0.writer("a").write("One.\n")
      _ = try $0.within(.milliseconds(20))
      try second.write("Two.\n")
    },
    Way(testDescription: "through a mapping, after the close") { drop in
      let path = drop.incoming.appending("a").string
      let file = Glibc.open(path, O_RDWR | O_CREAT, 0o600)
      ftruncate(file, 10)
      let mapping = mmap(nil, 10, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
      Glibc.close(file)
      usleep(10_000)
      if let mapping, mapping != MAP_FAILED {
        mapping.copyMemory(from: Array("One line.\n".utf8), byteCount: 10)
        munmap(mapping, 10)
      }
    },
    Way(
      testDescription: "exchanged with another file", prepared: 1,
      prepare: { try $0.write("Earlier.\n", to: "a") },
      act: {
        try $0.stage("One line.\n", as: "a")
        exchange($0.staging.appending("a"), $0.incoming.appending("a"))
      }),
    Way(
      testDescription: "in a directory that is moved in",
      act: {
        mkdir($0.staging.appending("d").string, 0o755)
        mkdir($0.staging.appending("d/e").string, 0o755)
        try $0.stage("One.\n", as: "d/a")
        try $0.stage("Two.\n", as: "d/e/b")
        rename($0.staging.appending("d").string, $0.incoming.appending("d").string)
      }, expected: ["arrived d/a", "arrived d/e/b"]),
    Way(
      testDescription: "in a directory that is made there",
      act: {
        mkdir($0.incoming.appending("d").string, 0o755)
        mkdir($0.incoming.appending("d/e").string, 0o755)
        try $0.write("One.\n", to: "d/a")
        try $0.write("Two.\n", to: "d/e/b")
      }, expected: ["arrived d/a", "arrived d/e/b"]),
  ]
}

/// Lets two files have each other's name.
func exchange(_ one: FilePath, _ other: FilePath) {
  typealias RenameAt2 =
    @convention(c) (
      CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt
    ) -> CInt
  _ = gnu("renameat2", as: RenameAt2.self)(AT_FDCWD, one.string, AT_FDCWD, other.string, 2)
}

extension Drop {
  /// Writes a file elsewhere and renames it into the folder.
  func deliver(_ name: String, _ text: String = "One line.\n") throws {
    try stage(text, as: "delivery")
    rename(staging.appending("delivery").string, incoming.appending(name).string)
  }
}
