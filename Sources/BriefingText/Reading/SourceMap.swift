/// Where the bytes of a text stand in the content that it was read from.
///
/// A list of stretches in the order of both sides. Between two stretches of the content lies what no
/// reader sees, such as a tag; between two of the text, what the reading put in, such as the line end
/// after a paragraph.
public struct SourceMap: Sendable, Hashable {
  /// Units that follow each other without a gap on either side: each is so many bytes of the text, and
  /// so many of the content, that only stand for each other as a whole. A unit of plain ASCII is 1 and
  /// 1, of ASCII in UTF-16 1 and 2, of Cyrillic in an eight-bit charset 2 and 1, `&amp;` 1 and 5.
  ///
  /// Twenty bytes: re-encoded text has a stretch for each word.
  struct Stretch: Sendable, Hashable {
    fileprivate var textStart: UInt32
    fileprivate var contentStart: UInt32
    fileprivate var count: UInt32
    fileprivate var textUnit: UInt32
    fileprivate var contentUnit: UInt32

    fileprivate init(text: Int, content: Int, count: Int, textUnit: Int, contentUnit: Int) {
      textStart = UInt32(text)
      contentStart = UInt32(content)
      self.count = UInt32(count)
      self.textUnit = UInt32(textUnit)
      self.contentUnit = UInt32(contentUnit)
    }

    var text: Range<Int> { Int(textStart)..<Int(textStart) + Int(count) * Int(textUnit) }
    var content: Range<Int> {
      Int(contentStart)..<Int(contentStart) + Int(count) * Int(contentUnit)
    }

    /// The units that `bytes` of the text touch.
    fileprivate func units(touching bytes: Range<Int>) -> Range<Int> {
      let unit = Int(textUnit)
      let lower = (bytes.lowerBound - Int(textStart)) / unit
      return lower..<(bytes.upperBound - Int(textStart) + unit - 1) / unit
    }

    fileprivate func content(ofUnits units: Range<Int>) -> Range<Int> {
      let unit = Int(contentUnit)
      return Int(contentStart) + units.lowerBound * unit..<Int(contentStart) + units.upperBound
        * unit
    }
  }

  private(set) var stretches: [Stretch] = []
  /// Whether the text is the content.
  public private(set) var isIdentity = false

