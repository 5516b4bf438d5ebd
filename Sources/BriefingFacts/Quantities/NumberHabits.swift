internal import BriefingText

/// How a document writes its numbers.
struct NumberHabits {
  /// Thousands are grouped somewhere, also those of four digits: `1,300`, `1 300`.
  private(set) var groupsThousands = false
  /// Decimals have a comma somewhere and a point nowhere: `22,5`.
  private(set) var hasDecimalCommas = false

  init(_ document: TextDocument) {
    var commas = 0
    var points = 0
    for token in document.tokens where token.kind == .number && token.bytes.count > 2 {
      let bytes = token.bytes
      var index = bytes.lowerBound + 1
      var mark = 0
      var marks = 0
      while index < bytes.upperBound {
        if document.content[index] < 0x30 || document.content[index] > 0x39 {
          mark = index
          marks += 1
        }
        index += 1
      }
      guard marks == 1 else { continue }
      let decimals = bytes.upperBound - mark - 1
      switch document.content[mark] {
      case 0x2c where decimals == 3 && mark - bytes.lowerBound == 1: groupsThousands = true
      case 0x2c where decimals < 3: commas += 1
      case 0x2e where decimals < 3: points += 1
      default: break
      }
    }
    hasDecimalCommas = commas > points
  }
}

/// How a sentence uses capitals.
struct CapitalHabits {
  /// Most longer words have a capital, as in headlines.
  private(set) var isTitleCase = false
  /// No word is in lower case.
  private(set) var isAllCapitals = false

  /// Dollars other than the American one.
  static let dollars: Set<String> = [
    "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "BRL", "MXN", "JMD", "TTD", "NAD", "FJD", "BND",
    "LRD",
  ]

  init(view: TokenView, sentence: Range<Int>) {
    var lower = 0
    var capital = 0
    var upper = 0
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      let token = view.tokens[index]
      if token.kind == .word {
        switch token.shape {
        case .lower:
          lower += token.bytes.count > 3 ? 2 : 1
        case .title, .mixed: capital += 2
        case .upper: upper += 2
        case .initial, .none: break
        }
      }
      index += 1
    }
    isAllCapitals = lower == 0 && capital == 0 && upper > 4
    isTitleCase = isAllCapitals || capital + upper > 6 && capital + upper > 2 * lower
  }
}
