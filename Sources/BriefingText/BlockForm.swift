/// How a block is written: what rules for roles look at, without its meaning.
struct BlockForm {
  /// How a block ends, closing marks left aside.
  enum Ending: UInt8 { case stop, ellipsis, colon, comma, none }

  /// The words, as a range of the words of all blocks.
  var words: Range<Int>
  /// A hash of the words alone: equal for copies that differ in marks, case and spacing.
  var fold: UInt64 = 0xcbf2_9ce4_8422_2325
  var ending = Ending.none
  /// Words that begin with an upper-case letter.
  var capitals = 0
  /// Words with no lower-case letter.
  var shouted = 0
  /// Words that begin with a digit.
  var numbers = 0
  /// Digits in all, of use to see a telephone number.
  var digits = 0
  /// Marks that part items of a menu: bars, arrows, middle dots, runs of blanks.
  var separators = 0
  /// Runs of two or more blanks, or tabs: columns.
  var columns = 0
  var hasArrow = false
  var hasAddress = false
  var hasEquals = false
  var hasDashOrColon = false
  var startsQuoted = false
  var endsQuoted = false

  /// The number of words.
  var count: Int { words.count }
}

/// A word of a block: letters and digits without marks, apostrophes within included.
struct BlockWord {
  enum Form: UInt8 { case lower, title, upper, number }
  let word: Word
  let start: UInt32
  let end: UInt32
  let form: Form

  var isCapitalised: Bool { form == .title || form == .upper }
}

/// The words and forms of all blocks of a document.
struct BlockForms {
  let content: [UInt8]
  private(set) var words: [BlockWord] = []
  private(set) var forms: [BlockForm] = []

  init(content: [UInt8], blocks: [RawBlock]) {
    self.content = content
    words.reserveCapacity(content.count / 6)
    forms.reserveCapacity(blocks.count)
    for block in blocks { forms.append(form(of: block.body)) }
  }

  private mutating func form(of body: Range<Int>) -> BlockForm {
    var form = BlockForm(words: words.count..<words.count)
    let end = body.upperBound
    var index = body.lowerBound
    var blanks = 0
    while index < end {
      let (value, length) = UTF8Scalar.at(index, in: content, end: end)
      let kind = ScalarClass(value)
      if kind.isLetter || kind == .digit {
        blanks = 0
        index = word(from: index, end: end, kind, &form)
        continue
      }
      if kind == .white {
        blanks += 1
        if blanks == 2 || value == 0x09 && blanks == 1 {
          form.columns += 1
          form.separators += 1
        }
      } else {
        blanks = 0
        look(at: value, index, end, &form)
        // The target of a Markdown link is not read.
        if value == 0x5d, index + 1 < end, content[index + 1] == 0x28 {
          while index < end, content[index] != 0x29 { index += 1 }
          form.hasAddress = true
          continue
        }
      }
      index += length
    }
    form.words = form.words.lowerBound..<words.count
    form.ending = BlockForm.ending(of: body, in: content)
    if !body.isEmpty {
      form.startsQuoted = Self.isQuote(UTF8Scalar.at(body.lowerBound, in: content, end: end).value)
      if let last = UTF8Scalar.before(end, in: content, start: body.lowerBound) {
        form.endsQuoted = Self.isQuote(last.value)
      }
    }
    return form
  }

