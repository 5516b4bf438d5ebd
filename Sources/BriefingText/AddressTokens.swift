/// Web addresses, mail addresses and names with an at-sign.
extension Tokenizer {
  /// Where the web address ends that begins at `first` with a scheme or "www."; nil if none does.
  func webAddressEnd(at first: Int) -> Int? {
    switch content[first] | 0x20 {
    case 0x68 where hasPrefix("https://", at: first) || hasPrefix("http://", at: first): break
    case 0x77 where hasPrefix("www.", at: first): break
    default: return nil
    }
    return addressTail(from: first)
  }

  /// Where the address ends that goes on after the stop at `dot`, if what stands there is a domain
  /// ("example.org/path") or the local part of a mail address ("jo.doe@example.org").
  func domainEnd(from first: Int, dot: Int) -> Int? {
    guard dot + 1 < end, isAddressByte(content[dot + 1]) else { return nil }
    var index = dot
    var lastDot = dot
    // No domain is longer than 255 bytes.
    let limit = min(end, dot + 255)
    while index < limit, isAddressByte(content[index]) || content[index] == 0x2e {
      if content[index] == 0x2e {
        if index + 1 >= end || !isAddressByte(content[index + 1]) { break }
        lastDot = index
      }
      index += 1
    }
    if index < end, content[index] == 0x40, let mail = mailEnd(from: first, at: index) {
      return mail
    }
    if index < end, content[index] >= 0x80, scalarClass(at: index).continuesWord { return nil }
    let domain = Word(folding: content.span.extracting((lastDot + 1)..<index))
    guard Self.topDomains.contains(domain), content[lastDot + 1] >= 0x61 else { return nil }
    return index < end && content[index] == 0x2f ? addressTail(from: index) : index
  }

  /// Where the mail address ends whose at-sign stands at `at`; nil if no domain follows.
  func mailEnd(from first: Int, at: Int) -> Int? {
    var index = at + 1
    var dots = 0
    while index < end, isAddressByte(content[index]) || content[index] == 0x2e {
      if content[index] == 0x2e {
        if index + 1 >= end || !isAddressByte(content[index + 1]) { break }
        dots += 1
      }
      index += 1
    }
    return dots > 0 && index > at + 3 ? index : nil
  }

  /// Where the name ends that the at-sign at `index` begins; nil if none follows.
  func handleEnd(at index: Int) -> Int? {
    var next = index + 1
    while next < end, isAddressByte(content[next]) { next += 1 }
    return next > index + 1 ? next : nil
  }

  private static let topDomains: Set<Word> = [
    "com", "org", "net", "gov", "edu", "mil", "info", "news", "io", "eu", "uk", "ua", "ru", "de",
    "fr", "nl", "ca", "au", "pl", "example", "me", "tv",
  ]

  private func isAddressByte(_ byte: UInt8) -> Bool {
    let kind = ScalarClass(ascii: byte)
    return kind.isLetter || kind == .digit || byte == 0x2d || byte == 0x5f
  }

  private func hasPrefix(_ prefix: StaticString, at index: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    if index + count >= end { return false }
    return prefix.withUTF8Buffer { buffer in
      var offset = 0
      while offset < count {
        let byte = content[index + offset]
        let folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
        if unsafe folded != buffer[offset] { return false }
        offset += 1
      }
      return true
    }
  }

  /// The end of an address from `first` on, without marks that belong to the sentence round it.
  private func addressTail(from first: Int) -> Int {
    var index = first
    var brackets = 0
    scan: while index < end {
      let (value, length) = UTF8Scalar.at(index, in: content, end: end)
      switch value {
      case 0x22, 0x3c, 0x3e, 0x5d, 0x5b, 0x7b, 0x7d, 0x2018...0x201f, 0xab, 0xbb: break scan
      case 0x28: brackets += 1
      case 0x29:
        if brackets == 0 { break scan }
        brackets -= 1
      default: if ScalarClass(value) == .white || value == UTF8Scalar.invalid { break scan }
      }
      index += length
    }
    while index > first + 1 {
      switch content[index - 1] {
      case 0x2e, 0x2c, 0x3a, 0x3b, 0x21, 0x3f, 0x27, 0x2a, 0x5f: index -= 1
      default: return index
      }
    }
    return index
  }
}
