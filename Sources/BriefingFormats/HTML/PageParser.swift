/// HTML in, a ``PageTree`` out: the tokenizer, after the states of the WHATWG HTML standard, 13.2.5.
///
/// Why not libxml2: its push SAX interface hands out copies of the text and no places. On 33 pages of
/// 300 kB each, the text of one callback in four (5,881 of 22,089, version 2.9.14) did not stand right
/// before the parser's cursor, and none of the 91,924 values of attributes can be placed without
/// scanning their tags a second time. It parsed those pages at 140 MB/s; this tokenizer knows every
/// place as it goes, and with finding the story and writing its text it reads them at 300 MB/s.
///
/// It departs from the standard where that loses text: `<title>`, `<textarea>` and the like without
/// an end tag do not swallow the rest of the page.
struct PageParser {
  let bytes: [UInt8]
  var builder: PageBuilder
  private var index = 0
  /// Raw elements of which no end tag stands further down.
  private var endless: Set<HTMLTag> = []

  /// A parser of a page in UTF-8.
  init(_ bytes: [UInt8], words: PageWords = .standard) {
    self.bytes = bytes
    builder = PageBuilder(bytes, words: words)
  }

  /// The page.
  consuming func parse() -> PageTree {
    let count = bytes.count
    if count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { index = 3 }
    while index < count {
      if bytes[index] == 0x3c, tag() { continue }
      let start = index
      index += 1
      while index < count, bytes[index] != 0x3c { index += 1 }
      builder.text(start, index)
    }
    return builder.finish()
  }

  /// Reads what begins with the `<` at `index`; false where it is text.
  private mutating func tag() -> Bool {
    guard index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    switch next {
    case 0x61...0x7a, 0x41...0x5a:
      startTag()
      return true
    case 0x2f:
      guard index + 2 < bytes.count else { return false }
      if Self.isLetter(bytes[index + 2]) {
        endTag()
      } else {
        skip(past: 0x3e)
      }
      return true
    case 0x21:
      if has([0x2d, 0x2d], at: index + 2) { comment() } else { skip(past: 0x3e) }
      return true
    case 0x3f:
      skip(past: 0x3e)
      return true
    default: return false
    }
  }

  private func has(_ text: [UInt8], at place: Int) -> Bool {
    guard place + text.count <= bytes.count else { return false }
    var offset = 0
    while offset < text.count {
      if bytes[place + offset] != text[offset] { return false }
      offset += 1
    }
    return true
  }

  private mutating func skip(past byte: UInt8) {
    while index < bytes.count, bytes[index] != byte { index += 1 }
    index = min(index + 1, bytes.count)
  }

  private mutating func comment() {
    var place = index + 4
    if place < bytes.count, bytes[place] == 0x3e {
      index = place + 1
      return
    }
    if has([0x2d, 0x3e], at: place) {
      index = place + 2
      return
    }
    while place + 2 < bytes.count {
      if bytes[place] == 0x2d, bytes[place + 1] == 0x2d {
        if bytes[place + 2] == 0x3e {
          index = place + 3
          return
        }
        if bytes[place + 2] == 0x21, has([0x3e], at: place + 3) {
          index = place + 4
          return
        }
      }
      place += 1
    }
    index = bytes.count
  }

  // MARK: Tags

  private mutating func endTag() {
    let start = index
    var fold = NameFold.start
    index += 2
    while index < bytes.count, !Self.endsName(bytes[index]) {
      fold = NameFold.next(fold, bytes[index])
      index += 1
    }
    skip(past: 0x3e)
    builder.close(HTMLTag(fold: fold), fold: fold, at: start)
  }

  private mutating func startTag() {
    let start = index
    var fold = NameFold.start
    index += 1
    while index < bytes.count, !Self.endsName(bytes[index]) {
      fold = NameFold.next(fold, bytes[index])
      index += 1
    }
    let tag = HTMLTag(fold: fold)
    let firstAttribute = builder.tree.attributes.count
    attributes(after: firstAttribute)
    // A tag that the file breaks off in is none.
    guard index < bytes.count else {
      builder.tree.attributes.removeLast(builder.tree.attributes.count - firstAttribute)
      return
    }
    index += 1
    let isClosed = bytes[index - 2] == 0x2f
    builder.open(
      tag, fold: fold, firstAttribute: firstAttribute, at: start, contentStart: index,
      isClosed: isClosed)
    if tag.isRaw, !builder.isInDrawing { raw(tag, fold, firstAttribute) }
  }

