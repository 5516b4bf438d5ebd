import BriefingRecords
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

  /// How many of a page's first blocks may hold the address it was copied from: further down stand
  /// links to elsewhere.
  private static let head = 5

  init(document: TextDocument, article: Article?) {
    outlet = article?.publisher
    headline = article?.headline
    // A stated address is the story's own; one in the text may be where the page was copied from.
    url =
      document.stated.first { $0.field == .address }?.value
      ?? document.blocks.prefix(Self.head).lazy.compactMap { block in
        guard block.tokens.count == 1, let token = document.tokens[block.tokens].first,
          token.kind == .address
        else { return nil }
        return document.text(token)
      }.first
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
