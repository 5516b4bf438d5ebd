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

  @Test func thereAreFourteenWays() {
    #expect(Set(Way.all.map(\.form)) == Set(1...14))
    #expect(Set(Way.all.map(\.testDescription)).count == Way.all.count)
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
    let all = try drop.within(.seconds(1))
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
