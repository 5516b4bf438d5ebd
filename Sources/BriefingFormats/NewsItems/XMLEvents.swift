internal import CXML2

/// What libxml2 reads in an XML text, in the text's order.
enum XMLEvent {
  /// An element begins; names are local, in lower case.
  case start(String, [XMLAttribute])
  case end(String)
  /// Text as it lies in the content, half-open.
  case text(Range<Int>)
  /// Characters in UTF-8 that stand for bytes of the content, as `&amp;` does for `&`.
  case characters([UInt8], Range<Int>)
}

/// An attribute of an element, references in its value undone.
struct XMLAttribute {
  /// The local name in lower case.
  var name: String
  var value: String
  /// The value's bytes in the content; of a value with references those of the whole tag.
  var bytes: Range<Int>
}

/// libxml2's push parser: the only place that sees its pointers.
///
/// It loads nothing: no DTD, no external entity, no network. Entities that the text declares itself
/// are not known, so that none can grow; those of HTML are. Damage is passed over where it can be.
@safe final class XMLEvents {
  private(set) var events: [XMLEvent] = []
  private var context: xmlParserCtxtPtr?
  private let content: [UInt8]
  private let first: Int
  private var entities: [String: UnsafeMutablePointer<xmlEntity>] = unsafe [:]
  private var depth = 0
  /// What was fed to the parser before the content.
  private var wrapping = 0
  private var textEnd: Int

  /// Elements that may stand within one another; deeper ones end the reading.
  static let depthLimit = 256
  /// Events that are kept; the rest of a longer text is not read.
  static let eventLimit = 2_000_000
  private static let chunk = 65_536

  /// Reads XML.
  ///
  /// - Parameters:
  ///   - content: The bytes, in UTF-8.
  ///   - start: Where the XML begins.
  ///   - isFragment: Whether the text has no root element of its own.
  /// - Returns: What stands there, in order.
  static func events(
    of content: [UInt8], from start: Int = 0, isFragment: Bool = false
  ) -> [XMLEvent] {
    let reader = XMLEvents(content, start)
    reader.run(isFragment)
    return reader.events
  }

  private init(_ content: [UInt8], _ start: Int) {
    self.content = content
    first = start
    textEnd = start
  }

  deinit {
    unsafe xmlFreeParserCtxt(context)
    unsafe entities.values.forEach { entity in
      unsafe free(UnsafeMutableRawPointer(entity.pointee.content))
      unsafe entity.deallocate()
    }
  }

