import BriefingRecords
import BriefingText

/// What kind of article it is and whether it goes on, by the words that say so.
struct ArticleKind {
  private(set) var liveStatus: Article.LiveStatus?
  private(set) var statusBytes: Range<Int>?
  private(set) var genre: String

  init(_ document: TextDocument, headline: String?) {
    for block in document.blocks where block.role == .notice {
      let text = document.text(block.body).lowercased()
      if Self.closing.contains(where: text.contains) {
        liveStatus = .closed
        statusBytes = block.body
        break
      }
      if liveStatus == nil, Self.opening.contains(where: text.contains) {
        liveStatus = .open
        statusBytes = block.body
      }
    }
    genre = Self.genre(document, headline: headline?.lowercased() ?? "", isLive: liveStatus != nil)
  }

  private static let closing = [
    "is closed", "now closed", "has closed", "is now over", "has ended", "no longer being updated",
    "no longer updated", "not being updated", "live coverage ends", "coverage has concluded",
    "wrapping up", "closing this live", "closing our live", "end of our live", "is now closing",
    "blog is closing", "we're ending", "we’re ending", "are closing",
  ]
  private static let opening = [
    "being updated", "will be updated", "updates will", "updated throughout", "updated regularly",
    "updated continuously", "is live", "are live", "live updates continue", "check back",
    "more to follow", "refresh for", "developing story", "continue to update", "keep updating",
    "is updating", "updates continue", "updates follow",
  ]

  private static func genre(_ document: TextDocument, headline: String, isLive: Bool) -> String {
    var labels = ""
    var service = ""
    for block in document.blocks {
      switch block.role {
      case .nav, .dateline, .notice: labels += document.text(block.body).lowercased() + "\n"
      case .ui, .promo: service += document.text(block.body).lowercased() + "\n"
      default: break
      }
    }
    if ["press release", "media release", "news release"].contains(where: labels.contains) {
      return "press release"
    }
    let marks = headline + "\n" + labels
    if marks.contains("situation report") || marks.contains("sitrep") { return "situation report" }
    if isLive || headline.contains(" live:") || headline.hasPrefix("live:")
      || labels.contains("live briefing") || labels.contains("live blog")
    {
      return "live briefing"
    }
    if marks.contains("morning brief") { return "morning briefing" }
    if service.contains("unsubscribe") || labels.contains("newsletter") { return "newsletter" }
    if headline.hasPrefix("analysis") || labels.hasPrefix("analysis")
      || labels.contains("\nanalysis")
    {
      return "analysis"
    }
    return "news"
  }
}
