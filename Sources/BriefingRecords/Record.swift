/// One line of the store: an envelope and what its type adds.
public struct Record: Sendable {
  /// Identity, place, reason.
  public var envelope: Envelope
  /// The keys of the record's type.
  public var payload: any RecordPayload

  /// A record of the given parts.
  public init(_ envelope: Envelope, _ payload: any RecordPayload) {
    self.envelope = envelope
    self.payload = payload
  }

  /// The record's type.
  public var type: RecordType { Swift.type(of: payload).type }

  /// One line for a person who tails the store: the type's name, then what the payload tells.
  public var summary: String {
    let told = payload.summary(of: envelope)
    // Nearly always there is nothing to replace, and the Unicode tables cost more than the rest.
    var line = payload.headword + " "
    if told.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x80 }) { return line + told }
    for scalar in told.unicodeScalars {
      let isSpace =
        scalar.value < 0x80
        ? scalar.value < 0x0e && scalar.value > 8 : scalar.properties.isWhitespace
      line.unicodeScalars.append(isSpace ? " " : scalar)
    }
    return line
  }

  /// Shows every key to `visitor`: the envelope, then the payload's own.
  ///
  /// `sequence` is the position in the store, `emittedAt` the time of writing; both are the store's.
  public func visit(
    _ visitor: inout some FieldVisitor, sequence: Int, emittedAt: Timestamp
  ) {
    visitor.field("type", type)
    visitor.field("summary", summary)
    visitor.field("id", envelope.id.description)
    visitor.field("rev", envelope.rev)
    visitor.field("op", envelope.op)
    visitor.field("seq", sequence)
    visitor.field("schema", Envelope.schema)
    visitor.field("emitted_at", emittedAt.description)
    visitor.field("rule", envelope.rule)
    visitor.field("source_name", envelope.sourceName)
    visitor.field("source_sha256", envelope.sourceSHA256)
    visitor.field("story_id", envelope.storyID.map(\.description))
    visitor.field("section", envelope.section)
    visitor.field("line", envelope.line)
    visitor.field("byte_start", envelope.bytes?.lowerBound)
    visitor.field("byte_end", envelope.bytes?.upperBound)
    visitor.field("text", envelope.text)
    visitor.field("spans", envelope.spans.map(\.description))
    visitor.field("refs", envelope.refs.map(\.description))
    payload.visit(&visitor)
  }
}
