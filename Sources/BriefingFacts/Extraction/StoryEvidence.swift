import BriefingText

/// What a document says of which story it is: the stuff that a story's identity is made of.
public struct StoryEvidence: Sendable, Hashable {
  /// The address that the file states for itself.
  public var url: String?
  /// The outlet or publisher.
  public var outlet: String?
  /// The headline.
  public var headline: String?
  /// The first words of the blocks that carry facts, at most 200.
  public var openingWords: [String]

  init(document: TextDocument, outlet: String? = nil) {
    url = nil
    self.outlet = outlet
    headline = document.blocks.first { $0.role == .headline }.map { document.text($0.body) }
    openingWords = []
    for block in document.blocks where block.role.carriesFacts {
      for token in document.tokens[block.tokens] where token.kind == .word || token.kind == .number
      {
        guard openingWords.count < 200 else { return }
        openingWords.append(document.text(token))
      }
    }
  }
}
