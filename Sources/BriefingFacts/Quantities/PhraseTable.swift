internal import BriefingText

/// Phrases of one or more words and what they mean, found at or before a token.
struct PhraseTable<Value: Sendable>: Sendable {
  /// A part of a phrase: one token.
  struct Piece: Sendable {
    let word: Word
    /// The bytes the token must have, where case tells phrases apart.
    let exact: [UInt8]?
  }

  private struct Entry: Sendable {
    let pieces: [Piece]
    let value: Value
  }

  private var byFirst: [Word: [Entry]] = [:]
  private var byLast: [Word: [Entry]] = [:]

  /// Adds a phrase as a table has it: its tokens, parted by blanks.
  mutating func add(_ phrase: String, isExact: Bool, _ value: Value) {
    let parts = phrase.split(separator: " ")
    insert(parts, isExact, value)
    // The tokenizer keeps the full stop of abbreviations it knows and parts it from others.
    guard parts.contains(where: { $0.count > 1 && $0.last == "." }) else { return }
    insert(
      parts.flatMap { $0.count > 1 && $0.last == "." ? [$0.dropLast(), $0.suffix(1)] : [$0] },
      isExact, value)
  }

  private mutating func insert(_ parts: [Substring], _ isExact: Bool, _ value: Value) {
    let pieces = parts.map { Piece(word: Word($0), exact: isExact ? Array($0.utf8) : nil) }
    guard let first = pieces.first, let last = pieces.last else { return }
    let entry = Entry(pieces: pieces, value: value)
    byFirst[first.word, default: []].append(entry)
    byFirst[first.word]?.sort { $0.pieces.count > $1.pieces.count }
    byLast[last.word, default: []].append(entry)
    byLast[last.word]?.sort { $0.pieces.count > $1.pieces.count }
  }

  /// Whether a phrase begins with `word`.
  func begins(with word: Word) -> Bool { byFirst[word] != nil }

  /// The longest phrase that begins at `index`, and the token after it.
  ///
  /// `allowsHyphens`: a hyphen may stand where the phrase has a blank, as in `square-kilometre`.
  func match(
    at index: Int, in view: TokenView, allowsHyphens: Bool = false
  ) -> (value: Value, end: Int)? {
    guard let entries = byFirst[view.word(index)] else { return nil }
    for entry in entries {
      var position = index
      var piece = 0
      while piece < entry.pieces.count {
        if allowsHyphens, piece > 0, view.isHyphen(position) { position += 1 }
        guard fits(entry.pieces[piece], at: position, in: view) else { break }
        position += 1
        piece += 1
      }
      if piece == entry.pieces.count { return (entry.value, position) }
    }
    return nil
  }

  /// The longest phrase whose last token is `index`, and its first token.
  func match(endingAt index: Int, in view: TokenView) -> (value: Value, start: Int)? {
    guard let entries = byLast[view.word(index)] else { return nil }
    for entry in entries {
      let start = index - entry.pieces.count + 1
      var piece = 0
      while piece < entry.pieces.count, fits(entry.pieces[piece], at: start + piece, in: view) {
        piece += 1
      }
      if piece == entry.pieces.count { return (entry.value, start) }
    }
    return nil
  }

  private func fits(_ piece: Piece, at index: Int, in view: TokenView) -> Bool {
    guard view.word(index) == piece.word else { return false }
    guard let exact = piece.exact else { return true }
    return view.isExactly(exact, at: index)
  }
}
