public import BriefingRecords

/// Another story in which the text of a version stands, or which stands in it.
public struct TextMatch: Sendable, Hashable {
  /// The other story.
  public var story: RecordID
  /// Content hash of the version that was compared.
  public var sha256: String?
  /// Bytes of that content.
  public var size: Int?
  /// The share of the shorter text that stands in the longer one.
  public var similarity: Double
  /// Whether both have it from one agency.
  public var isWireCopy: Bool

  /// A match of the given parts.
  public init(
    story: RecordID, sha256: String?, size: Int?, similarity: Double, isWireCopy: Bool
  ) {
    self.story = story
    self.sha256 = sha256
    self.size = size
    self.similarity = similarity
    self.isWireCopy = isWireCopy
  }

  /// The link to the other story.
  ///
  /// Its id is made of the two stories, so that later versions of either of them, and the same
  /// version taken again, have the same one. The other article is named by its id, which all
  /// versions of its story share.
  ///
  /// - Parameters:
  ///   - version: The document record's envelope of the version that is linked.
  ///   - article: The id of its article, where that is written.
  /// - Returns: The record.
  public func link(from version: Envelope, article: RecordID?) -> Record {
    let envelope = Envelope(
      id: Self.id(from: version.storyID, to: story),
      rule: isWireCopy ? "link.wire_copy" : "link.near_duplicate",
      sourceName: version.sourceName, sourceSHA256: version.sourceSHA256,
      storyID: version.storyID, line: version.line, bytes: version.bytes,
      refs: article.map { [$0] } ?? [])
    return Record(
      envelope,
      Link(
        relation: isWireCopy ? .wireCopy : .nearDuplicate,
        otherID: Self.article(of: story).description,
        otherSHA256: sha256, otherByteStart: size.map { _ in 0 }, otherByteEnd: size,
        // An estimate from a hundred hashes or so: more digits would change with every comma.
        similarity: (similarity * 100).rounded() / 100))
  }

  /// A link as it was written, to be stated again; nil where the line is none of these.
  public static func link(from line: RecordLine) -> Record? {
    guard line.type == .link, let id = line.string("id").flatMap({ RecordID($0) }),
      let relation = line.string("relation").flatMap(Link.Relation.init(rawValue:)),
      let rule = line.string("rule"), let name = line.string("source_name")
    else { return nil }
    var envelope = Envelope(
      id: id, rule: rule, sourceName: name, sourceSHA256: line.string("source_sha256"),
      storyID: line.string("story_id").flatMap { RecordID($0) }, line: line.integer("line"))
    if let start = line.integer("byte_start"), let end = line.integer("byte_end"), start <= end {
      envelope.bytes = start..<end
    }
    if case .list(let refs)? = line["refs"] {
      for case .string(let ref) in refs {
        if let id = RecordID(ref) { envelope.refs.append(id) }
      }
    }
    var similarity: Double?
    if case .number(let text)? = line["similarity"] { similarity = Double(text) }
    return Record(
      envelope,
      Link(
        relation: relation, otherID: line.string("other_id"),
        otherSHA256: line.string("other_sha256"),
        otherByteStart: line.integer("other_byte_start"),
        otherByteEnd: line.integer("other_byte_end"), similarity: similarity))
  }

  /// The id of the link from one story to another.
  public static func id(from story: RecordID?, to other: RecordID) -> RecordID {
    RecordID(type: .link, story: story, anchor: "near_duplicate\u{1f}\(other)")
  }

  /// The id of a story's article record.
  static func article(of story: RecordID) -> RecordID {
    RecordID(type: .article, story: story, anchor: "article")
  }
}
