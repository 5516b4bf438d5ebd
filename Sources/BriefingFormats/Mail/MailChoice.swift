internal import BriefingText

/// Chooses the parts of a message that its reader sees, in their order.
struct MailChoice {
  /// A part that is shown.
  struct Shown {
    var segment: MailSegment
    /// The message that it is part of, as an index into the tree.
    var message: Int
    /// Whether another message is what this one was sent for.
    var isBeside = false
  }

  let tree: MailTree
  let parts: MailPartReader

  /// The charset of a part that could not be read, where there is one.
  var unread: String? {
    tree.parts.lazy.filter { $0.isText && !$0.isPage }.compactMap { part in
      part.type.parameters["charset"].flatMap { label in
        if case .foreign(let name)? = Charset(label: label) { name } else { nil }
      }
    }.first
  }

  /// What is shown. Of a forwarded message the words that it was sent with stand beside it.
  func segments() -> [Shown] {
    var shown: [Shown] = []
    show(0, message: 0, &shown)
    let main = message(of: shown)
    for index in shown.indices where shown[index].message != main && main != 0 {
      shown[index].isBeside = shown[index].message == 0
    }
    return shown
  }

  /// The message whose words are the most: the outer one, or one that it forwards.
  func message(of shown: [Shown]) -> Int {
    var words: [Int: Int] = [:]
    for shown in shown { words[shown.message, default: 0] += shown.segment.wordCount }
    // Several forwarded ones are a digest, and it is what was sent.
    guard words.count <= 2, let inner = words.max(by: { $0.key < $1.key }) else { return 0 }
    return inner.value > words[0] ?? 0 ? inner.key : 0
  }

  /// Recursion goes no deeper than the tree, which is bounded.
  private func show(_ index: Int, message: Int, _ shown: inout [Shown]) {
    let part = tree.parts[index]
    if part.children.isEmpty {
      if part.isText || part.isPage && !part.isAttachment, let segment = parts.segment(of: part) {
        shown.append(Shown(segment: segment, message: message))
      }
      return
    }
    switch part.type.value {
    case "multipart/alternative": alternative(part, message: message, &shown)
    case "multipart/related": show(root(of: part), message: message, &shown)
    case "multipart/signed", "multipart/encrypted":
      show(part.children[0], message: message, &shown)
    case "message/rfc822", "message/global":
      show(part.children[0], message: part.children[0], &shown)
    default:
      for child in part.children { show(child, message: message, &shown) }
    }
  }

  /// The last alternative is the one that its sender likes best; it is taken unless another says more.
  private func alternative(_ part: MailPart, message: Int, _ shown: inout [Shown]) {
    var best: (shown: [Shown], words: Int) = ([], -1)
    for child in part.children.reversed() {
      var candidate: [Shown] = []
      show(child, message: message, &candidate)
      let words = candidate.reduce(0) { $0 + $1.segment.wordCount }
      // A page has its links' words and its menu besides.
      if words > best.words + best.words / 4 { best = (candidate, words) }
    }
    shown += best.shown
  }

  /// The part that `start` names, else the first (RFC 2387).
  private func root(of part: MailPart) -> Int {
    if let start = part.type.parameters["start"] {
      let named = part.children.first { child in
        tree.parts[child].fields["content-id"].map { field in
          String(decoding: parts.content[field.value], as: UTF8.self).contains(start)
        } ?? false
      }
      if let named { return named }
    }
    return part.children.first { tree.parts[$0].isPage } ?? part.children[0]
  }
}
