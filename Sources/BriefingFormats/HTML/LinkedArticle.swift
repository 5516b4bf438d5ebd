import BriefingText

/// What the linked data of a page says of its article.
struct LinkedArticle {
  private(set) var stated: [StatedValue] = []
  /// Names of the site and of those who publish it.
  private(set) var siteNames: [String] = []
  /// The text of the article, where it is given.
  private(set) var body: [TextPiece] = []

  private let bytes: [UInt8]
  private static let totalLimit = 200

  init(_ tree: PageTree) {
    bytes = tree.bytes
    var best: (rank: Int, json: LenientJSON, node: Int)?
    var scripts: [LenientJSON] = []
    for range in tree.linkedData.prefix(Self.totalLimit) {
      let json = LenientJSON(tree.bytes, in: range)
      scripts.append(json)
      for node in json.nodes.indices where json.nodes[node].kind == .object {
        if isNamed(json, node, ["WebSite", "NewsMediaOrganization", "Organization"]),
          json.nodes[node].parent < 1 || json.isKey(node, "publisher"), let name = name(json, node)
        {
          siteNames.append(name.text)
        }
        guard let rank = rank(json, node) else { continue }
        if best.map({ rank < $0.rank }) ?? true { best = (rank, json, node) }
      }
    }
    guard let best else { return }
    read(best.json, best.node, scripts)
  }

  /// How surely an object is the page's article; less is surer.
  private func rank(_ json: LenientJSON, _ node: Int) -> Int? {
    guard let type = json.member("@type", of: node) else { return nil }
    var rank: Int?
    for item in json.items(type) {
      let text = String(decoding: bytes[json.nodes[item].value].suffix(40), as: UTF8.self)
      if text.hasSuffix("LiveBlogPosting") {
        rank = min(rank ?? 9, 1)
      } else if text.hasSuffix("Article") || text.hasSuffix("Posting") || text.hasSuffix("Report") {
        rank = min(rank ?? 9, text.hasSuffix("SocialMediaPosting") ? 3 : 0)
      } else if text.hasSuffix("WebPage") || text.hasSuffix("ItemPage") {
        rank = min(rank ?? 9, 5)
      }
    }
    guard var rank else { return nil }
    // Others that the page points to.
    var around = json.nodes[node].parent
    var child = node
    while around >= 0 {
      for key: StaticString in [
        "itemListElement", "hasPart", "mentions", "citation", "liveBlogUpdate", "isPartOf",
        "relatedLink", "isBasedOn", "blogPost", "comment",
      ] where json.isKey(child, key) {
        rank += 20
      }
      child = around
      around = json.nodes[around].parent
    }
    if json.member("articleBody", of: node) == nil { rank += 1 }
    if json.member("headline", of: node) == nil { rank += 2 }
    return rank < 20 ? rank : nil
  }

  private func isNamed(_ json: LenientJSON, _ node: Int, _ types: [String]) -> Bool {
    guard let type = json.member("@type", of: node) else { return false }
    return json.items(type).contains { item in
      types.contains(String(decoding: bytes[json.nodes[item].value].prefix(60), as: UTF8.self))
    }
  }

  private func name(_ json: LenientJSON, _ node: Int) -> (text: String, bytes: Range<Int>)? {
    switch json.nodes[node].kind {
    case .string: return json.text(node)
    case .object:
      guard let name = json.member("name", of: node), json.nodes[name].kind != .object else {
        return nil
      }
      guard let first = json.items(name).first, json.nodes[first].kind == .string else {
        return nil
      }
      return json.text(first)
    default: return nil
    }
  }

  private mutating func read(_ json: LenientJSON, _ node: Int, _ scripts: [LenientJSON]) {
    func text(_ key: StaticString) -> (text: String, bytes: Range<Int>)? {
      guard let member = json.member(key, of: node) else { return nil }
      let first = json.items(member).first ?? member
      guard json.nodes[first].kind == .string else { return nil }
      let found = json.text(first)
      return found.text.isEmpty ? nil : found
    }
    func state(_ field: StatedValue.Field, _ found: (text: String, bytes: Range<Int>)?) {
      guard let found, !found.text.isEmpty else { return }
      stated.append(StatedValue(field, found.text, basis: .jsonLD, bytes: found.bytes))
    }
    let isArticle = json.member("headline", of: node) != nil
    state(.headline, text("headline") ?? (isArticle ? nil : text("name")))
    state(.published, text("datePublished") ?? text("dateCreated") ?? text("uploadDate"))
    state(.updated, text("dateModified"))
    state(.language, text("inLanguage"))
    state(.section, text("articleSection"))
    if let page = json.member("mainEntityOfPage", of: node) {
      if json.nodes[page].kind == .string {
        state(.address, json.text(page))
      } else if let id = json.member("@id", of: page), json.nodes[id].kind == .string {
        state(.address, json.text(id))
      }
    }
    state(.address, text("url"))
    if let publisher = json.member("publisher", of: node) {
      for item in json.items(publisher).prefix(1) {
        let found = name(json, item) ?? resolved(item, json, scripts)
        state(.publisher, found)
        if let found { siteNames.append(found.text) }
      }
    }
    for key: StaticString in ["author", "creator"]
    where !stated.contains(where: { $0.field == .author }) {
      guard let authors = json.member(key, of: node) else { continue }
      for item in json.items(authors).prefix(20) {
        if json.nodes[item].kind == .object,
          isNamed(json, item, ["Organization", "NewsMediaOrganization", "Corporation"])
        {
          continue
        }
        state(.author, name(json, item) ?? resolved(item, json, scripts))
      }
    }
    if let member = json.member("articleBody", of: node), json.nodes[member].kind == .string {
      body = json.pieces(member)
    }
  }

  /// The name of what an object refers to by its `@id`.
  private func resolved(
    _ node: Int, _ json: LenientJSON, _ scripts: [LenientJSON]
  ) -> (text: String, bytes: Range<Int>)? {
    guard json.nodes[node].kind == .object, let id = json.member("@id", of: node) else {
      return nil
    }
    let wanted = bytes[json.nodes[id].value]
    for script in scripts {
      for other in script.nodes.indices where script.nodes[other].kind == .object {
        guard let otherID = script.member("@id", of: other),
          bytes[script.nodes[otherID].value].elementsEqual(wanted),
          !isNamed(script, other, ["Organization"]) || json.isKey(node, "publisher"),
          let found = name(script, other)
        else { continue }
        return found
      }
    }
    return nil
  }
}
