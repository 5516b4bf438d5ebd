import BriefingRecords
import BriefingText

/// Every block of a document as a fact.
enum BlockFacts {
  static func facts(of document: TextDocument) -> [Fact] {
    document.blocks.indices.map { index in
      let block = document.blocks[index]
      let role = BlockRecord.Role(rawValue: block.role.rawValue) ?? .paragraph
      return Fact(
        BlockRecord(role: role, ordinal: block.ordinal), bytes: block.bytes, rule: block.rule,
        anchor: document.text(block.bytes), block: index)
    }
  }
}
