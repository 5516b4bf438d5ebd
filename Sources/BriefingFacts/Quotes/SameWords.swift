internal import BriefingText

/// Finds the utterance in which the words of a heading or a bare partial quotation are said.
struct SameWords {
  let grammar: SpeechGrammar

  /// The words between the marks, without the marks among them.
  func words(of stretch: QuotedStretch) -> [Word] {
    stretch.inner.compactMap { token in
      switch grammar.token(token).kind {
      case .word, .number, .ordinal, .clitic, .currency: grammar.word(token)
      default: nil
      }
    }
  }

  /// The first of `drafts` with a speaker that says all of `wanted` in one run.
  func speaker(of wanted: [Word], among drafts: [QuoteDraft]) -> Speaker? {
    guard !wanted.isEmpty else { return nil }
    for draft in drafts where draft.speaker != nil {
      for stretch in [draft.stretch] + draft.parts
      where contains(words(of: grammar.stretches[stretch]), wanted) {
        return draft.speaker
      }
    }
    return nil
  }

  private func contains(_ words: [Word], _ wanted: [Word]) -> Bool {
    guard words.count >= wanted.count else { return false }
    for first in 0...(words.count - wanted.count)
    where words[first..<(first + wanted.count)].elementsEqual(wanted) {
      return true
    }
    return false
  }
}
