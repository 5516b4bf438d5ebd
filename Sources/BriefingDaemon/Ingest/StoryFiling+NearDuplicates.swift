import BriefingRecords
import BriefingStories
import RecordStore

// Which other stories have the text of a version. A link is all that comes of it: the records of
// both stay as they are.

extension StoryFiling {
  /// The text of another story's latest version, wherever that is.
  private struct OtherText {
    var fingerprint: TextFingerprint
    /// Rises in the order in which stories came; nil for those that come last.
    var number: Int?
    var story: RecordID
    var sha256: String?
    var size: Int?
    /// The batch that it is from, where the store does not have it yet.
    var pending: EncodedBatch?

    init(_ text: StoredText) {
      fingerprint = text.fingerprint
      number = text.number
      story = text.storyID
      sha256 = text.sourceSHA256
      size = text.sourceBytes
    }

    init(_ fingerprint: TextFingerprint, of batch: EncodedBatch, story: RecordID, number: Int?) {
      self.fingerprint = fingerprint
      self.number = number
      self.story = story
      sha256 = batch.envelope.sourceSHA256
      size = batch.document.sourceBytes
      pending = batch
    }
  }

  /// `batch` with its links to stories that have the same text, behind its other records.
  ///
  /// A link leads to a story that came earlier: the other direction says nothing more, and a version
  /// that is taken again must not find what came after it.
  ///
  /// - Parameters:
  ///   - batch: All records of the version, as of a first version.
  ///   - state: What the store has of its story; nil for a new one.
  ///   - types: The types of records that are written. Without `article` nobody can tell a wire copy.
  /// - Returns: The batch.
  /// - Throws: `StoreError`; `RecordLine.Malformed` when a line of the batch is no record.
  func linked(
    _ batch: EncodedBatch, after state: StoryState?, _ types: Set<RecordType>
  ) throws -> EncodedBatch {
    guard types.contains(.link) else { return batch }
    guard let story = batch.envelope.storyID else { return batch }
    guard let fingerprint = batch.document.fingerprint else { return batch }
    let number = state == nil ? nil : try store.number(ofStory: story)
    let found = try texts(like: fingerprint).filter { text in
      // Of those that are not numbered yet, the group's order decides: this one is the last.
      text.story != story && number.map { own in text.number.map { $0 < own } ?? false } ?? true
    }
    let before = try linksBefore(state, butNot: found, story: story)
    let article = try firstArticle(of: batch)
    let matches = try matches(
      of: fingerprint, credit: article.flatMap { ArticleCredit($0) }, among: found + before.texts)
    let id = article?.string("id").flatMap { RecordID($0) }
    var linked = batch
    try linked.append(
      matches.map { $0.link(from: batch.envelope, article: id) } + before.unseen)
    return linked
  }

  /// The matches among `texts`, the best ones first.
  private func matches(
    of fingerprint: TextFingerprint, credit: ArticleCredit?, among texts: [OtherText]
  ) throws -> [TextMatch] {
    var similar: [(text: OtherText, similarity: Double)] = []
    for text in texts {
      guard let similarity = fingerprint.similarity(to: text.fingerprint) else { continue }
      similar.append((text, similarity))
    }
    // Stable, so that pending texts keep their order.
    let ranked = similar.enumerated().sorted { one, other in
      let (first, second) = (one.element, other.element)
      if first.similarity != second.similarity { return first.similarity > second.similarity }
      let numbers = (first.text.number ?? .max, second.text.number ?? .max)
      return numbers.0 != numbers.1 ? numbers.0 < numbers.1 : one.offset < other.offset
    }
    return try ranked.prefix(NearDuplicates.mostLinks).map { _, match in
      TextMatch(
        story: match.text.story, sha256: match.text.sha256, size: match.text.size,
        similarity: match.similarity,
        isWireCopy: try isWireCopy(match.text, of: credit))
    }
  }

  /// Texts that may be like one, of the store and of what is about to be written to it.
  private func texts(like fingerprint: TextFingerprint) throws -> [OtherText] {
    let latest = Set(pending.compactMap(\.envelope.storyID))
    var texts = try store.texts(like: fingerprint) { fingerprint.similarity(to: $0) != nil }
      .compactMap { text in
        latest.contains(text.storyID) ? nil : OtherText(text)
      }
    for batch in pending {
      guard let other = batch.document.fingerprint, let story = batch.envelope.storyID,
        fingerprint.sharesKey(with: other)
      else { continue }
      texts.append(
        OtherText(other, of: batch, story: story, number: try store.number(ofStory: story)))
    }
    return texts
  }

  /// What the story's version before was linked to and is not in `found`: the index looks at the
  /// latest texts only. A link to a text that is too old to be compared stands as it is.
  private func linksBefore(
    _ state: StoryState?, butNot found: [OtherText], story: RecordID
  ) throws -> (texts: [OtherText], unseen: [Record]) {
    let ids = Set(found.map { TextMatch.id(from: story, to: $0.story).description })
    var texts: [OtherText] = []
    var unseen: [Record] = []
    for line in state?.standing ?? [] where line.type == .link {
      guard let id = line.string("id"), !ids.contains(id), let sha256 = line.string("other_sha256"),
        let other = try store.firstAccepted(sha256: sha256)?.storyID,
        TextMatch.id(from: story, to: other).description == id
      else { continue }
      if let text = try store.text(ofStory: other) {
        texts.append(OtherText(text))
      } else if let record = TextMatch.link(from: line) {
        unseen.append(record)
      }
    }
    return (texts, unseen)
  }

  private func isWireCopy(_ other: OtherText, of credit: ArticleCredit?) throws -> Bool {
    guard let credit, !credit.isEmpty else { return false }
    var article = try other.pending.flatMap { try firstArticle(of: $0) }
    if article == nil {
      do {
        article = try store.article(ofStory: other.story)
      } catch {
        // Nobody can tell any more whom it credits.
        guard error.isDamage else { throw error }
      }
    }
    return article.flatMap { ArticleCredit($0) }.map(credit.sharesAgency) ?? false
  }

  /// The article record, which is the first of a batch that has one.
  private func firstArticle(of batch: EncodedBatch) throws(RecordLine.Malformed) -> RecordLine? {
    guard let first = batch.lines.first else { return nil }
    let line = try batch.record(first)
    return line.type == .article ? line : nil
  }
}
