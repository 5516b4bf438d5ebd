/// Words: abbreviations, clitics and addresses.
extension Tokenizer {
  /// Counts what the shape of a word is made of.
  private struct Letters {
    var count = 0
    var upper = 0
    var beginsUpper = false
    var hasDigit = false

    mutating func add(_ kind: ScalarClass) {
      switch kind {
      case .upper:
        if count == 0 { beginsUpper = true }
        upper += 1
        count += 1
      case .lower, .letter: count += 1
      case .digit: hasDigit = true
      case .white, .mark, .other: break
      }
    }

    var shape: Token.Shape {
      if count == 0 { return .none }
      if upper == 0 { return .lower }
      if hasDigit { return .mixed }
      if upper == count { return count == 1 ? .initial : .upper }
      return beginsUpper && upper == 1 ? .title : .mixed
    }
  }

  /// Appends the word at `first`, with clitics as tokens of their own; returns where it ends.
  mutating func word(from first: Int) -> Int {
    if let addressEnd = webAddressEnd(at: first) {
      append(first..<addressEnd, .address)
      return addressEnd
    }
    var letters = Letters()
    var index = first
    var piece = first
    var isDotted = false
    scan: while index < end {
      let (value, length) = UTF8Scalar.at(index, in: content, end: end)
      let kind = ScalarClass(value)
      if kind.continuesWord {
        letters.add(kind)
        index += length
        continue
      }
      switch value {
      case 0x2e:
        // Single letters with stops between them: U.S., a.m.
        let isSingle = UTF8Scalar.at(piece, in: content, end: end).length == index - piece
        if isSingle, scalarClass(at: index + 1).isLetter {
          let next = UTF8Scalar.at(index + 1, in: content, end: end)
          let after = index + 1 + next.length
          // "p.m" and "U.S" go on; "J.Smith" does not.
          if !scalarClass(at: after).continuesWord || scalar(at: after) == 0x2e {
            isDotted = true
            piece = index + 1
            index += 1
            continue
          }
        }
        if let addressEnd = domainEnd(from: first, dot: index) {
          append(first..<addressEnd, .address)
          return addressEnd
        }
        break scan
      case 0x40:
        if let addressEnd = mailEnd(from: first, at: index) {
          append(first..<addressEnd, .address)
          return addressEnd
        }
        break scan
      case 0x26:
        // AT&T
        if letters.upper > 0, scalarClass(at: index + 1) == .upper {
          index += 1
          continue
        }
        break scan
      case 0x27, 0x2018, 0x2019:
        guard scalarClass(at: index + length).isLetter, index > first else { break scan }
        if let split = clitic(at: index, length: length, wordStart: first) {
          if split > first { appendWord(first..<split, letters.shape) }
          var cliticEnd = index + length
          while scalarClass(at: cliticEnd).isLetter {
            cliticEnd += UTF8Scalar.at(cliticEnd, in: content, end: end).length
          }
          append(split..<cliticEnd, .clitic)
          return cliticEnd
        }
        index += length
      default: break scan
      }
    }
    if index < end, content[index] == 0x2e, index + 1 >= end || content[index + 1] != 0x2e,
      keepsStop(first..<index, isDotted: isDotted, isSingle: letters.count == 1)
    {
      append(first..<(index + 1), .word, letters.shape)
      return index + 1
    }
    appendWord(first..<index, letters.shape)
    return index
  }

  private mutating func appendWord(_ bytes: Range<Int>, _ shape: Token.Shape) {
    // "cannot" is two words by the convention.
    if bytes.count == 6, Word(folding: content.span.extracting(bytes)) == "cannot" {
      let middle = bytes.lowerBound + 3
      append(bytes.lowerBound..<middle, .word, shape)
      append(middle..<bytes.upperBound, .word, shape == .upper ? .upper : .lower)
      return
    }
    append(bytes, .word, shape)
  }

  /// Where the clitic begins whose apostrophe stands at `index`; nil if the apostrophe is part of
  /// the word, as in "O’Brien".
  private func clitic(at index: Int, length: Int, wordStart: Int) -> Int? {
    let suffix = index + length
    var suffixEnd = suffix
    while suffixEnd < end, ScalarClass(ascii: content[suffixEnd]).isLetter { suffixEnd += 1 }
    if scalarClass(at: suffixEnd).continuesWord { return nil }
    switch suffixEnd - suffix {
    case 1:
      switch content[suffix] | 0x20 {
      case 0x73, 0x64, 0x6d: return index
      case 0x74 where index > wordStart && content[index - 1] | 0x20 == 0x6e: return index - 1
      default: return nil
      }
    case 2:
      switch (content[suffix] | 0x20, content[suffix + 1] | 0x20) {
      case (0x6c, 0x6c), (0x76, 0x65), (0x72, 0x65): return index
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether the full stop after the word belongs to it.
  private func keepsStop(_ bytes: Range<Int>, isDotted: Bool, isSingle: Bool) -> Bool {
    if isDotted { return true }
    let after = bytes.upperBound + 1
    if isSingle, bytes.count == 1, ScalarClass(ascii: content[bytes.lowerBound]) == .upper {
      // An initial stands before a name; "plan B." at the end of a sentence does not.
      var next = after
      if scalarClass(at: next) == .white, next < end {
        next += UTF8Scalar.at(next, in: content, end: end).length
      }
      return scalarClass(at: next) == .upper && content[bytes.lowerBound] != 0x49
        || next < end && content[next] == 0x2d
    }
    if bytes.count > 7 { return false }
    let word = Word(folding: content.span.extracting(bytes))
    if Abbreviations.titles.contains(word) || Abbreviations.calendar.contains(word) {
      // "sept" and "gen" in lower case are words of their own.
      return ScalarClass(ascii: content[bytes.lowerBound]) == .upper
        || Abbreviations.others.contains(word)
    }
    if Abbreviations.others.contains(word) { return true }
    if Abbreviations.beforeNumber.contains(word) {
      var next = after
      while next < end, scalarClass(at: next) == .white {
        next += UTF8Scalar.at(next, in: content, end: end).length
      }
      return scalarClass(at: next) == .digit
    }
    return false
  }
}
