internal import BriefingText

/// The seam to the reader of pages: mail in HTML is a page in a message.
enum MailPage {
  /// The segment of a page; nil where pages are not read.
  static func segment(
    of page: DecodedText, content: [UInt8], origin: SourceMap
  ) -> MailSegment? {
    nil
  }
}