  private mutating func word(
    from first: Int, end: Int, _ kind: ScalarClass, _ form: inout BlockForm
  ) -> Int {
    var index = first
    var hasLower = false
    var isAddress = false
    var ideographs = 0
    while index < end {
      let (value, length) = UTF8Scalar.at(index, in: content, end: end)
      let kind = ScalarClass(value)
      if kind == .lower { hasLower = true }
      if kind == .digit { form.digits += 1 }
      if kind.continuesWord {
        index += length
        // Chinese and Japanese set no blanks: two characters are a word.
        if Self.isIdeograph(value) {
          ideographs += 1
          if ideographs == 2 { break }
        }
        continue
      }
      if value == 0x27 || value == 0x2019, index + length < end,
        ScalarClass(UTF8Scalar.at(index + length, in: content, end: end).value).isLetter
      {
        index += length
        continue
      }
      if value == 0x3a, index + 2 < end, content[index + 1] == 0x2f, content[index + 2] == 0x2f {
        isAddress = true
        while index < end, ScalarClass(ascii: content[index]) != .white, content[index] != 0x29 {
          index += 1
        }
      }
      break
    }
    if isAddress {
      form.hasAddress = true
      return index
    }
    let word = Word(folding: content.span.extracting(first..<index))
    let shape: BlockWord.Form =
      kind == .digit ? .number : kind != .upper ? .lower : hasLower ? .title : .upper
    switch shape {
    case .number: form.numbers += 1
    case .title: form.capitals += 1
    case .upper:
      form.capitals += 1
      form.shouted += 1
    case .lower: break
    }
    form.fold = (form.fold ^ word.hash) &* 0x0000_0100_0000_01b3
    words.append(
      BlockWord(
        word: word, start: UInt32(truncatingIfNeeded: first),
        end: UInt32(truncatingIfNeeded: index),
        form: shape))
    return index
  }

  private func look(at value: UInt32, _ index: Int, _ end: Int, _ form: inout BlockForm) {
    switch value {
    case 0x7c, 0xb7, 0x2022: form.separators += 1
    case 0x203a, 0xbb, 0x3e, 0x2192:
      form.separators += 1
      form.hasArrow = true
    case 0x40: form.hasAddress = true
    case 0x3d: form.hasEquals = true
    case 0x3a, 0x2013, 0x2014: form.hasDashOrColon = true
    case 0x2d:
      if index + 1 < end, content[index + 1] == 0x20 { form.hasDashOrColon = true }
    default: break
    }
  }

  private static func isIdeograph(_ value: UInt32) -> Bool {
    switch value {
    case 0x3041...0x30ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0x20000...0x323af: true
    default: false
    }
  }

  private static func isQuote(_ value: UInt32) -> Bool {
    switch value {
    case 0x22, 0x27, 0x2018...0x201f, 0xab, 0xbb, 0x2039, 0x203a: true
    default: false
    }
  }
}

extension BlockForm {
  /// How the text in `range` ends.
  static func ending(of range: Range<Int>, in content: [UInt8]) -> Ending {
    var end = range.upperBound
    while let (value, length) = UTF8Scalar.before(end, in: content, start: range.lowerBound) {
      if value == 0x5d, let note = footnoteStart(before: end - 1, range.lowerBound, content) {
        end = note
        continue
      }
      switch value {
      case 0x22, 0x27, 0x2018...0x201f, 0xab, 0xbb, 0x29, 0x5d, 0x2a, 0x5f, 0x300d, 0x300f, 0xff09:
        end -= length
      case 0x2026: return .ellipsis
      case 0x2e:
        let isEllipsis = end - 2 >= range.lowerBound && content[end - 2] == 0x2e
        return isEllipsis ? .ellipsis : .stop
      case 0x21, 0x3f, 0x3002, 0xff01, 0xff1f, 0x61f, 0x6d4, 0x964: return .stop
      case 0x3a: return .colon
      case 0x2c, 0x3b: return .comma
      default:
        return .none
      }
    }
    return .none
  }

  /// Where the number of a footnote begins, as in "said.[12]", whose closing bracket stands at
  /// `index`.
  private static func footnoteStart(
    before index: Int, _ start: Int, _ content: [UInt8]
  ) -> Int? {
    var first = index - 1
    while first > start, ScalarClass(ascii: content[first]) == .digit { first -= 1 }
    return first < index - 1 && first >= start && content[first] == 0x5b ? first : nil
  }
}
