import BriefingRecords
import BriefingText

/// Where a document comes from, as its records name it.
public struct SourceIdentity: Sendable, Hashable {
  /// Path below the drop folder, percent-encoded where it is not UTF-8.
  public var name: String
  /// SHA-256 of the content, as 64 hexadecimal digits.
  public var sha256: String

  /// The source of that name and content.
  public init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

/// Turns facts into records: gives each its id, section, line, text and references.
struct RecordAssembly {
  let document: TextDocument
  let reading: Reading
  let source: SourceIdentity
  let story: RecordID
  /// The most code points that `text` may have.
  let snippetMax: Int

  /// The records of `facts`, in document order; of facts that start at the same byte, in the order
  /// of the contract's types.
  func records(of facts: [Fact]) -> [Record] {
    let order = Dictionary(
      uniqueKeysWithValues: RecordType.allCases.enumerated().map { ($0.element, $0.offset) })
    let sorted = facts.enumerated().sorted { one, other in
      let (first, second) = (one.element, other.element)
      let article = (first.key.type != .article, second.key.type != .article)
      if article.0 != article.1 { return !article.0 }
      if first.bytes.lowerBound != second.bytes.lowerBound {
        return first.bytes.lowerBound < second.bytes.lowerBound
      }
      let types = (order[first.key.type] ?? 0, order[second.key.type] ?? 0)
      return types.0 != types.1 ? types.0 < types.1 : one.offset < other.offset
    }.map(\.element)

    var occurrences: [String: Int] = [:]
    var ids: [RecordID] = []
    var idOfKey: [FactKey: RecordID] = [:]
    for fact in sorted {
      let anchor = anchor(of: fact)
      let word = fact.key.type.rawValue + "\u{1f}" + anchor
      let occurrence = (occurrences[word] ?? 0) + 1
      occurrences[word] = occurrence
      let id = RecordID(type: fact.key.type, story: story, anchor: anchor, occurrence: occurrence)
      ids.append(id)
      // The first fact that starts there is meant.
      if idOfKey[fact.key] == nil { idOfKey[fact.key] = id }
    }

    let lines = LineNumbers(of: reading.content)
    return zip(sorted, ids).map { fact, id in
      let bytes = reading.origin.hull(of: fact.bytes)
      // No code point has more than four bytes: what lies behind can not be in the snippet.
      let length = 4 * (snippetMax + 2)
      let text =
        reading.showsContent
        ? String(decoding: reading.content[bytes.prefix(length)], as: UTF8.self)
        : document.text(fact.bytes.prefix(length))
      return Record(
        Envelope(
          id: id, rule: fact.rule, sourceName: source.name, sourceSHA256: source.sha256,
          storyID: story, section: section(of: fact),
          line: lines.line(ofByte: bytes.lowerBound), bytes: bytes,
          text: Envelope.snippet(text, limit: snippetMax),
          spans: fact.statedSpans + fact.spans.flatMap(proofs),
          refs: fact.refs.compactMap { idOfKey[$0] }),
        placed(fact.payload))
    }
  }

  /// The fact's own words, and those of its block: a "Monday" keeps its id when a paragraph with
  /// another Monday is put above it. Article and entities are of the document, not of a block.
  private func anchor(of fact: Fact) -> String {
    switch fact.key.type {
    case .article, .entity, .block: return fact.anchor
    default:
      guard let block = fact.block else { return fact.anchor }
      return fact.anchor + "\u{1f}" + document.text(document.blocks[block].body)
    }
  }

  /// The proofs of a field: more than one where it crosses a tag.
  private func proofs(of span: FieldSpan) -> [FieldSpan] {
    if reading.origin.isIdentity { return [span] }
    if reading.showsContent {
      return [FieldSpan(span.field, reading.origin.hull(of: span.bytes))]
    }
    return reading.origin.parts(of: span.bytes).map { FieldSpan(span.field, $0) }
  }

  /// The payload with its offsets in the content.
  private func placed(_ payload: any RecordPayload) -> any RecordPayload {
    guard !reading.origin.isIdentity, var entity = payload as? Entity else { return payload }
    entity.mentionBytes = contentPairs(entity.mentionBytes)
    entity.corefBytes = contentPairs(entity.corefBytes)
    return entity
  }

  private func contentPairs(_ pairs: [Int]) -> [Int] {
    stride(from: 0, to: pairs.count - 1, by: 2).flatMap { index in
      let bytes = reading.origin.hull(of: pairs[index]..<pairs[index + 1])
      return [bytes.lowerBound, bytes.upperBound]
    }
  }

  private func section(of fact: Fact) -> String? {
    guard let block = fact.block, let section = document.blocks[block].section else { return nil }
    return document.text(document.blocks[section].body)
  }
}

/// The 1-based line of a byte; lines end at `\n`.
struct LineNumbers {
  private let starts: [Int]

  init(of content: [UInt8]) {
    var starts = [0]
    for (index, byte) in content.enumerated() where byte == 0x0a { starts.append(index + 1) }
    self.starts = starts
  }

  func line(ofByte byte: Int) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= byte { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
