/// Words that outlets set round their articles, by the role they show.
///
/// One phrase a line: `role<TAB>kind<TAB>phrase`. The kind is `line` (the whole line), `prefix`, `suffix`,
/// `contains`, or `word`: a line made of nothing but such words and numbers has the role. `*` in a
/// phrase stands for up to eight words. Empty lines and lines that begin with `#` are passed over.
/// Case, marks, the form of apostrophes and the amount of white space do not matter.
public struct BoilerplatePhrases: Sendable {
  /// A line of the table that cannot be read.
  public struct Malformed: Error, CustomStringConvertible {
    /// The 1-based line.
    public var line: Int
    /// What is wrong and what to do about it.
    public var description: String
  }

  /// Where in a block a phrase has to stand.
  enum Kind: String { case line, prefix, suffix, contains, word }

  struct Phrase {
    var role: BlockRole
    var kind: Kind
    /// nil stands for up to `gap` words.
    var words: [Word?]
  }

  private static let gap = 8
  private var phrases: [Phrase] = []
  private var byFirstWord: [Word: [Int]] = [:]
  /// One bit for each hash of a first word: spares most lookups.
  private var firstWords = [UInt64](repeating: 0, count: 256)
  private var singleWords: [Word: BlockRole] = [:]

  /// No phrases: roles are then told by form alone.
  public init() {}

  /// The phrases of a table in the bytes of a UTF-8 file.
  ///
  /// - Throws: `Malformed` for the first line with an unknown role or kind, or without a phrase.
  public init(table: Span<UInt8>) throws(Malformed) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.count)
    for index in 0..<table.count { bytes.append(table[index]) }
    var number = 0
    for line in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      number += 1
      if line.isEmpty || line.hasPrefix("#") { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 3, let role = BlockRole(rawValue: String(fields[0])),
        let kind = Kind(rawValue: String(fields[1]))
      else {
        throw Malformed(
          line: number,
          description: "boilerplate line \(number): expected role, kind and phrase parted by tabs")
      }
      let words = Self.words(fields[2])
      guard let first = words.first, let word = first else {
        throw Malformed(
          line: number, description: "boilerplate line \(number): a phrase must begin with a word")
      }
      if kind == .word {
        singleWords[word] = role
      } else {
        let bit = word.hash % 16_384
        firstWords[Int(bit / 64)] |= 1 << (bit % 64)
        byFirstWord[word, default: []].append(phrases.count)
        phrases.append(Phrase(role: role, kind: kind, words: words))
      }
    }
  }

  private static func words(_ text: Substring) -> [Word?] {
    var result: [Word?] = []
    var current = ""
    for character in text + " " {
      if character.isLetter || character.isNumber || (character == "'" || character == "’") {
        current.append(character)
        continue
      }
      if !current.isEmpty { result.append(Word(current)) }
      current = ""
      if character == "*" { result.append(nil) }
    }
    return result
  }

  /// The phrase that the words of a block hold, nil if none is known; the earliest phrase wins, at
  /// the same place the longest.
  func phrase(in words: ArraySlice<BlockWord>) -> Phrase? {
    var start = words.startIndex
    while start < words.endIndex {
      let bit = words[start].word.hash % 16_384
      if firstWords[Int(bit / 64)] & (1 << (bit % 64)) == 0 {
        start += 1
        continue
      }
      var best: Phrase?
      for candidate in byFirstWord[words[start].word] ?? [] {
        let phrase = phrases[candidate]
        if let best, best.words.count >= phrase.words.count { continue }
        if fits(phrase, at: start, in: words) { best = phrase }
      }
      if let best { return best }
      start += 1
    }
    return nil
  }

  private func fits(_ phrase: Phrase, at start: Int, in words: ArraySlice<BlockWord>) -> Bool {
    switch phrase.kind {
    case .line, .prefix: if start != words.startIndex { return false }
    case .suffix, .contains: break
    case .word: return false
    }
    let mustEnd = phrase.kind == .line || phrase.kind == .suffix
    return match(phrase.words[...], words[start...], mustEnd: mustEnd)
  }

  private func match(
    _ pattern: ArraySlice<Word?>, _ words: ArraySlice<BlockWord>, mustEnd: Bool
  ) -> Bool {
    guard let head = pattern.first else { return !mustEnd || words.isEmpty }
    let rest = pattern.dropFirst()
    if let head {
      guard let word = words.first, word.word == head else { return false }
      return match(rest, words.dropFirst(), mustEnd: mustEnd)
    }
    for skipped in 0...min(Self.gap, words.count)
    where match(rest, words.dropFirst(skipped), mustEnd: mustEnd) {
      return true
    }
    return false
  }

  /// The role of a line made of nothing but words of kind `word` and numbers; nil for any other.
  func roleOfBar(_ words: ArraySlice<BlockWord>) -> BlockRole? {
    var role: BlockRole?
    for word in words {
      if let known = singleWords[word.word] {
        role = role ?? known
      } else if word.form != .number {
        return nil
      }
    }
    return role
  }
}
