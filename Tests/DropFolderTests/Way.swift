import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import DropFolder

/// One way of arriving, by the kernel's own distinctions.
struct Way: Sendable, CustomTestStringConvertible {
  /// Which of the fourteen forms it is; some can be done in more than one way.
  var form: Int
  var testDescription: String
  /// How many findings the preparation leads to.
  var prepared = 0
  var prepare: @Sendable (Drop) throws -> Void = { _ in }
  var act: @Sendable (Drop) throws -> Void
  var expected: Set<String> = ["arrived a"]

  static let all: [Way] = [
    Way(form: 1, testDescription: "written in place") { try $0.write("One line.\n", to: "a") },
    Way(form: 2, testDescription: "renamed into the folder") { try $0.deliver("a") },
    Way(
      form: 2, testDescription: "renamed over an earlier file", prepared: 1,
      prepare: { try $0.write("Earlier.\n", to: "a") }, act: { try $0.deliver("a") }),
    Way(form: 3, testDescription: "hidden first, as rsync does") {
      try $0.write("One line.\n", to: ".a.Xy12")
      rename($0.incoming.appending(".a.Xy12").string, $0.incoming.appending("a").string)
    },
    Way(form: 4, testDescription: "hard-linked, as Maildir does") {
      try $0.stage("One line.\n", as: "a")
      link($0.staging.appending("a").string, $0.incoming.appending("a").string)
      unlink($0.staging.appending("a").string)
    },
    Way(form: 5, testDescription: "made without a name, then linked") { drop in
      let unnamed = FileDescriptor.OpenOptions(rawValue: 0o20000000 | O_DIRECTORY)
      let file = try Descriptor(opening: drop.incoming, .writeOnly, options: unnamed)
      try file.writeAll(Array("One line.\n".utf8).span)
      linkat(
        AT_FDCWD, "/proc/self/fd/\(file.number)", AT_FDCWD, drop.incoming.appending("a").string,
        AT_SYMLINK_FOLLOW)
    },
    Way(
      form: 6, testDescription: "a symbolic link",
      act: { symlink("/etc/passwd", $0.incoming.appending("a").string) },
      expected: ["refused a symbolicLink"]),
    Way(
      form: 7, testDescription: "touched", prepared: 1,
      prepare: { try $0.write("One line.\n", to: "a") },
      act: {
        usleep(10_000)
        utimes($0.incoming.appending("a").string, nil)
      }),
    Way(
      form: 8, testDescription: "opened for writing and closed", prepared: 1,
      prepare: { try $0.write("One line.\n", to: "a") }, act: { _ = try $0.writer("a") },
      expected: []),
    Way(form: 9, testDescription: "appended to three times") {
      for line in ["One.\n", "Two.\n", "Three.\n"] { try $0.writer("a").write(line) }
    },
    Way(form: 9, testDescription: "by two writers") {
      let second = try $0.writer("a")
      try $0.writer("a").write("One.\n")
      _ = try $0.within(.milliseconds(20))
      try second.write("Two.\n")
    },
    Way(form: 10, testDescription: "through a mapping, after the close") { drop in
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
      form: 11, testDescription: "exchanged with another file", prepared: 1,
      prepare: { try $0.write("Earlier.\n", to: "a") },
      act: {
        try $0.stage("One line.\n", as: "a")
        exchange($0.staging.appending("a"), $0.incoming.appending("a"))
      }),
    Way(
      form: 12, testDescription: "in a directory that is moved in",
      act: {
        mkdir($0.staging.appending("d").string, 0o755)
        mkdir($0.staging.appending("d/e").string, 0o755)
        try $0.stage("One.\n", as: "d/a")
        try $0.stage("Two.\n", as: "d/e/b")
        rename($0.staging.appending("d").string, $0.incoming.appending("d").string)
      }, expected: ["arrived d/a", "arrived d/e/b"]),
    Way(
      form: 13, testDescription: "in a directory that is made there",
      act: {
        mkdir($0.incoming.appending("d").string, 0o755)
        mkdir($0.incoming.appending("d/e").string, 0o755)
        try $0.write("One.\n", to: "d/a")
        try $0.write("Two.\n", to: "d/e/b")
      }, expected: ["arrived d/a", "arrived d/e/b"]),
    Way(
      form: 14, testDescription: "while the queue of the kernel is full",
      act: { drop in
        try drop.write("Two.\n", to: "b")
        try fillQueue(drop)
        mkdir(drop.incoming.appending("d").string, 0o755)
        try drop.write("Three.\n", to: "d/c")
        try drop.deliver("a")
      }, expected: ["arrived a", "arrived b", "arrived d/c"]),
  ]

  /// Alternating, because equal events in a row count as one; as many as the queue has room for.
  private static func fillQueue(_ drop: Drop) throws {
    let limit = try Descriptor(
      opening: "/proc/sys/fs/inotify/max_queued_events", .readOnly
    ).readToEnd(limit: 20)
    let room = Int(String(decoding: limit.dropLast(), as: UTF8.self)) ?? 0
    for _ in 0...room / 2 {
      chmod(drop.incoming.appending("b").string, 0o600)
      chmod(drop.incoming.appending("b").string, 0o644)
      chmod(drop.incoming.string, 0o755)
    }
  }
}
