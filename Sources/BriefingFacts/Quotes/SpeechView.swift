internal import BriefingText

/// A sentence as its writer's own words: every quotation is one item, its insides out of sight.
///
/// Rules about who speaks look at the writer's words only, so that a name inside a quotation is
/// never taken for its speaker.
struct SpeechView {
  struct Item {
    /// The token, or the opening mark of a quotation.
    var token: Int
    /// The quotation, as an index into the list of stretches.
    var stretch: Int?
  }

  var items: [Item] = []
  var block: Int

  var count: Int { items.count }
  var isQuoteOnly: Bool { !items.isEmpty && items.allSatisfy { $0.stretch != nil } }
  var quotes: [Int] { items.compactMap(\.stretch) }

  /// The view of the tokens in `range`, where the quotations of `depth` are items. `opens` has for
  /// the token of an opening mark its quotation.
  init(
    _ range: Range<Int>, depth: Int, block: Int, stretches: [QuotedStretch], opens: [Int: Int]
  ) {
    self.block = block
    var token = range.lowerBound
    while token < range.upperBound {
      if let stretch = opens[token], stretches[stretch].depth == depth {
        items.append(Item(token: token, stretch: stretch))
        token = stretches[stretch].end
      } else {
        items.append(Item(token: token, stretch: nil))
        token += 1
      }
    }
  }
}
