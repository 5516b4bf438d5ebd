import BriefingRecords
import BriefingText

/// Finds the stretches of a document that look like names.
///
/// A chunk is a run of capitalised words with what may stand between them; `NameScanner+Segments`
/// parts it into names.
struct NameScanner {
  let document: TextDocument
  let lexicon: NameLexicon
  let kinds: [NameWordKinds]
  private let beginsSentence: [Bool]
  /// Words that the file writes in lower case somewhere.
  let lowered: Set<Word>
  private(set) var candidates: [NameCandidate] = []
  var block = 0
  var isSilent = false
  /// In headings set in title or upper case a capital letter tells nothing.
  var isCapitalSetting = false

  init(document: TextDocument, lexicon: NameLexicon) {
    self.document = document
    self.lexicon = lexicon
    kinds = document.tokens.map { lexicon.kinds(of: $0.word) }
    var begins = [Bool](repeating: false, count: document.tokens.count)
    for sentence in document.sentences where !sentence.tokens.isEmpty {
      begins[sentence.tokens.lowerBound] = true
    }
    beginsSentence = begins
    lowered = Set(document.tokens.lazy.filter { $0.shape == .lower }.map(\.word))
  }

  var tokens: [Token] { document.tokens }

  /// Scans a block; names found in a silent one are no mentions.
  mutating func scan(block index: Int, silent: Bool) {
    block = index
    isSilent = silent
    let block = document.blocks[index]
    isCapitalSetting = CapitalSetting.holds(for: block, of: document)
    datelinePlace(block)
    for sentence in document.sentences[block.sentences] { scan(sentence.tokens) }
  }

