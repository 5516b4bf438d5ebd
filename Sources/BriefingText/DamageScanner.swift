/// Finds bytes that do not say what their writer meant.
struct DamageScanner {
  let content: [UInt8]

  /// The damage of the bytes themselves, in their order: a run of the same kind counts once.
  ///
  /// - Parameter known: What the reading has found, in its order: it put replacement characters there,
  ///   which are not the writer's.
  /// - Returns: What is wrong with the text, beside that.
  func scan(besides known: [Damage] = []) -> [Damage] {
    var next = 0
    return scanAll().filter { damage in
      while next < known.count, known[next].bytes.upperBound <= damage.bytes.lowerBound {
        next += 1
      }
      return damage.kind != .replacementCharacter || next == known.count
        || known[next].bytes.lowerBound >= damage.bytes.upperBound
    }
  }

  private func scanAll() -> [Damage] {
    var found: [Damage] = []
    var line = 1
    var index = 0
    let end = content.count
    while index < end {
      let byte = content[index]
      if byte < 0x80 {
        if byte == 0x0a { line += 1 }
        index += 1
        continue
      }
      let (value, length) = UTF8Scalar.at(index, in: content, end: end)
      if value == UTF8Scalar.invalid {
        add(.undecodableBytes, index..<(index + 1), line, to: &found)
      } else if value == 0xfffd {
        add(.replacementCharacter, index..<(index + length), line, to: &found)
      } else if let stop = mojibakeEnd(at: index, value, length) {
        add(.mojibake, index..<stop, line, to: &found)
        index = stop
        continue
      }
      index += length
    }
    return found
  }

  /// Extends the last damage if it has the same kind and touches or stands in the same word.
  private func add(_ kind: Damage.Kind, _ bytes: Range<Int>, _ line: Int, to found: inout [Damage])
  {
    if let last = found.last, last.kind == kind, last.bytes.upperBound == bytes.lowerBound {
      found[found.count - 1].bytes = last.bytes.lowerBound..<bytes.upperBound
    } else {
      found.append(Damage(kind: kind, bytes: bytes, line: line))
    }
  }

  /// Where the mojibake ends that begins at `index`: scalars which, written in Windows-1252, are one
  /// well-formed UTF-8 sequence; nil if there is none.
  private func mojibakeEnd(at index: Int, _ value: UInt32, _ length: Int) -> Int? {
    let needed: Int
    switch value {
    case 0xc2...0xdf: needed = 1
    case 0xe0...0xef: needed = 2
    case 0xf0...0xf4: needed = 3
    default: return nil
    }
    var next = index + length
    var weak = 0
    for _ in 0..<needed {
      guard next < content.count else { return nil }
      let (value, length) = UTF8Scalar.at(next, in: content, end: content.count)
      guard let byte = Self.windows1252(value), byte & 0xc0 == 0x80 else { return nil }
      // Marks that may follow a letter in sound text: quotes, dashes, no-break spaces.
      if [0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x85, 0xa0, 0xbb, 0xab].contains(byte) {
        weak += 1
      }
      next += length
    }
    // "Ã”" might be a word that ends in a capital and a closing mark.
    if needed == 1, weak == 1, value != 0xc2 && value != 0xc3 { return nil }
    if needed == 1, weak == 1, index + length == next - 3 || value == 0xc3 {
      let following = next < content.count ? content[next] : 0x20
      return ScalarClass(ascii: following).isLetter ? next : nil
    }
    return next
  }

  /// The byte that Windows-1252 writes a scalar as; C1 controls stand for themselves.
  private static func windows1252(_ value: UInt32) -> UInt8? {
    if value < 0x80 { return nil }
    if value <= 0xff { return UInt8(truncatingIfNeeded: value) }
    return special[value]
  }

  private static let special: [UInt32: UInt8] = [
    0x20ac: 0x80, 0x201a: 0x82, 0x192: 0x83, 0x201e: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x2c6: 0x88, 0x2030: 0x89, 0x160: 0x8a, 0x2039: 0x8b, 0x152: 0x8c, 0x17d: 0x8e,
    0x2018: 0x91, 0x2019: 0x92, 0x201c: 0x93, 0x201d: 0x94, 0x2022: 0x95, 0x2013: 0x96,
    0x2014: 0x97, 0x2dc: 0x98, 0x2122: 0x99, 0x161: 0x9a, 0x203a: 0x9b, 0x153: 0x9c, 0x17e: 0x9e,
    0x178: 0x9f,
  ]

  /// Quotations that are opened or closed without their other half. A paragraph that opens with a
  /// mark and leaves it open is no damage when the next one opens again: one speech in paragraphs.
  func unbalancedQuotes(_ blocks: [Block], _ tokens: [Token], _ partners: [Int32]) -> [Damage] {
    var found: [Damage] = []
    for (index, block) in blocks.enumerated() where block.role.carriesFacts {
      let open = block.tokens.last { tokens[$0].kind == .openQuote && partners[$0] < 0 }
      guard let open, !isSingle(tokens[open]) else { continue }
      let next = blocks[(index + 1)...].prefix(4).first { $0.role == .paragraph }
      let reopens = next.map { block in
        block.tokens.first.map { tokens[$0].kind == .openQuote } ?? false
      }
      if reopens ?? false { continue }
      let line =
        block.line
        + content[block.bytes.lowerBound..<Int(tokens[open].start)]
        .count { $0 == 0x0a }
      found.append(Damage(kind: .unbalancedQuotes, bytes: tokens[open].bytes, line: line))
    }
    return found
  }

  /// Single marks are too often apostrophes to speak of damage.
  private func isSingle(_ token: Token) -> Bool {
    let text = content[Int(token.start)..<Int(token.end)]
    return text.elementsEqual([0x27]) || text.elementsEqual([0xe2, 0x80, 0x98])
      || text.elementsEqual([0xe2, 0x80, 0x99]) || text.elementsEqual([0xe2, 0x80, 0x9a])
  }
}
