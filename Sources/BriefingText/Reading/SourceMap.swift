/// Where the bytes of a text stand in the content that it was read from.
///
/// A list of stretches in the order of both sides. Between two stretches of the content lies what no
/// reader sees, such as a tag; between two of the text, what the reading put in, such as the line end
/// after a paragraph.
public struct SourceMap: Sendable, Hashable {
  /// A stretch of the text, and the bytes of the content that say it.
  struct Stretch: Sendable, Hashable {
    var text: Range<Int>
    var content: Range<Int>
    /// Bytes of the content for each byte of the text; 0 where only the whole stands for the whole,
    /// as `&amp;` does for `&`.
    var scale: Int
  }

  private(set) var stretches: [Stretch] = []
  /// Whether the text is the content.
  public private(set) var isIdentity = false

  /// A map to which stretches are added.
  public init() {}

  /// The map of a text that is the content.
  public static let identity: SourceMap = {
    var map = SourceMap()
    map.isIdentity = true
    return map
  }()

  /// Adds the next stretch: `count` bytes of the text at `text` that stand in the content at `content`,
  /// `scale` bytes for each.
  ///
  /// - Parameters:
  ///   - text: Offset in the text; not before the end of the last stretch.
  ///   - content: Offset in the content; not before the end of the last stretch.
  ///   - count: Bytes of the text.
  ///   - scale: Bytes of the content for each byte of the text, for instance 2 for ASCII in UTF-16.
  public mutating func append(text: Int, content: Int, count: Int, scale: Int = 1) {
    guard count > 0 else { return }
    if let last = stretches.last, last.scale == scale, last.text.upperBound == text,
      last.content.upperBound == content
    {
      stretches[stretches.count - 1].text = last.text.lowerBound..<(text + count)
      stretches[stretches.count - 1].content = last.content.lowerBound..<(content + count * scale)
      return
    }
    stretches.append(
      Stretch(
        text: text..<(text + count), content: content..<(content + count * scale), scale: scale))
  }

  /// Adds the next stretch, of which only the whole text stands for the whole content: an entity, an
  /// escaped or re-encoded character.
  public mutating func append(text: Range<Int>, content: Range<Int>) {
    guard !text.isEmpty else { return }
    stretches.append(Stretch(text: text, content: content, scale: 0))
  }

  /// Adds the stretches of another map, whose text begins at `shift` in this one's.
  public mutating func append(_ other: SourceMap, shiftedBy shift: Int) {
    for stretch in other.stretches {
      let text = (stretch.text.lowerBound + shift)..<(stretch.text.upperBound + shift)
      if stretch.scale == 0 {
        append(text: text, content: stretch.content)
      } else {
        append(
          text: text.lowerBound, content: stretch.content.lowerBound, count: text.count,
          scale: stretch.scale)
      }
    }
  }

  /// Where the last stretch of the content ends; 0 where there is none.
  public var contentEnd: Int { stretches.last?.content.upperBound ?? 0 }

  /// The bytes of the content that say `text`, in order; parts that touch are one.
  ///
  /// - Parameter text: Half-open, in the text.
  /// - Returns: Half-open, in the content; empty when the reading put all of it in.
  public func parts(of text: Range<Int>) -> [Range<Int>] {
    if isIdentity { return text.isEmpty ? [] : [text] }
    var parts: [Range<Int>] = []
    var index = firstStretch(endingAfter: text.lowerBound)
    while index < stretches.count, stretches[index].text.lowerBound < text.upperBound {
      let stretch = stretches[index]
      index += 1
      let common = stretch.text.clamped(to: text)
      guard !common.isEmpty else { continue }
      var part = stretch.content
      if stretch.scale > 0 {
        let start =
          part.lowerBound + (common.lowerBound - stretch.text.lowerBound) * stretch.scale
        part = start..<(start + common.count * stretch.scale)
      }
      if let last = parts.last, last.upperBound >= part.lowerBound {
        parts[parts.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
      } else {
        parts.append(part)
      }
    }
    return parts
  }

  /// The bytes of the content from the first to the last that say `text`.
  ///
  /// - Parameter text: Half-open, in the text.
  /// - Returns: Half-open, in the content; of what the reading put in, the empty place where that is.
  public func hull(of text: Range<Int>) -> Range<Int> {
    if isIdentity { return text }
    let parts = parts(of: text)
    if let first = parts.first, let last = parts.last { return first.lowerBound..<last.upperBound }
    let index = firstStretch(endingAfter: text.lowerBound)
    let place =
      index < stretches.count
      ? stretches[index].content.lowerBound : stretches.last?.content.upperBound ?? 0
    return place..<place
  }

  /// This map, for a content of which `other` maps to a content below: text to content to that.
  ///
  /// - Parameter other: From this map's content, as its text, to the content below.
  /// - Returns: From this map's text to the content below.
  public func composed(with other: SourceMap) -> SourceMap {
    if other.isIdentity { return self }
    if isIdentity { return other }
    var result = SourceMap()
    for stretch in stretches {
      guard stretch.scale == 1 else {
        let hull = other.hull(of: stretch.content)
        result.append(text: stretch.text, content: hull)
        continue
      }
      var index = other.firstStretch(endingAfter: stretch.content.lowerBound)
      while index < other.stretches.count,
        other.stretches[index].text.lowerBound < stretch.content.upperBound
      {
        let below = other.stretches[index]
        index += 1
        let common = below.text.clamped(to: stretch.content)
        guard !common.isEmpty else { continue }
        let start = stretch.text.lowerBound + common.lowerBound - stretch.content.lowerBound
        if below.scale == 0 {
          result.append(text: start..<(start + common.count), content: below.content)
        } else {
          let offset = (common.lowerBound - below.text.lowerBound) * below.scale
          result.append(
            text: start, content: below.content.lowerBound + offset, count: common.count,
            scale: below.scale)
        }
      }
    }
    return result
  }

  private func firstStretch(endingAfter place: Int) -> Int {
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].text.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
