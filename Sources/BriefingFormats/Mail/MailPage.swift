internal import BriefingText

extension MailSegment {
  /// A part in HTML, as the reader of pages sees it.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - origin: From the page in UTF-8 to the content.
  init(page: DecodedText, origin: SourceMap) {
    let reading = Reading(page: page.utf8)
    text = reading.text
    self.origin = reading.origin.composed(with: origin)
    charset = page.charset
    mayBeWrapped = reading.mayBeWrapped
    marks = reading.marks
    stated = reading.stated.map { value in
      var moved = value
      moved.bytes = origin.hull(of: value.bytes)
      return moved
    }
    damage = reading.damage + page.damage.compactMap { reading.origin.moved($0) }
  }
}

extension SourceMap {
  /// Damage of the content, in the text's offsets; nil where no reader sees it.
  func moved(_ damage: Damage) -> Damage? {
    guard let bytes = textRange(ofContent: damage.bytes) else { return nil }
    return Damage(kind: damage.kind, bytes: bytes, line: damage.line)
  }
}
