internal import BriefingRecords
public import BriefingText

/// Finds every stretch between quotation marks and who says it.
///
/// A source is a phrase at a reporting verb: names come from the entities of the document, else from
/// capitals; roles stay as they stand. Where no rule fits, the speaker is null with
/// `unresolved`, never a guess.
public struct QuoteExtractor: Sendable {
  private let lexicon: SpeechLexicon

  /// An extractor with the given reporting verbs.
  public init(lexicon: SpeechLexicon) {
    self.lexicon = lexicon
  }

  /// The quotations of the blocks that carry facts, in the order of the file.
  public func facts(
    in document: TextDocument, entities: EntityIndex, dates: [DateMention]
  ) -> [Fact] {
    let grammar = SpeechGrammar(
      document: document, lexicon: lexicon, entities: entities, dates: dates)
    if grammar.stretches.isEmpty { return [] }
    var assigner = QuoteAssigner(grammar: grammar, dates: dates)
    let writer = QuoteFactWriter(grammar: grammar, dates: dates)
    return assigner.run().filter { !$0.isPart }.map { writer.fact($0) }
  }
}

/// Writes what was found of a quotation as a fact with its proofs.
struct QuoteFactWriter {
  let grammar: SpeechGrammar
  let dates: [DateMention]

  func fact(_ draft: QuoteDraft) -> Fact {
    let document = grammar.document
    let stretches = ([draft.stretch] + draft.parts).map { grammar.stretches[$0] }
    let words = stretches.map { document.text($0.bytes) }.joined(separator: " … ")
    var spans = stretches.map { FieldSpan("quote", $0.bytes) }
    let isTerm = draft.kind == .term
    let speaker = isTerm ? nil : draft.speaker
    var attribution = Attribution(
      kind: draft.kind == .partial ? .partial : isTerm ? .author : .direct)
    attribution.factuality = QuoteKindRules(grammar: grammar).factuality(stretches[0])
    attribution.how = speaker?.how ?? (isTerm ? nil : .unresolved)
    if let speaker {
      attribution.speakerName = speaker.name
      attribution.speakerKey = speaker.key
      attribution.speakerTitle = speaker.title
      attribution.speakerCountry = speaker.country
      attribution.names.append(speaker.name)
      attribution.roles.append("speaker")
      spans.append(FieldSpan("speaker", speaker.bytes))
    }
    if let cue = draft.cue, !isTerm {
      attribution.cue = document.text(ofTokens: cue)
      spans.append(FieldSpan("cue", document.bytes(ofTokens: cue)))
    }
    if let medium = draft.medium, !isTerm {
      attribution.medium = document.text(ofTokens: medium)
      spans.append(FieldSpan("medium", document.bytes(ofTokens: medium)))
    }
    if let via = draft.via, !isTerm {
      attribution.names.append(via.name)
      attribution.roles.append("agency")
      spans.append(FieldSpan("via", via.bytes))
    }
    var quote = Quote(attribution: attribution, quote: words, kind: draft.kind)
    if let occasion = draft.occasion, !isTerm {
      quote.occasion = document.text(ofTokens: occasion)
      spans.append(FieldSpan("occasion", document.bytes(ofTokens: occasion)))
    }
    if let date = draft.date, !isTerm {
      quote.when = dates[date].when
      spans.append(FieldSpan("when", dates[date].bytes))
    }
    return Fact(
      quote, bytes: proof(draft, stretches), spans: spans, rule: draft.rule, anchor: words,
      block: stretches[0].block)
  }

  /// The sentence; for a quotation of several sentences or parts all of them.
  private func proof(_ draft: QuoteDraft, _ stretches: [QuotedStretch]) -> Range<Int> {
    let document = grammar.document
    var bytes = document.sentences[draft.sentence].bytes
    if let last = stretches.last, last.bytes.upperBound > bytes.upperBound {
      bytes = bytes.lowerBound..<document.bytes(ofTokens: last.open..<last.end).upperBound
    }
    let first = stretches[0].bytes.lowerBound
    return min(first, bytes.lowerBound)..<bytes.upperBound
  }
}