  private func run(_ isFragment: Bool) {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = XML_SAX2_MAGIC
    unsafe handler.startElementNs = { user, name, _, _, _, _, count, _, attributes in
      unsafe XMLEvents.of(user)?.start(name, count, attributes)
    }
    unsafe handler.endElementNs = { user, name, _, _ in
      unsafe XMLEvents.of(user)?.end(name)
    }
    unsafe handler.characters = { user, text, count in
      unsafe XMLEvents.of(user)?.text(text, count)
    }
    unsafe handler.ignorableWhitespace = handler.characters
    unsafe handler.cdataBlock = handler.characters
    unsafe handler.getEntity = { user, name in unsafe XMLEvents.of(user)?.entity(name) }
    unsafe handler.serror = { _, _ in }
    let user = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe context = unsafe xmlCreatePushParserCtxt(&handler, user, nil, 0, nil)
    let options =
      XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
      | XML_PARSE_NOWARNING.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    _ = unsafe xmlCtxtUseOptions(context, Int32(bitPattern: options))
    if isFragment { feed(Array("<fragment>".utf8)) }
    unsafe content.withUnsafeBytes { bytes in
      var place = first
      while place < bytes.count, events.count < Self.eventLimit {
        let count = min(Self.chunk, bytes.count - place)
        let part = unsafe bytes.baseAddress?.advanced(by: place)
        _ = unsafe xmlParseChunk(
          context, part?.assumingMemoryBound(to: CChar.self), Int32(count), 0)
        place += count
      }
    }
    if isFragment {
      // The end tag's own bytes lie behind the content.
      let tag = Array("</fragment>".utf8)
      unsafe tag.withUnsafeBytes {
        _ = unsafe xmlParseChunk(
          context, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), 0)
      }
    }
    _ = unsafe xmlParseChunk(context, nil, 0, 1)
  }

  private func feed(_ bytes: [UInt8]) {
    wrapping = bytes.count
    unsafe bytes.withUnsafeBytes {
      _ = unsafe xmlParseChunk(
        context, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), 0)
    }
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLEvents? {
    guard let user = unsafe user else { return nil }
    return unsafe Unmanaged<XMLEvents>.fromOpaque(user).takeUnretainedValue()
  }

  // MARK: Places

  /// Where the parser stands in the content.
  private var place: Int {
    guard let input = unsafe context?.pointee.input else { return first }
    let read = unsafe Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    return min(max(first, first + read - wrapping), content.count)
  }

  /// The bytes of the content that `count` bytes at `pointer` are, where they lie in the parser's
  /// buffer and say the same.
  private func bytes(_ pointer: UnsafePointer<UInt8>, _ count: Int) -> Range<Int>? {
    guard let input = unsafe context?.pointee.input, let base = unsafe input.pointee.base,
      let end = unsafe input.pointee.end, unsafe pointer >= base,
      unsafe pointer + count <= end
    else { return nil }
    let start = unsafe first + Int(input.pointee.consumed) + (pointer - base) - wrapping
    guard start >= first, start + count <= content.count else { return nil }
    var index = 0
    while index < count {
      if unsafe content[start + index] != pointer[index] { return nil }
      index += 1
    }
    return start..<(start + count)
  }

  // MARK: What the parser says

  private func start(
    _ name: UnsafePointer<UInt8>?, _ count: Int32,
    _ values: UnsafeMutablePointer<
      UnsafePointer<UInt8>?
    >?
  ) {
    depth += 1
    if depth > Self.depthLimit || events.count >= Self.eventLimit {
      unsafe xmlStopParser(context)
      return
    }
    var attributes: [XMLAttribute] = []
    var index = 0
    while index < Int(count), attributes.count < 64, let values = unsafe values {
      if let name = unsafe values[index * 5], let from = unsafe values[index * 5 + 3],
        let to = unsafe values[index * 5 + 4]
      {
        let length = unsafe to - from
        let value = unsafe String(
          decoding: UnsafeBufferPointer(start: from, count: length), as: UTF8.self)
        let whole = textEnd..<max(textEnd, place)
        attributes.append(
          XMLAttribute(
            name: unsafe String(cString: name).lowercased(), value: value,
            bytes: unsafe bytes(from, length) ?? whole))
      }
      index += 1
    }
    events.append(.start(unsafe Self.name(name), attributes))
  }

  private func end(_ name: UnsafePointer<UInt8>?) {
    depth -= 1
    events.append(.end(unsafe Self.name(name)))
  }

  private static func name(_ name: UnsafePointer<UInt8>?) -> String {
    guard let name = unsafe name else { return "" }
    let text = unsafe String(cString: name).lowercased()
    // A prefix that stands for no namespace is left in the name.
    guard let colon = text.firstIndex(of: ":") else { return text }
    return String(text[text.index(after: colon)...])
  }

  private func text(_ pointer: UnsafePointer<UInt8>?, _ count: Int32) {
    guard let pointer = unsafe pointer, count > 0, events.count < Self.eventLimit else { return }
    if let bytes = unsafe bytes(pointer, Int(count)), bytes.lowerBound >= textEnd {
      take(bytes)
      return
    }
    // Text with other than ASCII comes in a copy, which the parser hands out before or after it
    // steps over the last character.
    let characters = unsafe Array(UnsafeBufferPointer(start: pointer, count: Int(count)))
    var end = place
    var copied = copy(characters, before: end)
    if copied == nil, end < content.count {
      var next = end + 1
      while next < content.count, content[next] & 0xc0 == 0x80 { next += 1 }
      copied = copy(characters, before: next)
    }
    if let copied {
      take(copied)
      return
    }
    // A reference: the parser stands behind its semicolon.
    end = max(end, textEnd)
    var start = end
    while start > textEnd, end - start < 40, content[start - 1] != 0x26 { start -= 1 }
    start = max(textEnd, start - 1)
    guard start < end else { return }
    events.append(.characters(characters, start..<end))
    textEnd = end
  }

  private func take(_ bytes: Range<Int>) {
    textEnd = bytes.upperBound
    if case .text(let last)? = events.last, last.upperBound == bytes.lowerBound {
      events[events.count - 1] = .text(last.lowerBound..<bytes.upperBound)
    } else {
      events.append(.text(bytes))
    }
  }

  /// The bytes before `end` that say `characters`, in which every line end is one `\n`.
  private func copy(_ characters: [UInt8], before end: Int) -> Range<Int>? {
    var place = end
    var index = characters.count
    while index > 0 {
      guard place > textEnd, content[place - 1] == characters[index - 1] else { return nil }
      place -= 1
      index -= 1
      if characters[index] == 0x0a, place > textEnd, content[place - 1] == 0x0d { place -= 1 }
    }
    return place..<end
  }

  /// The entity of HTML that `name` is.
  private func entity(_ name: UnsafePointer<UInt8>?) -> xmlEntityPtr? {
    guard let name = unsafe name else { return nil }
    let word = unsafe String(cString: name)
    if let known = unsafe entities[word] { return unsafe known }
    let reference = Array("&\(word);".utf8)
    guard let characters = CharacterReference.characters(of: reference[...]) else { return nil }
    let entity = UnsafeMutablePointer<xmlEntity>.allocate(capacity: 1)
    unsafe entity.initialize(to: xmlEntity())
    unsafe entity.pointee.type = XML_ENTITY_DECL
    unsafe entity.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
    unsafe entity.pointee.length = Int32(characters.count)
    unsafe entity.pointee.content = unsafe (characters + [0]).withUnsafeBufferPointer {
      unsafe xmlStrndup($0.baseAddress, Int32(characters.count))
    }
    unsafe entities[word] = entity
    return unsafe entity
  }
}
