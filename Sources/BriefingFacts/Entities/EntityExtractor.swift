import BriefingRecords
public import BriefingText

/// Finds the named people, bodies, places and things of a document.
public struct EntityExtractor: Sendable {
  private let lexicon: NameLexicon

  /// An extractor with the given names and words.
  public init(lexicon: NameLexicon) {
    self.lexicon = lexicon
  }

  /// The entities of the blocks that carry facts. Bylines and credits are read too, for the fuller
  /// names they may give, but hold no mentions.
  public func index(of document: TextDocument) -> EntityIndex {
    var scanner = NameScanner(document: document, lexicon: lexicon)
    for block in document.blocks.indices {
      switch document.blocks[block].role {
      case .byline, .credit: scanner.scan(block: block, silent: true)
      case let role where role.carriesFacts: scanner.scan(block: block, silent: false)
      default: break
      }
    }
    var resolver = EntityResolver(
      document: document, lexicon: lexicon, candidates: scanner.candidates)
    resolver.resolve()
    var repeated = KnownNames(resolver: resolver, scanner: scanner)
    let added = repeated.further()
    if !added.isEmpty {
      resolver = EntityResolver(
        document: document, lexicon: lexicon, candidates: scanner.candidates + added)
      resolver.resolve()
    }
    var coreference = EntityCoreference(
      document: document, lexicon: lexicon,
      index: EntityAssembler(document: document, lexicon: lexicon, resolver: resolver).index())
    coreference.resolve()
    return coreference.index
  }
}