  /// Reads attributes up to the `>` of the tag.
  private mutating func attributes(after first: Int) {
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte == 0x3e { return }
      if Self.isWhite(byte) || byte == 0x2f {
        index += 1
        continue
      }
      var fold = NameFold.next(NameFold.start, byte)
      index += 1
      while index < count, bytes[index] != 0x3d, !Self.endsName(bytes[index]) {
        fold = NameFold.next(fold, bytes[index])
        index += 1
      }
      var place = index
      while place < count, Self.isWhite(bytes[place]) { place += 1 }
      var value = index..<index
      if place < count, bytes[place] == 0x3d {
        index = place + 1
        value = attributeValue()
      }
      let name = HTMLAttribute(fold: fold)
      guard name != .unknown, builder.tree.attributes.count - first < 200 else { continue }
      var isNew = true
      var other = first
      while other < builder.tree.attributes.count {
        if builder.tree.attributes[other].name == name { isNew = false }
        other += 1
      }
      if isNew {
        builder.tree.attributes.append(
          PageAttribute(
            name: name, start: UInt32(value.lowerBound), end: UInt32(value.upperBound)))
      }
    }
  }

  private mutating func attributeValue() -> Range<Int> {
    let count = bytes.count
    while index < count, Self.isWhite(bytes[index]) { index += 1 }
    guard index < count else { return index..<index }
    let quote = bytes[index]
    if quote == 0x22 || quote == 0x27 {
      let start = index + 1
      index = start
      while index < count, bytes[index] != quote { index += 1 }
      let end = index
      index = min(index + 1, count)
      return start..<end
    }
    let start = index
    while index < count, bytes[index] != 0x3e, !Self.isWhite(bytes[index]) { index += 1 }
    return start..<index
  }

  // MARK: Raw text

  /// Takes the content of a raw element as it lies, and its end tag.
  private mutating func raw(_ tag: HTMLTag, _ fold: UInt32, _ firstAttribute: Int) {
    let start = index
    guard !endless.contains(tag) else { return }
    guard let end = endOfRaw(tag, fold, from: start) else {
      endless.insert(tag)
      // A program without end is not text; anything else may be.
      if tag == .script || tag == .style { index = bytes.count }
      return
    }
    if tag == .script {
      builder.script(start..<end, firstAttribute: firstAttribute)
    } else if tag == .title {
      builder.title(start..<end)
    }
    index = end
    endTag()
  }

  private func endOfRaw(_ tag: HTMLTag, _ fold: UInt32, from start: Int) -> Int? {
    var place = start
    let count = bytes.count
    // In a script, `<!-- <script>` hides one end tag.
    var isEscaped = false
    var isDoubled = false
    while place < count {
      let byte = bytes[place]
      if byte == 0x3c {
        if place + 1 < count, bytes[place + 1] == 0x2f, isName(fold, at: place + 2) {
          if !isDoubled { return place }
          isDoubled = false
        } else if tag == .script {
          if has([0x21, 0x2d, 0x2d], at: place + 1) {
            isEscaped = true
          } else if isEscaped, isName(fold, at: place + 1) {
            isDoubled = true
          }
        }
      } else if byte == 0x2d, isEscaped, has([0x2d, 0x3e], at: place + 1) {
        isEscaped = false
        isDoubled = false
      }
      place += 1
    }
    // The standard lets the rest of the page be script then; the first end tag loses less.
    guard isDoubled || isEscaped else { return nil }
    place = start
    while place + 1 < count {
      if bytes[place] == 0x3c, bytes[place + 1] == 0x2f, isName(fold, at: place + 2) {
        return place
      }
      place += 1
    }
    return nil
  }

  private func isName(_ fold: UInt32, at start: Int) -> Bool {
    var place = start
    var other = NameFold.start
    while place < bytes.count, place - start < 10, Self.isLetter(bytes[place]) {
      other = NameFold.next(other, bytes[place])
      place += 1
    }
    return other == fold && place < bytes.count && Self.endsName(bytes[place])
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
  static func isWhite(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x09 || byte == 0x0d || byte == 0x0c
  }
  static func endsName(_ byte: UInt8) -> Bool { byte == 0x3e || byte == 0x2f || isWhite(byte) }
}
