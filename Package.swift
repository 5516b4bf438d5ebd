// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is held to: no warnings, explicit existentials and imports, and every
/// use of an unsafe construct marked where it stands.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Tests may reach for whatever proves the point; they still compile without a warning.
let testHouse: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// libFuzzer brings its own `main`: `make fuzz` builds the fuzzer for it.
let isGuided = Context.environment["BRIEFING_GUIDED_FUZZ"] != nil

let package = Package(
  name: "briefingd",
  products: [
    .executable(name: "briefingd", targets: ["briefingd"]),
    .executable(name: "briefing", targets: ["briefing"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
  ],
  targets: [
    // C libraries and headers that Swift's Glibc module leaves out.
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
    .systemLibrary(name: "CMarkdown", pkgConfig: "md4c", providers: [.apt(["libmd4c-dev"])]),
    .target(
      name: "CLanguage", linkerSettings: [.linkedLibrary("cld2"), .linkedLibrary("stdc++")]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CLinux"),

    // Pure values and pure functions: no files, no clock.
    .target(name: "BriefingRecords", dependencies: ["CCrypto"], swiftSettings: house),
    .target(name: "BriefingText", swiftSettings: house),
    .target(
      name: "BriefingFormats",
      dependencies: [
        "BriefingText", "CLanguage", "CMarkdown", "CUchardet", "CXML2", "CZlib", "CZstd",
      ], swiftSettings: house),
    .target(
      name: "BriefingFacts", dependencies: ["BriefingRecords", "BriefingText"],
      swiftSettings: house),
    .target(name: "BriefingStories", dependencies: ["BriefingRecords"], swiftSettings: house),
    .target(name: "BriefingReports", dependencies: ["BriefingRecords"], swiftSettings: house),

    // The operating system, each side of it behind one target.
    .target(name: "LinuxIO", dependencies: ["CLinux", systemPackage], swiftSettings: house),
    .target(name: "DropFolder", dependencies: ["LinuxIO", systemPackage], swiftSettings: house),
    .target(
      name: "RecordStore",
      dependencies: ["BriefingRecords", "LinuxIO", "CSQLite", "CZstd", systemPackage],
      swiftSettings: house),
    .target(name: "ServiceManager", dependencies: ["CSystemd"], swiftSettings: house),

    // Composition.
    .target(
      name: "BriefingDaemon",
      dependencies: [
        "BriefingFacts", "BriefingFormats", "BriefingRecords", "BriefingStories", "BriefingText",
        "DropFolder", "LinuxIO", "RecordStore", "ServiceManager", systemPackage,
      ], swiftSettings: house),
    .executableTarget(
      name: "briefingd", dependencies: ["BriefingDaemon", "ServiceManager", argumentParser],
      swiftSettings: house),
    .executableTarget(
      name: "briefing",
      dependencies: [
        "BriefingDaemon", "BriefingRecords", "BriefingReports", "DropFolder", "LinuxIO",
        "RecordStore", argumentParser, systemPackage,
      ], swiftSettings: house),

    .testTarget(
      name: "BriefingRecordsTests", dependencies: ["BriefingRecords"], swiftSettings: testHouse),
    .testTarget(
      name: "BriefingTextTests", dependencies: ["BriefingText"], swiftSettings: testHouse),
    .testTarget(
      name: "BriefingFormatsTests",
      dependencies: [
        "BriefingFacts", "BriefingFormats", "BriefingRecords", "BriefingText", "CZlib", "CZstd",
      ],
      swiftSettings: testHouse),
    .testTarget(
      name: "BriefingFactsTests",
      dependencies: ["BriefingFacts", "BriefingRecords", "BriefingText"],
      swiftSettings: testHouse),
    .testTarget(
      name: "BriefingStoriesTests", dependencies: ["BriefingRecords", "BriefingStories"],
      swiftSettings: testHouse),
    // What several of the tests stand on.
    .target(
      name: "TestSupport", dependencies: ["LinuxIO", systemPackage], path: "Tests/TestSupport",
      swiftSettings: testHouse),
    .testTarget(
      name: "LinuxIOTests", dependencies: ["LinuxIO", "TestSupport", systemPackage],
      swiftSettings: testHouse),
    .testTarget(
      name: "DropFolderTests",
      dependencies: ["DropFolder", "LinuxIO", "TestSupport", systemPackage],
      swiftSettings: testHouse),
    .testTarget(
      name: "RecordStoreTests",
      dependencies: ["RecordStore", "BriefingRecords", "LinuxIO", "TestSupport", systemPackage],
      swiftSettings: testHouse),
    .testTarget(
      name: "BriefingReportsTests", dependencies: ["BriefingReports", "BriefingRecords"],
      swiftSettings: testHouse),
    .testTarget(
      name: "BriefingDaemonTests",
      dependencies: [
        "BriefingDaemon", "BriefingFacts", "BriefingRecords", "BriefingStories", "CZlib", "CZstd",
        "DropFolder", "LinuxIO", "RecordStore", "TestSupport", systemPackage,
      ], swiftSettings: testHouse),
    .executableTarget(
      name: "briefing-benchmarks",
      dependencies: [
        "BriefingDaemon", "BriefingRecords", "BriefingStories", "BriefingText", "LinuxIO",
        "RecordStore", "briefingd", argumentParser, systemPackage,
      ], path: "Tests/Benchmarks", swiftSettings: testHouse),
    // Any bytes through every reader; seeds in `Tests/Fuzzing/Seeds`.
    .executableTarget(
      name: "briefing-fuzz", dependencies: ["BriefingFormats", "BriefingText"],
      path: "Tests/Fuzzing", exclude: ["README.md", "Seeds", isGuided ? "Mutation" : "Guided"],
      swiftSettings: testHouse + (isGuided ? [.unsafeFlags(["-parse-as-library"])] : [])),
    // On the built programs, as their users run them.
    .testTarget(
      name: "EndToEndTests", dependencies: ["briefing", "briefingd", "TestSupport", systemPackage],
      swiftSettings: testHouse),
  ],
  swiftLanguageModes: [.v6]
)
