public import BriefingRecords

/// Something an extractor found: a record before it has an id, a story and a place in the store.
public struct Fact: Sendable {
  /// What the record says beyond its envelope.
  public var payload: any RecordPayload
  /// The stretch that proves the fact as a whole, half-open, in the text.
  public var bytes: Range<Int>
  /// One proof an extracted field, in the text.
  public var spans: [FieldSpan]
  /// Proofs that stand beside the text, in the content: what the file states about itself.
  public var statedSpans: [FieldSpan] = []
  /// Name of the rule that produced the fact, as in `quantity.money_symbol`.
  public var rule: String
  /// The fact's own words, from which its id is made; never an offset.
  public var anchor: String
  /// The block the fact stands in, as an index into the document's blocks.
  public var block: Int?
  /// The facts this one was derived from.
  public var refs: [FactKey]

  /// A fact of the given parts.
  public init(
    _ payload: any RecordPayload, bytes: Range<Int>, spans: [FieldSpan] = [], rule: String,
    anchor: String, block: Int?, refs: [FactKey] = []
  ) {
    self.payload = payload
    self.bytes = bytes
    self.spans = spans
    self.rule = rule
    self.anchor = anchor
    self.block = block
    self.refs = refs
  }

  /// How other facts refer to this one while records have no ids yet.
  public var key: FactKey { FactKey(type: Swift.type(of: payload).type, start: bytes.lowerBound) }
}

/// Names a fact within its document: its type and the first byte of its `bytes`.
public struct FactKey: Sendable, Hashable {
  /// The type of the record the fact becomes.
  public var type: RecordType
  /// The first byte of the fact's `bytes`.
  public var start: Int

  /// The key of the fact of `type` that starts at `start`.
  public init(type: RecordType, start: Int) {
    self.type = type
    self.start = start
  }
}
