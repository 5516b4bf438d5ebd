/// Reads a figure in digits with whatever parts its groups and its decimals.
struct DigitReader {
  /// A figure in digits.
  struct Figure {
    /// The digits without separators, as a number.
    var mantissa: Double
    /// The power of ten that `mantissa` is to be divided by: exact where the quotient would not be.
    var divisor: Double = 1
    /// The byte after the last digit.
    var end: Int
    /// Digits before the decimals.
    var digits: Int
    /// Parts between digits: neither grouped nor with decimals.
    var isPlain = true
    /// `1.300`: three decimals or thirteen hundred; only the rest of the text can tell.
    var isAmbiguous = false
    /// Begins with a zero that no number begins with: `06`, `0600`.
    var hasLeadingZero = false
  }

  let content: [UInt8]
  /// The end of the block.
  let end: Int

  private func digit(_ index: Int) -> Bool {
    index < end && content[index] >= 0x30 && content[index] <= 0x39
  }

  private func run(_ index: Int) -> Int {
    var last = index
    while digit(last) { last += 1 }
    return last - index
  }

  /// The length in bytes of a separator of groups at `index`, and what it is; 0 for none.
  private func separator(at index: Int) -> (mark: UInt8, length: Int) {
    guard index < end else { return (0, 0) }
    switch content[index] {
    case 0x2c, 0x2e, 0x20, 0x27: return (content[index], 1)
    case 0xc2 where index + 1 < end && content[index + 1] == 0xa0: return (0xa0, 2)
    case 0xe2 where index + 2 < end && content[index + 1] == 0x80:
      switch content[index + 2] {
      case 0xaf: return (0xa1, 3)
      case 0x89: return (0xa2, 3)
      case 0x99: return (0x27, 3)
      default: return (0, 0)
      }
    default: return (0, 0)
    }
  }

  /// The figure whose first digit stands at `start`; nil for digits that are no number, as in a
  /// clock time, a date in digits or a version.
  func figure(at start: Int) -> Figure? {
    var index = start + run(start)
    let digits = index - start
    guard digits > 0 else { return nil }
    var figure = Figure(mantissa: 0, end: index, digits: digits)
    figure.hasLeadingZero = digits > 1 && content[start] == 0x30
    accumulate(start..<index, into: &figure.mantissa)
    if digits <= 3, content[start] != 0x30 {
      let groups = readGroups(from: index, into: &figure)
      index = figure.end
      if groups == 1, figure.isAmbiguous { return figure }
    }
    readDecimals(at: index, into: &figure)
    // "24.02.22", "06:00", "1.2.3"
    if figure.end < end, digit(figure.end + 1) {
      switch content[figure.end] {
      case 0x2e, 0x3a: return nil
      case 0x2c where !figure.isPlain || run(figure.end + 1) < 4: return nil
      default: break
      }
    }
    return figure
  }

  private func accumulate(_ range: Range<Int>, into mantissa: inout Double) {
    var index = range.lowerBound
    while index < range.upperBound {
      mantissa = mantissa * 10 + Double(content[index] - 0x30)
      index += 1
    }
  }

  private func readGroups(from first: Int, into figure: inout Figure) -> Int {
    let (mark, _) = separator(at: first)
    guard mark != 0 else { return 0 }
    var index = first
    var groups = 0
    var mantissa = figure.mantissa
    var isPending = false
    while true {
      let (next, length) = separator(at: index)
      guard next == mark else { break }
      let count = run(index + length)
      // Lakhs and crores: groups of two digits before the last one of three.
      let isIndian = mark == 0x2c && count == 2 && separator(at: index + length + 2).mark == 0x2c
      guard count == 3 || isIndian && !(groups > 0 && !isPending) else { break }
      accumulate(index + length..<index + length + count, into: &mantissa)
      isPending = count == 2
      index += length + count
      groups += 1
      figure.digits += count
    }
    guard groups > 0, !isPending else { return 0 }
    figure.mantissa = mantissa
    figure.end = index
    figure.isPlain = false
    figure.isAmbiguous = mark == 0x2e && groups == 1 && !hasDecimals(at: index)
    if figure.isAmbiguous { figure.divisor = 1000 }
    return groups
  }

  private func hasDecimals(at index: Int) -> Bool {
    index < end && (content[index] == 0x2c || content[index] == 0x2e) && digit(index + 1)
  }

  private func readDecimals(at index: Int, into figure: inout Figure) {
    guard hasDecimals(at: index) else { return }
    let count = run(index + 1)
    if content[index] == 0x2c, count > 2, figure.mantissa != 0 { return }
    // The same mark cannot part groups and decimals.
    if !figure.isPlain, separator(at: figure.end).mark == lastGroupMark(before: figure.end) {
      return
    }
    guard count <= 15, figure.digits + count <= 15 else { return }
    accumulate(index + 1..<index + 1 + count, into: &figure.mantissa)
    var step = 0
    while step < count {
      figure.divisor *= 10
      step += 1
    }
    figure.end = index + 1 + count
    figure.isPlain = false
  }

  private func lastGroupMark(before index: Int) -> UInt8 {
    index >= 4 ? content[index - 4] : 0
  }
}