  /// The most bytes that a mapped text or content may have.
  public static let limit = Int(UInt32.max)

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
    append(text: text, content: content, units: count, of: 1, for: scale)
  }

  /// Adds the next stretch, of which only the whole text stands for the whole content: an entity, an
  /// escaped or re-encoded character.
  public mutating func append(text: Range<Int>, content: Range<Int>) {
    append(
      text: text.lowerBound, content: content.lowerBound, units: 1, of: text.count,
      for: content.count)
  }

  /// Adds the next stretch: units of which only the whole stands for the whole, one behind the other.
  ///
  /// - Parameters:
  ///   - text: Offset in the text; not before the end of the last stretch.
  ///   - content: Offset in the content; not before the end of the last stretch.
  ///   - units: How many.
  ///   - textUnit: Bytes of the text that each has.
  ///   - contentUnit: Bytes of the content that each has.
  public mutating func append(
    text: Int, content: Int, units: Int, of textUnit: Int, for contentUnit: Int
  ) {
    guard units > 0, textUnit > 0 else { return }
    if let last = stretches.last, Int(last.textUnit) == textUnit,
      Int(last.contentUnit) == contentUnit, last.text.upperBound == text,
      last.content.upperBound == content
    {
      stretches[stretches.count - 1].count += UInt32(units)
      return
    }
    stretches.append(
      Stretch(
        text: text, content: content, count: units, textUnit: textUnit, contentUnit: contentUnit))
  }

  /// Adds the stretches of another map, whose text begins at `shift` in this one's.
  public mutating func append(_ other: SourceMap, shiftedBy shift: Int) {
    for stretch in other.stretches {
      append(
        text: stretch.text.lowerBound + shift, content: stretch.content.lowerBound,
        units: Int(stretch.count), of: Int(stretch.textUnit), for: Int(stretch.contentUnit))
    }
  }

  /// Where the last stretch of the content ends; 0 where there is none.
  public var contentEnd: Int { stretches.last?.content.upperBound ?? 0 }

  /// Where the first stretch of the content begins; 0 where there is none.
  public var contentStart: Int { stretches.first?.content.lowerBound ?? 0 }

  /// The bytes of the text that `content` says, from the first to the last.
  ///
  /// - Parameter content: Half-open, in the content.
  /// - Returns: Half-open, in the text; nil where no reader sees them.
  public func textRange(ofContent content: Range<Int>) -> Range<Int>? {
    if isIdentity { return content }
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].content.upperBound <= content.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var found: Range<Int>?
    while low < stretches.count, stretches[low].content.lowerBound < content.upperBound {
      let stretch = stretches[low]
      low += 1
      let unit = Int(stretch.contentUnit)
      guard unit > 0 else { continue }
      let common = stretch.content.clamped(to: content)
      let first = (common.lowerBound - stretch.content.lowerBound) / unit
      let last = (common.upperBound - stretch.content.lowerBound + unit - 1) / unit
      let start = Int(stretch.textStart)
      let text = start + first * Int(stretch.textUnit)..<start + last * Int(stretch.textUnit)
      found = (found?.lowerBound ?? text.lowerBound)..<text.upperBound
    }
    return found
  }

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
      let part = stretch.content(ofUnits: stretch.units(touching: common))
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
    let first = firstStretch(endingAfter: text.lowerBound)
    var last = firstStretch(endingAfter: max(text.upperBound - 1, text.lowerBound))
    if last < stretches.count, stretches[last].text.lowerBound < text.upperBound { last += 1 }
    guard !text.isEmpty, first < last else {
      let place =
        first < stretches.count
        ? stretches[first].content.lowerBound : stretches.last?.content.upperBound ?? 0
      return place..<place
    }
    let begin = stretches[first]
    let end = stretches[last - 1]
    let lower = begin.content(ofUnits: begin.units(touching: begin.text.clamped(to: text)))
    let upper = end.content(ofUnits: end.units(touching: end.text.clamped(to: text)))
    return lower.lowerBound..<max(lower.upperBound, upper.upperBound)
  }

  /// This map, for a content of which `other` maps to a content below: text to content to that.
  ///
  /// - Parameter other: From this map's content, as its text, to the content below.
  /// - Returns: From this map's text to the content below.
  public func composed(with other: SourceMap) -> SourceMap {
    if other.isIdentity { return self }
    if isIdentity { return other }
    var result = SourceMap()
    var index = 0
    for stretch in stretches {
      let content = stretch.content
      while index < other.stretches.count,
        other.stretches[index].text.upperBound <= content.lowerBound
      {
        index += 1
      }
      if stretch.textUnit == 1, stretch.contentUnit == 1 {
        result.appendBytes(of: stretch, through: other, from: index)
      } else {
        result.appendUnits(of: stretch, through: other, from: index)
      }
    }
    return result
  }

  /// Adds a stretch of which each byte stands for one of the content between.
  private mutating func appendBytes(
    of stretch: Stretch, through other: SourceMap, from first: Int
  ) {
    let content = stretch.content
    var index = first
    while index < other.stretches.count,
      other.stretches[index].text.lowerBound < content.upperBound
    {
      let below = other.stretches[index]
      index += 1
      var common = below.text.clamped(to: content)
      while !common.isEmpty {
        let text = Int(stretch.textStart) + common.lowerBound - content.lowerBound
        let units = below.units(touching: common)
        let unit = Int(below.textUnit)
        let unitStart = Int(below.textStart) + units.lowerBound * unit
        let whole = common.count / unit
        if unitStart == common.lowerBound, whole > 0 {
          append(
            text: text, content: below.content(ofUnits: units).lowerBound, units: whole, of: unit,
            for: Int(below.contentUnit))
          common = common.lowerBound + whole * unit..<common.upperBound
        } else {
          // A part of a unit stands for all of it.
          let end = min(unitStart + unit, common.upperBound)
          append(
            text: text..<text + end - common.lowerBound,
            content: below.content(ofUnits: units.lowerBound..<units.lowerBound + 1))
          common = end..<common.upperBound
        }
      }
    }
  }

  /// Adds a stretch of units of more than a byte.
  private mutating func appendUnits(
    of stretch: Stretch, through other: SourceMap, from first: Int
  ) {
    let textUnit = Int(stretch.textUnit)
    let contentUnit = Int(stretch.contentUnit)
    var index = first
    var unit = 0
    while unit < Int(stretch.count) {
      let text = Int(stretch.textStart) + unit * textUnit
      let content = Int(stretch.contentStart) + unit * contentUnit
      while index < other.stretches.count, other.stretches[index].text.upperBound <= content {
        index += 1
      }
      guard index < other.stretches.count else { return }
      let below = other.stretches[index]
      let step = Int(below.textUnit)
      if below.text.lowerBound <= content, contentUnit > 0, contentUnit % step == 0,
        (content - below.text.lowerBound) % step == 0
      {
        // As many as lie in one stretch below.
        let whole = min(
          (below.text.upperBound - content) / contentUnit, Int(stretch.count) - unit)
        if whole > 0 {
          let place = (content - below.text.lowerBound) / step
          append(
            text: text, content: below.content(ofUnits: place..<place).lowerBound, units: whole,
            of: textUnit, for: contentUnit / step * Int(below.contentUnit))
          unit += whole
          continue
        }
      }
      let hull = other.hull(of: content..<content + contentUnit)
      if !hull.isEmpty { append(text: text..<text + textUnit, content: hull) }
      unit += 1
    }
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
