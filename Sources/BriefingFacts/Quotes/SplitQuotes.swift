internal import BriefingRecords
internal import BriefingText

/// Joins the parts of an utterance that its cue cuts: “We stay,” she said. “We always did.”
struct SplitQuotes {
  let grammar: SpeechGrammar

  /// `drafts` in the order of the file; parts stay in the list, marked.
  func merge(_ drafts: inout [QuoteDraft]) {
    var head: Int?
    for index in drafts.indices {
      let draft = drafts[index]
      guard grammar.stretches[draft.stretch].depth == 0 else { continue }
      if let first = head, goesOn(draft, after: drafts[first]) {
        drafts[first].parts.append(draft.stretch)
        drafts[first].kind = .split
        drafts[first].rule = "quote.split"
        drafts[index].isPart = true
      } else {
        head = draft.isCueRight && draft.kind == .full && draft.speaker != nil ? index : nil
      }
    }
  }

  /// Whether a quotation goes on with an utterance: in its paragraph, by its speaker, straight after
  /// the clause of the cue.
  private func goesOn(_ draft: QuoteDraft, after head: QuoteDraft) -> Bool {
    let last = grammar.stretches[head.parts.last ?? head.stretch]
    let next = grammar.stretches[draft.stretch]
    guard last.block == next.block, draft.speaker?.key == head.speaker?.key,
      draft.cue == nil || draft.cue == head.cue, next.open > 0
    else { return false }
    if !head.parts.isEmpty { return draft.cue == nil && last.end == next.open }
    if draft.cue == nil {
      return draft.rule == "quote.carry_over" && draft.sentence == head.sentence + 1
    }
    // In the same sentence a comma or a stop brings the speech back; a bare word weaves it in.
    return [",", ".", ":", ";", "—", "–"].contains(grammar.word(next.open - 1))
  }
}
