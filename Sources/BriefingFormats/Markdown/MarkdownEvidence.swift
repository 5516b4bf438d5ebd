import BriefingText

/// Whether a text is Markdown, by what stands in it.
///
/// Bullets, numbers and a stray asterisk stand in plain text too and prove nothing. Two kinds of
/// marks that plain text hardly ever has together do, or several of one kind that it never has.
struct MarkdownEvidence {
  private struct Kinds: OptionSet {
    let rawValue: UInt8
    static let link = Kinds(rawValue: 1)
    static let strong = Kinds(rawValue: 2)
    static let emphasis = Kinds(rawValue: 4)
    static let heading = Kinds(rawValue: 8)
    static let table = Kinds(rawValue: 16)
    static let fence = Kinds(rawValue: 32)
    static let escape = Kinds(rawValue: 64)
  }

  private var kinds: Kinds = []
  private var links = 0
  private var strong = 0
  private var others = 0
  private let content: [UInt8]

  /// How many bytes from the start are looked at.
  private static let window = 262_144
  /// How far on its line the other end of a mark is looked for.
  private static let reach = 600

  /// Whether `content` from `start` on is Markdown.
  static func isMarkdown(_ content: [UInt8], from start: Int) -> Bool {
    if let head = FrontMatter(content, at: start), !head.stated.isEmpty { return true }
    var evidence = MarkdownEvidence(content)
    evidence.look(from: start)
    if evidence.links >= 2 || evidence.strong >= 3 { return true }
    let count = evidence.kinds.rawValue.nonzeroBitCount
    return count >= 2 && evidence.links * 3 + evidence.strong * 3 + evidence.others >= 4
  }

  private init(_ content: [UInt8]) { self.content = content }

  private mutating func look(from start: Int) {
    let end = min(content.count, start + Self.window)
    var place = start
    var isFenced = false
    var hasBarAbove = false
    while place < end {
      let line = FrontMatter.line(content, place)
      place = line.next
      let text = line.text
      if isFence(text) {
        isFenced.toggle()
        if !isFenced { note(.fence, 2) }
        continue
      }
      if isFenced || text.isEmpty {
        hasBarAbove = false
        continue
      }
      if hasBarAbove, isDelimiterRow(text) { note(.table, 3) }
      hasBarAbove = content[text].contains(0x7c)
      let hashes = content[text].prefix { $0 == 0x23 }.count
      if hashes > 0, hashes <= 6, text.count > hashes + 1,
        content[text.lowerBound + hashes] == 0x20
      {
        note(.heading, hashes > 1 ? 2 : 1)
      }
      lookInside(text)
    }
  }

  private mutating func note(_ kind: Kinds, _ points: Int) {
    kinds.insert(kind)
    others += points
  }

  private mutating func lookInside(_ line: Range<Int>) {
    var index = line.lowerBound
    while index < line.upperBound {
      switch content[index] {
      case 0x5d: closesBracket(index, line)
      case 0x2a, 0x5f:
        if let end = emphasisEnd(index, line) {
          index = end
          continue
        }
        // Past the whole run: the marks inside it open nothing of their own.
        let mark = content[index]
        while index + 1 < line.upperBound, content[index + 1] == mark { index += 1 }
      case 0x5c where index + 1 < line.upperBound:
        if [0x2a, 0x5f, 0x5b, 0x5d, 0x23, 0x2d, 0x2e, 0x24, 0x3e].contains(content[index + 1]) {
          note(.escape, 1)
        }
        index += 1
      default: break
      }
      index += 1
    }
  }

  /// Counts "[words](target)" and "[name]: target".
  private mutating func closesBracket(_ index: Int, _ line: Range<Int>) {
    guard index + 2 < line.upperBound else { return }
    var first = index - 1
    let limit = max(line.lowerBound, index - Self.reach)
    while first >= limit, content[first] != 0x5b, content[first] != 0x5d { first -= 1 }
    // Of a picture within a link the inner bracket closes first.
    guard first >= limit else { return }
    var target = index + 1
    switch content[target] {
    case 0x28: target += 1
    case 0x3a where first == line.lowerBound:
      target += 1
      while target < line.upperBound, content[target] == 0x20 { target += 1 }
    default: return
    }
    if isTarget(target, line) {
      links += 1
      kinds.insert(.link)
    }
  }

  private func isTarget(_ start: Int, _ line: Range<Int>) -> Bool {
    let rest = content[start..<min(line.upperBound, start + 9)]
    return Self.targets.contains { rest.starts(with: $0) }
  }

  private static let targets: [[UInt8]] = [
    "http://", "https://", "mailto:", "/", "./", "../", "#", "<http",
  ].map { Array($0.utf8) }

  /// Where emphasis ends that begins at `index`; nil where none does.
  private mutating func emphasisEnd(_ index: Int, _ line: Range<Int>) -> Int? {
    let mark = content[index]
    var count = 1
    while index + count < line.upperBound, content[index + count] == mark { count += 1 }
    let first = index + count
    guard count <= 3, first < line.upperBound, isWordEdge(content[first], mark),
      index == line.lowerBound || !isWordByte(content[index - 1])
    else { return nil }
    var end = first + 1
    let limit = min(line.upperBound, first + Self.reach)
    while end + count <= limit {
      guard content[end] == mark else {
        end += 1
        continue
      }
      var run = 0
      while end + run < line.upperBound, content[end + run] == mark { run += 1 }
      let after = end + run
      if run == count, isWordEdge(content[end - 1], mark),
        after == line.upperBound || !isWordByte(content[after])
      {
        if count >= 2 {
          strong += 1
          kinds.insert(.strong)
        } else {
          note(.emphasis, 1)
        }
        return after
      }
      end += run
    }
    return nil
  }

  /// Whether a byte can stand at the inner side of emphasis.
  private func isWordEdge(_ byte: UInt8, _ mark: UInt8) -> Bool {
    byte > 0x20 && byte != mark && byte != 0x2a
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
  }

  private func isFence(_ text: Range<Int>) -> Bool {
    content[text].starts(with: [0x60, 0x60, 0x60])
      || content[text].starts(with: [0x7e, 0x7e, 0x7e])
  }

  private func isDelimiterRow(_ text: Range<Int>) -> Bool {
    let bytes = content[text]
    return bytes.contains(0x7c) && bytes.contains(0x2d)
      && bytes.allSatisfy { [0x7c, 0x2d, 0x3a, 0x20, 0x09].contains($0) }
  }
}
