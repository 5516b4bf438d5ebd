public import BriefingText

/// What became of the bytes of a file.
public enum FileReading: Sendable {
  /// They are a text.
  case text(Reading)
  /// They are something else, by a name a reader knows, and the command that makes text of it where
  /// there is one.
  case unsupported(what: String, conversion: String?, content: Content)
  /// They would become more than the limit allows, once unpacked.
  case tooLarge(String)
  /// They are packed, and cut off or damaged.
  case damaged(String)

  /// The bytes that proofs count, of a file of which no text was made.
  public struct Content: Sendable {
    /// The file, unpacked.
    public var bytes: [UInt8]
    /// What was undone, first to last.
    public var coding: [String]
  }

  /// Reads a file, whatever its name is.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - limit: The most bytes that it may have once it is unpacked.
  public init(_ file: [UInt8], limit: Int) {
    switch Unpacking(file, limit: min(limit, Self.mostBytes)) {
    case .content(let bytes, let coding):
      self = Self.reading(of: Content(bytes: bytes, coding: coding))
    case .tooLarge(let reason): self = .tooLarge(reason)
    case .damaged(let reason): self = .damaged(reason)
    case .tooDeep(let what):
      self = .unsupported(what: what, conversion: nil, content: Content(bytes: file, coding: []))
    }
  }

  /// A text of so many bytes has at most ``SourceMap/limit`` in UTF-8.
  private static let mostBytes = SourceMap.limit / 4

  private static func reading(of content: Content) -> FileReading {
    switch ContentKind(of: content.bytes.span) {
    case .other(let what, let conversion):
      return .unsupported(what: what, conversion: conversion, content: content)
    case .mail:
      return MailReader(content.bytes, coding: content.coding).reading
    case .json: return decoded(content, declared: nil, NinjsReader.reading)
    case .page:
      let declared = PageCharset.declared(content.bytes)
      return decoded(content, declared: declared) { .text(Reading(page: $0)) }
    case .xml:
      let declared = ContentKind.declaredEncoding(content.bytes.span)
      return decoded(content, declared: declared, NewsXMLReader.reading)
    case .plainText:
      return decoded(content, declared: nil) { text in
        // In UTF-16 the format shows in the text only.
        switch ContentKind(of: text.span) {
        case .json: NinjsReader.reading(of: text)
        case .page: .text(Reading(page: text))
        case .xml: NewsXMLReader.reading(of: text)
        default: .text(MarkdownReader.reading(of: text) ?? Reading(plainText: text))
        }
      }
    }
  }

  /// What `read` makes of the content in UTF-8, with its places in the content as it lies.
  private static func decoded(
    _ content: Content, declared: String?, _ read: ([UInt8]) -> TextFound
  ) -> FileReading {
    guard let text = DecodedText(content.bytes, declared: declared) else {
      return foreign(content)
    }
    switch read(text.utf8) {
    case .nothing(let what, let conversion):
      return .unsupported(what: what, conversion: conversion, content: content)
    case .text(var reading):
      // What could not be decoded, where the reading kept it.
      reading.damage += text.damage.compactMap { reading.origin.moved($0) }
      reading.origin = reading.origin.composed(with: text.map)
      reading.stated = reading.stated.map { stated in
        var stated = stated
        stated.bytes = text.map.hull(of: stated.bytes)
        return stated
      }
      reading.content = content.bytes
      reading.contentCoding = content.coding
      reading.charset = text.charset
      return .text(reading)
    }
  }

  /// Text in an encoding that is known and not read.
  private static func foreign(_ content: Content) -> FileReading {
    let charset = CharsetDetector.charset(of: content.bytes, declared: nil).charset.name
    return .unsupported(
      what: "text in \(charset)", conversion: "iconv -f \(charset) -t UTF-8 FILE",
      content: content)
  }
}

/// What a reader of one format finds in a text in UTF-8.
enum TextFound {
  /// The text of an article.
  case text(Reading)
  /// No text: what it is instead, and the command that makes text of it where there is one.
  case nothing(what: String, conversion: String?)
}