  private mutating func scan(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let token = tokens[index]
      if candidates.last.map({ $0.tokens.contains(index) && $0.block == block }) == true {
        index += 1
      } else if token.isCapitalised {
        if let end = work(at: index, limit: range.upperBound) {
          emit(index..<end, .work, rule: "entity.numbered_act")
          index = end
          continue
        }
        let end = chunkEnd(from: index, limit: reach(from: index, in: range))
        let organLimit = reach(from: end, in: range)
        if let organEnd = possessiveOrgan(index..<end, limit: organLimit) {
          emit(index..<organEnd, .organisation, rule: "entity.organ_of_state")
          index = organEnd
          continue
        }
        segment(index..<end)
        index = end
      } else if token.kind == .word, lexicon.lowerStarts.contains(token.word),
        let match = match(at: index, limit: range.upperBound)
      {
        emit(match)
        index = match.end
      } else if token.shape == .lower, let next = particles(at: index, limit: range.upperBound) {
        // "al-Amin joked", "van der Berg said".
        let end = chunkEnd(from: next, limit: reach(from: next, in: range))
        unknown(index..<end)
        index = end
      } else {
        index += 1
      }
    }
  }

  /// Where a run of capitalised words that begins at a token ends at the latest: names with all their
  /// titles are shorter, and rules look at a run again for each of its words.
  private func reach(from index: Int, in range: Range<Int>) -> Int {
    min(range.upperBound, index + 64)
  }

  // MARK: Emitting

  mutating func emit(_ match: Match) {
    let entry = lexicon.entries[match.form.entry]
    // "US$" is a currency.
    if match.end < tokens.count, tokens[match.end].isGlued, tokens[match.end].kind == .currency {
      return
    }
    if entry.type == .weapon {
      if !isWeapon(match) { return }
      if let end = variantEnd(match) {
        emit(match.start..<end, .weapon, rule: "entity.weapon_variant")
        return
      }
    }
    if let end = groupEnd(match) {
      emit(match.start..<end, .organisation, rule: "entity.named_group")
      return
    }
    var candidate = blank(match.start..<match.end, rule: "entity.lexicon")
    candidate.type = entry.type
    candidate.entry = match.form.entry
    if match.isUpper { candidate.name = entry.name }
    if match.form.isPlural {
      candidate.name = entry.type == .nationality ? entry.name : String(match.form.text.dropLast())
    }
    candidate.isFormal = entry.formal.contains(Word(match.form.text))
    candidates.append(candidate)
  }

  mutating func emit(_ range: Range<Int>, _ type: Entity.EntityType, rule: String) {
    var candidate = blank(range, rule: rule)
    candidate.type = type
    candidates.append(candidate)
  }

  mutating func append(_ candidate: NameCandidate) {
    candidates.append(candidate)
  }

  mutating func addPlaceVote(_ candidate: Int) { candidates[candidate].votes.place += 4 }

  mutating func addWeaponVote(_ candidate: Int) { candidates[candidate].votes.weapon += 4 }

  func blank(_ range: Range<Int>, rule: String) -> NameCandidate {
    let bytes = document.bytes(ofTokens: range)
    return NameCandidate(
      tokens: range, bytes: bytes, block: block, name: name(of: range), rule: rule,
      isSilent: isSilent, isInitial: isInitial(range.lowerBound))
  }

  /// The text of the tokens with single blanks between those that are apart.
  func name(of range: Range<Int>) -> String {
    String(decoding: joined(range), as: UTF8.self)
  }

  func joined(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in range {
      if index > range.lowerBound, !tokens[index].isGlued { bytes.append(0x20) }
      bytes += document.content[tokens[index].bytes]
    }
    return bytes
  }

  // MARK: Lexicon

  /// A form of the lexicon that stands in the text.
  struct Match {
    var start: Int
    var end: Int
    var form: NameLexicon.Form
    var isUpper: Bool
  }

  /// The longest form of the lexicon that begins at a token and ends before `limit`.
  func match(at start: Int, limit: Int) -> Match? {
    var bytes: [UInt8] = []
    var best: Match?
    var end = start
    let last = min(limit, start + lexicon.longestForm)
    while end < last {
      if end > start, !tokens[end].isGlued { bytes.append(0x20) }
      bytes += document.content[tokens[end].bytes]
      end += 1
      // A name does not end inside a hyphenated compound that goes on with a capital or a figure.
      let word = Word(folding: bytes.span)
      let isUpper = tokens[start].shape == .upper
      let found = lexicon.entries(
        writtenLike: bytes, word: word, allowUpper: isUpper && end - start < 6)
      guard let form = choose(found, at: start, after: end) else { continue }
      best = Match(
        start: start, end: end, form: form,
        isUpper: form.text != NameText.straight(String(decoding: bytes, as: UTF8.self)))
    }
    return best
  }

  /// Of several entries with the same form the one whose name or country the document has.
  private func choose(
    _ forms: [NameLexicon.Form], at start: Int, after end: Int
  ) -> NameLexicon.Form? {
    guard forms.count > 1 else { return forms.first }
    // "the Dnipro" is the river, "Dnipro" the city.
    if let water = forms.first(where: { lexicon.entries[$0.entry].type == .location }),
      let town = forms.first(where: { lexicon.entries[$0.entry].type == .geopolitical })
    {
      let hasArticle = start > 0 && tokens[start - 1].word == "the"
      let isTown = end < tokens.count && kinds[end].contains(.placeAfter)
      return hasArticle && !isTown ? water : town
    }
    let own = forms.first { lexicon.entries[$0.entry].name == $0.text }
    return own ?? forms.first { present.contains($0.entry) } ?? forms[0]
  }

  /// Entries whose ordinary name stands in the document; set before the scan.
  var present: Set<Int> = []

  // MARK: Places in the sentence

  /// Whether any word would be capitalised here.
  func isInitial(_ index: Int) -> Bool {
    guard index > 0, index > document.blocks[block].tokens.lowerBound else { return true }
    let before = tokens[index - 1]
    if before.kind == .openQuote { return true }
    if before.kind == .punctuation {
      // After a bullet or an opening bracket at the head of a block, after a stop or markup.
      if index - 1 == document.blocks[block].tokens.lowerBound { return true }
      switch document.content[before.bytes.lowerBound] {
      case 0x2e, 0x21, 0x3f, 0x3a, 0x2a, 0x3b, 0x23: return true
      default: break
      }
    }
    return beginsSentence[index]
  }

  func isMark(_ index: Int, _ text: StaticString) -> Bool {
    guard index >= 0, index < tokens.count else { return false }
    return tokens[index].kind != .word && document.text(tokens[index]) == "\(text)"
  }
}
