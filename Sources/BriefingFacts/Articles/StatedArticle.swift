import BriefingRecords
import BriefingText

/// What a file states of its article beside the text, made ready for the article's record: the most
/// trustworthy statement of each field, and the bytes of the content that make it.
struct StatedArticle {
  private(set) var headline: String?
  private(set) var authors: [String] = []
  private(set) var publisher: String?
  private(set) var published: StatedDay?
  private(set) var updated: StatedDay?
  /// One proof a field, in the content.
  private(set) var spans: [FieldSpan] = []

  init(_ stated: [StatedValue]) {
    func first(_ field: StatedValue.Field) -> StatedValue? { stated.first { $0.field == field } }
    func day(_ field: StatedValue.Field) -> (StatedDay, Range<Int>)? {
      for value in stated where value.field == field {
        if let day = StatedDay(value.value) { return (day, value.bytes) }
      }
      return nil
    }
    if let value = first(.headline) {
      headline = value.value
      spans.append(FieldSpan("headline", value.bytes))
    }
    if let basis = first(.author)?.basis {
      for value in stated
      where value.field == .author && value.basis == basis && !authors.contains(value.value) {
        authors.append(value.value)
        spans.append(FieldSpan("authors", value.bytes))
      }
    }
    if let value = first(.publisher) {
      publisher = value.value
      spans.append(FieldSpan("publisher", value.bytes))
    }
    if let (day, bytes) = day(.published) {
      published = day
      spans.append(FieldSpan("published_edtf", bytes))
    }
    if let (day, bytes) = day(.updated) {
      updated = day
      spans.append(FieldSpan("updated_edtf", bytes))
    }
  }

  /// The proofs of the given fields.
  func spans(of fields: Set<String>) -> [FieldSpan] { spans.filter { fields.contains($0.field) } }
}
