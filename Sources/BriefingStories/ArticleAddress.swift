/// The part of a URL that names an article, whichever way a reader came to it.
struct ArticleAddress {
  /// Host, path, and the parameters that may name an article.
  let normalised: String

  /// Parameters that say where a reader came from, not what was read; with `_` at the end, all that
  /// begin so.
  private static let tracking = ["utm_", "mc_", "fbclid", "gclid", "ref", "share", "smid", "cmp"]
  /// Other faces of one site.
  private static let faces = ["www.", "m.", "mobile.", "amp."]

  /// Nil where the text is no address of an article: without host or path.
  init?(_ url: String) {
    var rest = Substring(url.filter { !$0.isWhitespace })
    if let scheme = Self.end(of: "://", in: rest) { rest = rest[scheme...] }
    rest = rest.prefix { $0 != "#" }
    let query = rest.firstIndex(of: "?").map { rest[rest.index(after: $0)...] } ?? ""
    rest = rest.prefix { $0 != "?" }
    var host = rest.prefix { $0 != "/" && $0 != ":" }.lowercased()
    for face in Self.faces where host.hasPrefix(face) && host.dropFirst(face.count).contains(".") {
      host.removeFirst(face.count)
    }
    var path = rest.drop { $0 != "/" }.split(separator: "/")
    if path.last == "amp" { path.removeLast() }
    let parameters = query.split(separator: "&")
      .filter { !Self.isTracking($0.prefix { $0 != "=" }.lowercased()) }
      .sorted()
    guard host.contains("."), !path.isEmpty || !parameters.isEmpty else { return nil }
    normalised =
      ([host] + path.map(String.init)).joined(separator: "/")
      + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
  }

  private static func isTracking(_ name: String) -> Bool {
    tracking.contains { $0.hasSuffix("_") ? name.hasPrefix($0) : name == $0 }
  }

  private static func end(of mark: String, in text: Substring) -> Substring.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) { return text.index(index, offsetBy: mark.count) }
      index = text.index(after: index)
    }
    return nil
  }
}
