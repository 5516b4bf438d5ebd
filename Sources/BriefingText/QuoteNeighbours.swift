/// What stands beside a quotation mark.
extension Tokenizer {
  /// Whether a mark at `index` has on its left what stands before an opening mark.
  func isOpenBefore(_ index: Int) -> Bool {
    guard let (value, _) = UTF8Scalar.before(index, in: content, start: start) else { return true }
    switch value {
    case 0x28, 0x5b, 0x7b, 0x2d, 0x2010...0x2015, 0x2f, 0x2a, 0x5f, 0x3e, 0x3a, 0xbf, 0xa1:
      return true
    case 0x22, 0x27, 0x2018, 0x2019, 0x201a...0x201f, 0xab, 0xbb, 0x2039, 0x203a:
      return tokens.last.map { $0.kind == .openQuote && Int($0.end) == index } ?? false
    default: return ScalarClass(value) == .white
    }
  }

  /// Whether a mark that ends at `index` has on its right what stands after a closing mark.
  func isClosedAfter(_ index: Int) -> Bool {
    guard let value = scalar(at: index) else { return true }
    switch value {
    case 0x2e, 0x2c, 0x3b, 0x3a, 0x21, 0x3f, 0x29, 0x5d, 0x7d, 0x2d, 0x2013...0x2015, 0x2f, 0x2a,
      0x5f, 0x3c:
      return true
    case 0x2026:
      // "…" may begin what is quoted: then a word follows at once.
      return !scalarClass(at: index + 3).continuesWord
    case 0x201d, 0x2019, 0xbb, 0x203a: return true
    case 0x22, 0x27:
      let after = index + 1
      return after >= end || scalarClass(at: after) == .white
        || !scalarClass(at: after).continuesWord
    default: return ScalarClass(value) == .white
    }
  }
}
