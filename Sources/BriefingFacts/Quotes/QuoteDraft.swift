internal import BriefingRecords
internal import BriefingText

/// A quotation while its speaker is sought.
struct QuoteDraft {
  /// The quotation, as an index into the list of stretches.
  var stretch: Int
  /// The sentence it stands in, as an index into the document's sentences.
  var sentence: Int
  var speaker: Speaker?
  /// The tokens of the cue.
  var cue: Range<Int>?
  /// The agency that reported it.
  var via: Speaker?
  /// Where it was said: "on Telegram".
  var medium: Range<Int>?
  /// On what occasion: "ahead of the talks".
  var occasion: Range<Int>?
  /// The time expression that goes with the cue, as an index into the dates.
  var date: Int?
  var kind: Quote.Kind
  var rule: String
  /// Whether the cue follows the quotation at once.
  var isCueRight = false
  /// Quotations that go on with the same utterance.
  var parts: [Int] = []
  /// Whether it goes on with the utterance of another.
  var isPart = false
}
