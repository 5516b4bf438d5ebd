import ArgumentParser

/// The benchmarks: each prints its figures beside a floor that was measured in the same run.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "briefing-benchmarks",
    abstract: "Measure briefingd against floors of the same run on the same machine.",
    subcommands: [
      Latency.self, Burst.self, Append.self, CrashLoop.self, Idle.self, Ready.self, Startup.self,
      Parsing.self, NearDuplicatesBench.self,
    ])
}
