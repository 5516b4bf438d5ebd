import BriefingText

/// What a page states about itself in `<meta>`, `<link>`, `<title>`, `<time>` and in linked data.
struct PageMetadata {
  /// In the order of trust; authors and titles as they are written.
  private(set) var stated: [StatedValue] = []
  private(set) var siteNames: [String] = []
  /// The text of the article as linked data gives it.
  private(set) var body: [TextPiece] = []

  init(_ tree: PageTree) {
    let linked = LinkedArticle(tree)
    stated = linked.stated
    siteNames = linked.siteNames
    body = linked.body
    var found: [(rank: Int, value: StatedValue)] = []
    for (index, element) in tree.elements.enumerated() {
      switch element.tag {
      case .meta:
        guard let content = tree.attribute(.content, of: index) else { continue }
        for name in [HTMLAttribute.property, .name, .itemprop] {
          guard let key = tree.attribute(name, of: index) else { continue }
          let keyText = String(decoding: tree.bytes[key].prefix(60), as: UTF8.self).lowercased()
          if Self.siteKeys.contains(keyText) {
            let name = PageText.value(content, in: tree.bytes).text
            if !name.isEmpty { siteNames.append(name) }
          }
          guard let (field, basis, rank) = Self.fields[keyText] else { continue }
          let value = PageText.value(content, in: tree.bytes)
          guard !value.text.isEmpty, value.text.utf8.count < 2000 else { continue }
          found.append((rank, StatedValue(field, value.text, basis: basis, bytes: value.bytes)))
        }
      case .link:
        guard let rel = tree.attribute(.rel, of: index),
          let href = tree.attribute(.href, of: index),
          tree.bytes[rel].elementsEqual("canonical".utf8)
        else { continue }
        let value = PageText.value(href, in: tree.bytes)
        found.append((0, StatedValue(.address, value.text, basis: .meta, bytes: value.bytes)))
      default: continue
      }
    }
    for item in found.enumerated().sorted(by: {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }) {
      stated.append(item.element.value)
    }
    if let title = tree.title {
      let value = PageText.value(title, in: tree.bytes)
      if !value.text.isEmpty {
        stated.append(StatedValue(.headline, value.text, basis: .markup, bytes: value.bytes))
      }
    }
    if let language = tree.attribute(.lang, of: 0) {
      let value = PageText.value(language, in: tree.bytes)
      if !value.text.isEmpty {
        stated.insert(
          StatedValue(.language, value.text, basis: .markup, bytes: value.bytes), at: 0)
      }
    }
    siteNames += stated.filter { $0.field == .publisher }.map(\.value)
  }

  /// The values of a field, the most trustworthy first.
  func values(_ field: StatedValue.Field) -> [StatedValue] {
    stated.filter { $0.field == field }
  }

  private static let siteKeys: Set<String> = [
    "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site",
    "dc.publisher",
    "al:android:app_name", "cre", "publisher",
  ]

  /// Names of `<meta>`, by what they state; the less the rank, the surer.
  private static let fields: [String: (StatedValue.Field, StatedValue.Basis, Int)] = {
    var table: [String: (StatedValue.Field, StatedValue.Basis, Int)] = [:]
    func add(_ field: StatedValue.Field, _ basis: StatedValue.Basis, _ names: String) {
      for (rank, name) in names.split(separator: " ").enumerated() {
        table[String(name)] = (field, basis, rank)
      }
    }
    add(
      .headline, .meta,
      """
      parsely-title sailthru.title twitter:title dc.title dcterms.title citation_title \
      headline cxenseparse:title bt:headline hdl title article:title
      """)
    add(.headline, .openGraph, "og:title")
    add(
      .author, .meta,
      """
      author parsely-author sailthru.author article:author dc.creator dcterms.creator \
      citation_author byl byline dc.contributor og:article:author cxenseparse:author authors \
      article.author rnews:author og:author creator
      """)
    add(
      .published, .meta,
      """
      article:published_time og:article:published_time article:published datepublished \
      parsely-pub-date dc.date.issued dcterms.issued dc.date.created dcterms.created sailthru.date \
      publish-date publish_date publishdate pubdate publication_date publicationdate \
      citation_publication_date citation_date article.published article_date_original \
      originalpublicationdate cxenseparse:recs:publishtime cxenseparse:publishtime bt:pubdate \
      shareaholic:article_published_time rnews:datepublished iso-8601-publish-date displaydate \
      dc.date dcterms.date date og:pubdate pdate ptime release_date created article:create_at \
      datecreated analyticsattributes.articledate
      """)
    add(
      .updated, .meta,
      """
      article:modified_time og:updated_time article:updated_time datemodified article:modified \
      dc.modified dcterms.modified dc.date.modified last-modified lastmod last_updated \
      revised modified utime
      """)
    add(.publisher, .meta, "og:site_name publisher dc.publisher dcterms.publisher")
    add(.address, .openGraph, "og:url twitter:url")
    add(.language, .openGraph, "og:locale")
    add(.language, .meta, "dc.language content-language language")
    add(.section, .meta, "article:section parsely-section section")
    return table
  }()
}
