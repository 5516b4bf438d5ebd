public import BriefingText

/// A text in UTF-8, made of bytes in whatever encoding they are.
public struct DecodedText: Sendable {
  /// The text; of sound UTF-8, the very bytes that were given, a byte order mark included.
  public var utf8: [UInt8]
  /// From the text to the bytes that were given.
  public var map: SourceMap
  /// Lower-case IANA name of the encoding that the bytes were read as.
  public var charset: String
  /// Where bytes could not be decoded, in the text's offsets: a U+FFFD stands there for each.
  public var damage: [Damage]

  /// Decodes bytes; nil where they are in an encoding that is known and not read, such as Big5.
  ///
  /// The encoding is, in this order: what a byte order mark says; what is declared, if the bytes bear
  /// it out; UTF-8, if they are that; what ``CharsetDetector`` makes of them.
  ///
  /// - Parameters:
  ///   - content: The bytes.
  ///   - declared: The label of an encoding that stands with them.
  public init?(_ content: [UInt8], declared: String? = nil) {
    let found = CharsetDetector.charset(of: content, declared: declared.flatMap(Charset.init))
    guard let text = DecodedText(content, as: found.charset, markLength: found.markLength) else {
      return nil
    }
    self = text
  }

  /// Decodes bytes that are known to be in an encoding.
  init?(_ content: [UInt8], as charset: Charset, markLength: Int = 0) {
    self.charset = charset.name
    switch charset {
    case .utf8:
      if UTF8Check(of: content.span).isSound {
        utf8 = content
        map = .identity
        damage = []
        return
      }
      var writer = DecodedTextWriter(capacity: content.count)
      UTF8Repair.decode(content.span, into: &writer)
      (utf8, map, damage) = writer.parts
    case .utf16LittleEndian, .utf16BigEndian:
      var writer = DecodedTextWriter(capacity: content.count / 2 + content.count / 8)
      UTF16Decoder(isLittleEndian: charset == .utf16LittleEndian)
        .decode(content.span, from: markLength, into: &writer)
      (utf8, map, damage) = writer.parts
    case .eightBit(let row):
      var writer = DecodedTextWriter(capacity: content.count + content.count / 8)
      EightBitDecoder(row: row).decode(content.span, into: &writer)
      (utf8, map, damage) = writer.parts
    case .foreign: return nil
    }
  }
}

/// Puts the text together, and the map with it.
struct DecodedTextWriter {
  private var utf8: [UInt8] = []
  private var map = SourceMap()
  private var damage: [Damage] = []
  private var line = 1
  /// The run that is not in the map yet.
  private var runText = 0
  private var runContent = 0
  private var runUnits = 0
  private var textUnit = 1
  private var contentUnit = 1

  init(capacity: Int) { utf8.reserveCapacity(capacity) }

  /// Adds a character that `length` bytes of the content at `content` say.
  mutating func append(_ scalar: UInt32, at content: Int, length: Int) {
    let start = utf8.count
    switch scalar {
    case 0..<0x80:
      utf8.append(UInt8(scalar))
      if scalar == 0x0a { line += 1 }
    case 0x80..<0x800:
      utf8.append(0xc0 | UInt8(scalar >> 6))
      utf8.append(0x80 | UInt8(scalar & 0x3f))
    case 0x800..<0x10000:
      utf8.append(0xe0 | UInt8(scalar >> 12))
      utf8.append(0x80 | UInt8(scalar >> 6 & 0x3f))
      utf8.append(0x80 | UInt8(scalar & 0x3f))
    default:
      utf8.append(0xf0 | UInt8(scalar >> 18 & 7))
      utf8.append(0x80 | UInt8(scalar >> 12 & 0x3f))
      utf8.append(0x80 | UInt8(scalar >> 6 & 0x3f))
      utf8.append(0x80 | UInt8(scalar & 0x3f))
    }
    note(text: start, content: content, length: length)
  }

  /// Adds a replacement character for `length` bytes that say nothing.
  mutating func appendDamage(at content: Int, length: Int) {
    let start = utf8.count
    append(0xfffd, at: content, length: length)
    if let last = damage.last, last.bytes.upperBound == start {
      damage[damage.count - 1].bytes = last.bytes.lowerBound..<utf8.count
    } else {
      damage.append(
        Damage(kind: .undecodableBytes, bytes: start..<utf8.count, line: line))
    }
  }

  private mutating func note(text: Int, content: Int, length: Int) {
    let size = utf8.count - text
    if runUnits > 0, size == textUnit, length == contentUnit,
      runContent + runUnits * contentUnit == content
    {
      runUnits += 1
      return
    }
    flush()
    runText = text
    runContent = content
    runUnits = 1
    textUnit = size
    contentUnit = length
  }

  private mutating func flush() {
    map.append(
      text: runText, content: runContent, units: runUnits, of: textUnit, for: contentUnit)
    runUnits = 0
  }

  /// What was put together.
  var parts: ([UInt8], SourceMap, [Damage]) {
    mutating get {
      flush()
      return (utf8, map, damage)
    }
  }
}
