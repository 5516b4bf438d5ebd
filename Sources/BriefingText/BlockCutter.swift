/// Groups lines into blocks and finds the body of each.
struct BlockCutter {
  let content: [UInt8]
  let lines: [Line]

  /// The blocks of the lines, all with a role still to be told.
  func blocks() -> [Block] {
    lines.map { line in
      Block(
        role: .paragraph, bytes: line.bytes, body: line.text, line: line.number,
        rule: "block.paragraph")
    }
  }
}
