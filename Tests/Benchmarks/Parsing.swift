import ArgumentParser
import BriefingText
import LinuxIO

/// Bytes of plain text to blocks, sentences and tokens, on one core.
struct Parsing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parsing",
    abstract: "Megabytes of plain text a second, from bytes to blocks, sentences and tokens.")

  @Option(help: "Briefings.")
  var count = 4_000

  @Option(help: "Bytes of each.")
  var size = 6_000

  func run() throws {
    let briefings = (0..<count).map {
      Array(GeneratedBriefing.text(number: $0, size: size).utf8)
    }
    let bytes = briefings.reduce(0) { $0 + $1.count }

    // The floor looks at every byte once.
    var start = ContinuousClock.now
    var sum = 0
    for briefing in briefings {
      var index = 0
      while index < briefing.count {
        sum &+= briefing[index] == 0x0a ? 1 : 0
        index += 1
      }
    }
    let floor = ContinuousClock.now - start

    start = ContinuousClock.now
    var (blocks, sentences) = (0, 0)
    for briefing in briefings {
      var parser = DocumentParser(phrases: BoilerplatePhrases())
      parser.feed(briefing.span)
      let document = parser.finish()
      blocks += document.blocks.count
      sentences += document.sentences.count
    }
    let time = ContinuousClock.now - start
    print("floor: \(sum) line ends counted at \(Self.rate(bytes, floor)) MB/s")
    print("\(blocks) blocks and \(sentences) sentences at \(Self.rate(bytes, time)) MB/s")
  }

  private static func rate(_ bytes: Int, _ time: Duration) -> String {
    let rate = Double(bytes) / 1e6 / (time / .seconds(1))
    return "\((rate * 10).rounded() / 10)"
  }
}
