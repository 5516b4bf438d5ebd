import BriefingRecords
import BriefingText

/// Resolves pronouns and descriptions to the people they stand for.
///
/// Only what is nearly certain is resolved: "the minister" when the file gave that title to one
/// person before; he and she to the one person who is the subject of the sentence before, or who is
/// named alone in it.
struct EntityCoreference {
  let document: TextDocument
  let lexicon: NameLexicon
  private(set) var index: EntityIndex
  /// The words of each person's title, folded; by entity.
  private var titles: [Int: Set<Word>] = [:]
  private var seen: Set<Int> = []
  /// Those whose title has the word.
  private var holders: [Word: [Int]] = [:]
  /// The entity of each pronoun or description that was resolved, by its first byte.
  private var resolved: [Int: Int] = [:]

  init(document: TextDocument, lexicon: NameLexicon, index: EntityIndex) {
    self.document = document
    self.lexicon = lexicon
    self.index = index
    for (person, entity) in index.entities.enumerated() where entity.type == .person {
      guard let title = entity.title else { continue }
      let words = title.split { !$0.isLetter && $0 != "-" }
      let folded = Set(words.map { Word($0) })
      titles[person] = folded
      for word in folded { holders[word, default: []].append(person) }
    }
  }

  /// Fills `coreferences` of the people in the index.
  mutating func resolve() {
    var focus: (block: Int, person: Int)?
    for sentence in document.sentences {
      let block = document.blocks[sentence.block]
      guard block.role.carriesFacts else { continue }
      if let kept = focus, !isNear(kept.block, sentence.block) { focus = nil }
      pronouns(sentence, focus: focus?.person)
      descriptions(sentence)
      for mention in index.mentions(inTokens: sentence.tokens) { seen.insert(mention.entity) }
      if let subject = subject(of: sentence) {
        focus = (sentence.block, subject)
      } else if people(in: sentence).count > 1 {
        focus = nil
      }
    }
  }

  /// Whether a pronoun in the second block may go back to a person in the first: the same block or
  /// the next paragraph.
  private func isNear(_ before: Int, _ here: Int) -> Bool {
    var between = before
    while between < here {
      between += 1
      if document.blocks[between].role.carriesFacts { return between >= here }
    }
    return before == here
  }

  private func people(in sentence: Sentence) -> [Int] {
    var found: [Int] = []
    for mention in index.mentions(inTokens: sentence.tokens)
    where index.entities[mention.entity].type == .person && !found.contains(mention.entity) {
      found.append(mention.entity)
    }
    return found
  }

  /// The person beside a verb of saying, else the one person of the sentence, else who a pronoun at
  /// its head was resolved to.
  private func subject(of sentence: Sentence) -> Int? {
    let mentions = index.mentions(inTokens: sentence.tokens).filter {
      index.entities[$0.entity].type == .person
    }
    for (before, after) in zip(mentions, mentions.dropFirst())
    where after.tokens.lowerBound == before.tokens.upperBound + 1 { return nil }
    for mention in mentions where isSpeaking(mention, in: sentence) { return mention.entity }
    let people = people(in: sentence)
    if people.count == 1 { return people[0] }
    if people.isEmpty {
      for token in sentence.tokens {
        let start = document.tokens[token].bytes.lowerBound
        if let entity = resolved[start] { return entity }
      }
    }
    return nil
  }

  private func isSpeaking(_ mention: EntityMention, in sentence: Sentence) -> Bool {
    let after = mention.tokens.upperBound
    if after < sentence.tokens.upperBound, isCue(after) { return true }
    let before = mention.tokens.lowerBound - 1
    return before >= sentence.tokens.lowerBound && isCue(before)
  }

  private func isCue(_ token: Int) -> Bool {
    document.tokens[token].shape == .lower
      && lexicon.kinds(of: document.tokens[token].word).contains(.cue)
  }

  private mutating func pronouns(_ sentence: Sentence, focus: Int?) {
    for token in sentence.tokens {
      let word = document.tokens[token].word
      guard word == "he" || word == "she" else { continue }
      // A person named earlier in the sentence goes before the one of the last sentence; two leave
      // it open.
      let earlier = index.people(
        beforeToken: token, notBefore: sentence.tokens.lowerBound)
      let target = earlier.isEmpty ? focus : earlier.count == 1 ? earlier[0] : nil
      guard let target, !isInsideQuotation(token, of: sentence) else { continue }
      resolve(document.tokens[token].bytes, to: target)
    }
  }

  private func isInsideQuotation(_ token: Int, of sentence: Sentence) -> Bool {
    var depth = 0
    for index in sentence.tokens.lowerBound..<token {
      if document.tokens[index].kind == .openQuote { depth += 1 }
      if document.tokens[index].kind == .closeQuote { depth = max(0, depth - 1) }
    }
    return depth > 0
  }

  /// "the minister", "the NATO chief": words that the title of exactly one person seen so far has.
  private mutating func descriptions(_ sentence: Sentence) {
    var token = sentence.tokens.lowerBound
    while token < sentence.tokens.upperBound {
      defer { token += 1 }
      guard document.tokens[token].word == "the" else { continue }
      var end = token + 1
      var words: Set<Word> = []
      var hasRole = false
      while end < sentence.tokens.upperBound, end < token + 5, document.tokens[end].kind == .word {
        let kinds = lexicon.kinds(of: document.tokens[end].word)
        words.insert(document.tokens[end].word)
        end += 1
        if kinds.contains(.role), document.tokens[end - 1].shape == .lower {
          hasRole = true
          break
        }
      }
      guard hasRole, end >= sentence.tokens.upperBound || !isNounBefore(end) else { continue }
      let role = document.tokens[end - 1].word
      guard let person = onlyHolder(of: words, role: role) else { continue }
      resolve(document.bytes(ofTokens: token..<end), to: person)
      token = end - 1
    }
  }

  private mutating func resolve(_ bytes: Range<Int>, to entity: Int) {
    index.entities[entity].coreferences.append(bytes)
    resolved[bytes.lowerBound] = entity
  }

  /// The one person seen so far whose title has all of the words; nil where several have.
  private func onlyHolder(of words: Set<Word>, role: Word) -> Int? {
    var found: Int?
    for person in holders[role] ?? [] where seen.contains(person) {
      guard let title = titles[person], words.isSubset(of: title) else { continue }
      if found != nil { return nil }
      found = person
    }
    return found
  }

  /// Whether the description goes on with "of", a possessive or a name, and so says itself whom it
  /// means.
  private func isNounBefore(_ token: Int) -> Bool {
    let next = document.tokens[token]
    return next.word == "of" || next.word == "for" || next.kind == .clitic || next.isCapitalised
      || document.text(next) == "-"
  }
}
