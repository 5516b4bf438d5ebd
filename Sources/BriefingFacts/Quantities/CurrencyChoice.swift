internal import BriefingText

/// Chooses between currencies of one name by the country that is named nearest.
struct CurrencyChoice {
  let document: TextDocument
  let view: TokenView
  let sentence: Range<Int>

  /// The currency meant at `token` among `candidates`, whose first is the usual one.
  func currency(
    of candidates: [MeasureLexicon.Currency], near token: Int
  ) -> MeasureLexicon.Currency {
    guard candidates.count > 1 else { return candidates[0] }
    return nearest(of: candidates, to: token, within: sentence)
      ?? nearest(of: candidates, to: token, within: surroundings(of: token)) ?? candidates[0]
  }

  /// As much of the document as is searched for a country: all of it, unless it is very long.
  private func surroundings(of token: Int) -> Range<Int> {
    max(0, token - 10_000)..<min(view.tokens.count, token + 10_000)
  }

  private func nearest(
    of candidates: [MeasureLexicon.Currency], to token: Int, within range: Range<Int>
  ) -> MeasureLexicon.Currency? {
    var best: (distance: Int, currency: MeasureLexicon.Currency)?
    for candidate in candidates {
      for word in candidate.near {
        var index = range.lowerBound
        while index < range.upperBound {
          let distance = abs(index - token)
          if view.tokens[index].word == word, distance < best?.distance ?? .max {
            best = (distance, candidate)
          }
          index += 1
        }
      }
    }
    return best?.currency
  }
}

extension TextDocument {
  /// Whether the pound sterling is named in another way than by the word `pound`.
  func mentionsSterling(_ lexicon: MeasureLexicon) -> Bool {
    tokens.contains { token in
      token.word == "£" || token.word == "sterling" || token.word == "gbp" || token.word == "$"
    }
  }
}
