/// Roles that the file's format states.
extension RoleFinder {
  /// The role of a block by what the format says of it; nil where its words have to tell.
  func markedRole(_ index: Int) -> Finding? {
    switch raw[index].said {
    case .headline: Finding(.headline, "block.marked_headline")
    case .heading: Finding(.subhead, "block.marked_heading")
    case .row: Finding(.listItem, "block.marked_row")
    case .listItem: lineRole(index) ?? Finding(.listItem, "block.marked_item")
    case .paragraph, .quotation: lineRole(index) ?? Finding(.paragraph, "block.marked_paragraph")
    case .caption: Finding(.caption, "block.marked_caption")
    case .credit: Finding(.credit, "block.marked_credit")
    case .byline: Finding(.byline, "block.marked_byline")
    case .time: Finding(.dateline, "block.marked_time")
    case .navigation: Finding(.nav, "block.marked_navigation")
    case .promo: Finding(.promo, "block.marked_promo")
    case .interface: Finding(.ui, "block.marked_interface")
    case .related: Finding(.related, "block.marked_related")
    case .biography: Finding(.bio, "block.marked_biography")
    case .notice: Finding(.notice, "block.marked_notice")
    case nil: lineRole(index)
    }
  }
}
