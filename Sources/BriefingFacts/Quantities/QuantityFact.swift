internal import BriefingRecords
public import BriefingText

extension QuantityMention {
  /// The facts of the figures that `QuantityExtractor` found in `document`, in their order.
  ///
  /// The first proof is the figure, the second what it counts. A conversion in brackets refers to
  /// what it converts.
  public static func facts(of mentions: [QuantityMention], in document: TextDocument) -> [Fact] {
    mentions.map { mention in
      let text = document.text(mention.bytes)
      let counted = mention.of.map { document.text($0) }
      var spans = [FieldSpan("quantity", mention.bytes)]
      if let of = mention.of { spans.append(FieldSpan("of", of)) }
      let payload = Quantity(
        kind: mention.kind, quantityText: text, measurement: mention.measurement,
        amount: mention.amount, currency: mention.currency, of: counted)
      var refs: [FactKey] = []
      if let converted = mention.converts, mentions.indices.contains(converted) {
        refs.append(FactKey(type: .quantity, start: mentions[converted].bytes.lowerBound))
      }
      return Fact(
        payload, bytes: mention.bytes, spans: spans, rule: mention.rule,
        anchor: counted.map { text + " " + $0 } ?? text, block: mention.block, refs: refs)
    }
  }
}
