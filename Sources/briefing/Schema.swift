import ArgumentParser
import BriefingRecords

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema (2020-12) of all records.")

  func run() {
    print(RecordSchema.document(), terminator: "")
  }
}
