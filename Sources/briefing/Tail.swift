import ArgumentParser

struct Tail: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the newest records.")
  func run() {}
}
