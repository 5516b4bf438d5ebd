import BriefingRecords
public import BriefingText

/// What the file says of the article as a whole.
public struct ArticleExtractor: Sendable {
  private let lexicon: NameLexicon
  private let subjects: SubjectLexicon

  /// An extractor with the given names and subjects.
  public init(lexicon: NameLexicon, subjects: SubjectLexicon = SubjectLexicon()) {
    self.lexicon = lexicon
    self.subjects = subjects
  }

  /// The article record of a document.
  ///
  /// `published` and `updated` are days as EDTF that the file's stamps prove; `entities` gives
  /// writers and agencies their fullest names; `language` is its BCP 47 tag.
  public func fact(
    of document: TextDocument, entities: EntityIndex = EntityIndex(), published: String? = nil,
    updated: String? = nil, language: String? = nil
  ) -> Fact {
    let names = CreditNames(document: document, lexicon: lexicon)
    let headline = document.blocks.first { $0.role == .headline }
    let title = headline.map { document.text($0.body) }
    let bylines = Bylines(document, names: names)
    let credits = Credits(document, names: names, authors: bylines.authors)
    let publisher = Publisher(document, names: names)
    let kind = ArticleKind(document, headline: title)
    let dateline = document.blocks.lazy.compactMap { Dateline($0, in: document)?.place }.first
    // The words that tell subjects are English.
    let isEnglish = language.map { $0.hasPrefix("en") } ?? true
    let found = isEnglish ? subjects.subjects(of: document) : []
    var article = Article(
      wordCount: wordCount(document), blockCount: document.blocks.count)
    let stated = StatedArticle(document.stated)
    article.headline = title ?? stated.headline
    article.byline = bylines.text
    article.authors = stated.authors.isEmpty ? bylines.authors : stated.authors
    article.contributors = credits.contributors.map(\.name)
    article.reportedFrom = credits.contributors.map { $0.place ?? "" }
    article.infoSources = credits.sources.map { longest($0.name, entry: $0.entry, names: names) }
    article.publisher = stated.publisher ?? publisher.name
    article.located = dateline.map { document.text(ofTokens: $0) }
    // A file that names only its last change was there by then.
    article.publishedEDTF = stated.published?.edtf ?? published ?? stated.updated?.edtf
    article.updatedEDTF = stated.updated?.edtf ?? updated
    article.language = language
    article.genre = kind.genre
    article.liveStatus = kind.liveStatus
    article.subjects = found.map(\.code)
    article.subjectNames = found.map(\.name)

    var spans: [FieldSpan] = []
    func prove(_ field: StaticString, _ bytes: Range<Int>?) {
      if let bytes { spans.append(FieldSpan("\(field)", bytes)) }
    }
    prove("headline", headline?.body)
    prove("byline", bylines.bytes)
    if stated.authors.isEmpty { for span in bylines.spans { prove("authors", span) } }
    for contributor in credits.contributors { prove("contributors", contributor.bytes) }
    for source in credits.sources { prove("info_sources", source.bytes) }
    if stated.publisher == nil { prove("publisher", publisher.bytes) }
    prove("located", dateline.map { document.bytes(ofTokens: $0) })
    prove("live_status", kind.statusBytes)
    let whole = headline ?? document.blocks.first { $0.role.carriesFacts } ?? document.blocks.first
    var fact = Fact(
      article, bytes: whole?.body ?? 0..<0, spans: spans,
      rule: article.headline == nil
        ? "article.untitled" : headline == nil ? "article.stated_headline" : "article.headline",
      anchor: "article",
      block: whole.flatMap { block in document.blocks.firstIndex { $0.line == block.line } })
    var fields: Set<String> = ["authors", "publisher", "published_edtf", "updated_edtf"]
    // What readers see proves the headline better than what stands beside the text.
    if headline == nil { fields.insert("headline") }
    fact.statedSpans = stated.spans(of: fields)
    if stated.published == nil, published == nil,
      let updated = fact.statedSpans.first(where: { $0.field == "updated_edtf" })
    {
      fact.statedSpans.append(FieldSpan("published_edtf", updated.bytes))
    }
    return fact
  }

  private func wordCount(_ document: TextDocument) -> Int {
    var count = 0
    for block in document.blocks where block.role.carriesFacts {
      for token in document.tokens[block.tokens] where token.kind == .word || token.kind == .number
      {
        count += 1
      }
    }
    return count
  }

  /// The longest form of an agency's name in the file, menus and adverts aside.
  private func longest(_ name: String, entry: Int?, names: CreditNames) -> String {
    guard let entry else { return name }
    let document = names.document
    var longest = name
    for block in document.blocks {
      switch block.role {
      case .nav, .promo, .ui, .related: continue
      default: break
      }
      for index in block.tokens {
        guard let match = names.scanner.match(at: index, limit: block.tokens.upperBound),
          match.form.entry == entry
        else { continue }
        let form = names.scanner.name(of: match.start..<match.end)
        if form.utf8.count > longest.utf8.count { longest = form }
      }
    }
    return longest
  }
}
