/// What a block is for in its article: the closed list of the record contract.
public enum BlockRole: String, CaseIterable, Sendable {
  case headline, subhead, paragraph
  case listItem = "list_item"
  case caption, byline, dateline, credit, notice, nav, promo, ui, related, bio
  /// A second copy of something that stands earlier in the file.
  case `repeat`

  /// Whether facts are read from blocks of this role. The others name people and places that are
  /// not part of the story: menus, adverts, writers, links to other stories, second copies.
  public var carriesFacts: Bool {
    switch self {
    case .headline, .subhead, .paragraph, .listItem, .caption, .dateline, .notice: true
    case .byline, .credit, .nav, .promo, .ui, .related, .bio, .repeat: false
    }
  }
}
