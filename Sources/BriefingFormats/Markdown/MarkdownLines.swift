/// Which line ends within a paragraph are the writer's, and which only there to keep lines short.
///
/// Markdown itself joins them all. In letters and notes a line is often one for itself all the same:
/// a signature under a quotation, the lines of an imprint.
struct MarkdownLines {
  private let content: [UInt8]
  /// No shorter line was broken for its length.
  private static let short = 40
  /// The column that lines were broken at; nil where a paragraph is one line.
  private var width: Int?

  init(_ content: [UInt8], events: [MarkdownEvent]) {
    self.content = content
    var widths: [Int] = []
    var needed: [Int] = []
    var above: Int?
    var isBroken = false
    for event in events {
      guard case .text(let kind, let bytes) = event else {
        if case .enter = event { above = nil }
        continue
      }
      if kind == .softBreak {
        isBroken = above != nil
      } else if !bytes.isEmpty {
        if isBroken, let above {
          widths.append(columns(ofLineAt: above))
          needed.append(widths[widths.count - 1] + 1 + firstWordColumns(bytes.lowerBound))
        }
        isBroken = false
        above = bytes.upperBound
      }
    }
    guard widths.count >= 3 else { return }
    let likely = widths.sorted()[widths.count * 95 / 100]
    guard likely >= 40, likely <= 120 else { return }
    let forced = needed.count { $0 > likely }
    if forced * 10 >= needed.count * 7 { width = likely }
  }

  /// Whether the line that `next` stands on goes on with the one that ends at `above`.
  func joins(_ above: Int, _ next: Int) -> Bool {
    let goesOn =
      !endsSentence(before: above) && beginsLower(next) && columns(ofLineAt: above) >= Self.short
    guard let width else { return goesOn }
    return goesOn || columns(ofLineAt: above) + 1 + firstWordColumns(next) > width - 3
  }

  private func columns(ofLineAt place: Int) -> Int {
    var start = place
    while start > 0, content[start - 1] != 0x0a { start -= 1 }
    var count = 0
    var index = start
    while index < content.count, content[index] != 0x0a, content[index] != 0x0d {
      if content[index] & 0xc0 != 0x80 { count += 1 }
      index += 1
    }
    return count
  }

  private func firstWordColumns(_ place: Int) -> Int {
    var count = 0
    var index = place
    while index < content.count, content[index] > 0x20 {
      if content[index] & 0xc0 != 0x80 { count += 1 }
      index += 1
    }
    return count
  }

  private func beginsLower(_ place: Int) -> Bool {
    let head = String(decoding: content[place..<min(place + 4, content.count)], as: UTF8.self)
    return head.first.map { $0.isLowercase || $0 == "," } ?? false
  }

  private func endsSentence(before place: Int) -> Bool {
    var index = place
    while index > 0 {
      switch content[index - 1] {
      case 0x22, 0x27, 0x29, 0x5d, 0x2a, 0x5f, 0x20: index -= 1
      case 0x2e, 0x21, 0x3f, 0x3a: return true
      case 0x80...0xff:
        let tail = String(decoding: content[max(0, index - 3)..<index], as: UTF8.self)
        guard let last = tail.last else { return false }
        if "”’»“「」".contains(last) {
          index -= 3 <= index && "”’“「」".contains(last) ? 3 : 2
          continue
        }
        return "。！？…؟".contains(last)
      default: return false
      }
    }
    return false
  }
}
