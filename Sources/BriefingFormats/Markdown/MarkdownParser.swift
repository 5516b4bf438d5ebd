internal import CMarkdown

/// What md4c says of a Markdown text, in the text's order.
enum MarkdownEvent {
  enum Block {
    case quote, list, item, rule, heading(Int), code, html, paragraph, table, row, cell, other
  }
  enum Span { case link, image, other }
  enum Text {
    /// As it lies, backslashes before escaped marks left out.
    case normal
    /// `&name;` as it lies.
    case entity
    /// Tags as they lie.
    case html
    case hardBreak, softBreak
  }

  case enter(Block)
  case leave(Block)
  case enterSpan(Span)
  case leaveSpan(Span)
  /// Bytes of the content, half-open; of breaks empty.
  case text(Text, Range<Int>)
}

/// md4c, the only place that sees its pointers.
///
/// Its callbacks get pointers into the buffer that was given to it: the offsets are exact, and what
/// does not point there (a line end that md4c made up) is no text of the content.
@safe final class MarkdownParser {
  private var events: [MarkdownEvent] = []
  private var base = 0
  private var size = 0
  private var start = 0

  private init() {}

  /// The events of `content` from `start` on; nil where md4c gives up.
  static func events(of content: [UInt8], from start: Int) -> [MarkdownEvent]? {
    let parser = MarkdownParser()
    parser.start = start
    parser.size = content.count - start
    guard parser.size > 0, parser.size <= Int(Int32.max) else { return nil }
    var callbacks = MD_PARSER()
    callbacks.flags = UInt32(
      MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS)
    unsafe callbacks.enter_block = { kind, detail, user in
      unsafe MarkdownParser.of(user)?.events.append(.enter(MarkdownParser.block(kind, detail)))
      return 0
    }
    unsafe callbacks.leave_block = { kind, detail, user in
      unsafe MarkdownParser.of(user)?.events.append(.leave(MarkdownParser.block(kind, detail)))
      return 0
    }
    unsafe callbacks.enter_span = { kind, _, user in
      unsafe MarkdownParser.of(user)?.events.append(.enterSpan(MarkdownParser.span(kind)))
      return 0
    }
    unsafe callbacks.leave_span = { kind, _, user in
      unsafe MarkdownParser.of(user)?.events.append(.leaveSpan(MarkdownParser.span(kind)))
      return 0
    }
    unsafe callbacks.text = { kind, text, size, user in
      unsafe MarkdownParser.of(user)?.take(kind, UInt(bitPattern: text), Int(size))
      return 0
    }
    let user = unsafe Unmanaged.passUnretained(parser).toOpaque()
    let result = unsafe content.withUnsafeBytes { bytes in
      let first = unsafe bytes.baseAddress?.advanced(by: start)
      parser.base = Int(bitPattern: first)
      return unsafe md_parse(
        first?.assumingMemoryBound(to: CChar.self), UInt32(parser.size), &callbacks, user)
    }
    return result == 0 ? parser.events : nil
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> MarkdownParser? {
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<MarkdownParser>.fromOpaque(user).takeUnretainedValue()
  }

  private func take(_ kind: MD_TEXTTYPE, _ address: UInt, _ count: Int) {
    let offset = Int(bitPattern: address) &- base
    let isContent = offset >= 0 && offset <= size && count <= size - offset
    let bytes = isContent ? (start + offset)..<(start + offset + count) : 0..<0
    switch kind {
    case MD_TEXT_BR: events.append(.text(.hardBreak, 0..<0))
    case MD_TEXT_SOFTBR: events.append(.text(.softBreak, 0..<0))
    case MD_TEXT_ENTITY: events.append(.text(.entity, bytes))
    case MD_TEXT_HTML: events.append(.text(.html, bytes))
    default:
      // Of a code span that goes over a line end, md4c makes a blank of it.
      events.append(.text(isContent ? .normal : .softBreak, bytes))
    }
  }

  private static func block(
    _ kind: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?
  ) -> MarkdownEvent.Block {
    switch kind {
    case MD_BLOCK_QUOTE: return .quote
    case MD_BLOCK_UL, MD_BLOCK_OL: return .list
    case MD_BLOCK_LI: return .item
    case MD_BLOCK_HR: return .rule
    case MD_BLOCK_H:
      let level = unsafe detail?.assumingMemoryBound(to: MD_BLOCK_H_DETAIL.self).pointee.level
      return .heading(Int(level ?? 1))
    case MD_BLOCK_CODE: return .code
    case MD_BLOCK_HTML: return .html
    case MD_BLOCK_P: return .paragraph
    case MD_BLOCK_TABLE: return .table
    case MD_BLOCK_TR: return .row
    case MD_BLOCK_TH, MD_BLOCK_TD: return .cell
    default: return .other
    }
  }

  private static func span(_ kind: MD_SPANTYPE) -> MarkdownEvent.Span {
    switch kind {
    case MD_SPAN_A: .link
    case MD_SPAN_IMG: .image
    default: .other
    }
  }
}
