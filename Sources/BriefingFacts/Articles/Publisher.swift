import BriefingRecords
import BriefingText

/// Who published the article, only where the file says so itself.
struct Publisher {
  private(set) var name: String?
  private(set) var bytes: Range<Int>?
  private let document: TextDocument
  private let names: CreditNames

  /// Looks for an imprint, then for an outlet in byline or stamp, then for a masthead that stands
  /// alone in the first line.
  init(_ document: TextDocument, names: CreditNames) {
    self.document = document
    self.names = names
    let found = imprint() ?? inStamp() ?? masthead()
    if let found {
      name = names.scanner.name(of: found)
      bytes = document.bytes(ofTokens: found)
    }
  }

  /// "Published by X", "© 2024 X".
  private func imprint() -> Range<Int>? {
    for block in document.blocks {
      switch block.role {
      case .credit, .ui, .nav, .promo, .bio, .notice, .related: break
      default: continue
      }
      for index in block.tokens {
        let word = document.tokens[index].word
        if Self.verbs.contains(word), index + 1 < block.tokens.upperBound,
          document.tokens[index + 1].word == "by"
        {
          if let run = run(after: index + 2, limit: block.tokens.upperBound) { return run }
        }
        if names.text(index) == "©" || word == "copyright" {
          var next = index + 1
          while next < block.tokens.upperBound,
            document.tokens[next].kind == .number || document.tokens[next].kind == .punctuation
              || document.tokens[next].word == "by" || document.tokens[next].word == "copyright"
              || names.text(next) == "©"
          {
            next += 1
          }
          if let run = run(after: next, limit: block.tokens.upperBound) { return run }
        }
      }
    }
    return nil
  }

  private static let verbs: Set<Word> = [
    "published", "produced", "issued", "authorised", "authorized",
  ]

  private func run(after start: Int, limit: Int) -> Range<Int>? {
    var index = start
    while index < limit, document.tokens[index].shape == .lower,
      document.tokens[index].word == "the"
    {
      index += 1
    }
    guard index < limit, document.tokens[index].isCapitalised else { return nil }
    let end = min(limit, max(names.runEnd(index, limit: limit), bodyEnd(index, limit: limit)))
    if end == index + 1, names.scanner.kinds[index].contains(.neverName) { return nil }
    return index..<end
  }

  /// "Ministry of Defence of X", "Bureau for the Y": connectors between capitals belong to a body.
  private func bodyEnd(_ start: Int, limit: Int) -> Int {
    var end = names.scanner.chunkEnd(from: start, limit: limit)
    while end + 1 < limit, document.tokens[end].word == "of" {
      var next = end + 1
      if document.tokens[next].word == "the" { next += 1 }
      guard next < limit, document.tokens[next].isCapitalised else { break }
      end = names.scanner.chunkEnd(from: next, limit: limit)
    }
    return end
  }

  /// "Ann Poe · Harbour News · Posted: …", "Council of X | Press release | 20 May".
  private func inStamp() -> Range<Int>? {
    for block in document.blocks where block.role == .byline || block.role == .dateline {
      for (number, piece) in pieces(block).enumerated() {
        guard let first = piece.first, document.tokens[first].isCapitalised else { continue }
        let end = bodyEnd(first, limit: piece.upperBound)
        guard end == piece.upperBound else { continue }
        if isOutlet(piece) { return piece }
        // Between the writer's name and the stamp stands the outlet.
        if number > 0, block.role == .byline, !names.isPerson(piece, single: false),
          isUnknown(piece)
        {
          return piece
        }
      }
    }
    return nil
  }

  private func isOutlet(_ range: Range<Int>) -> Bool {
    if let entry = names.known(range) {
      return names.scanner.lexicon.entries[entry].type == .organisation
    }
    return names.scanner.typeByHead(range) == .organisation
  }

  private func isUnknown(_ range: Range<Int>) -> Bool {
    names.known(range) == nil
      && range.allSatisfy {
        names.scanner.kinds[$0].isDisjoint(with: [.office, .role, .neverName, .honorific])
          && document.tokens[$0].kind == .word
      }
      && !range.allSatisfy { names.scanner.kinds[$0].contains(.common) }
  }

  private func pieces(_ block: Block) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = block.tokens.lowerBound
    for index in block.tokens where Self.separators.contains(names.text(index)) {
      if index > start { result.append(start..<index) }
      start = index + 1
    }
    if start < block.tokens.upperBound { result.append(start..<block.tokens.upperBound) }
    return result
  }

  private static let separators: Set<String> = ["·", "|", "•", "–", "—", ",", "/", ";"]

  /// A name alone in the first line: every longer word is capitalised, and it is no label of kind.
  private func masthead() -> Range<Int>? {
    guard let first = document.blocks.first, first.line == 1, first.role == .nav,
      !first.tokens.isEmpty, first.tokens.count <= 10
    else { return nil }
    let range = first.tokens
    var isPlain = true
    for index in range {
      let token = document.tokens[index]
      guard
        token.kind == .word || names.scanner.joins(index) || names.text(index) == "&"
          || token.kind == .clitic
      else { return nil }
      if token.kind == .word, token.shape == .lower, token.bytes.count > 3 { return nil }
      if token.isCapitalised, names.scanner.kinds[index].isDisjoint(with: [.common, .neverName]) {
        isPlain = false
      }
    }
    // Wide gaps part the items of a menu.
    for index in range.dropFirst()
    where Int(document.tokens[index].start) - Int(document.tokens[index - 1].end) > 1 { return nil }
    let begins = document.tokens[range.lowerBound].word == "the" && range.count > 1
    if isPlain, !begins, names.scanner.typeByHead(range) != .organisation { return nil }
    if let entry = names.known(range),
      names.scanner.lexicon.entries[entry].type != .organisation
    {
      return nil
    }
    return range.count == 1 && names.known(range) == nil ? nil : range
  }
}
