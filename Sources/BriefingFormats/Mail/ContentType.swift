/// The value of a header field with parameters, as in `text/plain; charset=utf-8` (RFC 2045 5.1),
/// parameters in pieces and in other charsets undone (RFC 2231).
struct ContentType: Sendable, Equatable {
  /// What stands before the parameters, in lower case.
  var value: String
  /// By name, in lower case.
  private(set) var parameters: [String: String] = [:]

  /// A type without parameters.
  init(_ value: String) { self.value = value }

  /// Reads the value of a field.
  init(field value: [UInt8]) {
    var reader = Reader(bytes: value)
    self.value = reader.token(until: [0x3b]).lowercased()
    var pieces: [String: [(number: Int, isEncoded: Bool, text: [UInt8])]] = [:]
    while let (name, text) = reader.parameter(), pieces.count < 100 {
      let parts = name.lowercased().split(separator: "*", omittingEmptySubsequences: false)
      let number = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      pieces[String(parts[0]), default: []].append(
        (number, name.hasSuffix("*"), text))
    }
    for (name, list) in pieces {
      let sorted = list.sorted { $0.number < $1.number }
      parameters[name] =
        sorted.contains { $0.isEncoded }
        ? Self.decoded(sorted.map { ($0.isEncoded, $0.text) })
        : EncodedWords.decoded(sorted.flatMap(\.text))
    }
  }

  /// The part before the slash.
  var family: Substring { value.prefix { $0 != "/" } }

  private static func decoded(_ pieces: [(isEncoded: Bool, text: [UInt8])]) -> String {
    var bytes: [UInt8] = []
    var charset = "utf-8"
    for (number, piece) in pieces.enumerated() {
      guard piece.isEncoded else {
        bytes += piece.text
        continue
      }
      var text = piece.text[...]
      if number == 0 {
        let parts = text.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
        if parts.count == 3 {
          charset = String(decoding: parts[0], as: UTF8.self)
          text = parts[2]
        }
      }
      var index = text.startIndex
      while index < text.endIndex {
        if text[index] == 0x25, index + 2 < text.endIndex,
          let high = HexDigit.value(text[index + 1]), let low = HexDigit.value(text[index + 2])
        {
          bytes.append(high << 4 | low)
          index += 3
        } else {
          bytes.append(text[index])
          index += 1
        }
      }
    }
    return EncodedWords.text(bytes, charset)
  }

  /// Goes through a field; comments in brackets are passed over.
  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skipWhite() {
      var depth = 0
      while index < bytes.count {
        switch bytes[index] {
        case 0x20, 0x09, 0x0d, 0x0a: break
        case 0x28: depth += 1
        case 0x29 where depth > 0: depth -= 1
        default: if depth == 0 { return }
        }
        index += 1
      }
    }

    mutating func token(until ends: [UInt8]) -> String {
      skipWhite()
      var text: [UInt8] = []
      while index < bytes.count, !ends.contains(bytes[index]) {
        if bytes[index] > 0x20 { text.append(bytes[index]) }
        index += 1
      }
      return String(decoding: text, as: UTF8.self)
    }

    mutating func parameter() -> (String, [UInt8])? {
      while index < bytes.count, bytes[index] == 0x3b {
        index += 1
        skipWhite()
      }
      guard index < bytes.count else { return nil }
      let name = token(until: [0x3d, 0x3b])
      guard index < bytes.count, bytes[index] == 0x3d else { return (name, []) }
      index += 1
      skipWhite()
      var text: [UInt8] = []
      if index < bytes.count, bytes[index] == 0x22 {
        index += 1
        while index < bytes.count, bytes[index] != 0x22 {
          if bytes[index] == 0x5c, index + 1 < bytes.count { index += 1 }
          if bytes[index] != 0x0d, bytes[index] != 0x0a { text.append(bytes[index]) }
          index += 1
        }
        index += 1
        while index < bytes.count, bytes[index] != 0x3b { index += 1 }
      } else {
        while index < bytes.count, bytes[index] != 0x3b {
          if bytes[index] > 0x20 { text.append(bytes[index]) }
          index += 1
        }
      }
      return (name, text)
    }
  }
}

/// Hexadecimal digits, in either case.
enum HexDigit {
  static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
